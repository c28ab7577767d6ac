#pragma once

#include <string>
#include <vector>

#include "compiled.h"
#include "place.h"
#include "schema/schema.h"

namespace escalation {

/// What a rule reads of the records its match finds, besides the tests.
struct Wanted {
  std::uint16_t rule = 0;
  Part part = Part::kMain;
  bool by_theme = false;
  std::string due_field, done_field, per_field;  // Overdue
  Place due_place, done_place, per_place;
  std::string open_until;  // Count; of a clock or a flag: set, it is done or over
  Place open_place;
  std::string extended, paused, resumed, link;  // of a clock
  std::vector<std::string> says;                // of a flag
  Place of_fields;                              // where those are written
};

/// Looks the names of one match up: kinds, fields, values. Each extract is added to its kind's
/// plan. Faults are told once, though several kinds have them. Returns the leaf of `per_field`, or
/// null.
const google::protobuf::FieldDescriptor* compile_match(
    const gwarchod::v1::Match& match, const Wanted& wanted, const schema::Schema& schema,
    const Place& place, CompiledPolicy::Inside& inside, Faults& faults);

}  // namespace escalation
