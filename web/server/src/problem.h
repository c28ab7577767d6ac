#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "gwarchod/v1/views.pb.h"
#include "response.h"
#include "schema/json.h"

/// Answers: a message as JSON, or an RFC 9457 problem. No problem holds what was sent to us, as
/// that may be about a person; it names the place.
namespace web {

using Problem = gwarchod::v1::Problem;

/// A problem of the edge's own. `en` and `cy` are whole sentences that say what to do.
[[nodiscard]] Problem make_problem(unsigned status, std::string_view code, std::string_view en,
                                   std::string_view cy);
/// 400 bad-json, its one error naming the place.
[[nodiscard]] Problem json_problem(const schema::JsonFault& fault);

/// 400 bad-parameter, its one error naming the parameter of the query.
[[nodiscard]] Problem bad_parameter(std::string_view name, std::string_view en,
                                    std::string_view cy);

[[nodiscard]] Problem not_found();
[[nodiscard]] Problem not_signed_in();
[[nodiscard]] Problem not_allowed();
[[nodiscard]] Problem too_large();
[[nodiscard]] Problem broken_request();
[[nodiscard]] Problem too_busy();
[[nodiscard]] Problem server_fault();

/// "Not Found"; "Unknown" for a status that has no name here.
[[nodiscard]] std::string_view status_name(unsigned status);

[[nodiscard]] Response problem_response(Problem problem);
[[nodiscard]] Response json_response(const google::protobuf::Message& message,
                                     unsigned status = 200);

}  // namespace web
