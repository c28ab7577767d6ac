#include "suggestions.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <utility>

#include "app/caller.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"
#include "secrets.h"

namespace app {
namespace {

template <class Reasons>
std::string key_of(const std::string& stage, const Reasons& reasons) {
  std::set<std::string_view> rules;
  for (const auto& reason : reasons) rules.insert(reason.rule());
  std::string key = stage;
  for (const std::string_view rule : rules) {
    key += '|';
    key += rule;
  }
  return key;
}

}  // namespace

std::string suggestion_key(const gwarchod::v1::BoardRow& row) {
  return key_of(row.suggested().id(), row.reasons());
}

// While a later proposal is on its way, what was said last is that one.
void take_in_said(Sheet::Said& said, const std::string& body) {
  gwarchod::v1::SuggestedStageChanged changed;
  changed.ParseFromString(body);
  if (said.proposals_pending > 0) --said.proposals_pending;
  if (said.proposals_pending > 0) return;
  said.key = key_of(changed.to(), changed.reasons());
  said.stage = changed.to();
}

bool is_news(const Sheet::Said& said, const gwarchod::v1::BoardRow& row,
             std::string_view first_stage) {
  return suggestion_key(row) != (said.key.empty() ? first_stage : std::string_view{said.key});
}

eventstore::Commit propose(Sheet& sheet, const gwarchod::v1::BoardRow& row,
                           const WorkedOut& worked_out, IdSource& ids, schema::Instant now) {
  const std::string as_of = schema::to_string(worked_out.as_of);
  gwarchod::v1::SuggestedStageChanged changed;
  changed.set_from(sheet.said.stage.empty() ? std::string(worked_out.first_stage)
                                            : sheet.said.stage);
  changed.set_to(row.suggested().id());
  *changed.mutable_reasons() = row.reasons();
  changed.set_policy_version(std::string(worked_out.policy_version));
  changed.set_as_of(as_of);
  sheet.said.key = suggestion_key(row);
  sheet.said.stage = changed.to();
  ++sheet.said.proposals_pending;

  eventstore::Commit commit;
  commit.idempotency_key =
      fmt::format("suggestion/{}/{}/{}", sheet.provider(), worked_out.position, as_of);
  commit.content_hash = sha256(sheet.said.key);
  auto event = system_event(std::string(kSuggestedStageChanged), changed.SerializeAsString(),
                            worked_out.as_of);
  commit.writes.push_back({provider_stream(sheet.provider()),
                           eventstore::ExpectedVersion::any(),
                           {to_store(std::move(event), Caller::system(), ids, now)}});
  return commit;
}

struct Proposals::Inside {
  std::mutex mutex;
  std::condition_variable all_answered;
  std::size_t on_their_way = 0;
  bool refused = false;
};

Proposals::Proposals() : inside_(std::make_shared<Inside>()) {}
Proposals::~Proposals() = default;

void Proposals::append(eventstore::EventStore& store, eventstore::Commit commit) {
  {
    const std::lock_guard lock(inside_->mutex);
    ++inside_->on_their_way;
  }
  store.append(std::move(commit), [inside = inside_](const auto& appended) {
    const std::lock_guard lock(inside->mutex);
    if (!appended) inside->refused = true;
    if (--inside->on_their_way == 0) inside->all_answered.notify_all();
  });
}

bool Proposals::wait() const {
  std::unique_lock lock(inside_->mutex);
  inside_->all_answered.wait(lock, [this] { return inside_->on_their_way == 0; });
  return !inside_->refused;
}

}  // namespace app
