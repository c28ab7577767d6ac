#include "rocks_key_storage.h"

#include <rocksdb/db.h>
#include <rocksdb/transaction_log.h>

#include <set>
#include <stdexcept>
#include <thread>

#include "full_disk.h"

namespace eventstore {
namespace {

using Kind = KeyringError::Kind;

constexpr std::size_t kBufferBytes = 8U << 20U;
constexpr std::uint64_t kFileBytes = 8U << 20U;  // an erasure rewrites a few of these
constexpr std::chrono::milliseconds kRemovalPause{5};
constexpr int kRemovalPausesMax = 2'000;

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error("the keys' disk refuses: " + status.ToString());
}

rocksdb::Options options_for(KeyringMode mode) {
  rocksdb::Options options;
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

rocksdb::Status open_as(KeyringMode mode, const std::string& folder, rocksdb::DB*& db) {
  const rocksdb::Options options = options_for(mode);
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

class RocksKeyStorage final : public KeyStorage {
 public:
  RocksKeyStorage(std::unique_ptr<rocksdb::DB> db, KeyringMode mode)
      : db_(std::move(db)), mode_(mode) {}

  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    std::string value;
    rocksdb::Status status = db_->Get({}, slice(key), &value);
    if (status.IsNotFound() && mode_ == KeyringMode::kFollow) {
      check(db_->TryCatchUpWithPrimary());
      status = db_->Get({}, slice(key), &value);
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
    check(db_->Write(synced, &batch));
  }

  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}));
    for (at->Seek(slice(prefix)); at->Valid() && at->key().starts_with(slice(prefix)); at->Next()) {
      if (!visit(at->key().ToStringView(), at->value().ToStringView())) return;
    }
    check(at->status());
  }

  void scour(const std::vector<std::string>& keys) override {
    check(db_->Flush({}));  // and with it a new log of writes: what it held is in a file now
    rocksdb::CompactRangeOptions rewrite;
    rewrite.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    if (keys.empty()) check(db_->CompactRange(rewrite, nullptr, nullptr));
    for (const std::string& key : keys) {
      const rocksdb::Slice only = slice(key);
      check(db_->CompactRange(rewrite, &only, &only));
    }
    remove_old_files();
  }

  [[nodiscard]] bool writes() const override { return is_writing(mode_); }

 private:
  /// RocksDB removes files that nothing uses when it comes to it: here it must have come to it.
  void remove_old_files() {
    check(db_->DisableFileDeletions());
    check(db_->EnableFileDeletions(true));  // removes what it finds unused
    for (int pauses = 0; holds_old_files(); ++pauses) {
      if (pauses == kRemovalPausesMax) throw std::runtime_error("old files of the keys remain");
      std::this_thread::sleep_for(kRemovalPause);
    }
  }

  [[nodiscard]] bool holds_old_files() const {
    std::set<std::string> used;
    std::vector<rocksdb::LiveFileMetaData> tables;
    db_->GetLiveFilesMetaData(&tables);
    for (const auto& table : tables) used.insert(std::filesystem::path(table.name).filename());
    std::unique_ptr<rocksdb::LogFile> log;
    check(db_->GetCurrentWalFile(&log));
    used.insert(std::filesystem::path(log->PathName()).filename());
    for (const auto& file : std::filesystem::directory_iterator(db_->GetName())) {
      const std::string kind = file.path().extension();
      const bool holds_entries = kind == ".sst" || kind == ".log";
      if (holds_entries && !used.contains(file.path().filename())) return true;
    }
    return false;
  }

  std::unique_ptr<rocksdb::DB> db_;
  KeyringMode mode_;
};

KeyringError error(Kind kind, const std::filesystem::path& folder, const std::string& rest) {
  return {kind, "gwarchod: the keys in " + folder.string() + " " + rest};
}

}  // namespace

schema::Result<std::unique_ptr<KeyStorage>, KeyringError> open_key_storage(
    const std::filesystem::path& folder, KeyringMode mode) {
  std::error_code fault;
  if (mode == KeyringMode::kCreate) {
    std::filesystem::create_directories(folder, fault);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    if (fault) return error(Kind::kUnreadable, folder, "cannot be made (" + fault.message() + ")");
  } else if (!std::filesystem::exists(folder / "CURRENT", fault)) {
    return error(Kind::kUnreadable, folder, "are not there");
  }
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = open_as(mode, folder, db);
  if (!status.ok()) {
    const std::string text = status.ToString();
    const bool used = text.find("lock hold by current process") != std::string::npos ||
                      text.find("While lock file") != std::string::npos;
    return used ? error(Kind::kInUse, folder, "are in use by another process")
                : error(Kind::kUnreadable, folder, "cannot be read (" + text + ")");
  }
  return std::unique_ptr<KeyStorage>(
      std::make_unique<RocksKeyStorage>(std::unique_ptr<rocksdb::DB>(db), mode));
}

}  // namespace eventstore
