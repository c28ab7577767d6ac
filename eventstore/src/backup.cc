#include "eventstore/backup.h"

#include <rocksdb/utilities/backup_engine.h>

#include <memory>
#include <stdexcept>

#include "rocks_store.h"
#include "tree.h"

namespace eventstore {
namespace {

using rocksdb::BackupEngine;
using rocksdb::BackupEngineOptions;
using rocksdb::BackupEngineReadOnly;

std::string failed(const rocksdb::Status& status) { return status.ToString(); }

/// Of all files under a folder.
std::uint64_t bytes_under(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    bytes += entry.is_regular_file() ? entry.file_size() : 0;
  }
  return bytes;
}

/// The head of the tree of what a backup holds, read from the backup itself: while it was made the
/// log went on, and nobody else can tell up to where it was copied.
Result<EventStore::TreeHead, std::string> head_in(const BackupEngine& engine,
                                                  std::uint32_t number) {
  rocksdb::BackupInfo info;
  if (const auto status = engine.GetBackupInfo(number, &info, true); !status.ok()) {
    return failed(status);
  }
  rocksdb::Options options;
  options.env = info.env_for_open.get();
  options.track_and_verify_wals_in_manifest = true;  // as it was written
  const std::string tree = kFamilyNames.at(kTree);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::OpenForReadOnly(
      options, info.name_for_open, {{rocksdb::kDefaultColumnFamilyName, {}}, {tree, {}}}, &handles,
      &opened);
  if (!status.ok()) {
    return failed(status);
  }
  const std::unique_ptr<rocksdb::DB> database{opened};
  std::string value;
  const auto read =
      database->Get({}, handles.back(), {kFrontierKey.data(), kFrontierKey.size()}, &value);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    database->DestroyColumnFamilyHandle(handle);
  }
  if (!read.ok() && !read.IsNotFound()) {
    return failed(read);
  }
  const auto frontier = read.ok() ? frontier_of_value(value) : Frontier{};
  if (!frontier) {
    return std::string{"the head of the tree cannot be read in the backup"};
  }
  Hasher hasher;
  return EventStore::TreeHead{frontier->size, frontier->root(hasher)};
}

}  // namespace

Result<BackupMade, std::string> back_up(const EventStore& store,
                                        const std::filesystem::path& folder, std::uint32_t kept) {
  const auto* rocks = dynamic_cast<const RocksStore*>(&store);
  if (rocks == nullptr) {
    throw std::invalid_argument("only a store on disk is backed up");
  }
  std::error_code fault;
  const std::filesystem::path to = std::filesystem::absolute(folder);  // else it is not read back
  std::filesystem::create_directories(to, fault);
  if (fault) {
    return "the folder cannot be made (" + fault.message() + ")";
  }
  BackupEngine* opened = nullptr;
  auto status = BackupEngine::Open(BackupEngineOptions{to}, rocksdb::Env::Default(), &opened);
  if (!status.ok()) {
    return failed(status);
  }
  const std::unique_ptr<BackupEngine> engine{opened};
  const std::uint64_t before = bytes_under(to);
  rocksdb::CreateBackupOptions options;
  // What is in memory becomes files first: they are copied once, where a write-ahead log would be
  // copied anew each time.
  options.flush_before_backup = true;
  BackupMade made;
  const auto held = rocks->database();  // not opened anew meanwhile
  status = engine->CreateNewBackup(options, &held->db(), &made.number);
  if (!status.ok()) {
    return failed(status);
  }
  made.bytes_written = bytes_under(to) - before;
  rocksdb::BackupInfo info;
  if (const auto read = engine->GetBackupInfo(made.number, &info); !read.ok()) {
    return failed(read);
  }
  made.bytes = info.size;
  const auto head = head_in(*engine, made.number);
  if (!head) {  // one of which nobody can say what it holds is none
    static_cast<void>(engine->DeleteBackup(made.number));
    return head.error();
  }
  made.head = *head;
  status = engine->PurgeOldBackups(std::max<std::uint32_t>(kept, 1));
  if (!status.ok()) {
    return "the backup is made, but an old one cannot be removed: " + failed(status);
  }
  return made;
}

namespace {

Result<std::unique_ptr<BackupEngineReadOnly>, std::string> open_backups(
    const std::filesystem::path& folder) {
  std::error_code fault;
  if (!std::filesystem::is_directory(folder / "meta", fault)) {
    return std::string{"it holds no backups"};
  }
  BackupEngineReadOnly* opened = nullptr;
  const auto status =
      BackupEngineReadOnly::Open(BackupEngineOptions{folder}, rocksdb::Env::Default(), &opened);
  if (!status.ok()) {
    return failed(status);
  }
  return std::unique_ptr<BackupEngineReadOnly>{opened};
}

}  // namespace

Result<std::vector<BackupKept>, std::string> list_backups(const std::filesystem::path& folder) {
  const auto engine = open_backups(folder);
  if (!engine) {
    return engine.error();
  }
  std::vector<rocksdb::BackupInfo> infos;
  (*engine)->GetBackupInfo(&infos);
  std::vector<BackupKept> kept;
  for (const rocksdb::BackupInfo& info : infos) {
    kept.push_back({info.backup_id, Instant{std::chrono::seconds{info.timestamp}}, info.size});
  }
  return kept;
}

Result<void, std::string> restore_backup(const std::filesystem::path& folder, std::uint32_t number,
                                         const std::filesystem::path& data) {
  const auto engine = open_backups(folder);
  if (!engine) {
    return engine.error();
  }
  std::error_code fault;
  std::filesystem::create_directories(data, fault);
  if (fault) {
    return "the folder cannot be made (" + fault.message() + ")";
  }
  const std::string inside = data / "events";
  const auto status =
      number == 0
          ? (*engine)->RestoreDBFromLatestBackup(rocksdb::RestoreOptions{}, inside, inside)
          : (*engine)->RestoreDBFromBackup(rocksdb::RestoreOptions{}, number, inside, inside);
  if (!status.ok()) {
    return failed(status);
  }
  return {};
}

}  // namespace eventstore
