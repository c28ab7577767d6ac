#include "eventstore/blob_store.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "blob_reader.h"
#include "blob_writer.h"

namespace eventstore {
namespace {

constexpr std::size_t kHashDigits = 64;
constexpr const char* kIncoming = "incoming";
constexpr std::string_view kPending = ".pending";
constexpr std::string_view kErasing = ".erasing";

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// The token in the head of a file; nothing when there is no such file, or it is none of ours.
std::optional<Token> token_at(const std::filesystem::path& path) {
  auto file = PosixFile::open(path);
  return file ? token_of_blob(file->read(kBlobKeyBytes)) : std::nullopt;
}

std::runtime_error unusable(const std::filesystem::path& folder, const std::string& why) {
  return std::runtime_error("the folder of attachments " + folder.string() +
                            " cannot be used: " + why);
}

}  // namespace

BlobClaim::~BlobClaim() { store_->release(address_, kept_); }

void BlobClaim::keep() { kept_ = true; }

BlobStore::BlobStore(std::filesystem::path folder, Keyring& ring, const IsOnRecord& is_on_record)
    : folder_(std::move(folder)), ring_(ring) {
  try {
    std::filesystem::create_directories(folder_ / kIncoming);
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    sweep(is_on_record);
  } catch (const std::system_error& error) {
    throw unusable(folder_, error.code().message());
  }
}

BlobStore::BlobStore(std::filesystem::path folder, Keyring& ring)
    : folder_(std::move(folder)), ring_(ring) {}

void BlobStore::sweep(const IsOnRecord& is_on_record) {
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / kIncoming)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kPending)) {
      const std::string sha256 = name.substr(0, name.size() - kPending.size());
      const auto token = is_hash(sha256) ? token_at(path_of(sha256)) : std::nullopt;
      // Finished, and then nothing was recorded of it: the upload did not happen.
      if (token && !is_on_record({sha256, *token})) std::filesystem::remove(path_of(sha256));
    }
    std::filesystem::remove(entry.path());
  }
}

std::filesystem::path BlobStore::path_of(const std::string& sha256) const {
  return folder_ / sha256.substr(0, 2) / sha256;
}

std::filesystem::path BlobStore::mark_of(const std::string& sha256) const {
  return folder_ / kIncoming / (sha256 + std::string(kPending));
}

BlobResult<std::unique_ptr<BlobWriter>> BlobStore::begin() {
  const std::string name = random_token().substr(1);
  try {
    return std::make_unique<SealingWriter>(*this, folder_ / kIncoming / name);
  } catch (const std::system_error& error) {
    return BlobProblem{BlobProblem::Kind::kStorageFailed,
                       "the file cannot be written: " + error.code().message()};
  }
}

BlobResult<std::unique_ptr<BlobClaim>> BlobStore::place(const std::filesystem::path& incoming,
                                                        const std::string& sha256,
                                                        std::uint64_t bytes, const SealWith& seal) {
  const std::lock_guard lock(placing_);
  const std::filesystem::path path = path_of(sha256);
  auto token = token_at(path);
  if (token && !ring_.derived_key(*token, {})) token.reset();
  const auto stored = token ? OpeningReader::open(path, ring_, {sha256, *token})
                            : BlobResult<std::unique_ptr<OpeningReader>>{BlobProblem{}};
  if (!stored || fault_of(**stored)) {
    // Not there, erased, or damaged: this one takes its place, under the same token where it can,
    // so that the records that named it have their file again.
    const bool is_new = !token;  // else there are records of it
    if (!token) token = ring_.fresh_token();
    if (const auto sealed = seal(ring_, *token); !sealed) return sealed.error();
    const bool new_folder = std::filesystem::create_directory(path.parent_path());
    if (!PosixFile::open(mark_of(sha256))) static_cast<void>(PosixFile::create(mark_of(sha256)));
    sync_folder(folder_ / kIncoming);
    rename_file(incoming, path);
    sync_folder(path.parent_path());
    if (new_folder) sync_folder(folder_);
    claimed_[sha256].is_new = is_new;
  }
  ++claimed_[sha256].claims;
  return std::make_unique<BlobClaim>(*this, BlobAddress{sha256, *token}, bytes);
}

void BlobStore::release(const BlobAddress& address, bool kept) {
  const std::lock_guard lock(placing_);
  const auto claimed = claimed_.find(address.sha256);
  if (claimed == claimed_.end()) return;
  if (kept) claimed->second.is_new = false;
  if (--claimed->second.claims > 0) return;
  std::error_code ignored;  // what stays is swept at the next start
  if (claimed->second.is_new) std::filesystem::remove(path_of(address.sha256), ignored);
  std::filesystem::remove(mark_of(address.sha256), ignored);
  claimed_.erase(claimed);
}

BlobResult<std::unique_ptr<BlobReader>> BlobStore::open(const BlobAddress& address) const {
  if (!ring_.derived_key(address.token, {})) {
    return BlobProblem{BlobProblem::Kind::kErased, "the file was erased"};
  }
  if (!is_hash(address.sha256)) {
    return BlobProblem{BlobProblem::Kind::kMissing, "a file without a hash"};
  }
  auto reader = OpeningReader::open(path_of(address.sha256), ring_, address);
  if (!reader) return reader.error();
  if (const auto fault = fault_of(**reader)) return *fault;
  (*reader)->rewind();
  return std::unique_ptr<BlobReader>(std::move(*reader));
}

void BlobStore::for_each(const std::function<void(const Lying&)>& visit) const {
  namespace fs = std::filesystem;
  std::error_code none;
  if (!fs::exists(folder_, none)) return;
  try {
    for (const auto& part : fs::directory_iterator(folder_)) {
      if (!part.is_directory() || part.path().filename() == kIncoming) continue;
      for (const auto& entry : fs::directory_iterator(part.path())) {
        std::error_code gone;  // erased beside us
        const auto bytes = entry.file_size(gone);
        const auto written = entry.last_write_time(gone);
        if (gone) continue;
        visit({entry.path().filename().string(), token_at(entry.path()), bytes, written});
      }
    }
  } catch (const std::system_error& error) {
    throw unusable(folder_, error.code().message());
  }
}

bool BlobStore::erase(const BlobAddress& address) {
  const std::lock_guard lock(placing_);
  const std::filesystem::path path = path_of(address.sha256);
  const std::filesystem::path aside =
      folder_ / kIncoming / (address.sha256 + std::string(kErasing));
  try {
    // Aside first: a crash in between leaves nothing that says what the content was.
    const bool ours = is_hash(address.sha256) && token_at(path) == address.token;
    if (ours) {
      rename_file(path, aside);
      sync_folder(path.parent_path());
      sync_folder(folder_ / kIncoming);
    }
    const bool erased = ring_.erase(address.token);
    if (ours) {
      std::filesystem::remove(aside);
      sync_folder(folder_ / kIncoming);
    }
    return erased;
  } catch (const std::system_error& error) {
    throw unusable(folder_, error.code().message());
  }
}

}  // namespace eventstore
