#include "eventstore/support/model.h"

#include <set>

namespace eventstore::test {
namespace {

bool too_large(const Commit& commit) {
  bool large = commit.idempotency_key.size() > kIdempotencyKeyBytesMax;
  for (const StreamWrite& write : commit.writes) {
    const std::string& name = write.stream.value();
    large = large || name.empty() || name.size() > kStreamIdBytesMax ||
            name.find('\0') != std::string::npos;
    for (const NewEvent& event : write.events) {
      large = large || event.id.empty() || event.id.size() > kEventIdBytesMax ||
              event.type.size() > kEventTypeBytesMax || event.payload.size() > kPayloadBytesMax;
    }
  }
  return large;
}

}  // namespace

/// The stream's version before the `writes`th write of the commit.
std::uint64_t Model::count_of(const Commit& commit, const std::string& name,
                              std::size_t writes) const {
  std::uint64_t count = version(name);
  for (std::size_t write = 0; write < writes; ++write) {
    if (commit.writes[write].stream.value() == name) {
      count += commit.writes[write].events.size();
    }
  }
  return count;
}

Model::Outcome Model::append(const Commit& commit) {
  using Kind = AppendError::Kind;
  if (too_large(commit)) {
    return Refused{Kind::kTooLarge};
  }
  if (const auto known = answers_.find(commit.idempotency_key); known != answers_.end()) {
    auto [hash, appended] = known->second;
    appended.repeated = true;
    return hash == commit.content_hash ? Outcome{appended} : Refused{Kind::kIdempotencyMismatch};
  }
  for (std::size_t write = 0; write < commit.writes.size(); ++write) {
    const std::string& name = commit.writes[write].stream.value();
    const std::uint64_t actual = count_of(commit, name, write);
    if (!commit.writes[write].expected.accepts(test::version(actual))) {
      return Refused{Kind::kWrongExpectedVersion};
    }
  }
  std::set<std::string> added;
  for (const StreamWrite& write : commit.writes) {
    for (const NewEvent& event : write.events) {
      if (find(event.id) != nullptr || !added.insert(event.id).second) {
        return Refused{Kind::kDuplicateEventId};
      }
    }
  }
  Appended appended{position(last() + 1), position(last() + added.size()), {}, false};
  for (const StreamWrite& write : commit.writes) {
    const std::string& name = write.stream.value();
    for (const NewEvent& event : write.events) {
      ids_[event.id] = log_.size();
      streams_[name].push_back(log_.size());
      log_.push_back({event.id, name, streams_[name].size(), event.payload, last() + 1});
    }
  }
  for (const StreamWrite& write : commit.writes) {
    appended.versions.push_back(test::version(version(write.stream.value())));
  }
  if (!commit.idempotency_key.empty()) {
    answers_[commit.idempotency_key] = {commit.content_hash, appended};
  }
  return appended;
}

std::vector<Model::Event> Model::stream(const std::string& name) const {
  std::vector<Event> events;
  if (const auto found = streams_.find(name); found != streams_.end()) {
    for (const std::size_t place : found->second) {
      events.push_back(log_[place]);
    }
  }
  return events;
}

std::uint64_t Model::version(const std::string& name) const {
  const auto found = streams_.find(name);
  return found == streams_.end() ? 0 : found->second.size();
}

const Model::Event* Model::find(const std::string& id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? nullptr : &log_[found->second];
}

}  // namespace eventstore::test
