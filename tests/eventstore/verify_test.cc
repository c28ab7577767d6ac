#include <gmock/gmock.h>

#include <algorithm>

#include "eventstore/memory_store.h"
#include "eventstore/merkle.h"
#include "eventstore/proof.h"
#include "eventstore/support/raw_database.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::HasSubstr;

constexpr std::size_t kHashBytes = 32;
constexpr std::uint64_t kEvents = 600;  // two full tiles of the tree, and a growing one

/// A store of kEvents events, closed, to be altered behind the program's back.
class Verifying : public testing::Test {
 protected:
  Verifying() {
    auto store = must_open(folder_.path(), clock_);
    Commit all;
    for (std::uint64_t number = 1; number <= kEvents; ++number) {
      all.writes.push_back({stream("s" + std::to_string(number % 5)),
                            ExpectedVersion::any(),
                            {event("id " + std::to_string(number))}});
    }
    must(*store, all);
    root_ = store->tree_head().root;
  }
  Verification verified() {
    const Verification verification =
        verify(*must_open(folder_.path(), clock_, OpenMode::kReadOnly));
    if (!verification.whole) {
      EXPECT_THAT(verification.what,
                  HasSubstr("position " + std::to_string(verification.first_bad.value()) + ":"));
    }
    return verification;
  }
  std::uint64_t first_bad() {
    const Verification verification = verified();
    EXPECT_FALSE(verification.whole);
    return verification.first_bad.value();
  }
  RawDatabase raw() { return RawDatabase{folder_.path()}; }
  const Hash& root() { return root_; }
  const std::filesystem::path& folder() { return folder_.path(); }
  FakeClock& clock() { return clock_; }

  /// Replaces the payload's last byte; with its hash, as one would who knows the layout.
  void alter(std::uint64_t number, bool hash_too) {
    RawDatabase raw(folder_.path());
    std::string value = raw.get("log", big_endian(number));
    value.back() ^= 1;
    if (hash_too) {
      const Hash hash = Hasher{}.leaf(std::string_view{value}.substr(kHashBytes));
      std::copy(hash.begin(), hash.end(), value.begin());
    }
    raw.put("log", big_endian(number), value);
  }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
  Hash root_{};
};

std::string stream_key(const std::string& name, std::uint64_t number) {
  return name + std::string(1, '\0') + big_endian(number);
}

TEST_F(Verifying, AWholeStoreTellsItsSizeAndRoot) {
  const Verification verification = verified();
  EXPECT_TRUE(verification.whole) << verification.what;
  EXPECT_EQ(verification.checked_to, position(kEvents));
  EXPECT_EQ(verification.root, root());
}

TEST_F(Verifying, AMemoryStoreIsWholeToo) {
  auto store = make_memory_store(clock());
  must(*store, commit("a", "1"));
  must(*store, commit("b", "2"));
  EXPECT_TRUE(verify(*store).whole);
  EXPECT_EQ(verify(*store).root, store->tree_head().root);
}

TEST_F(Verifying, TellsALogFromHeadsKeptElsewhere) {
  const auto store = must_open(folder(), clock(), OpenMode::kReadOnly);
  const EventStore::TreeHead earlier{400, root_at(tiles_of(*store), 400)};
  const EventStore::TreeHead none{0, Hasher{}.plain({})};
  const EventStore::TreeHead later{kEvents + 1, hash_of(1)};
  const EventStore::TreeHead other{400, hash_of(1)};
  const Verification found =
      verify(*store, std::vector{earlier, later, other, none, {kEvents, root()}});
  EXPECT_TRUE(found.whole);
  EXPECT_EQ(found.kept, (std::vector{Beside::kWhole, Beside::kShortened, Beside::kRewritten,
                                     Beside::kWhole, Beside::kWhole}));
}

TEST_F(Verifying, CannotTellALogFromHeadsPastWhereItIsDamaged) {
  alter(17, false);
  const auto store = must_open(folder(), clock(), OpenMode::kReadOnly);
  const Verification found = verify(*store, std::vector{EventStore::TreeHead{kEvents, root()}});
  EXPECT_EQ(found.first_bad.value(), 17U);
  EXPECT_EQ(found.kept, std::vector{Beside::kUnknown});
}

TEST_F(Verifying, NamesAWrongIndexBeforeAnAlteredEvent) {
  alter(300, false);
  raw().put("ids", "id 3", big_endian(4));
  EXPECT_EQ(first_bad(), 3U);
}

TEST_F(Verifying, NamesTheFirstEventAltered) {
  alter(300, false);
  alter(17, false);
  EXPECT_EQ(first_bad(), 17U);
}

