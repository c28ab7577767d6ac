#include "sequencer.h"

#include <algorithm>
#include <utility>

#include "commit_limits.h"

namespace eventstore {
namespace {

constexpr std::size_t kKnownVersionsMax = 200'000;
constexpr std::chrono::milliseconds kWaitMax = std::chrono::hours{24};

AppendError storage_failed(std::string what) {
  return {AppendError::Kind::kStorageFailed, {}, {}, std::move(what)};
}

Position plus(Position position, std::uint64_t count) { return Position{position.value() + count}; }

StreamVersion plus(StreamVersion version, std::uint64_t count) {
  return StreamVersion{version.value() + count};
}

}  // namespace

Sequencer::Sequencer(Storage& storage, const schema::Clock& clock, Position last, Instant recorded)
    : storage_(storage),
      clock_(clock),
      open_(empty_batch()),
      next_(plus(last, 1)),
      recorded_(recorded),
      last_(last.value()),
      writer_([this] { write_groups(); }) {}

Sequencer::~Sequencer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_one();
  writer_.join();
}

void Sequencer::append(Commit commit, Done done) {
  std::optional<AppendError> refusal = over_limit(commit);
  bool wake = false;
  if (!refusal) {
    const std::lock_guard lock(mutex_);
    refusal = order(commit, done);
    wake = !refusal && std::exchange(idle_, false);
  }
  if (refusal) {
    done(*refusal);
  } else if (wake) {
    work_.notify_one();
  }
}

std::optional<AppendError> Sequencer::order(Commit& commit, Done& done) {
  if (failure_) {
    return storage_failed(*failure_);
  }
  try {
    if (!commit.idempotency_key.empty()) {
      if (auto known = answer(commit.idempotency_key)) {
        if (known->content_hash != commit.content_hash) {
          return AppendError{AppendError::Kind::kIdempotencyMismatch, {}, {}, ""};
        }
        // Answered with this group: the first is in it or in one before it.
        known->appended.repeated = true;
        open_.waiting.push_back({std::move(done), std::move(known->appended)});
        return std::nullopt;
      }
    }
    if (auto refusal = check_versions(commit)) {
      return refusal;
    }
    if (auto refusal = take_ids(commit)) {
      return refusal;
    }
  } catch (const StorageError& error) {
    failure_ = error.what();
    return storage_failed(*failure_);
  }
  Appended appended = give_positions(commit);
  if (!commit.idempotency_key.empty()) {
    const Answer kept{commit.content_hash, appended};
    open_.group->add(commit.idempotency_key, kept);
    open_.answers.emplace(std::move(commit.idempotency_key), kept);
    open_.writes = true;
  }
  open_.waiting.push_back({std::move(done), std::move(appended)});
  return std::nullopt;
}

std::optional<AppendError> Sequencer::check_versions(const Commit& commit) const {
  std::unordered_map<StreamId, std::uint64_t>
      added;  // by the writes before, when there are several
  for (const StreamWrite& write : commit.writes) {
    StreamVersion actual = version_of(write.stream);
    if (commit.writes.size() > 1) {
      std::uint64_t& before = added[write.stream];
      actual = plus(actual, before);
      before += write.events.size();
    }
    if (!write.expected.accepts(actual)) {
      return AppendError{AppendError::Kind::kWrongExpectedVersion, write.stream, actual, ""};
    }
  }
  return std::nullopt;
}

std::optional<AppendError> Sequencer::take_ids(const Commit& commit) {
  std::vector<const std::string*> taken;
  const auto give_back = [&] {
    for (const std::string* id : taken) {
      open_.ids.erase(*id);
    }
  };
  try {
    for (const StreamWrite& write : commit.writes) {
      for (const NewEvent& event : write.events) {
        if (has_id(event.id)) {
          give_back();
          return AppendError{AppendError::Kind::kDuplicateEventId, write.stream, {}, event.id};
        }
        open_.ids.insert(event.id);
        taken.push_back(&event.id);
      }
    }
  } catch (...) {
    give_back();
    throw;
  }
  return std::nullopt;
}

