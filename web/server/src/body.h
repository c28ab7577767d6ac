#pragma once

#include <string_view>

#include "problem.h"
#include "request.h"
#include "schema/json.h"
#include "schema/result.h"

namespace web {

/// The body as the message it must be.
/// Errors: 415 not application/json; 400 bad-json, naming the place.
template <class Message>
[[nodiscard]] schema::Result<Message, Problem> read_body(const Request& request) {
  const std::string_view type = request.header("Content-Type");
  if (!type.starts_with("application/json")) {
    return make_problem(415, "not-json", "Send JSON, with Content-Type: application/json.",
                        "Anfonwch JSON, gyda Content-Type: application/json.");
  }
  Message message;
  if (const auto read = schema::from_json(request.body, message); !read) {
    return json_problem(read.error());
  }
  return message;
}

}  // namespace web
