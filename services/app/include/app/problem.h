#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/views.pb.h"

/// What can go wrong with what a caller asks: RFC 9457 problems, with a stable code, the HTTP
/// status that goes with it, and words in both languages. No personal data is in any.
namespace app {

using gwarchod::v1::FieldProblem;
using gwarchod::v1::Problem;

/// `code` is "unknown-provider"; `type` becomes urn:gwarchod:problem:<code>, `title` and `detail`
/// the English words.
[[nodiscard]] Problem make_problem(std::string_view code, std::uint32_t status, std::string_view en,
                                   std::string_view cy);
[[nodiscard]] FieldProblem make_field_problem(std::string_view place, std::string_view en,
                                              std::string_view cy);

[[nodiscard]] Problem unknown_provider();
[[nodiscard]] Problem not_known_then();
[[nodiscard]] Problem wrong_version(std::uint64_t actual);
[[nodiscard]] Problem invalid(std::vector<FieldProblem> faults);
[[nodiscard]] Problem not_signed_in();
[[nodiscard]] Problem wrong_password();
[[nodiscard]] Problem wrong_link();
[[nodiscard]] Problem too_many_attempts();
[[nodiscard]] Problem not_allowed();
[[nodiscard]] Problem idempotency_mismatch();
[[nodiscard]] Problem exists();
[[nodiscard]] Problem not_found();
[[nodiscard]] Problem unknown_person();
[[nodiscard]] Problem too_large();
[[nodiscard]] Problem storage_failed();
/// 507: nothing was written.
[[nodiscard]] Problem disk_full();
/// An erasure is said in the log, and the keys' disk has no room to do it: a start does.
[[nodiscard]] Problem erasure_unfinished();
/// 503: too much is waiting to be written.
[[nodiscard]] Problem busy();
/// 503: whether it was written cannot be told yet.
[[nodiscard]] Problem may_be_recorded();

}  // namespace app
