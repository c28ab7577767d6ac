#pragma once

#include "compiled.h"
#include "place.h"
#include "schema/schema.h"

namespace escalation {

/// Compiles every rule of `inside.policy`, and what the board counts, into `inside`.
void compile_rules(const schema::Schema& schema, const Place& place, CompiledPolicy::Inside& inside,
                   Faults& faults);

/// Words in both languages, with no place but those of `blanks`.
[[nodiscard]] Template compile_words(const gwarchod::v1::Text& words,
                                     const std::vector<Blank>& blanks, const Place& place,
                                     Faults& faults);

}  // namespace escalation
