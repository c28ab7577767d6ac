#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "compiled.h"
#include "days.h"
#include "gwarchod/v1/envelope.pb.h"

namespace escalation {

/// Whether a test holds of a record: its bytes (or an element's), and its envelope.
/// Of a repeated field, a test holds when it does of one value; `none_of` when it does of all.
/// A number, yes/no or list not on the wire is its default, as proto3 means it; an `optional` one
/// is not there and passes no test but `none_of` and `is_not_set`.
[[nodiscard]] bool holds(const Test& test, std::string_view bytes,
                         const gwarchod::v1::Envelope& envelope);

/// The day in a text field, or nothing when it is empty or no day.
[[nodiscard]] std::optional<DayNumber> day_in(const FieldRef& from, std::string_view bytes,
                                              const gwarchod::v1::Envelope& envelope);
[[nodiscard]] std::optional<DayNumber> day_in(const schema::FieldPath& path,
                                              std::string_view bytes);

/// Whether the envelope's field of this number can be tested: every one but `known_to`.
[[nodiscard]] bool readable(const google::protobuf::FieldDescriptor& envelope_field);

/// The last day on which it can have happened. A date that is not exact counts as the last day of
/// its range (a month: its last day), so that a window never closes before it certainly has; but
/// never a day after we heard of it or wrote it down.
[[nodiscard]] DayNumber happened(const gwarchod::v1::Event& event);

}  // namespace escalation
