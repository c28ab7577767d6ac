#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/caller.h"
#include "app/tracker.h"
#include "gwarchod/v1/trial.pb.h"

namespace app {

/// What people do with policies besides living by one: check a file, try it over the whole log,
/// adopt it, and read which were adopted.
/// Threads: any, as the tracker.
class PolicyDesk {
 public:
  template <class T>
  using Outcome = Tracker::Outcome<T>;

  /// The tracker outlives it.
  explicit PolicyDesk(Tracker& tracker) : tracker_(tracker) {}

  /// Every fault of the file, and what of it would be refused if it were adopted: a version that
  /// was adopted before, an effective date that overlaps.
  [[nodiscard]] gwarchod::v1::PolicyCheck check(const gwarchod::v1::PolicyFile& file) const;

  /// The faults of the file alone, as what refuses it; nothing when it has none.
  [[nodiscard]] std::optional<Tracker::Problem> faults_of(
      const gwarchod::v1::PolicyFile& file) const;

  /// Told how many providers are done, one call at a time, on any thread; false stops the trial.
  using Progress = std::function<bool(std::size_t done, std::size_t of)>;
  /// What the file's policy would have suggested over the log, beside the policies in force. Blocks
  /// for seconds, with as many threads as there are processors: not for a request's thread.
  /// Refused: invalid (its faults), stopped.
  [[nodiscard]] Outcome<gwarchod::v1::Trial> try_out(const gwarchod::v1::PolicyFile& file,
                                                     const Progress& progress) const;

  /// Adopts it: PolicyAdopted, with who, why and from when.
  /// Refused: not-allowed, invalid (faults, no reason, nobody who approved, effective dates that
  /// overlap), exists (a version adopted before); and as Tracker::adopt_policy.
  void adopt(const Caller& caller, const gwarchod::v1::PolicyFile& file, Tracker::Answer answer);

  [[nodiscard]] gwarchod::v1::AdoptedPolicies adopted() const;

 private:
  Tracker& tracker_;
};

}  // namespace app
