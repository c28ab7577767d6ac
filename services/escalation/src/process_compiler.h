#pragma once

#include "compiled.h"
#include "place.h"
#include "schema/schema.h"

namespace escalation {

/// Compiles what a policy has besides rules: clocks of records and of stages, notices, flags, exit
/// tests, reviews. Each looks for records by lookouts of its own, after the rules.
void compile_process(const schema::Schema& schema, const Place& place,
                     CompiledPolicy::Inside& inside, Faults& faults);

}  // namespace escalation
