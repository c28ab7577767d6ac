// A checkpoint and a public key from elsewhere: what is read is printed as it was, and nothing that
// was not signed is opened.
#include <vector>

#include "bytes.h"
#include "eventstore/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  if (const auto read = eventstore::parse_checkpoint(input)) {
    fuzz::check(read->text() == input);
    fuzz::check(!read->checkpoint.origin.empty() && !read->signatures.empty());
  }
  if (const auto key = eventstore::VerifyingKey::parse(input)) {
    fuzz::check(key->text() == input);
  }
  static const std::vector<eventstore::VerifyingKey> keys{
      eventstore::SigningKey::make("gwarchod/fuzz").verifying_key()};
  fuzz::check(!eventstore::open_checkpoint(input, keys).has_value());
  return 0;
}
