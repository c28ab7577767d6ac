// A proof from elsewhere: what is read is printed as it was, and nothing that was not signed
// stands.
#include <vector>

#include "bytes.h"
#include "eventstore/event_proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const eventstore::SigningKey key = eventstore::SigningKey::make("gwarchod/fuzz");
  static const std::vector<eventstore::VerifyingKey> keys{key.verifying_key()};
  const std::string_view input = fuzz::text(data, size);
  auto read = eventstore::parse_event_proof(input);
  if (!read) {
    fuzz::check(!read.error().empty());
    return 0;
  }
  fuzz::check(read->text() == input);
  fuzz::check(!eventstore::check_event_proof(*read, keys).has_value());
  // The same under a head that is signed, so that the path is checked too: no such root is known.
  read->checkpoint = eventstore::sign({size, {}, "", {}}, key);
  fuzz::check(!eventstore::check_event_proof(*read, keys).has_value());
  return 0;
}
