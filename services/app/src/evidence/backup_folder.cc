#include "evidence/backup_folder.h"

#include <algorithm>
#include <set>

#include "app/authority_folder.h"
#include "eventstore/backup.h"
#include "evidence/private_file.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinishedFolder = "incoming";  // of attachments
constexpr std::size_t kKeyFileBytesMax = 64U << 10U;

std::string cannot(const fs::path& path, const std::string& do_what, const std::string& why) {
  return path.string() + " cannot be " + do_what + " (" + why + ")";
}

/// Whether a copy is there already. A name says what is sealed in a file; what was erased and came
/// again is sealed anew under the same name, at another time.
bool is_copied(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  const bool same = fs::file_size(from, fault) == fs::file_size(to, fault) && !fault;
  return same && fs::last_write_time(from, fault) == fs::last_write_time(to, fault) && !fault;
}

/// Under another name first: half a copy is never taken for a whole one.
schema::Result<void, std::string> copy_one(const fs::path& from, const fs::path& to) {
  const fs::path fresh = to.string() + ".new";
  std::error_code fault;
  fs::create_directories(to.parent_path(), fault);
  if (!fault) {
    fs::copy_file(from, fresh, fs::copy_options::overwrite_existing, fault);
  }
  if (!fault) {
    fs::last_write_time(fresh, fs::last_write_time(from, fault), fault);
  }
  if (fault == std::errc::no_such_file_or_directory) {
    fs::remove(fresh, fault);
    return {};  // erased meanwhile
  }
  if (fault) {
    return cannot(from, "copied", fault.message());
  }
  if (const auto synced = sync_file(fresh); !synced) {
    return cannot(fresh, "written", synced.error());
  }
  fs::rename(fresh, to, fault);
  return fault ? schema::Result<void, std::string>{cannot(to, "written", fault.message())}
               : schema::Result<void, std::string>{};
}

}  // namespace

std::optional<std::string> BackupFolder::fault_for(const LogKeys& keys) const {
  std::error_code fault;
  if (!fs::exists(verifying_keys(), fault) || keys.verifying.empty()) {
    return std::nullopt;
  }
  const auto theirs = read_verifying_keys(verifying_keys());
  if (!theirs) {
    return theirs.error();
  }
  if (theirs->front().name() != keys.verifying.front().name()) {
    return folder_.string() + " holds backups of another log (" + theirs->front().name() +
           "): name another folder";
  }
  return std::nullopt;
}

schema::Result<void, std::string> BackupFolder::write_checkpoint(std::uint32_t number,
                                                                 const std::string& note,
                                                                 const LogKeys& keys) const {
  std::error_code fault;
  fs::create_directories(checkpoint(number).parent_path(), fault);
  std::string lines;
  for (const eventstore::VerifyingKey& key : keys.verifying) {
    lines += key.text() + "\n";
  }
  auto written = write_file(checkpoint(number), note, Readable::kByAll);
  if (written) {
    written = write_file(verifying_keys(), lines, Readable::kByAll);
  }
  return written ? written : cannot(checkpoint(number), "written", written.error());
}

void BackupFolder::forget_old_checkpoints() const {
  const auto kept = eventstore::list_backups(log());
  if (!kept) {
    return;
  }
  std::set<std::string> names;
  for (const eventstore::BackupKept& backup : *kept) {
    names.insert(std::to_string(backup.number));
  }
  std::error_code fault;
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(folder_ / "checkpoints", fault)) {
    if (!names.contains(entry.path().filename().string())) {
      old.push_back(entry.path());
    }
  }
  for (const fs::path& file : old) {
    fs::remove(file, fault);
  }
}

schema::Result<Copied, std::string> copy_attachments(const fs::path& from, const fs::path& to) {
  Copied copied;
  std::error_code fault;
  if (!fs::is_directory(from, fault)) {
    return copied;
  }
  for (auto entry = fs::recursive_directory_iterator(from, fault);
       !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
    const fs::path target = to / entry->path().lexically_relative(from);
    std::error_code unseen;
    if (entry.depth() == 0 && entry->path().filename() == kUnfinishedFolder) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file(unseen) || is_copied(entry->path(), target)) {
      continue;
    }
    if (const auto done = copy_one(entry->path(), target); !done) {
      return done.error();
    }
    const std::uint64_t bytes = fs::file_size(target, unseen);
    copied.files += unseen ? 0U : 1U;
    copied.bytes += unseen ? 0U : bytes;
  }
  if (fault) {
    return cannot(from, "read", fault.message());
  }
  return copied;
}

schema::Result<void, std::string> copy_keys(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::create_directories(to, fault);
  if (fault) {
    return cannot(to, "made", fault.message());
  }
  fs::permissions(to, fs::perms::owner_all, fault);
  if (fs::is_directory(keys_in(from), fault)) {
    if (const auto copied = eventstore::copy_database(keys_in(from), keys_in(to)); !copied) {
      return copied.error();
    }
  }
  if (!fs::exists(from / kSigningKeyFile, fault)) {
    return {};
  }
  const auto key = read_file(from / kSigningKeyFile, kKeyFileBytesMax);
  if (!key) {
    return cannot(from / kSigningKeyFile, "read", "is it yours?");
  }
  const auto written = write_file(to / kSigningKeyFile, *key, Readable::kByOwner);
  return written ? written : cannot(to / kSigningKeyFile, "written", written.error());
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace app
