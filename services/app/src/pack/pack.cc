#include <algorithm>
#include <utility>

#include "app/problem.h"
#include "app/report_desk.h"
#include "inside.h"

namespace app {
namespace {

using gwarchod::v1::Pack;

std::optional<Problem> add_proofs(const Caller& caller, const std::string& provider,
                                  Evidence& evidence, Pack& pack) {
  std::vector<std::string> events;
  for (const auto& item : pack.timeline().items()) events.push_back(item.event_id());
  const auto proofs = evidence.proofs_for(caller, provider, events);
  if (!proofs) return proofs.error();
  pack.set_checkpoint(proofs->checkpoint);
  if (!evidence.keys().verifying.empty()) pack.set_key(evidence.keys().verifying.back().text());
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto& proof = *pack.add_proofs();
    proof.set_event_id(events[i]);
    proof.set_proof(proofs->of_events[i].text());
  }
  return std::nullopt;
}

void add_frame(const PackRequest& request, const Settings& settings, Pack& pack) {
  pack.set_authority(settings.authority);
  pack.set_demonstration(settings.demonstration);
  pack.set_synthetic(settings.synthetic);
  pack.set_made_by(request.made_by);
  pack.set_as_of(request.as_of);
  pack.set_as_known_at(request.as_known_at);
  pack.set_known_to(request.known_to);
  // Source: Government Security Classifications, 2023: personal data that a council holds.
  pack.mutable_marking()->set_en("OFFICIAL - SENSITIVE");
  pack.mutable_marking()->set_cy("SWYDDOGOL - SENSITIF");
}

}  // namespace

ReportDesk::Outcome<Pack> ReportDesk::pack(const Caller& caller, const PackRequest& request,
                                           Evidence* evidence) const {
  const auto selection = read_selection(request.as_of, request.as_known_at, request.known_to);
  if (!selection) return invalid({selection.error()});
  Pack pack;
  const Tracker::Inside& inside = *tracker_.inside_;
  add_frame(request, inside.settings, pack);
  pack.set_made_unix_ms(
      std::chrono::duration_cast<std::chrono::milliseconds>(inside.clock.now().time_since_epoch())
          .count());
  auto view = tracker_.provider(caller, request.provider, *selection);
  if (!view) return view.error();
  *pack.mutable_provider() = std::move(*view);
  auto timeline = tracker_.timeline(caller, request.provider,
                                    {.limit = kPackRecordsMax, .is_brief = true}, *selection);
  if (!timeline) return timeline.error();
  std::ranges::reverse(*timeline->mutable_items());
  *pack.mutable_timeline() = std::move(*timeline);
  auto told = course(caller, request.provider, *selection);
  if (!told) return told.error();
  *pack.mutable_course() = std::move(*told);
  if (!selection->known_at && !selection->known_on && !selection->known_to) {
    auto foresight = tracker_.foresight(caller, request.provider, selection->as_of);
    if (!foresight) return foresight.error();
    *pack.mutable_foresight() = std::move(*foresight);
  }
  if (evidence == nullptr) return pack;
  if (auto refused = add_proofs(caller, request.provider, *evidence, pack)) {
    return std::move(*refused);
  }
  return pack;
}

}  // namespace app
