#include "sequencer.h"

#include <algorithm>
#include <utility>

#include "commit_limits.h"

namespace eventstore {
namespace {

constexpr std::chrono::milliseconds kWaitMax = std::chrono::hours{24};
// What an event takes in memory while it waits, beside its text; measured roughly.
constexpr std::size_t kEventBytes = 512;

std::size_t bytes_of(const Commit& commit) {
  std::size_t bytes = commit.idempotency_key.size();
  for (const StreamWrite& write : commit.writes) {
    for (const NewEvent& event : write.events) {
      bytes += kEventBytes + event.payload.size();
    }
  }
  return bytes;
}

Position plus(Position position, std::uint64_t count) { return Position{position.value() + count}; }

StreamVersion plus(StreamVersion version, std::uint64_t count) {
  return StreamVersion{version.value() + count};
}

}  // namespace

Sequencer::Sequencer(Storage& storage, const schema::Clock& clock, const Tail& tail)
    : storage_(storage),
      clock_(clock),
      open_(empty_batch()),
      recent_ids_(tail.greatest_id),
      next_(plus(tail.last, 1)),
      recorded_(tail.recorded),
      last_(tail.last.value()),
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
  std::optional<Outcome> outcome;
  bool wake = false;
  if (auto refusal = over_limit(commit)) {
    outcome = std::move(*refusal);
  } else {
    const std::lock_guard lock(mutex_);
    outcome = order(commit, done);
    const bool first = open_.waiting.size() == 1;
    wake = asleep_ && (fault_ || first || open_.hurried >= wanted_);
    asleep_ = asleep_ && !wake;
  }
  if (wake) {
    work_.notify_one();
  }
  if (outcome) {
    done(*outcome);
  }
}

std::optional<Sequencer::Outcome> Sequencer::order(Commit& commit, Done& done) {
  const std::size_t bytes = bytes_of(commit);
  if (fault_) {
    return refuse(commit);
  }
  if (auto refusal = check_room(bytes)) {
    return Outcome{std::move(*refusal)};
  }
  try {
    if (auto known = repeated(commit)) {
      if (*known) {
        // Answered with this group: the first is in it or in one before it.
        wait_in_line(commit, {std::move(done), std::move(**known)});
        return std::nullopt;
      }
      return known;
    }
    if (auto refusal = check_versions(commit)) {
      return Outcome{std::move(*refusal)};
    }
    if (auto refusal = take_ids(commit)) {
      return Outcome{std::move(*refusal)};
    }
  } catch (const StorageError& error) {
    // The commits before it are in order, and still written.
    fault_ = {AppendError::Kind::kStorageFailed, error.what(), false, error.is_damage()};
    return Outcome{refusal_for(*fault_, false)};
  }
  Appended appended = give_positions(commit);
  if (!commit.idempotency_key.empty()) {
    const Answer kept{commit.content_hash, appended};
    open_.group->add(commit.idempotency_key, kept);
    open_.answers.emplace(std::move(commit.idempotency_key), kept);
    open_.writes = true;
  }
  wait_in_line(commit, {std::move(done), std::move(appended)});
  open_.bytes += bytes;
  return std::nullopt;
}

/// While nothing is written: what is on record already is still answered.
Sequencer::Outcome Sequencer::refuse(const Commit& commit) const {
  try {
    if (auto known = repeated(commit)) {
      return std::move(*known);
    }
  } catch (const StorageError&) {
    // What is on record cannot be told: refused, as the rest.
  }
  return refusal_for(*fault_, false);
}

std::optional<Sequencer::Outcome> Sequencer::repeated(const Commit& commit) const {
  if (commit.idempotency_key.empty()) {
    return std::nullopt;
  }
  auto known = answer(commit.idempotency_key);
  if (!known) {
    return std::nullopt;
  }
  if (known->content_hash != commit.content_hash) {
    return Outcome{AppendError{AppendError::Kind::kIdempotencyMismatch, {}, {}, ""}};
  }
  known->appended.repeated = true;
  return Outcome{std::move(known->appended)};
}

