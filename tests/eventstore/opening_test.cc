#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "eventstore/memory_store.h"
#include "eventstore/support/raw_database.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using Kind = OpenError::Kind;

class Opening : public testing::Test {
 protected:
  OpenError refused(OpenMode mode) { return refused(folder_.path(), mode); }
  OpenError refused(const std::filesystem::path& folder, OpenMode mode) {
    auto store = open_rocks_store(folder, mode, clock_);
    if (store) {
      throw std::runtime_error("was opened");
    }
    EXPECT_THAT(store.error().line, StartsWith("gwarchod: the data folder " + folder.string()));
    EXPECT_EQ(store.error().line.find('\n'), std::string::npos);
    return store.error();
  }
  std::unique_ptr<EventStore> open(OpenMode mode = OpenMode::kCreate) {
    return must_open(folder_.path(), clock_, mode);
  }
  const std::filesystem::path& path() { return folder_.path(); }
  FakeClock& clock() { return clock_; }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
};

TEST_F(Opening, AgainSeesTheSame) {
  Commit keyed = commit("a", "1");
  keyed.idempotency_key = "key";
  EventStore::TreeHead head;
  {
    auto store = open();
    must(*store, keyed);
    for (int number = 2; number <= 600; ++number) {
      clock().set(Instant{std::chrono::seconds{2000 + number}});
      store->append(commit("s" + std::to_string(number % 3), std::to_string(number)),
                    [](const auto& result) { EXPECT_TRUE(result); });
    }
    EXPECT_EQ(store->wait_beyond(position(599), 1min), position(600));
    store->put_side({{"side", "value"}}, false);
    head = store->tree_head();
  }
  clock().set(Instant{1000s});
  auto store = open(OpenMode::kExisting);
  EXPECT_EQ(store->last_position(), position(600));
  EXPECT_EQ(store->ordered_version(stream("s0")), version(200));
  EXPECT_EQ(store->tree_head().root, head.root);
  EXPECT_EQ(store->get_side("side"), "value");
  EXPECT_TRUE(must(*store, keyed).repeated);
  EXPECT_EQ(refusal(store->append_and_wait(commit("b", "600"))),
            AppendError::Kind::kDuplicateEventId);
  must(*store, commit("a", "601", ExpectedVersion::exactly(version(1))));
  EXPECT_EQ(store->find("601")->recorded, Instant{2600s});  // never before the last
  EXPECT_TRUE(verify(*store).whole);
}

TEST_F(Opening, AtEverySizeOfTheTreeGoesOnWithTheSameTree) {
  auto other = make_memory_store(clock());
  for (const std::uint64_t size : {0U, 1U, 255U, 256U, 257U, 511U, 512U, 513U}) {
    auto store = open();
    for (EventStore* each : {store.get(), other.get()}) {
      while (each->next_position() <= position(size)) {
        each->append(commit("a", std::to_string(each->next_position().value())),
                     [](const auto&) {});
      }
      while (each->last_position() < position(size)) {
        static_cast<void>(each->wait_beyond(each->last_position(), 1min));
      }
      EXPECT_EQ(each->last_position(), position(size));
    }
    EXPECT_EQ(store->tree_head().root, other->tree_head().root) << size;
    const Verification verification = verify(*store);
    EXPECT_TRUE(verification.whole) << verification.what;
    EXPECT_EQ(verification.root, store->tree_head().root);
  }
}

TEST_F(Opening, AMissingFolderIsRefusedUnlessItIsToBeMade) {
  const auto missing = path() / "none";
  EXPECT_EQ(refused(missing, OpenMode::kExisting).kind, Kind::kMissing);
  EXPECT_EQ(refused(missing, OpenMode::kReadOnly).kind, Kind::kMissing);
  EXPECT_FALSE(std::filesystem::exists(missing));
  EXPECT_TRUE(must_open(missing, clock(), OpenMode::kCreate));
}

TEST_F(Opening, AFolderWithoutEventsIsMissingToo) {
  EXPECT_EQ(refused(OpenMode::kExisting).kind, Kind::kMissing);
}

TEST_F(Opening, AFileIsNotAFolder) {
  const auto file = path() / "file";
  std::ofstream{file} << "text";
  EXPECT_EQ(refused(file, OpenMode::kCreate).kind, Kind::kUnreadable);
  EXPECT_EQ(refused(file, OpenMode::kReadOnly).kind, Kind::kUnreadable);
}

TEST_F(Opening, ASecondWriterIsRefused) {
  auto store = open();
  const OpenError error = refused(OpenMode::kExisting);
  EXPECT_EQ(error.kind, Kind::kInUse);
  EXPECT_THAT(error.line, EndsWith("is in use by another process"));
}

TEST_F(Opening, ToReadBesideAWriterSeesWhatWasOnDisk) {
  auto store = open();
  must(*store, commit("a", "1"));
  auto reader = open(OpenMode::kReadOnly);
  must(*store, commit("a", "2"));
  EXPECT_THAT(ids(reader->read_log(position(0), 9, EventStore::Direction::kForward)),
              ElementsAre("1"));
  EXPECT_EQ(reader->ordered_version(stream("a")), version(1));
  EXPECT_TRUE(verify(*reader).whole);
  EXPECT_THROW(static_cast<void>(reader->append_and_wait(commit("a", "3"))), std::logic_error);
  EXPECT_THROW(reader->put_side({{"key", "value"}}, false), std::logic_error);
  EXPECT_EQ(open(OpenMode::kReadOnly)->last_position(), position(2));
}

TEST_F(Opening, ANewerFormatIsRefused) {
  open().reset();
  RawDatabase{path()}.put("meta", "format", big_endian(2));
  EXPECT_EQ(refused(OpenMode::kExisting).kind, Kind::kNewer);
  EXPECT_EQ(refused(OpenMode::kReadOnly).kind, Kind::kNewer);
}

TEST_F(Opening, AFamilyOfANewerFormatIsRefused) {
  open().reset();
  RawDatabase{path()}.add_family("keys");
  EXPECT_EQ(refused(OpenMode::kExisting).kind, Kind::kNewer);
}

TEST_F(Opening, AManifestThatIsNoneIsDamage) {
  open().reset();
  std::ofstream{path() / "events" / "CURRENT"} << "nonsense";
  EXPECT_EQ(refused(OpenMode::kExisting).kind, Kind::kDamaged);
}

TEST_F(Opening, ToWriteAfterTheLastEventsWereAlteredIsRefused) {
  must(*open(), commit("a", "1"));
  {
    RawDatabase raw(path());
    std::string value = raw.get("log", big_endian(1));
    value.back() ^= 1;
    raw.put("log", big_endian(1), value);
  }
  const OpenError error = refused(OpenMode::kExisting);
  EXPECT_EQ(error.kind, Kind::kDamaged);
  EXPECT_THAT(error.line, HasSubstr("verify says more"));
  EXPECT_FALSE(verify(*open(OpenMode::kReadOnly)).whole);
}

}  // namespace
}  // namespace eventstore::test
