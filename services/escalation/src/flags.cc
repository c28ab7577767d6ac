#include "flags.h"

#include <algorithm>

#include "decided.h"
#include "staying.h"

namespace escalation {
namespace {

using gwarchod::v1::RaisedFlag;
using gwarchod::v1::Text;

void append(Text& words, const Text& more) {
  if (!words.en().empty()) {
    words.mutable_en()->append(", ");
    words.mutable_cy()->append(", ");
  }
  words.mutable_en()->append(more.en());
  words.mutable_cy()->append(more.cy());
}

Text said(const CompiledFlag& flag, std::uint32_t group) {
  Text words;
  for (std::size_t i = 0; i < flag.says.size(); ++i) {
    const auto label = flag.says[i].find(group >> (i * kSaidBits) & kSaidMask);
    if (label != flag.says[i].end()) append(words, label->second);
  }
  return words;
}

/// The day on which a later record ends what the entry raised.
DayNumber ended(std::span<const Entry> ends, const Entry& entry) {
  for (const Entry& end : ends) {
    const bool later = end.day == entry.day && end.version > entry.version;
    if (end.day > entry.day || later) return end.day;
  }
  return kNever;
}

}  // namespace

std::vector<RaisedFlag> raised(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                               DayNumber as_of, gwarchod::v1::Class clearance, Next& next) {
  std::vector<RaisedFlag> flags;
  for (const CompiledFlag& compiled : policy.flags) {
    const gwarchod::v1::Flag& flag = policy.policy.flags(compiled.flag);
    const auto needed = std::max(flag.class_(), gwarchod::v1::P1);
    if (needed > clearance) continue;
    const auto ends = noted(facts, compiled.lookout, Part::kEnd);
    for (const Track& track : facts.tracks) {  // one for each kind of it
      if (track.rule != compiled.lookout || track.part == Part::kEnd) continue;
      const Entry* up = nullptr;  // since when: the earliest of those that stand
      visit_staying(track, as_of, [&](std::size_t, const Entry& entry) {
        const DayNumber over = std::min(entry.leave, ended(ends, entry));
        next.may_be(entry.day);
        if (entry.day <= as_of) next.may_be(over);
        if (up == nullptr && entry.day <= as_of && as_of < over) up = &entry;
      });
      if (up == nullptr) continue;
      RaisedFlag& shown = flags.emplace_back();
      shown.set_flag(flag.id());
      *shown.mutable_name() = flag.name();
      *shown.mutable_says() = said(compiled, track.group);
      shown.set_since(schema::to_string(day_of(up->day)));
      *shown.mutable_cause() = cause_of(facts, up->version, up->day);
    }
  }
  return flags;
}

}  // namespace escalation
