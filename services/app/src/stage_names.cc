#include "stage_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace app {
namespace {

using gwarchod::v1::ShownField;
using gwarchod::v1::Text;
using gwarchod::v1::TimelineItem;

constexpr std::array<std::string_view, 5> kStageFields = {"fromStage", "toStage", "suggestedThen",
                                                          "from", "to"};
constexpr std::string_view kSuggestion = "SuggestedStageChanged";

const ShownField* find(const TimelineItem& item, std::string_view name) {
  const auto found = std::ranges::find(item.fields(), name, &ShownField::field);
  return found == item.fields().end() ? nullptr : &*found;
}

Text words_of(const TimelineItem& item, std::string_view field) {
  const ShownField* shown = find(item, field);
  return shown == nullptr ? Text{} : shown->value();
}

// The same stage twice: only the reasons changed.
Text change(const Text& from, const Text& to) {
  Text line;
  if (from.en() == to.en()) {
    line.set_en(to.en() + ", for other reasons than before");
    line.set_cy(to.cy() + ", am resymau gwahanol i'r rhai blaenorol");
    return line;
  }
  line.set_en(from.en() + " → " + to.en());
  line.set_cy(from.cy() + " → " + to.cy());
  return line;
}

}  // namespace

Text stage_in_words(const Text& name, const std::string& number) {
  Text words = name;
  if (number.empty()) return words;
  words.set_en(number + " " + name.en());
  words.set_cy(number + " " + name.cy());
  return words;
}

bool has_stages(std::string_view kind) { return kind == kSuggestion || kind == "StageDecision"; }

void name_stages(const escalation::CompiledPolicy& policy, TimelineItem& item) {
  if (!has_stages(item.kind())) return;
  const bool suggestion = item.kind() == kSuggestion;
  for (ShownField& shown : *item.mutable_fields()) {
    if (std::ranges::find(kStageFields, shown.field()) == kStageFields.end()) continue;
    if (!policy.has_stage(shown.value().en())) continue;
    const auto stage = policy.stage(shown.value().en());
    *shown.mutable_value() = stage_in_words(stage.name(), stage.number());
  }
  *item.mutable_line() =
      suggestion ? change(words_of(item, "from"), words_of(item, "to")) : words_of(item, "toStage");
}

}  // namespace app
