#include "rocks_key_storage.h"

#include <rocksdb/db.h>
#include <rocksdb/transaction_log.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <stdexcept>
#include <thread>

#include "full_disk.h"

namespace eventstore {
namespace {

using Kind = KeyringError::Kind;

constexpr std::size_t kBufferBytes = 8U << 20U;
constexpr std::uint64_t kFileBytes = 8U << 20U;  // an erasure rewrites a few of these
constexpr std::chrono::milliseconds kFollowEvery{500};
constexpr std::size_t kReadAtOnce = 4'096;
constexpr std::chrono::milliseconds kRemovalPause{5};
constexpr int kRemovalPausesMax = 2'000;

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

[[noreturn]] void refuse(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (says_full(text))
    throw KeysDiskFull("the disk of the keys is full: make room and try again (" + text + ")");
  throw std::runtime_error("the keys' disk refuses: " + text);
}

void check(const rocksdb::Status& status) {
  if (!status.ok()) refuse(status);
}

rocksdb::Options options_for(KeyringMode mode, rocksdb::Env& env) {
  rocksdb::Options options;
  options.env = &env;
  options.create_if_missing = mode == KeyringMode::kCreate;
  options.compression = rocksdb::kNoCompression;  // keys are random
  options.write_buffer_size = kBufferBytes;
  options.target_file_size_base = kFileBytes;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // As the log's: a manifest that ends too soon must not pass for the end of a crash.
  options.track_and_verify_wals_in_manifest = mode != KeyringMode::kFollow;
  outlive_a_full_disk(options);
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

bool is_writing(KeyringMode mode) {
  return mode == KeyringMode::kCreate || mode == KeyringMode::kExisting;
}

rocksdb::Status open_as(KeyringMode mode, const std::string& folder, rocksdb::Env& env,
                        rocksdb::DB*& db) {
  const rocksdb::Options options = options_for(mode, env);
  switch (mode) {
    case KeyringMode::kCreate:
    case KeyringMode::kExisting:
      return rocksdb::DB::Open(options, folder, &db);
    case KeyringMode::kReadOnly:
      return rocksdb::DB::OpenForReadOnly(options, folder, &db);
    case KeyringMode::kFollow:
      return rocksdb::DB::OpenAsSecondary(options, folder, folder, &db);
  }
  return rocksdb::Status::InvalidArgument("no such mode");
}

/// A RocksDB that is closed and opened anew when it refused a write, for it takes none after that,
/// and only its log of writes tells whether that one is there. Where it cannot be opened to write
/// (the disk is still full), it is opened to read, and tried again at the next write.
class RocksKeyStorage final : public KeyStorage {
 public:
  RocksKeyStorage(std::filesystem::path folder, std::unique_ptr<rocksdb::DB> db, KeyringMode mode,
                  rocksdb::Env& env)
      : folder_(std::move(folder)), mode_(mode), env_(env), db_(std::move(db)) {}

  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    const std::shared_lock open(opening_);
    if (follows() && Clock::now() - caught_up_.load() > kFollowEvery) catch_up();
    std::string value;
    rocksdb::Status status = db().Get({}, slice(key), &value);
    if (status.IsNotFound() && follows()) {
      catch_up();
      status = db().Get({}, slice(key), &value);
    }
    if (status.IsNotFound()) return std::nullopt;
    check(status);
    return value;
  }

  void write(const std::vector<Change>& changes) override {
    rocksdb::WriteBatch batch;
    for (const Change& change : changes) {
      check(change.value ? batch.Put(change.key, *change.value) : batch.Delete(change.key));
    }
    rocksdb::WriteOptions synced;
    synced.sync = true;
    change([&] { return db().Write(synced, &batch); });
  }

  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    std::string from(prefix);
    while (true) {
      const auto entries = those_from(from, prefix);
      for (const auto& [key, value] : entries) {
        if (!visit(key, value)) return;
      }
      if (entries.size() < kReadAtOnce) return;
      from = entries.back().first + '\0';
    }
  }

  void scour(const std::vector<std::string>& keys) override {
    change([&] { return rewrite(keys); });
  }

  [[nodiscard]] bool writes() const override { return is_writing(mode_); }
  [[nodiscard]] bool follows() const override { return mode_ == KeyringMode::kFollow; }

 private:
  using Clock = std::chrono::steady_clock;

  /// With the lock held.
  [[nodiscard]] rocksdb::DB& db() const {
    if (!db_) throw std::runtime_error("the keys' disk does not read: they could not be opened");
    return *db_;
  }

  void catch_up() const {
    check(db().TryCatchUpWithPrimary());
    caught_up_ = Clock::now();
  }

  template <class Work>
  void change(const Work& work) {
    if (refused_) open_anew();
    rocksdb::Status status;
    {
      const std::shared_lock open(opening_);
      status = work();
    }
    if (status.ok()) return;
    if (writes()) {
      refused_ = true;
      static_cast<void>(try_to_open_anew());
    }
    refuse(status);
  }

