#include "decided.h"

#include <algorithm>

namespace escalation {

Decisions decisions_on(const Facts::Inside& facts, DayNumber as_of) {
  const auto later =
      std::upper_bound(facts.decisions.begin(), facts.decisions.end(), as_of,
                       [](DayNumber day, const Decided& d) { return day < d.effective; });
  Decisions found;
  if (later != facts.decisions.begin()) found.known.decided = *(later - 1);
  if (later != facts.decisions.end()) found.next = later->effective;
  return found;
}

std::optional<std::size_t> stage_decided(const Facts::Inside& facts,
                                         const CompiledPolicy::Inside& policy,
                                         const Decided& decided) {
  if (decided.version == kNone) return 0;
  const auto at = policy.stages.find(facts.stages.text(facts.versions[decided.version].stage));
  if (at == policy.stages.end()) return std::nullopt;
  return at->second;
}

gwarchod::v1::StageName decided_stage(const Facts::Inside& facts, const CompiledPolicy& policy,
                                      const Decided& decided) {
  if (decided.version == kNone) return policy.stage({});
  const std::string id(facts.stages.text(facts.versions[decided.version].stage));
  if (policy.has_stage(id)) return policy.stage(id);
  gwarchod::v1::StageName name;
  name.set_id(id);
  name.mutable_name()->set_en(id);
  name.mutable_name()->set_cy(id);
  return name;
}

const Track* noted_track(const Facts::Inside& facts, std::uint16_t lookout, Part part) {
  const auto at =
      std::lower_bound(facts.tracks.begin(), facts.tracks.end(), lookout,
                       [](const Track& track, std::uint16_t r) { return track.rule < r; });
  for (auto track = at; track != facts.tracks.end() && track->rule == lookout; ++track) {
    if (track->part == part) return &*track;
  }
  return nullptr;
}

std::span<const Entry> noted(const Facts::Inside& facts, std::uint16_t lookout, Part part) {
  const Track* track = noted_track(facts, lookout, part);
  return track == nullptr ? std::span<const Entry>{} : track->entries;
}

gwarchod::v1::Cause cause_of(const Facts::Inside& facts, std::uint32_t version, DayNumber day) {
  gwarchod::v1::Cause cause;
  cause.set_position(facts.versions[version].position);
  cause.set_event_id(std::string(facts.ids.text(version)));
  cause.set_occurred(schema::to_string(day_of(day)));
  return cause;
}

}  // namespace escalation
