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

void take_in_said(Said& said, const std::string& body) {
  gwarchod::v1::SuggestedStageChanged changed;
  changed.ParseFromString(body);
  if (said.proposed.pending > 0) --said.proposed.pending;
  said.key = key_of(changed.to(), changed.reasons());
  said.stage = changed.to();
}

// While a later proposal is on its way, what was said last is that one.
bool is_news(const Said& said, const gwarchod::v1::BoardRow& row, std::string_view first_stage) {
  const std::string& last = said.proposed.pending > 0 ? said.proposed.key : said.key;
  return suggestion_key(row) != (last.empty() ? first_stage : std::string_view{last});
}

eventstore::Commit propose(Said& said, const gwarchod::v1::BoardRow& row,
                           const WorkedOut& worked_out, IdSource& ids, schema::Instant now) {
  const std::string as_of = schema::to_string(worked_out.as_of);
  const std::string& last = said.proposed.pending > 0 ? said.proposed.stage : said.stage;
  gwarchod::v1::SuggestedStageChanged changed;
  changed.set_from(last.empty() ? std::string(worked_out.first_stage) : last);
  changed.set_to(row.suggested().id());
  *changed.mutable_reasons() = row.reasons();
  changed.set_policy_version(std::string(worked_out.policy_version));
  changed.set_as_of(as_of);
  said.proposed = {suggestion_key(row), changed.to(), said.proposed.pending + 1};

  eventstore::Commit commit;
  commit.idempotency_key =
      fmt::format("suggestion/{}/{}/{}", row.provider(), worked_out.position, as_of);
  commit.content_hash = sha256(said.proposed.key);
  auto event = system_event(std::string(kSuggestedStageChanged), changed.SerializeAsString(),
                            worked_out.as_of);
  commit.writes.push_back({provider_stream(row.provider()),
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
