#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/policy_desk.h"

namespace app {

/// Trials of policies that a server runs for its readers: one at a time, on a thread of its own.
/// Of the last one its result is held until the next begins, and no longer.
/// Threads: any. The destructor stops the trial under way and waits for it.
class Trials {
 public:
  template <class T>
  using Outcome = Tracker::Outcome<T>;

  /// The tracker outlives it.
  explicit Trials(Tracker& tracker) : tracker_(tracker) {}
  Trials(const Trials&) = delete;
  Trials& operator=(const Trials&) = delete;
  ~Trials();

  /// Refused: not-allowed, invalid (the file has faults), trial-under-way (of somebody else, or an
  /// earlier one: stop it, or wait).
  [[nodiscard]] Outcome<gwarchod::v1::TrialState> start(const Caller& caller,
                                                        const gwarchod::v1::PolicyFile& file);
  /// How far it is; with its result once it is finished.
  /// Refused: not-allowed, not-found (there was a later one since).
  [[nodiscard]] Outcome<gwarchod::v1::TrialState> state(const Caller& caller,
                                                        const std::string& id) const;
  /// Stops it; nothing comes of it. Refused as state().
  [[nodiscard]] Outcome<gwarchod::v1::TrialState> stop(const Caller& caller, const std::string& id);

 private:
  void run(const gwarchod::v1::PolicyFile& file);

  Tracker& tracker_;
  mutable std::mutex mutex_;  // of what follows, but the thread: joined by who starts the next
  gwarchod::v1::TrialState last_;
  bool wanted_ = false;
  std::thread thread_;
};

}  // namespace app
