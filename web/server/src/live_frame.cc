#include "live_frame.h"

#include "schema/json.h"

namespace web {

std::string encode(const gwarchod::v1::ServerFrame& frame, Encoding encoding) {
  return encoding == Encoding::kJson ? schema::to_json(frame) : frame.SerializeAsString();
}

}  // namespace web
