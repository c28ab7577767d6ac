// The body of a record request, through the edge's reading of it and the whole command.
#include <future>

#include "body.h"
#include "gwarchod/v1/commands.pb.h"
#include "support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fuzz::Authority authority;
  web::Request request;
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::string{fuzz::text(data, size)};
  const auto read = web::read_body<gwarchod::v1::RecordRequest>(request);
  if (!read) {
    fuzz::check(!read.error().code().empty());
    return 0;
  }
  // No provider is registered: whatever it says, it is refused, and before anything is stored.
  const auto before = authority.store->last_position();
  authority.tracker->record(fuzz::Authority::officer(), "rose-court", *read, {},
                            [](const auto& recorded) { fuzz::check(!recorded.has_value()); });
  fuzz::check(authority.store->last_position() == before);
  return 0;
}
