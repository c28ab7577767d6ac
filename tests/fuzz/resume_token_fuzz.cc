// A token that a follower sends back: what is read is written as it was.
#include "bytes.h"
#include "resume_token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  if (const auto token = eventstore::read_token(input)) {
    fuzz::check(eventstore::write_token(*token) == input);
  }
  return 0;
}
