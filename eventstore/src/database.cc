#include "database.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include <algorithm>

#include "full_disk.h"

namespace eventstore {
namespace {

using Kind = OpenError::Kind;

constexpr std::size_t kCacheBytes = 64U << 20U;
constexpr std::size_t kLogBufferBytes = 48U << 20U;
constexpr std::size_t kIndexBufferBytes = 16U << 20U;
constexpr std::uint64_t kWalBytesMax = 48U << 20U;       // bounds what is read again after a crash,
constexpr std::uint64_t kUnflushedBytesMax = 4U << 20U;  // and after closing
constexpr std::size_t kLogBlockBytes = 32U << 10U;
constexpr std::size_t kIndexBlockBytes = 8U << 10U;
constexpr double kBloomBitsPerKey = 10;
constexpr int kReadOnlyAttempts = 5;

/// The stream of a key of kStreams.
class StreamOfKey final : public rocksdb::SliceTransform {
 public:
  [[nodiscard]] const char* Name() const override { return "gwarchod.StreamOfKey"; }
  [[nodiscard]] rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - kVersionBytes};
  }
  [[nodiscard]] bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() > kVersionBytes;
  }

 private:
  static constexpr std::size_t kVersionBytes = 8;
};

rocksdb::Options database_options(OpenMode mode, rocksdb::Env& env, Ending ending) {
  rocksdb::Options options;
  options.env = &env;
  options.create_if_missing = mode == OpenMode::kCreate;
  options.create_missing_column_families = writes(mode);
  // A write torn by a power cut ends the log; what else was lost, the file `head` tells.
  options.wal_recovery_mode = ending == Ending::kWhole
                                  ? rocksdb::WALRecoveryMode::kAbsoluteConsistency
                                  : rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // A manifest that ends too soon is taken for one that a crash cut short: what it then forgets was
  // in logs that are gone, and this tells. One that follows may find them gone at any time.
  options.track_and_verify_wals_in_manifest = mode != OpenMode::kFollow;
  options.allow_concurrent_memtable_write = false;  // one thread writes; hints need it so
  options.max_total_wal_size = kWalBytesMax;
  // Every file stays open: a reader beside a server keeps what the server has since removed.
  options.max_open_files = -1;
  outlive_a_full_disk(options);
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.block_size = family == kLog ? kLogBlockBytes : kIndexBlockBytes;
  table.format_version = 5;

  rocksdb::ColumnFamilyOptions options;
  options.compression = family == kTree ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
  options.write_buffer_size = family == kLog ? kLogBufferBytes : kIndexBufferBytes;
  if (family == kStreams) {
    // Remembers where each stream ended, so that its next entry is put there without a search: the
    // search was three quarters of what a group's write costs beside its sync.
    options.memtable_insert_with_hint_prefix_extractor = std::make_shared<StreamOfKey>();
  }
  if (family == kIds || family == kIdempotency) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
    // In small parts: a whole one of a large file is more than a shard of the cache holds, and was
    // read from the file at each look.
    table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
    table.partition_filters = true;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

OpenError error(Kind kind, const std::filesystem::path& folder, const std::string& rest) {
  return {kind, "gwarchod: the data folder " + folder.string() + " " + rest};
}

OpenError error_of(const rocksdb::Status& status, const std::filesystem::path& folder) {
  const std::string text = status.ToString();
  const auto says = [&](const char* words) { return text.find(words) != std::string::npos; };
  if (says("lock hold by current process") || says("While lock file")) {
    return error(Kind::kInUse, folder, "is in use by another process");
  }
  if (status.IsCorruption()) {
    return error(Kind::kDamaged, folder, "is damaged (" + text + ")");
  }
  return error(Kind::kUnreadable, folder, "cannot be read (" + text + ")");
}

/// What can be told before RocksDB is asked.
std::optional<OpenError> look(const std::filesystem::path& folder,
                              const std::filesystem::path& inside, OpenMode mode) {
  std::error_code fault;
  const auto status = std::filesystem::status(folder, fault);
  if (status.type() == std::filesystem::file_type::not_found) {
    if (mode != OpenMode::kCreate) {
      return error(Kind::kMissing, folder, "does not exist");
    }
  } else if (!std::filesystem::is_directory(status)) {
    return error(Kind::kUnreadable, folder,
                 fault ? "cannot be read (" + fault.message() + ")" : "is not a folder");
  }
  if (mode == OpenMode::kCreate) {
    std::filesystem::create_directories(inside, fault);
    if (fault) {
      return error(Kind::kUnreadable, folder, "cannot be made (" + fault.message() + ")");
    }
  } else if (!std::filesystem::exists(inside / "CURRENT", fault)) {
    return fault ? error(Kind::kUnreadable, folder, "cannot be read (" + fault.message() + ")")
                 : error(Kind::kMissing, folder, "holds no events");
  }
  return std::nullopt;
}

/// A family that this program does not know was made by a later one.
bool has_unknown_family(const rocksdb::Options& options, const std::string& path) {
  std::vector<std::string> names;
  if (!rocksdb::DB::ListColumnFamilies(options, path, &names).ok()) {
    return false;  // not made yet; or opening it will tell what is wrong
  }
  return std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return name != rocksdb::kDefaultColumnFamilyName &&
           std::find(kFamilyNames.begin(), kFamilyNames.end(), name) == kFamilyNames.end();
  });
}

