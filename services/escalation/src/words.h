#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiled.h"
#include "facts.h"
#include "findings.h"
#include "schema/result.h"

namespace escalation {

/// Cuts words at their places: "{count} complaints" is the blank and " complaints".
/// Errors: a sentence naming the place that does not exist, or the brace left open.
[[nodiscard]] schema::Result<std::vector<Piece>, std::string> cut(std::string_view words);

/// The words with their places filled: `of` gives what stands in each, as a text in both languages.
template <class Of>
[[nodiscard]] gwarchod::v1::Text fill(const Template& words, const Of& of) {
  gwarchod::v1::Text filled;
  for (const Piece& piece : words.en) {
    filled.mutable_en()->append(piece.text);
    if (piece.blank != Blank::kNone) filled.mutable_en()->append(of(piece.blank).en());
  }
  for (const Piece& piece : words.cy) {
    filled.mutable_cy()->append(piece.text);
    if (piece.blank != Blank::kNone) filled.mutable_cy()->append(of(piece.blank).cy());
  }
  return filled;
}

/// What reads the same in both languages.
[[nodiscard]] gwarchod::v1::Text both(const std::string& text);

/// The name of a blank, as it is written in a policy.
[[nodiscard]] std::string_view name_of(Blank blank);

/// The rule by its short name, with the theme or the kind that the track is of: "Complaints about
/// one theme (medication)".
[[nodiscard]] gwarchod::v1::Text name_of(const Facts::Inside& facts,
                                         const CompiledPolicy::Inside& policy, const Track& track);

/// The reason in words, from the policy's own. They depend on the causes and the rule alone, never
/// on the day they are asked for, so that a status says when it changes.
[[nodiscard]] gwarchod::v1::Text words_of(const Facts::Inside& facts,
                                          const CompiledPolicy::Inside& policy,
                                          const Finding& finding);

}  // namespace escalation
