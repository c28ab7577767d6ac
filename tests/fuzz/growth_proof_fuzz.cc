// A proof of growth from elsewhere: what is read is printed as it was, and nothing unsigned stands.
#include <vector>

#include "bytes.h"
#include "eventstore/growth_proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const eventstore::SigningKey key = eventstore::SigningKey::make("gwarchod/fuzz");
  static const std::vector<eventstore::VerifyingKey> keys{key.verifying_key()};
  const std::string_view input = fuzz::text(data, size);
  auto read = eventstore::parse_growth_proof(input);
  if (!read) {
    fuzz::check(!read.error().empty());
    return 0;
  }
  fuzz::check(read->text() == input);
  const eventstore::Checkpoint old{read->old_size, {}, "gwarchod/fuzz", {}};
  fuzz::check(!eventstore::check_growth_proof(*read, old, keys).has_value());
  // Under a head that is signed: no event has these roots.
  read->checkpoint = eventstore::sign({read->old_size + size, {1}, "", {}}, key);
  fuzz::check(!eventstore::check_growth_proof(*read, old, keys).has_value());
  return 0;
}
