#include "open_folder.h"

#include <chrono>
#include <thread>
#include <utility>

#include "stored_tail.h"

namespace eventstore {
namespace {

using namespace std::chrono_literals;

/// A reader that comes while the database is being closed waits so long for the new one. Then it
/// gets the old: it may be called by one who holds that already.
constexpr auto kReaderPatience = 50ms;
/// Reads are looked at so often, and so many times, until none is under way.
constexpr auto kUnreadCheck = 1ms;
constexpr int kUnreadChecksMax = 2000;
/// Of the room asked for before writes are taken again, beside the reserve.
constexpr std::uint64_t kResumeBytes = kDiskReserveBytes / 4;

}  // namespace

OpenError damaged(const std::filesystem::path& folder, const std::string& what) {
  return {OpenError::Kind::kDamaged,
          "gwarchod: the data folder " + folder.string() + " is damaged (" + what + ")"};
}

std::optional<OpenError> look_before_writing(const std::filesystem::path& folder, OpenMode mode,
                                             rocksdb::Env& env, const Head& head) {
  // Nothing was acknowledged, so nothing can be lost: it may be half made, by a power cut while it
  // was made. Opening it to write makes the rest.
  if (mode == OpenMode::kCreate && head.tree.size == 0 && !head.closed) return std::nullopt;
  // One that was closed ends whole. One that was not may end in a write that nobody was told of.
  const Ending ending = head.closed ? Ending::kWhole : Ending::kTorn;
  const auto looked = Database::open(folder, OpenMode::kReadOnly, env, ending);
  if (looked) {
    const auto lost = what_is_lost(**looked, head.tree);
    return lost ? std::optional{damaged(folder, *lost)} : std::nullopt;
  }
  if (looked.error().kind != OpenError::Kind::kMissing || mode != OpenMode::kCreate) {
    return looked.error();
  }
  if (head.tree.size > 0) {
    return damaged(folder, "its file \"head\" tells of " + std::to_string(head.tree.size) +
                               " events, and there are none");
  }
  return std::nullopt;
}

OpenFolder::OpenFolder(std::filesystem::path folder, OpenMode mode, rocksdb::Env& env,
                       std::unique_ptr<Database> database)
    : folder_(std::move(folder)), mode_(mode), env_(env), database_(std::move(database)) {}

std::shared_ptr<const Database> OpenFolder::database() const {
  std::unique_lock lock(mutex_);
  if (closing_) {
    opened_.wait_for(lock, kReaderPatience, [this] { return !closing_; });
    opened_.wait(lock, [this] { return !closing_ || database_; });
  }
  if (!database_) {
    throw StorageError("the disk does not read: what is on it could not be opened again");
  }
  return database_;
}

bool OpenFolder::close_unread() {
  std::unique_lock lock(mutex_);
  closing_ = true;
  // Nobody can come to hold it while the mutex is ours.
  for (int check = 0; database_ && database_.use_count() > 1; ++check) {
    if (check == kUnreadChecksMax) {
      return false;
    }
    lock.unlock();
    std::this_thread::sleep_for(kUnreadCheck);
    lock.lock();
  }
  database_.reset();
  return true;
}

void OpenFolder::open(std::shared_ptr<const Database> database) {
  {
    const std::lock_guard lock(mutex_);
    if (database) {
      database_ = std::move(database);
    }
    closing_ = false;
  }
  opened_.notify_all();
}

std::optional<OpenError> OpenFolder::reopen(const Frontier& acknowledged) {
  if (!close_unread()) {
    open(nullptr);
    return OpenError{OpenError::Kind::kInUse, "what is on the disk is being read for long"};
  }
  auto error = look_before_writing(folder_, OpenMode::kExisting, env_, {.tree = acknowledged});
  if (!error) {
    auto opened = Database::open(folder_, OpenMode::kExisting, env_);
    if (opened) {
      open(std::move(*opened));
      return std::nullopt;
    }
    error = opened.error();
  }
  auto readable = Database::open(folder_, OpenMode::kReadOnly, env_);
  open(readable ? std::move(*readable) : nullptr);
  return error;
}

std::optional<std::string> OpenFolder::too_full(bool resuming) const {
  std::uint64_t left = 0;
  const std::uint64_t wanted = kDiskReserveBytes + (resuming ? kResumeBytes : 0);
  if (!env_.GetFreeSpace(folder_, &left).ok() || left >= wanted) {
    return std::nullopt;
  }
  constexpr std::uint64_t kMebibyte = 1U << 20U;
  return "the disk is full: " + std::to_string(left / kMebibyte) + " MiB are left of the " +
         std::to_string(kDiskReserveBytes / kMebibyte) + " MiB that are kept free";
}

}  // namespace eventstore
