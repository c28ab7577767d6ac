#include "escalation/owner_watch.h"

#include <utility>

#include "compiled.h"
#include "words.h"

namespace escalation {
namespace {

using gwarchod::v1::RaisedFlag;
using gwarchod::v1::StageName;
using gwarchod::v1::Text;

/// Services told by name; of more, how many.
constexpr std::size_t kNamedMax = 3;

Text named(std::span<const OwnedService* const> services) {
  Text words;
  for (std::size_t i = 0; i < services.size() && i < kNamedMax; ++i) {
    const std::string name = (i == 0 ? "" : ", ") + services[i]->name;
    words.mutable_en()->append(name);
    words.mutable_cy()->append(name);
  }
  if (services.size() <= kNamedMax) return words;
  const std::string more = std::to_string(services.size() - kNamedMax);
  words.mutable_en()->append(" and " + more + " more");
  words.mutable_cy()->append(" a " + more + " arall");
  return words;
}

Text in_words(const StageName& stage) {
  Text words = stage.name();
  if (stage.number().empty()) return words;
  words.set_en(stage.number() + " " + words.en());
  words.set_cy(stage.number() + " " + words.cy());
  return words;
}

}  // namespace

OwnedService owned_service(const gwarchod::v1::BoardRow& row) {
  const bool suggested = row.suggested().level() > row.decided().level();
  return {.name = row.name(), .stage = suggested ? row.suggested() : row.decided()};
}

bool has_others_watched(const CompiledPolicy& policy, const OwnedService& service) {
  const gwarchod::v1::Policy& asked = policy.policy();
  return asked.has_owner_watch() && service.stage.level() >= asked.owner_watch().from_level();
}

std::optional<RaisedFlag> owner_watch(const CompiledPolicy& policy, const std::string& owner,
                                      std::span<const OwnedService> others) {
  std::vector<const OwnedService*> high;
  const StageName* highest = nullptr;
  for (const OwnedService& other : others) {
    if (!has_others_watched(policy, other)) continue;
    high.push_back(&other);
    if (highest == nullptr || other.stage.level() > highest->level()) highest = &other.stage;
  }
  if (highest == nullptr) return std::nullopt;
  RaisedFlag flag;
  flag.set_flag(kOwnerWatch);
  *flag.mutable_name() = policy.policy().owner_watch().name();
  *flag.mutable_says() = fill(policy.inside().owner_watch, [&](Blank blank) {
    if (blank == Blank::kOwner) return both(owner);
    return blank == Blank::kServices ? named(high) : in_words(*highest);
  });
  return flag;
}

}  // namespace escalation
