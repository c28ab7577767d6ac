// What the sequencer's writer thread does: takes groups, writes them, and recovers when it cannot.
#include <pthread.h>

#include <algorithm>
#include <utility>

#include "sequencer.h"

namespace eventstore {
namespace {

constexpr std::size_t kKnownVersionsMax = 200'000;
constexpr std::chrono::steady_clock::duration kGatherMax = std::chrono::milliseconds{5};
// How long a commit that is in no hurry waits for one that is.
constexpr std::chrono::steady_clock::duration kUnhurriedMax = std::chrono::milliseconds{5};
// A try that takes long is made more seldom: readers wait meanwhile.
constexpr std::chrono::steady_clock::duration kRecoverEvery = std::chrono::milliseconds{250};
constexpr std::chrono::steady_clock::duration kRecoverEveryMost = std::chrono::seconds{10};
constexpr int kRecoverShare = 4;

Position next_after(Position position) { return Position{position.value() + 1}; }

}  // namespace

void Sequencer::gather(std::unique_lock<std::mutex>& lock) {
  const auto enough = [this](std::size_t wanted) {
    return stopping_ || fault_ || open_.hurried >= wanted;
  };
  const auto sleep = [&](std::size_t wanted, auto wait) {
    if (!enough(wanted)) {
      wanted_ = wanted;
      asleep_ = true;
      wait();
      asleep_ = false;
    }
  };
  sleep(1, [&] { work_.wait(lock, [&] { return enough(1) || !open_.waiting.empty(); }); });
  sleep(1, [&] { work_.wait_for(lock, kUnhurriedMax, [&] { return enough(1); }); });
  const bool all = last_write_ > return_time_ * in_flight_;
  const std::size_t wanted = all ? in_flight_ : in_flight_ / 2;
  sleep(wanted, [&] {
    work_.wait_for(lock, std::min(last_write_, kGatherMax), [&] { return enough(wanted); });
  });
  if (open_.hurried > 1) {
    const auto apart = (open_.last_at - open_.first_at) / (open_.hurried - 1);
    return_time_ = (return_time_ + apart) / 2;
  }
}

void Sequencer::write_groups() {
  pthread_setname_np(pthread_self(), "log writer");
  std::unique_lock lock(mutex_);
  for (;;) {
    gather(lock);
    if (open_.waiting.empty()) {
      if (stopping_) {
        return;  // and nothing is left
      }
      recover(lock);
      continue;
    }
    writing_ = std::exchange(open_, empty_batch());
    writing_.group->seal();
    lock.unlock();
    const auto start = std::chrono::steady_clock::now();
    auto fault = writing_.writes ? storage_.write(*writing_.group) : std::nullopt;
    if (!fault && writing_.writes) {
      advance(writing_.last);
    }
    const auto end = std::chrono::steady_clock::now();
    lock.lock();
    Batch finished = std::exchange(writing_, Batch{});
    last_write_ = end - start;
    in_flight_ = finished.hurried + open_.hurried;
    if (fault) {
      fail(lock, std::move(finished), *fault);
      continue;
    }
    recent_ids_.add(std::move(finished.ids));
    forget_written_versions();
    lock.unlock();
    // First those who wait for an answer: whoever follows the log takes the processor from them.
    finish(finished, std::nullopt);
    tell_followers();
    lock.lock();
  }
}

/// Answers the failed group, and what was ordered after it, by what is on the disk; where that
/// cannot be told yet, says so. The lock is held before and after, not meanwhile.
void Sequencer::fail(std::unique_lock<std::mutex>& lock, Batch failed, const WriteFault& fault) {
  fault_ = fault;
  Batch after = std::exchange(open_, Batch{});
  failed.group.reset();
  after.group.reset();
  versions_.clear();
  next_ = next_after(last_position());
  const bool known = try_to_recover(lock);
  lock.unlock();
  finish(failed, refusal_for(fault, fault.touched && !known));
  finish(after, refusal_for(fault, false));
  lock.lock();
}

void Sequencer::recover(std::unique_lock<std::mutex>& lock) {
  open_ = Batch{};  // of no commits; its group must be gone
  const auto stopping = [this] { return stopping_; };
  if (fault_->lasting) {
    work_.wait(lock, stopping);
  } else if (!work_.wait_for(
                 lock, std::clamp(kRecoverShare * last_try_, kRecoverEvery, kRecoverEveryMost),
                 stopping)) {
    static_cast<void>(try_to_recover(lock));
  }
}

bool Sequencer::try_to_recover(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  const auto start = std::chrono::steady_clock::now();
  const Result<Tail, WriteFault> tail = storage_.recover();
  if (tail) {
    advance(tail->last);
    tell_followers();
  }
  lock.lock();
  last_try_ = std::chrono::steady_clock::now() - start;
  if (!tail) {
    fault_ = tail.error();
    return false;
  }
  fault_.reset();
  open_ = empty_batch();
  versions_.clear();
  recent_ids_ = RecentIds(tail->greatest_id);
  next_ = next_after(tail->last);
  recorded_ = tail->recorded;
  return true;
}

/// Where there is a refusal, only commits whose events are on the disk are answered.
void Sequencer::finish(Batch& batch, const std::optional<AppendError>& refusal) {
  for (Waiting& waiting : batch.waiting) {
    const Appended& answer = waiting.answer;
    if (refusal && (answer.first > answer.last || answer.last > last_position())) {
      waiting.done(*refusal);
    } else {
      waiting.done(std::move(waiting.answer));
    }
  }
}

void Sequencer::advance(Position last) {
  const std::lock_guard lock(tail_mutex_);
  last_.store(std::max(last_.load(), last.value()));
}

void Sequencer::tell_followers() { tail_.notify_all(); }

void Sequencer::forget_written_versions() {
  if (versions_.size() > kKnownVersionsMax) {
    std::erase_if(versions_,
                  [this](const auto& known) { return known.second.last.value() <= last_.load(); });
  }
}

}  // namespace eventstore
