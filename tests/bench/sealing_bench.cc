// What sealing costs: one record's texts with the key of one person whom the ring knows, the same
// for a whole event on its way to the log and back, and the limit of it all: the cipher alone.
#include <fmt/format.h>
#include <sodium.h>

#include <chrono>
#include <filesystem>

#include "app/system_clock.h"
#include "event_reader.h"
#include "event_sealer.h"
#include "eventstore/keyring.h"
#include "folder.h"
#include "gwarchod/v1/records.pb.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 200'000;
constexpr std::size_t kTextBytes = 300;

template <class Work>
double micros(const Work& work) {
  const auto begun = Clock::now();
  for (int round = 0; round < kRounds; ++round) work();
  return std::chrono::duration<double, std::micro>(Clock::now() - begun).count() / kRounds;
}

double cipher_alone() {
  const std::string plain(kTextBytes, 'x');
  std::string sealed(kTextBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  unsigned char key[32] = {};
  unsigned char nonce[24];
  return micros([&] {
    randombytes_buf(nonce, sizeof nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()),
                                               nullptr,
                                               reinterpret_cast<const unsigned char*>(plain.data()),
                                               plain.size(), nullptr, 0, nullptr, nonce, key);
  });
}

gwarchod::v1::Event event_about(const char* person) {
  gwarchod::v1::Complaint body;
  body.set_stage(gwarchod::v1::LOCAL_RESOLUTION);
  body.set_complainant("A daughter");
  gwarchod::v1::Event event;
  event.set_kind("Complaint");
  event.mutable_envelope()->set_occurred_from("2026-04-01");
  event.mutable_envelope()->set_summary(std::string(kTextBytes - 50, 'x'));
  event.mutable_envelope()->add_people(person);
  event.set_body(body.SerializeAsString());
  return event;
}

void run(const std::filesystem::path& folder) {
  auto opened = eventstore::open_keyring(folder, eventstore::KeyringMode::kCreate, {});
  if (!opened) throw std::runtime_error(opened.error().line);
  eventstore::Keyring& keys = **opened;
  const schema::Schema schema;
  const app::EventSealer sealer(schema, keys);
  const app::EventReader reader(schema, keys);
  const std::vector<eventstore::Token> tokens = {keys.token_of("P-1")};
  const std::string plain(kTextBytes, 'x');
  const gwarchod::v1::Event event = event_about("P-1");
  gwarchod::v1::Event sealed = event;
  sealer.seal(sealed, "id");
  eventstore::StoredEvent stored{.position = {},
                                 .stream = {},
                                 .version = {},
                                 .recorded = {},
                                 .id = "id",
                                 .type = "Complaint",
                                 .payload = sealed.SerializeAsString()};
  fmt::print("{:>7.2f} us  the cipher alone, {} bytes (the limit)\n", cipher_alone(), kTextBytes);
  fmt::print("{:>7.2f} us  seal {} bytes with a key that the ring holds\n",
             micros([&] { (void)keys.seal(tokens, plain, "id"); }), kTextBytes);
  fmt::print("{:>7.2f} us  the same with a fresh key of its own\n", micros([&] {
               const std::vector<eventstore::Token> fresh = {keys.fresh_token()};
               (void)keys.seal(fresh, plain, "id");
             }));
  fmt::print("{:>7.2f} us  seal a record that names one person\n", micros([&] {
               gwarchod::v1::Event copy = event;
               sealer.seal(copy, "id");
             }));
  fmt::print("{:>7.2f} us  seal one that names nobody\n", micros([&] {
               gwarchod::v1::Event copy = event;
               copy.mutable_envelope()->clear_people();
               sealer.seal(copy, "id");
             }));
  fmt::print("{:>7.2f} us  read it sealed, for a fold\n",
             micros([&] { reader.read_sealed(stored, sealed); }));
  fmt::print("{:>7.2f} us  parse it alone\n",
             micros([&] { sealed.ParseFromString(stored.payload); }));
  fmt::print("{:>7.2f} us  read it opened, to be shown\n",
             micros([&] { (void)reader.read(stored); }));
}

}  // namespace

int main() {
  const bench::Folder folder;
  run(folder.path());
}
