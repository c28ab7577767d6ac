#include "eventstore/support/stores.h"

#include <cstdlib>
#include <stdexcept>

#include "eventstore/memory_store.h"

namespace eventstore::test {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "gwarchod-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder");
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

StreamId stream(std::string name) { return StreamId{std::move(name)}; }
StreamVersion version(std::uint64_t number) { return StreamVersion{number}; }
Position position(std::uint64_t number) { return Position{number}; }

NewEvent event(std::string id) {
  std::string payload = "payload of " + id;
  return {std::move(id), "Complaint", std::move(payload)};
}

Commit commit(std::string stream_name, std::string id, ExpectedVersion expected) {
  Commit commit;
  commit.writes.push_back({stream(std::move(stream_name)), expected, {event(std::move(id))}});
  return commit;
}

Hash hash_of(std::uint8_t seed) {
  Hash hash{};
  hash.fill(seed);
  return hash;
}

std::vector<std::string> ids(const std::vector<StoredEvent>& events) {
  std::vector<std::string> ids;
  for (const StoredEvent& event : events) {
    ids.push_back(event.id);
  }
  return ids;
}

AppendError::Kind refusal(const Result<Appended, AppendError>& result) {
  if (!result.has_error()) {
    throw std::runtime_error("was not refused");
  }
  return result.error().kind;
}

Appended must(EventStore& store, Commit commit) {
  auto result = store.append_and_wait(std::move(commit));
  if (!result) {
    throw std::runtime_error("was refused: " + result.error().what);
  }
  return *result;
}

std::unique_ptr<EventStore> must_open(const std::filesystem::path& folder,
                                      const schema::Clock& clock, OpenMode mode) {
  auto store = open_rocks_store(folder, mode, clock);
  if (!store) {
    throw std::runtime_error(store.error().line);
  }
  return std::move(*store);
}

StoreTest::StoreTest()
    : store_(GetParam() == "memory" ? make_memory_store(clock_)
                                    : must_open(folder_.path(), clock_)) {}

}  // namespace eventstore::test
