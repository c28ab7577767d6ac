#include "services/app/support/released.h"

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "escalation/calendar.h"
#include "escalation/policy.h"
#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"
#include "ring.h"
#include "upcasters.h"

namespace released {
namespace {

using gwarchod::v1::Event;

constexpr std::uint32_t kSeed = 2'012;
constexpr const char* kRegistration = "ProviderRegistered";

std::string to_hex(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(byte) >> 4U]);
    text.push_back(kDigits[static_cast<unsigned char>(byte) & 0xFU]);
  }
  return text;
}

std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// What the filler cannot know: values that other parts of the program look up.
void mend(google::protobuf::Message& body) {
  if (auto* adopted = dynamic_cast<gwarchod::v1::PolicyAdopted*>(&body)) {
    const schema::Schema schema;
    const auto policy = escalation::read_policy(escalation::default_policy_text(), schema,
                                                escalation::Calendar::england_and_wales());
    *adopted->mutable_policy() = policy->policy();
  } else if (auto* decision = dynamic_cast<gwarchod::v1::StageDecision*>(&body)) {
    decision->set_to_stage("enhanced");
  } else if (auto* correction = dynamic_cast<gwarchod::v1::Correction*>(&body)) {
    correction->set_corrects(Example{"Compliment", 1, {}}.id());
  }
}

/// Hands the entries on to storage that outlives the ring.
class Borrowed final : public eventstore::KeyStorage {
 public:
  explicit Borrowed(eventstore::KeyStorage& lender) : lender_(lender) {}
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    return lender_.get(key);
  }
  void write(const std::vector<Change>& changes) override { lender_.write(changes); }
  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    lender_.for_each(prefix, visit);
  }
  void scour(const std::vector<std::string>& keys) override { lender_.scour(keys); }
  [[nodiscard]] bool writes() const override { return true; }

 private:
  eventstore::KeyStorage& lender_;
};

}  // namespace

std::string Example::id() const { return "released-" + kind + "-" + std::to_string(version); }
std::string Example::name() const { return kind + "." + std::to_string(version) + ".binpb"; }

std::filesystem::path folder() {
  return std::filesystem::path(GWARCHOD_SOURCE) / "tests" / "released-events";
}

std::vector<Example> read() {
  std::map<std::string, Example> examples;  // by an order in which a registration comes first
  for (const auto& file : std::filesystem::directory_iterator(folder())) {
    const std::string name = file.path().filename();
    if (!name.ends_with(".binpb")) continue;
    Example example;
    example.kind = name.substr(0, name.find('.'));
    example.version = static_cast<std::uint32_t>(std::stoul(name.substr(name.find('.') + 1)));
    example.payload = text_of(file.path());
    examples.emplace((example.kind == kRegistration ? "0" : "1") + name, example);
  }
  std::vector<Example> ordered;
  for (auto& [name, example] : examples) ordered.push_back(std::move(example));
  return ordered;
}

std::unique_ptr<eventstore::KeyStorage> read_keys() {
  auto storage = eventstore::make_memory_key_storage();
  std::ifstream lines(folder() / "keys.txt");
  std::string place;
  std::string value;
  while (lines >> place >> value) storage->write({{from_hex(place), from_hex(value)}});
  return storage;
}

std::unique_ptr<eventstore::Keyring> ring_over(eventstore::KeyStorage& storage) {
  eventstore::MasterKey master{};
  master.fill(7);
  auto ring = eventstore::Ring::open(std::make_unique<Borrowed>(storage), master);
  if (!ring) throw std::runtime_error(ring.error().line);
  return std::move(*ring);
}

void write_keys(const eventstore::KeyStorage& storage) {
  std::ofstream lines(folder() / "keys.txt");
  storage.for_each("", [&](std::string_view place, std::string_view value) {
    lines << to_hex(place) << " " << to_hex(value) << "\n";
    return true;
  });
}

eventstore::StreamId stream_of(const std::string& kind) {
  static const std::map<std::string, std::string> kOthers = {
      {"PolicyAdopted", "policy"},   {"SubjectErased", "erasure"},
      {"AccountAdded", "account/a"}, {"AccountDisabled", "account/a"},
      {"PasswordSet", "account/a"},  {"SignInLinkMade", "account/a"},
      {"SignedIn", "account/a"},     {"SignedOut", "account/a"},
  };
  const auto other = kOthers.find(kind);
  return eventstore::StreamId{other == kOthers.end() ? "provider/released" : other->second};
}

Example make(const schema::Schema& schema, const schema::Kind& kind, std::uint32_t version,
             const app::EventSealer& sealer) {
  Example example{kind.name, version, {}};
  Event event;
  event.set_kind(kind.name);
  event.set_schema_version(app::kOpenVersion);
  schema::testing::fill(*event.mutable_envelope(), kSeed);
  event.mutable_envelope()->clear_updates();
  const auto body = schema::testing::filled(schema, kind, kSeed);
  mend(*body);
  body->SerializeToString(event.mutable_body());
  event.set_recorded_by("released");
  event.mutable_recorded_at()->set_seconds(1'795'334'400);
  event.set_recorded_for(gwarchod::v1::COUNCIL_SAFEGUARDING);
  if (version == app::kSealedVersion) sealer.seal(event, example.id());
  if (event.schema_version() != version) throw std::logic_error("no such version is written now");
  event.SerializeToString(&example.payload);
  return example;
}

void write(const Example& example) {
  std::ofstream(folder() / example.name(), std::ios::binary) << example.payload;
}

}  // namespace released
