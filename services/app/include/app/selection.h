#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "app/problem.h"
#include "gwarchod/v1/envelope.pb.h"
#include "schema/result.h"
#include "schema/time.h"

namespace app {

/// Which part of the record a question is put to, and on which day it is read (docs/two-times.md).
/// Nothing chosen: all of it, today.
struct Selection {
  /// The day it is read on: what happened later is not yet so. None: known_on, else today.
  std::optional<schema::Day> as_of;
  /// Only what was recorded up to this position of the log; or, in its place, up to the end of a
  /// day in the United Kingdom.
  std::optional<std::uint64_t> known_at;
  std::optional<schema::Day> known_on;
  /// Only what this agency knew (timeline/known.h): by known_on, or by the day of known_at; where
  /// neither is chosen, by as_of, as far as has been recorded to this day.
  std::optional<gwarchod::v1::Agency> known_to;

  [[nodiscard]] bool is_now() const { return !as_of && !known_at && !known_on && !known_to; }
};

/// Reads what was asked for, an empty text for what was not. `as_known_at` is a position or a day;
/// `known_to` an agency as the schema names it: HEALTH_BOARD, or health-board.
/// Errors: the first that cannot be read, `field` naming it (as_of, as_known_at, known_to).
[[nodiscard]] schema::Result<Selection, FieldProblem> read_selection(std::string_view as_of,
                                                                     std::string_view as_known_at,
                                                                     std::string_view known_to);

}  // namespace app
