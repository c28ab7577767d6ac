// The file `head` of a data folder, whatever is in it: read, or refused in words.
#include "bytes.h"
#include "head_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto head = eventstore::HeadFile::parse(fuzz::text(data, size));
  if (head) {
    eventstore::Hasher hasher;
    if (head->tree.size > 0) static_cast<void>(head->tree.root(hasher));
  }
  return 0;
}
