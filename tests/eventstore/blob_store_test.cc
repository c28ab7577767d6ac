#include "eventstore/blob_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

namespace fs = std::filesystem;
using Kind = BlobProblem::Kind;

constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Blobs : public testing::Test {
 protected:
  Blobs() { open_again(); }
  /// As after a restart. `on_record`: what is found of blobs that were finished before it.
  void open_again(bool on_record = false) {
    store.reset();
    store = std::make_unique<BlobStore>(folder.path() / "attachments", *ring,
                                        [on_record](const BlobAddress&) { return on_record; });
  }
  std::unique_ptr<BlobClaim> put(const std::string& content, std::size_t piece = 10'000) {
    auto writer = store->begin();
    if (!writer) throw std::runtime_error(writer.error().what);
    for (std::size_t at = 0; at < content.size(); at += piece) {
      const auto taken = (*writer)->write(std::string_view{content}.substr(at, piece));
      if (!taken) throw std::runtime_error(taken.error().what);
    }
    auto claim = (*writer)->finish();
    if (!claim) throw std::runtime_error(claim.error().what);
    return std::move(*claim);
  }
  BlobAddress keep(const std::string& content) {
    const auto claim = put(content);
    claim->keep();
    return claim->address();
  }
  std::string get(const BlobAddress& address) {
    auto reader = store->open(address);
    if (!reader) throw std::runtime_error(reader.error().what);
    std::string content;
    for (auto piece = (*reader)->next(); piece && !piece->empty(); piece = (*reader)->next()) {
      EXPECT_LE(piece->size(), kBlobChunkBytes);
      content += *piece;
    }
    return content;
  }
  Kind refused(const BlobAddress& address) {
    const auto reader = store->open(address);
    if (reader) throw std::runtime_error("was not refused");
    return reader.error().kind;
  }
  [[nodiscard]] fs::path path_of(const BlobAddress& address) const {
    return folder.path() / "attachments" / address.sha256.substr(0, 2) / address.sha256;
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  TemporaryFolder folder;
  std::unique_ptr<Keyring> ring = make_memory_keyring();
  std::unique_ptr<BlobStore> store;
};

TEST_F(Blobs, AreGivenBackWhateverTheirSize) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kBlobChunkBytes - 1, kBlobChunkBytes, kBlobChunkBytes + 1,
        3 * kBlobChunkBytes, 5 * kBlobChunkBytes + 12'345}) {
    std::string content(size, '\0');
    for (std::size_t at = 0; at < size; ++at) content[at] = static_cast<char>(at * 31 + size);
    const BlobAddress address = keep(content);
    EXPECT_EQ(get(address), content) << size;
    EXPECT_EQ(fs::file_size(path_of(address)), sealed_blob_bytes(size)) << size;
  }
}

TEST_F(Blobs, StandUnderTheirHashAndSayNothing) {
  const BlobAddress address = keep("abc");
  EXPECT_EQ(address.sha256, kAbc);
  EXPECT_TRUE(fs::exists(path_of(address)));
  const std::string secret = "Mrs Invented was found on the floor";
  EXPECT_EQ(bytes_of(path_of(keep(secret))).find("Invented"), std::string::npos);
}