bool Sequencer::has_id(const std::string& id) const {
  return open_.ids.contains(id) || writing_.ids.contains(id) || storage_.has_event(id);
}

std::optional<Answer> Sequencer::answer(const std::string& idempotency_key) const {
  for (const Batch* batch : {&open_, &writing_}) {
    const auto found = batch->answers.find(idempotency_key);
    if (found != batch->answers.end()) {
      return found->second;
    }
  }
  return storage_.answer(idempotency_key);
}

StreamVersion Sequencer::version_of(const StreamId& stream) const {
  auto found = versions_.find(stream);
  if (found == versions_.end()) {
    found = versions_.emplace(stream, Known{storage_.stored_version(stream), Position{}}).first;
  }
  return found->second.version;
}

Appended Sequencer::give_positions(const Commit& commit) {
  Appended appended{next_, {}, {}, false};
  recorded_ = std::max(recorded_, clock_.now());
  for (const StreamWrite& write : commit.writes) {
    Known& known = versions_.at(write.stream);
    for (const NewEvent& event : write.events) {
      known.version = plus(known.version, 1);
      known.last = next_;
      open_.group->add(RecordView{next_, write.stream.value(), known.version, recorded_, event.id,
                                  event.type, event.payload});
      next_ = plus(next_, 1);
      open_.writes = true;
    }
  }
  for (const StreamWrite& write : commit.writes) {
    appended.versions.push_back(versions_.at(write.stream).version);
  }
  appended.last = Position{next_.value() - 1};
  open_.last = appended.last;
  return appended;
}

void Sequencer::write_groups() {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (open_.waiting.empty()) {
      if (stopping_) {
        return;
      }
      idle_ = true;
      work_.wait(lock);
    }
    idle_ = false;
    writing_ = std::exchange(open_, empty_batch());
    writing_.group->seal();
    std::optional<std::string> failure = failure_;
    lock.unlock();
    if (!failure && writing_.writes) {
      failure = storage_.write(*writing_.group);
    }
    if (!failure && writing_.writes) {
      publish(writing_.last);
    }
    lock.lock();
    Batch finished = std::exchange(writing_, Batch{});
    if (failure) {
      failure_ = failure;
      versions_.clear();
      next_ = plus(last_position(), 1);
    } else {
      forget_written_versions();
    }
    lock.unlock();
    finish(finished, failure);
    lock.lock();
  }
}

void Sequencer::finish(Batch& batch, const std::optional<std::string>& failure) {
  for (Waiting& waiting : batch.waiting) {
    if (failure) {
      waiting.done(storage_failed(*failure));
    } else {
      waiting.done(std::move(waiting.answer));
    }
  }
}

void Sequencer::publish(Position last) {
  {
    const std::lock_guard lock(tail_mutex_);
    last_.store(std::max(last_.load(), last.value()));
  }
  tail_.notify_all();
}

void Sequencer::forget_written_versions() {
  if (versions_.size() > kKnownVersionsMax) {
    std::erase_if(versions_,
                  [this](const auto& known) { return known.second.last.value() <= last_.load(); });
  }
}

Sequencer::Batch Sequencer::empty_batch() {
  Batch batch;
  batch.group = storage_.new_group();
  return batch;
}

StreamVersion Sequencer::ordered_version(const StreamId& stream) const {
  const std::lock_guard lock(mutex_);
  return version_of(stream);
}

Position Sequencer::next_position() const {
  const std::lock_guard lock(mutex_);
  return next_;
}

Position Sequencer::wait_beyond(Position seen, std::chrono::milliseconds timeout) const {
  std::unique_lock lock(tail_mutex_);
  tail_.wait_for(lock, std::min(timeout, kWaitMax),
                 [&] { return interrupted_ || last_.load() > seen.value(); });
  return last_position();
}

void Sequencer::interrupt() {
  {
    const std::lock_guard lock(tail_mutex_);
    interrupted_ = true;
  }
  tail_.notify_all();
}

}  // namespace eventstore
