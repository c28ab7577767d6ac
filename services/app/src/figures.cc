#include "reports/figures.h"

#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "app/report_desk.h"
#include "inside.h"
#include "projections/side_by_side.h"
#include "provider_history.h"

namespace app {

using gwarchod::v1::Figures;

/// The figures last asked for, and what each provider added to them.
class ReportDesk::Remembered {
 public:
  struct Provider {
    std::string id;
    std::uint64_t version = 0;
  };

  [[nodiscard]] std::shared_ptr<const Figures> figures(const Tracker::Inside& inside,
                                                       const std::vector<Provider>& providers,
                                                       schema::Day as_of) {
    const std::unique_lock working(working_, std::try_to_lock);
    if (!working.owns_lock()) {
      if (auto before = last()) return before;
      const std::lock_guard wait(working_);
      if (auto made = last()) return made;
      return make(inside, providers, as_of);  // whoever was at it failed
    }
    return make(inside, providers, as_of);
  }

 private:
  std::shared_ptr<const Figures> last() const {
    const std::lock_guard lock(mutex_);
    return last_;
  }

  std::shared_ptr<const Figures> make(const Tracker::Inside& inside,
                                      const std::vector<Provider>& providers, schema::Day as_of) {
    const PolicyInForce policy = inside.policy_on(as_of, kAnyPosition);
    if (!counting_ || policy_ != policy || as_of_ != as_of) {
      counting_.emplace(policy->policy(), inside.schema);
      policy_ = policy;
      as_of_ = as_of;
      versions_.clear();
      shares_.clear();
      numbers_.clear();
    }
    const std::vector<std::size_t> changed = take_in_versions(providers);
    if (changed.empty() && !shares_.empty()) return last();
    work_out(inside, providers, changed);
    auto made = std::make_shared<const Figures>(reports::figures_of(shares_, *counting_, as_of));
    const std::lock_guard lock(mutex_);
    last_ = std::move(made);
    return last_;
  }

  /// Numbers of those among `providers` of which something was recorded since.
  std::vector<std::size_t> take_in_versions(const std::vector<Provider>& providers) {
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < providers.size(); ++i) {
      const auto [at, added] = numbers_.try_emplace(providers[i].id, shares_.size());
      if (added) shares_.emplace_back();
      if (added) versions_.push_back(0);
      if (versions_[at->second] != providers[i].version) changed.push_back(i);
    }
    return changed;
  }

  void work_out(const Tracker::Inside& inside, const std::vector<Provider>& providers,
                const std::vector<std::size_t>& changed) {
    std::atomic<bool> stop = false;
    std::exception_ptr fault;
    std::mutex fault_mutex;
    side_by_side(changed.size(), [&] {
      return [&](std::size_t i) {
        if (stop) return;
        try {
          const Provider& provider = providers[changed[i]];
          const ProviderHistory history(inside.store, inside.reader, provider.id);
          const std::size_t number = numbers_.at(provider.id);
          shares_[number] = reports::share_of(history.stream(), *counting_, as_of_);
          versions_[number] = provider.version;
        } catch (...) {
          const std::lock_guard lock(fault_mutex);
          fault = std::current_exception();
          stop = true;
        }
      };
    });
    if (fault) std::rethrow_exception(fault);
  }

  std::mutex working_;  // one at a time; of all but last_
  std::optional<reports::Counting> counting_;
  PolicyInForce policy_;
  schema::Day as_of_;
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::uint64_t> versions_;
  std::vector<reports::Share> shares_;

  mutable std::mutex mutex_;
  std::shared_ptr<const Figures> last_;
};

ReportDesk::ReportDesk(const Tracker& tracker)
    : tracker_(tracker), remembered_(std::make_unique<Remembered>()) {}
ReportDesk::~ReportDesk() = default;

std::shared_ptr<const Figures> ReportDesk::figures() const {
  const Tracker::Inside& inside = *tracker_.inside_;
  std::vector<Remembered::Provider> providers;
  {
    const std::shared_lock lock(inside.views.mutex);
    providers.reserve(inside.views.entries.size());
    for (const auto& [provider, entry] : inside.views.entries) {
      providers.push_back({provider, entry->version});
    }
  }
  return remembered_->figures(inside, providers, inside.today());
}

}  // namespace app