  void open_anew() {
    if (const auto status = try_to_open_anew(); !status.ok()) refuse(status);
  }

  [[nodiscard]] rocksdb::Status try_to_open_anew() {
    const std::unique_lock alone(opening_);
    if (!refused_) return {};  // by another meanwhile
    db_.reset();
    rocksdb::DB* db = nullptr;
    const auto status = open_as(KeyringMode::kExisting, folder_, env_, db);
    refused_ = !status.ok();
    if (refused_ && !open_as(KeyringMode::kReadOnly, folder_, env_, db).ok()) db = nullptr;
    db_.reset(db);
    return status;
  }

  /// At most kReadAtOnce, so that whoever visits them may write.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> those_from(
      const std::string& from, std::string_view prefix) const {
    const std::shared_lock open(opening_);
    std::vector<std::pair<std::string, std::string>> entries;
    const std::unique_ptr<rocksdb::Iterator> at(db().NewIterator({}));
    for (at->Seek(from); at->Valid() && at->key().starts_with(slice(prefix)); at->Next()) {
      entries.emplace_back(at->key().ToString(), at->value().ToString());
      if (entries.size() == kReadAtOnce) break;
    }
    check(at->status());
    return entries;
  }

  [[nodiscard]] rocksdb::Status rewrite(const std::vector<std::string>& keys) {
    // And with it a new log of writes: what it held is in a file now.
    rocksdb::Status status = db().Flush({});
    rocksdb::CompactRangeOptions whole;
    whole.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    if (status.ok() && keys.empty()) status = db().CompactRange(whole, nullptr, nullptr);
    for (const std::string& key : keys) {
      const rocksdb::Slice only = slice(key);
      if (status.ok()) status = db().CompactRange(whole, &only, &only);
    }
    return status.ok() ? remove_old_files() : status;
  }

  /// RocksDB removes files that nothing uses when it comes to it: here it must have come to it.
  [[nodiscard]] rocksdb::Status remove_old_files() {
    rocksdb::Status status = db().DisableFileDeletions();
    if (status.ok()) status = db().EnableFileDeletions(true);  // removes what it finds unused
    for (int pauses = 0; status.ok() && holds_old_files(); ++pauses) {
      if (pauses == kRemovalPausesMax) throw std::runtime_error("old files of the keys remain");
      std::this_thread::sleep_for(kRemovalPause);
    }
    return status;
  }

  [[nodiscard]] bool holds_old_files() const {
    std::set<std::string> used;
    std::vector<rocksdb::LiveFileMetaData> tables;
    db().GetLiveFilesMetaData(&tables);
    for (const auto& table : tables) used.insert(std::filesystem::path(table.name).filename());
    std::unique_ptr<rocksdb::LogFile> log;
    check(db().GetCurrentWalFile(&log));
    used.insert(std::filesystem::path(log->PathName()).filename());
    for (const auto& file : std::filesystem::directory_iterator(folder_)) {
      const std::string kind = file.path().extension();
      const bool holds_entries = kind == ".sst" || kind == ".log";
      if (holds_entries && !used.contains(file.path().filename())) return true;
    }
    return false;
  }

  const std::filesystem::path folder_;
  const KeyringMode mode_;
  rocksdb::Env& env_;
  mutable std::shared_mutex opening_;  // held alone while it is opened anew
  std::unique_ptr<rocksdb::DB> db_;
  mutable std::atomic<Clock::time_point> caught_up_ = Clock::now();
  std::atomic<bool> refused_ = false;  // a write, and it was not opened anew since
};

KeyringError error(Kind kind, const std::filesystem::path& folder, const std::string& rest) {
  return {kind, "gwarchod: the keys in " + folder.string() + " " + rest};
}

}  // namespace

schema::Result<std::unique_ptr<KeyStorage>, KeyringError> open_key_storage(
    const std::filesystem::path& folder, KeyringMode mode, rocksdb::Env& env) {
  std::error_code fault;
  if (mode == KeyringMode::kCreate) {
    std::filesystem::create_directories(folder, fault);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    if (fault) return error(Kind::kUnreadable, folder, "cannot be made (" + fault.message() + ")");
  } else if (!std::filesystem::exists(folder / "CURRENT", fault)) {
    return error(Kind::kUnreadable, folder, "are not there");
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = open_as(mode, folder, env, db);
  if (!status.ok()) {
    const std::string text = status.ToString();
    const bool used = text.find("lock hold by current process") != std::string::npos ||
                      text.find("While lock file") != std::string::npos;
    return used ? error(Kind::kInUse, folder, "are in use by another process")
                : error(Kind::kUnreadable, folder, "cannot be read (" + text + ")");
  }
  return std::unique_ptr<KeyStorage>(
      std::make_unique<RocksKeyStorage>(folder, std::unique_ptr<rocksdb::DB>(db), mode, env));
}

}  // namespace eventstore
