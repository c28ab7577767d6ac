#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <memory>

#include "eventstore/backup.h"

namespace eventstore {
namespace {

constexpr std::size_t kBatchBytes = 1U << 20U;
constexpr int kOpenAttempts = 5;

/// A database and the handles of all its families.
struct Opened {
  Opened() = default;
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      database->DestroyColumnFamilyHandle(handle);
    }
  }
  std::unique_ptr<rocksdb::DB> database;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
};

using Families = std::vector<rocksdb::ColumnFamilyDescriptor>;

rocksdb::Status open(const std::filesystem::path& folder, bool read_only, const Families& families,
                     Opened& opened) {
  rocksdb::Options options;
  options.create_if_missing = !read_only;
  options.create_missing_column_families = !read_only;
  options.track_and_verify_wals_in_manifest = true;  // as what it copies was written
  options.max_open_files = -1;  // what the writer removes meanwhile stays readable
  rocksdb::DB* database = nullptr;
  rocksdb::Status status;
  // The writer may remove files between our reading their names and opening them: look again.
  for (int attempt = 0; attempt < kOpenAttempts; ++attempt) {
    status = read_only ? rocksdb::DB::OpenForReadOnly(options, folder, families, &opened.handles,
                                                      &database)
                       : rocksdb::DB::Open(options, folder, families, &opened.handles, &database);
    if (status.ok() || !read_only) {
      break;
    }
  }
  opened.database.reset(database);
  return status;
}

rocksdb::Status copy_family(const Opened& from, const Opened& to, std::size_t family) {
  rocksdb::WriteBatch batch;
  const std::unique_ptr<rocksdb::Iterator> entry{
      from.database->NewIterator({}, from.handles[family])};
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    auto status = batch.Put(to.handles[family], entry->key(), entry->value());
    if (status.ok() && batch.GetDataSize() > kBatchBytes) {
      status = to.database->Write({}, &batch);
      batch.Clear();
    }
    if (!status.ok()) {
      return status;
    }
  }
  return entry->status().ok() ? to.database->Write({}, &batch) : entry->status();
}

/// Into a folder that is not there yet.
rocksdb::Status copy_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::vector<std::string> names;
  auto status = rocksdb::DB::ListColumnFamilies({}, from, &names);
  Families families;
  for (const std::string& name : names) {
    families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  }
  Opened source;
  Opened copy;
  if (status.ok()) {
    status = open(from, true, families, source);
  }
  if (status.ok()) {
    status = open(to, false, families, copy);
  }
  for (std::size_t family = 0; status.ok() && family < families.size(); ++family) {
    status = copy_family(source, copy, family);
  }
  if (status.ok()) {
    status = copy.database->Flush({}, copy.handles);
  }
  return status;
}

}  // namespace

Result<void, std::string> copy_database(const std::filesystem::path& from,
                                        const std::filesystem::path& to) {
  const std::filesystem::path fresh = to.string() + ".new";
  std::error_code fault;
  std::filesystem::remove_all(fresh, fault);
  std::filesystem::create_directories(fresh, fault);
  if (fault) {
    return "the folder " + fresh.string() + " cannot be made (" + fault.message() + ")";
  }
  if (const auto status = copy_to_new(from, fresh); !status.ok()) {
    return status.ToString();
  }
  std::filesystem::remove_all(to, fault);
  std::filesystem::rename(fresh, to, fault);
  if (fault) {
    return "the folder " + to.string() + " cannot be replaced (" + fault.message() + ")";
  }
  return {};
}

}  // namespace eventstore