TEST_F(Blobs, OfTheSameContentAreStoredOnce) {
  const BlobAddress first = keep("abc");
  const std::string sealed = bytes_of(path_of(first));
  const BlobAddress second = keep("abc");
  EXPECT_EQ(first.token, second.token);
  EXPECT_EQ(bytes_of(path_of(first)), sealed);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Blobs, OfTheSameContentAtOnceAreStoredOnce) {
  const std::string content(300'000, 'x');
  std::vector<std::unique_ptr<BlobClaim>> claims(8);
  std::vector<std::thread> threads;
  for (auto& claim : claims) threads.emplace_back([&] { claim = put(content); });
  for (auto& thread : threads) thread.join();
  const BlobAddress address = claims.front()->address();
  for (const auto& claim : claims) EXPECT_EQ(claim->address().token, address.token);
  claims[3]->keep();
  claims.clear();
  EXPECT_EQ(get(address), content);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Blobs, LeaveNothingWhenNotFinished) {
  {
    const auto writer = store->begin();
    ASSERT_TRUE((*writer)->write(std::string(200'000, 'x')).has_value());
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(Blobs, LeaveNothingWhenNobodySpeaksForThem) {
  put("abc").reset();
  EXPECT_EQ(files(), 0U);
  const BlobAddress kept = keep("abc");
  put("abc").reset();  // it was there before
  EXPECT_EQ(get(kept), "abc");
}

TEST_F(Blobs, UnderWayAtACrashAreSwept) {
  {
    std::ofstream{folder.path() / "attachments/incoming/left-over"} << "half a file";
    std::ofstream{folder.path() / "attachments/incoming/x.pending"} << "";
  }
  open_again();
  EXPECT_EQ(files(), 0U);
}

TEST_F(Blobs, FinishedAtACrashStayOnlyIfTheyAreOnRecord) {
  for (const bool on_record : {true, false}) {
    const auto claim = put("abc");
    const BlobAddress address = claim->address();
    // A copy of the folder is what a crash leaves.
    const fs::path crashed = folder.path() / (on_record ? "a" : "b");
    fs::copy(folder.path() / "attachments", crashed, fs::copy_options::recursive);
    const BlobStore after(crashed, *ring, [&](const BlobAddress& asked) {
      EXPECT_EQ(asked.sha256, address.sha256);
      EXPECT_EQ(asked.token, address.token);
      return on_record;
    });
    EXPECT_EQ(after.open(address).has_value(), on_record);
    EXPECT_TRUE(fs::is_empty(crashed / "incoming"));
  }
}

TEST_F(Blobs, AreRefusedBeyondTheLimit) {
  const auto writer = store->begin();
  const std::string piece(8U << 20U, 'x');
  std::uint64_t written = 0;
  while (written + piece.size() <= kBlobBytesMax) {
    ASSERT_TRUE((*writer)->write(piece).has_value());
    written += piece.size();
  }
  ASSERT_TRUE((*writer)->write(std::string(kBlobBytesMax - written, 'x')).has_value());
  EXPECT_EQ((*writer)->write("x").error().kind, Kind::kTooLarge);
}

TEST_F(Blobs, DamagedAnywhereAreToldAndNothingOfThemIsGiven) {
  const std::string content(2 * kBlobChunkBytes + 100, 'x');
  const BlobAddress address = keep(content);
  const std::string sealed = bytes_of(path_of(address));
  for (std::size_t at = 0; at < sealed.size(); at += at < 200 ? 1 : 9'973) {
    std::string flipped = sealed;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    std::ofstream{path_of(address), std::ios::binary} << flipped;
    EXPECT_EQ(refused(address), Kind::kDamaged) << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{100}, std::size_t{136},
                                 136 + kBlobChunkBytes + 17, sealed.size() - 1}) {
    std::ofstream{path_of(address), std::ios::binary} << sealed.substr(0, size);
    EXPECT_EQ(refused(address), Kind::kDamaged) << size;
  }
  std::ofstream{path_of(address), std::ios::binary} << sealed << "x";
  EXPECT_EQ(refused(address), Kind::kDamaged);
  fs::remove(path_of(address));
  EXPECT_EQ(refused(address), Kind::kMissing);
}

TEST_F(Blobs, DamagedAreMendedByTheSameContentAgain) {
  const BlobAddress address = keep(std::string(100'000, 'x'));
  fs::resize_file(path_of(address), 50'000);
  EXPECT_EQ(refused(address), Kind::kDamaged);
  EXPECT_EQ(keep(std::string(100'000, 'x')).token, address.token);
  EXPECT_EQ(get(address), std::string(100'000, 'x'));
}

TEST_F(Blobs, OfAnotherNameDoNotOpen) {
  const BlobAddress one = keep("one");
  const BlobAddress two = keep("two");
  fs::copy_file(path_of(two), path_of(one), fs::copy_options::overwrite_existing);
  EXPECT_EQ(refused(one), Kind::kDamaged);
  EXPECT_EQ(refused({one.sha256, two.token}), Kind::kDamaged);
}

TEST_F(Blobs, AreErasedWithTheirKey) {
  const BlobAddress address = keep("abc");
  const std::string sealed = bytes_of(path_of(address));
  EXPECT_TRUE(store->erase(address));
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(refused(address), Kind::kErased);
  EXPECT_FALSE(store->erase(address));
  // A copy of the file, as a backup holds it, opens no more.
  std::ofstream{path_of(address), std::ios::binary} << sealed;
  EXPECT_EQ(refused(address), Kind::kErased);
  // The same content may come again: another key, and the earlier record stays erased.
  const BlobAddress again = keep("abc");
  EXPECT_NE(again.token, address.token);
  EXPECT_EQ(get(again), "abc");
  EXPECT_EQ(refused(address), Kind::kErased);
  EXPECT_FALSE(store->erase(address));
  EXPECT_EQ(get(again), "abc");
}

TEST_F(Blobs, AreToldOneByOneByWhatTheirHeadsSay) {
  const BlobAddress abc = keep("abc");
  const auto under_way = store->begin();
  fs::create_directories(folder.path() / "attachments/zz");
  std::ofstream{folder.path() / "attachments/zz/stranger"} << "none of ours";
  std::map<std::string, std::optional<Token>> found;
  store->for_each([&](const BlobStore::Lying& file) {
    found[file.sha256] = file.token;
    EXPECT_EQ(file.sealed_bytes, file.token ? sealed_blob_bytes(3) : 12U);
  });
  EXPECT_EQ(found, (std::map<std::string, std::optional<Token>>{{abc.sha256, abc.token},
                                                                {"stranger", std::nullopt}}));
}

TEST_F(Blobs, OfNamesThatAreNoHashesAreNowhere) {
  const Token token = ring->fresh_token();
  for (const std::string& name :
       {std::string{}, std::string{"../../etc/passwd"}, std::string(64, 'G'), std::string(64, '.'),
        std::string(63, 'a')}) {
    EXPECT_EQ(refused({name, token}), Kind::kMissing) << name;
  }
}

TEST_F(Blobs, ThatTheDiskRefusesLeaveNothing) {
  // The system refuses to write past a size, as it does on a disk that is full.
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit lower{100'000, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &lower);
  BlobResult<void> taken;
  {
    const auto writer = store->begin();
    taken = (*writer)->write(std::string(300'000, 'x'));
  }
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  ASSERT_TRUE(taken.has_error());
  EXPECT_EQ(taken.error().kind, Kind::kStorageFailed);
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(get(keep("abc")), "abc");  // and when there is room again, it goes on
}

TEST_F(Blobs, CannotBeKeptWhereThereIsNoFolder) {
  std::ofstream{folder.path() / "a-file"} << "x";
  EXPECT_THROW(BlobStore(folder.path() / "a-file", *ring, [](const auto&) { return true; }),
               std::runtime_error);
}

}  // namespace
}  // namespace eventstore::test
