#include "app/trials.h"

#include <fmt/format.h>

#include <exception>
#include <random>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"

namespace app {
namespace {

using gwarchod::v1::PolicyFile;
using gwarchod::v1::TrialState;

std::string new_id() {
  std::random_device source;
  return fmt::format("{:08x}{:08x}", source(), source());
}

Problem under_way() {
  return make_problem(
      "trial-under-way", 409,
      "Another trial is under way on this server. Wait until it has ended, then try again.",
      "Mae treial arall ar waith ar y gweinydd hwn. Arhoswch nes iddo ddod i ben, yna ceisiwch "
      "eto.");
}

bool is_under_way(const TrialState& state) {
  return !state.id().empty() && !state.finished() && !state.stopped() && state.fault().empty();
}

}  // namespace

Trials::~Trials() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = false;
  }
  if (thread_.joinable()) thread_.join();
}

Trials::Outcome<TrialState> Trials::start(const Caller& caller, const PolicyFile& file) {
  if (!accounts::may_try_policy(caller.role)) return not_allowed();
  if (auto faults = PolicyDesk(tracker_).faults_of(file)) return std::move(*faults);
  const std::lock_guard lock(mutex_);
  if (is_under_way(last_)) return under_way();
  if (thread_.joinable()) thread_.join();  // it has ended but for its last line
  last_ = {};
  last_.set_id(new_id());
  wanted_ = true;
  thread_ = std::thread([this, file] { run(file); });
  return last_;
}

void Trials::run(const PolicyFile& file) {
  std::string fault;
  Outcome<gwarchod::v1::Trial> trial = make_problem("stopped", 409, "", "");
  try {
    trial = PolicyDesk(tracker_).try_out(file, [this](std::size_t done, std::size_t of) {
      const std::lock_guard lock(mutex_);
      last_.set_done(static_cast<std::uint32_t>(done));
      last_.set_of(static_cast<std::uint32_t>(of));
      return wanted_;
    });
  } catch (const std::exception&) {
    fault = "the log could not be read";  // why is in the server's log, when anything else reads it
  }
  const std::lock_guard lock(mutex_);
  if (trial && wanted_) {
    *last_.mutable_result() = std::move(*trial);
    last_.set_finished(true);
  } else if (fault.empty()) {
    last_.set_stopped(true);
  }
  last_.set_fault(fault);
}

Trials::Outcome<TrialState> Trials::state(const Caller& caller, const std::string& id) const {
  if (!accounts::may_try_policy(caller.role)) return not_allowed();
  const std::lock_guard lock(mutex_);
  if (id.empty() || last_.id() != id) return not_found();
  return last_;
}

Trials::Outcome<TrialState> Trials::stop(const Caller& caller, const std::string& id) {
  if (!accounts::may_try_policy(caller.role)) return not_allowed();
  const std::lock_guard lock(mutex_);
  if (id.empty() || last_.id() != id) return not_found();
  wanted_ = false;
  return last_;
}

}  // namespace app
