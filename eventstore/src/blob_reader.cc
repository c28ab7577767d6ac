#include "blob_reader.h"

#include <system_error>

namespace eventstore {
namespace {

BlobProblem damaged(const std::string& sha256) {
  return {BlobProblem::Kind::kDamaged, "the file " + sha256 + " is not what was stored"};
}

BlobProblem unreadable(const std::string& sha256, const std::system_error& error) {
  return {BlobProblem::Kind::kStorageFailed,
          "the file " + sha256 + " cannot be read: " + error.code().message()};
}

}  // namespace

BlobResult<std::unique_ptr<OpeningReader>> OpeningReader::open(const std::filesystem::path& path,
                                                               const Keyring& ring,
                                                               const BlobAddress& address) {
  try {
    auto file = PosixFile::open(path);
    if (!file) {
      return BlobProblem{BlobProblem::Kind::kMissing,
                         "the file " + address.sha256 + " is not in its folder"};
    }
    const std::string head = file->read(kBlobKeyBytes);
    std::string header = file->read(kStreamHeaderBytes);
    const auto key = token_of_blob(head) == address.token
                         ? open_blob_key(ring, address.sha256, head)
                         : std::nullopt;
    if (!key) return damaged(address.sha256);
    std::unique_ptr<OpeningReader> reader(
        new OpeningReader(std::move(*file), *key, std::move(header), address.sha256));
    reader->rewind();
    if (!reader->opener_) return damaged(address.sha256);
    return reader;
  } catch (const std::system_error& error) {
    return unreadable(address.sha256, error);
  }
}

void OpeningReader::rewind() {
  file_.seek(kBlobKeyBytes + kStreamHeaderBytes);
  opener_ = ChunkOpener::make(key_, header_);
  hash_.emplace();
  ended_ = false;
}

BlobResult<std::string> OpeningReader::next() {
  if (ended_) return std::string{};
  try {
    auto chunk = opener_->open(file_.read(kSealedChunkBytes));
    if (!chunk) return damaged(sha256_);
    hash_->add(chunk->plain);
    if (chunk->last) {
      ended_ = true;
      if (!file_.read(1).empty() || hash_->hex() != sha256_) return damaged(sha256_);
    }
    return std::move(chunk->plain);
  } catch (const std::system_error& error) {
    return unreadable(sha256_, error);
  }
}

std::optional<BlobProblem> fault_of(OpeningReader& reader) {
  while (true) {
    const auto piece = reader.next();
    if (!piece) return piece.error();
    if (piece->empty()) return std::nullopt;
  }
}

}  // namespace eventstore
