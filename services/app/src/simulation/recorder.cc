#include "simulation/recorder.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "schema/json.h"

namespace app {
namespace {

using gwarchod::v1::Problem;
using gwarchod::v1::Recorded;

constexpr std::chrono::hours kWorkingDay{8};

/// Waits for the answers to a number of commands.
class Answers {
 public:
  explicit Answers(std::size_t wanted) : ids_(wanted), left_(wanted) {}

  Tracker::Answer taker(std::size_t place) {
    return [this, place](const Tracker::Outcome<Recorded>& outcome) {
      const std::lock_guard lock(mutex_);
      if (outcome) {
        ids_[place] = outcome->event_id();
      } else if (refused_.empty()) {
        const Problem problem = outcome.error();  // a copy: error() gives no reference
        refused_ = problem.detail();
        for (const auto& fault : problem.errors()) {
          refused_ += " " + fault.field() + ": " + fault.words().en();
        }
        refused_at_ = place;
      }
      --left_;
      all_.notify_one();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    all_.wait(lock, [this] { return left_ == 0; });
  }
  [[nodiscard]] const std::string& id(std::size_t place) const { return ids_[place]; }
  [[nodiscard]] const std::string& refused() const { return refused_; }
  [[nodiscard]] std::size_t refused_at() const { return refused_at_; }

 private:
  std::mutex mutex_;
  std::condition_variable all_;
  std::vector<std::string> ids_;
  std::size_t left_;
  std::string refused_;
  std::size_t refused_at_ = 0;
};

schema::Instant moment(schema::Day day, int from_hour, std::size_t place, std::size_t of) {
  const auto step = std::chrono::microseconds{kWorkingDay} / static_cast<std::int64_t>(of + 1);
  return schema::Instant{day} + std::chrono::hours{from_hour} +
         step * static_cast<std::int64_t>(place) * (from_hour > 12 ? 0 : 1) +
         std::chrono::seconds{place};
}

/// To lower a stage each of its exit tests is answered: as the record shows it, with the record
/// that does; what people judge, as met.
void answer_exits(const gwarchod::v1::Policy& policy, const gwarchod::v1::Status& status,
                  google::protobuf::Struct& decision) {
  const std::string to = (*decision.mutable_fields())["toStage"].string_value();
  const auto lower = [&](const gwarchod::v1::Stage& stage) {
    return stage.id() == to && stage.level() < status.decided().level();
  };
  if (std::none_of(policy.stages().begin(), policy.stages().end(), lower)) return;
  auto& answers = *(*decision.mutable_fields())["exitTests"].mutable_list_value();
  answers.Clear();
  for (const gwarchod::v1::ExitShown& exit : status.exits()) {
    auto& answer = *answers.add_values()->mutable_struct_value()->mutable_fields();
    answer["test"].set_string_value(exit.words().en());
    answer["met"].set_bool_value(exit.state() != gwarchod::v1::EXIT_UNMET);
    if (exit.state() == gwarchod::v1::EXIT_MET && !exit.evidence().empty()) {
      answer["evidence"].set_string_value(exit.evidence(0).event_id());
    }
  }
}

}  // namespace

std::optional<std::string> SimRecorder::register_all(schema::Day day, const SimPeople& people) {
  constexpr std::size_t kAtOnce = 1000;
  for (std::size_t from = 0; from < providers_.size(); from += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, providers_.size() - from);
    Answers answers(count);
    for (std::size_t i = 0; i < count; ++i) {
      const SimProvider& provider = providers_[from + i];
      gwarchod::v1::Envelope envelope;
      envelope.set_occurred_from(schema::to_string(day));
      envelope.set_source(gwarchod::v1::COUNCIL_CONTRACTS);
      envelope.set_source_name("Synthetic demonstration data");
      auto record = request_of(provider.registration, envelope);
      gwarchod::v1::RegisterRequest request;
      request.set_provider(provider.id);
      *request.mutable_envelope() = std::move(envelope);
      *request.mutable_body() = std::move(*record.mutable_body());
      clock_.set(moment(day, 8, i, count));
      tracker_.register_provider(people.contracts, request, {}, answers.taker(i));
    }
    answers.wait();
    if (!answers.refused().empty()) {
      return providers_[from + answers.refused_at()].id + ": " + answers.refused();
    }
  }
  return std::nullopt;
}

std::optional<std::string> SimRecorder::record(std::vector<SimAct> acts, schema::Day day,
                                               int from_hour) {
  for (SimAct& act : acts) {
    if (auto missing = resolve(act)) {
      return missing;
    }
  }
  Answers answers(acts.size());
  for (std::size_t i = 0; i < acts.size(); ++i) {
    clock_.set(moment(day, from_hour, i, acts.size()));
    tracker_.record(*acts[i].by, providers_[acts[i].provider].id, acts[i].request, {},
                    answers.taker(i));
  }
  answers.wait();
  if (!answers.refused().empty()) {
    const SimAct& act = acts[answers.refused_at()];
    return providers_[act.provider].id + ", " + act.request.kind() + " " + act.name + " on " +
           schema::to_string(day) + ": " + answers.refused();
  }
  for (std::size_t i = 0; i < acts.size(); ++i) {
    if (!acts[i].name.empty()) {
      ids_[acts[i].provider][acts[i].name] = answers.id(i);
    }
  }
  return std::nullopt;
}

std::optional<std::string> SimRecorder::resolve(SimAct& act) const {
  gwarchod::v1::Status status;
  if (act.request.kind() == "StageDecision" || act.request.kind() == "DeEscalation") {
    auto read = tracker_.status(Caller::system(), providers_[act.provider].id, {});
    if (read) {
      status = std::move(*read);
    }
  }
  for (auto& [name, value] : *act.request.mutable_body()->mutable_fields()) {
    if (auto missing = resolve(value, act, status)) {
      return missing;
    }
  }
  if (!status.provider().empty()) {
    answer_exits(tracker_.policy(), status, *act.request.mutable_body());
  }
  if (!act.updates.empty()) {
    const auto& ids = ids_[act.provider];
    const auto found = ids.find(act.updates);
    if (found == ids.end()) {
      return act.request.kind() + " brings up to date what is not recorded: " + act.updates;
    }
    act.request.mutable_envelope()->set_updates(found->second);
  }
  return std::nullopt;
}

std::optional<std::string> SimRecorder::resolve(google::protobuf::Value& value, const SimAct& act,
                                                const gwarchod::v1::Status& status) const {
  if (value.has_struct_value()) {
    for (auto& [name, inner] : *value.mutable_struct_value()->mutable_fields()) {
      if (auto missing = resolve(inner, act, status)) {
        return missing;
      }
    }
  } else if (value.has_list_value()) {
    for (auto& inner : *value.mutable_list_value()->mutable_values()) {
      if (auto missing = resolve(inner, act, status)) {
        return missing;
      }
    }
  } else if (value.has_string_value() && value.string_value() == "$suggested") {
    value.set_string_value(status.suggested().id());
  } else if (value.has_string_value() && value.string_value() == "$decided") {
    value.set_string_value(status.decided().id());
  } else if (value.has_string_value() && value.string_value().starts_with('@')) {
    const auto& ids = ids_[act.provider];
    const auto found = ids.find(value.string_value().substr(1));
    if (found == ids.end()) {
      return act.request.kind() + " refers to what is not recorded: " + value.string_value();
    }
    value.set_string_value(found->second);
  }
  return std::nullopt;
}

}  // namespace app