TEST_F(Verifying, NamesAnAlteredEventThatIsNotYetInAFullTile) {
  alter(kEvents, false);
  EXPECT_EQ(first_bad(), kEvents);
}

TEST_F(Verifying, NamesAnEventAlteredTogetherWithItsHash) {
  alter(17, true);
  EXPECT_EQ(first_bad(), 17U);
}

TEST_F(Verifying, FindsOneOfTheLastEventsAlteredTogetherWithItsHash) {
  alter(599, true);
  EXPECT_EQ(first_bad(), 593U);  // 600 = 512 + 64 + 16 + 8: the last eight are told as one
}

TEST_F(Verifying, NamesAMissingPosition) {
  raw().remove("log", big_endian(400));
  EXPECT_EQ(first_bad(), 400U);
}

TEST_F(Verifying, NoticesAShortenedLog) {
  raw().remove("log", big_endian(kEvents));
  EXPECT_EQ(first_bad(), kEvents);
}

TEST_F(Verifying, NoticesALogShortenedWithItsIndexes) {
  {
    RawDatabase raw = this->raw();
    raw.remove("log", big_endian(kEvents));
    raw.remove("ids", "id 600");
    raw.remove("streams", stream_key("s0", 120));
  }
  EXPECT_EQ(first_bad(), kEvents);
}

TEST_F(Verifying, NoticesAnEventThatIsNotInTheTree) {
  {
    RawDatabase raw = this->raw();
    raw.put("log", big_endian(kEvents + 1), raw.get("log", big_endian(kEvents)));
  }
  EXPECT_EQ(first_bad(), kEvents + 1);
}

TEST_F(Verifying, NoticesTwoEventsThatChangedPlaces) {
  {
    RawDatabase raw = this->raw();
    const std::string one = raw.get("log", big_endian(9));
    raw.put("log", big_endian(9), raw.get("log", big_endian(14)));
    raw.put("log", big_endian(14), one);
  }
  EXPECT_EQ(first_bad(), 9U);
}

TEST_F(Verifying, NoticesAWrongStreamIndex) {
  raw().put("streams", stream_key("s2", 1), big_endian(7));
  EXPECT_EQ(first_bad(), 2U);
}

TEST_F(Verifying, NoticesAMissingStreamIndexEntry) {
  raw().remove("streams", stream_key("s2", 2));
  EXPECT_EQ(first_bad(), 7U);
}

TEST_F(Verifying, NoticesAStreamIndexEntryOfNoEvent) {
  raw().put("streams", stream_key("s2", 121), big_endian(7));
  EXPECT_EQ(first_bad(), 7U);
}

TEST_F(Verifying, NoticesAWrongIdIndex) {
  raw().put("ids", "id 3", big_endian(4));
  EXPECT_EQ(first_bad(), 3U);
}

TEST_F(Verifying, NoticesAnIdIndexEntryOfNoEvent) {
  raw().put("ids", "id 601", big_endian(5));
  EXPECT_EQ(first_bad(), 5U);
}

TEST_F(Verifying, NoticesAnAlteredTile) {
  {
    RawDatabase raw = this->raw();
    const std::string key = std::string("tile") + std::string(1, '\0') + big_endian(1);
    std::string tile = raw.get("tree", key);
    tile[kHashBytes * 10] ^= 1;
    raw.put("tree", key, tile);
  }
  EXPECT_EQ(first_bad(), 267U);
}

TEST_F(Verifying, NoticesAnAlteredTileAboveTheFirstLevel) {
  {
    RawDatabase raw = this->raw();
    const std::string key = std::string("tile") + std::string(1, '\1') + big_endian(0);
    std::string tile = raw.get("tree", key);
    tile[kHashBytes] ^= 1;
    raw.put("tree", key, tile);
  }
  EXPECT_EQ(first_bad(), 257U);
}

TEST_F(Verifying, NoticesAnAlteredHeadOfTheTree) {
  {
    RawDatabase raw = this->raw();
    std::string head = raw.get("tree", "frontier");
    head[8] ^= 1;
    raw.put("tree", "frontier", head);
  }
  EXPECT_EQ(first_bad(), 1U);
}

TEST_F(Verifying, NoticesAValueThatIsNoEvent) {
  raw().put("log", big_endian(5), "nonsense");
  EXPECT_EQ(first_bad(), 5U);
}

TEST_F(Verifying, NoticesALostHeadOfTheTree) {
  raw().remove("tree", "frontier");
  EXPECT_EQ(first_bad(), 1U);
}

}  // namespace
}  // namespace eventstore::test