rocksdb::Status open_as(OpenMode mode, const rocksdb::Options& options, const std::string& path,
                        const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                        std::vector<rocksdb::ColumnFamilyHandle*>& handles, rocksdb::DB*& db) {
  switch (mode) {
    case OpenMode::kCreate:
    case OpenMode::kExisting:
      return rocksdb::DB::Open(options, path, families, &handles, &db);
    case OpenMode::kReadOnly:
      return rocksdb::DB::OpenForReadOnly(options, path, families, &handles, &db);
    case OpenMode::kFollow:
      // The second path is for a log of its own, which it does not keep.
      return rocksdb::DB::OpenAsSecondary(options, path, path, families, &handles, &db);
  }
  return rocksdb::Status::InvalidArgument("no such mode");
}

}  // namespace

void check(const rocksdb::Status& status) {
  if (!status.ok()) {
    throw StorageError("the disk does not read: " + status.ToString(), status.IsCorruption());
  }
}

Result<std::unique_ptr<Database>, OpenError> Database::open(const std::filesystem::path& folder,
                                                            OpenMode mode, rocksdb::Env& env,
                                                            Ending ending) {
  const std::filesystem::path inside = folder / "events";
  if (auto fault = look(folder, inside, mode)) {
    return *fault;
  }
  const rocksdb::Options options = database_options(mode, env, ending);
  if (has_unknown_family(options, inside)) {
    return error(Kind::kNewer, folder, "was written by a newer gwarchod");
  }
  const auto cache = rocksdb::NewLRUCache(kCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families{{rocksdb::kDefaultColumnFamilyName, {}}};
  for (std::size_t family = 0; family < kFamilies; ++family) {
    families.emplace_back(kFamilyNames[family], family_options(Family{family}, cache));
  }

  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::Status status;
  // A server may remove files between our reading their names and opening them: look again.
  for (int attempt = 0; attempt < (writes(mode) ? 1 : kReadOnlyAttempts); ++attempt) {
    status = open_as(mode, options, inside, families, handles, db);
    if (status.ok()) {
      break;
    }
  }
  if (!status.ok()) {
    return error_of(status, folder);
  }
  std::unique_ptr<Database> database{new Database};
  database->db_.reset(db);
  database->writes_ = writes(mode);
  database->default_ = handles.front();
  database->handles_.assign(handles.begin() + 1, handles.end());
  if (auto fault = database->check_format(folder, mode)) {
    return *fault;
  }
  return database;
}

std::optional<OpenError> Database::check_format(const std::filesystem::path& folder,
                                                OpenMode mode) const {
  const std::optional<std::string> stored = get(kMeta, kFormatKey);
  if (stored) {
    const auto format = number_of_value(*stored);
    if (!format) {
      return error(Kind::kDamaged, folder, "is damaged (its format cannot be read)");
    }
    if (*format > kFormat) {
      return error(Kind::kNewer, folder, "was written by a newer gwarchod");
    }
    return std::nullopt;
  }
  if (writes(mode)) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const auto status = db_->Put(synced, family(kMeta), slice(kFormatKey), number_value(kFormat));
    if (!status.ok()) {
      return error_of(status, folder);
    }
  }
  return std::nullopt;
}

Database::~Database() {
  std::uint64_t unflushed = 0;
  if (writes_ &&
      db_->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables, &unflushed) &&
      unflushed > kUnflushedBytesMax) {
    // Only makes the next opening faster: what fails here is read from the log of writes then.
    static_cast<void>(db_->Flush({}, handles_));
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle);
  }
  if (default_ != nullptr) {
    db_->DestroyColumnFamilyHandle(default_);
  }
}

std::optional<std::string> Database::get(Family from, std::string_view key,
                                         const rocksdb::Snapshot* at) const {
  rocksdb::ReadOptions options;
  options.snapshot = at;
  std::string value;
  const rocksdb::Status status = db_->Get(options, family(from), slice(key), &value);
  if (status.IsNotFound()) {
    return std::nullopt;
  }
  check(status);
  return value;
}

std::unique_ptr<rocksdb::Iterator> Database::iterate(Family over,
                                                     const rocksdb::ReadOptions& options) const {
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, family(over))};
}

}  // namespace eventstore