std::optional<AppendError> Sequencer::check_room(std::size_t bytes) const {
  const std::size_t waiting = open_.bytes + writing_.bytes;
  const std::size_t commits = open_.waiting.size() + writing_.waiting.size();
  if (commits < kWaitingCommitsMax && (waiting == 0 || waiting + bytes <= kWaitingBytesMax)) {
    return std::nullopt;
  }
  return AppendError{AppendError::Kind::kBusy,
                     {},
                     {},
                     std::to_string(commits) + " commits wait for the disk already"};
}

std::optional<AppendError> Sequencer::check_versions(const Commit& commit) {
  std::unordered_map<const Known*, std::uint64_t>
      added;  // by the writes before, if there are several
  writes_.clear();
  for (const StreamWrite& write : commit.writes) {
    Known& stream = known(write.stream);
    writes_.push_back(&stream);
    StreamVersion actual = stream.version;
    if (commit.writes.size() > 1) {
      std::uint64_t& before = added[&stream];
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
  std::size_t taken = 0;
  try {
    for (const StreamWrite& write : commit.writes) {
      for (const NewEvent& event : write.events) {
        if (has_id(event.id)) {
          give_back_ids(commit, taken);
          return AppendError{AppendError::Kind::kDuplicateEventId, write.stream, {}, event.id};
        }
        open_.ids.insert(event.id);
        ++taken;
      }
    }
  } catch (...) {
    give_back_ids(commit, taken);
    throw;
  }
  return std::nullopt;
}

void Sequencer::give_back_ids(const Commit& commit, std::size_t count) {
  for (const StreamWrite& write : commit.writes) {
    for (const NewEvent& event : write.events) {
      if (count-- == 0) {
        return;
      }
      open_.ids.erase(event.id);
    }
  }
}

bool Sequencer::has_id(const std::string& id) const {
  return open_.ids.contains(id) || writing_.ids.contains(id) || recent_ids_.holds(id) ||
         (id <= recent_ids_.floor() && storage_.has_event(id));
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

Sequencer::Known& Sequencer::known(const StreamId& stream) const {
  auto found = versions_.find(stream);
  if (found == versions_.end()) {
    found = versions_.emplace(stream, Known{storage_.stored_version(stream), Position{}}).first;
  }
  return found->second;
}

Appended Sequencer::give_positions(const Commit& commit) {
  Appended appended{next_, {}, {}, false};
  recorded_ = std::max(recorded_, clock_.now());
  for (std::size_t number = 0; number < commit.writes.size(); ++number) {
    const StreamWrite& write = commit.writes[number];
    Known& stream = *writes_[number];
    for (const NewEvent& event : write.events) {
      stream.version = plus(stream.version, 1);
      stream.last = next_;
      open_.group->add(RecordView{next_, write.stream.value(), stream.version, recorded_, event.id,
                                  event.type, event.payload});
      next_ = plus(next_, 1);
      open_.writes = true;
    }
  }
  for (const Known* stream : writes_) {
    appended.versions.push_back(stream->version);
  }
  appended.last = Position{next_.value() - 1};
  open_.last = appended.last;
  return appended;
}

Sequencer::Batch Sequencer::empty_batch() {
  Batch batch;
  batch.group = storage_.new_group();
  return batch;
}

void Sequencer::wait_in_line(const Commit& commit, Waiting waiting) {
  open_.waiting.push_back(std::move(waiting));
  if (commit.unhurried) return;
  open_.last_at = std::chrono::steady_clock::now();
  if (open_.hurried++ == 0) open_.first_at = open_.last_at;
}

StreamVersion Sequencer::ordered_version(const StreamId& stream) const {
  const std::lock_guard lock(mutex_);
  return known(stream).version;
}

std::optional<AppendError> Sequencer::refusal() const {
  const std::lock_guard lock(mutex_);
  return fault_ ? std::optional{refusal_for(*fault_, false)} : std::nullopt;
}

void Sequencer::stop_for(const WriteFault& fault) {
  {
    const std::lock_guard lock(mutex_);
    if (!fault_) {
      fault_ = fault;
    }
    asleep_ = false;
  }
  work_.notify_one();
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
