#include "head_file.h"

#include <array>
#include <string_view>

#include "bytes.h"
#include "layout.h"
#include "tree.h"

namespace eventstore {
namespace {

constexpr const char* kName = "head";
/// Room for the roots of 2^64 events, their number, the length before them and the hash.
constexpr std::size_t kSlotBytes = 4096;
constexpr std::size_t kSlots = 2;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kValueHeadBytes = 9;
constexpr char kOpen = 'o';
constexpr char kClosed = 'c';
constexpr std::size_t kHashBytes = std::tuple_size_v<Hash>;

/// Length of the value, the value (closed or not, turn, frontier), hash of both.
std::string slot_bytes(const Head& head, Hasher& hasher) {
  std::string value(1, head.closed ? kClosed : kOpen);
  put_big(value, head.turn);
  value += frontier_value(head.tree);
  std::string bytes;
  bytes.reserve(kLengthBytes + value.size() + kHashBytes);
  put_little(bytes, static_cast<std::uint32_t>(value.size()));
  bytes += value;
  bytes += view_of(hasher.plain(bytes));
  return bytes;
}

std::optional<Head> head_of_slot(std::string_view slot, Hasher& hasher) {
  if (slot.size() < kLengthBytes + kHashBytes) {
    return std::nullopt;
  }
  const std::size_t length = get_little<std::uint32_t>(slot.data());
  if (length > slot.size() - kLengthBytes - kHashBytes) {
    return std::nullopt;
  }
  const std::string_view hashed = slot.substr(0, kLengthBytes + length);
  if (hash_at(slot.substr(hashed.size())) != hasher.plain(hashed)) {
    return std::nullopt;
  }
  const std::string_view value = hashed.substr(kLengthBytes);
  if (value.size() < kValueHeadBytes) {
    return std::nullopt;
  }
  auto tree = frontier_of_value(value.substr(kValueHeadBytes));
  if (!tree) {
    return std::nullopt;
  }
  return Head{std::move(*tree), value.front() == kClosed, get_big(value.data() + 1)};
}

std::string path_of(const std::filesystem::path& folder) { return folder / kName; }

/// Makes the file whole before it gets its name.
bool make(const std::filesystem::path& folder, rocksdb::Env& env, const Frontier& present) {
  Hasher hasher;
  std::string bytes;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    bytes += slot_bytes({.tree = present}, hasher);
    bytes.resize((slot + 1) * kSlotBytes, '\0');
  }
  const std::string made = path_of(folder) + ".new";
  std::unique_ptr<rocksdb::Directory> directory;
  return rocksdb::WriteStringToFile(&env, bytes, made, true).ok() &&
         env.RenameFile(made, path_of(folder)).ok() && env.NewDirectory(folder, &directory).ok() &&
         directory->Fsync().ok();
}

}  // namespace

schema::Result<std::optional<Head>, std::string> HeadFile::read(const std::filesystem::path& folder,
                                                                rocksdb::Env& env) {
  if (env.FileExists(path_of(folder)).IsNotFound()) {
    return std::optional<Head>{};
  }
  std::string bytes;
  const rocksdb::Status status = rocksdb::ReadFileToString(&env, path_of(folder), &bytes);
  if (!status.ok()) {
    return "its file \"head\" cannot be read: " + status.ToString();
  }
  std::optional<Head> head = parse(bytes);
  if (!head) {
    return std::string{
        "its file \"head\", which tells how far the log goes, is not the one that was written; "
        "remove it to open the log without that check"};
  }
  return head;
}

std::optional<Head> HeadFile::parse(std::string_view bytes) {
  Hasher hasher;
  std::optional<Head> head;
  for (std::size_t slot = 0; slot < kSlots && bytes.size() >= (slot + 1) * kSlotBytes; ++slot) {
    const std::string_view of_slot = bytes.substr(slot * kSlotBytes, kSlotBytes);
    auto found = head_of_slot(of_slot, hasher);
    if (found && (!head || found->turn > head->turn)) {
      head = std::move(found);
    }
  }
  return head;
}

std::unique_ptr<HeadFile> HeadFile::open(const std::filesystem::path& folder, rocksdb::Env& env,
                                         const Frontier& present) {
  const rocksdb::EnvOptions options;
  std::unique_ptr<rocksdb::RandomRWFile> file;
  if (env.FileExists(path_of(folder)).IsNotFound() && !make(folder, env, present)) {
    return nullptr;
  }
  if (!env.NewRandomRWFile(path_of(folder), &file, options).ok()) {
    return nullptr;
  }
  std::unique_ptr<HeadFile> head{new HeadFile(std::move(file))};
  const auto last = read(folder, env);
  head->turn_ = last && *last ? (**last).turn : 0;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    head->put(present, false);
    head->sync();
  }
  return head;
}

void HeadFile::write(const Frontier& frontier) {
  put(frontier, false);
  if (std::chrono::steady_clock::now() - synced_ >= kSyncEvery) {
    sync();
  }
}

void HeadFile::close(const Frontier& frontier) {
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    put(frontier, true);
    sync();
  }
}

/// What fails here leaves an older head, which guards less and is still true.
void HeadFile::put(const Frontier& frontier, bool closed) {
  const std::string bytes =
      slot_bytes({.tree = frontier, .closed = closed, .turn = ++turn_}, hasher_);
  static_cast<void>(file_->Write(slot_ * kSlotBytes, bytes));
}

void HeadFile::sync() {
  static_cast<void>(file_->Sync());
  synced_ = std::chrono::steady_clock::now();
  slot_ = (slot_ + 1) % kSlots;
}

}  // namespace eventstore
