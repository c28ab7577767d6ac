#include "blob_writer.h"

#include <algorithm>
#include <system_error>

namespace eventstore {
namespace {

BlobProblem refused_by_disk(const std::system_error& error) {
  return {BlobProblem::Kind::kStorageFailed,
          "the file cannot be written: " + error.code().message()};
}

}  // namespace

SealingWriter::SealingWriter(BlobStore& store, std::filesystem::path incoming)
    : store_(store),
      path_(std::move(incoming)),
      file_(PosixFile::create(path_)),
      key_(Secret::random()),
      sealer_(key_) {
  chunk_.reserve(kBlobChunkBytes);
  file_.write(std::string(kBlobKeyBytes, '\0'));
  file_.write(sealer_.header());
}

SealingWriter::~SealingWriter() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);  // not there any more when it was put in its place
}

BlobResult<void> SealingWriter::write(std::string_view piece) {
  if (piece.size() > kBlobBytesMax - bytes_) {
    return BlobProblem{BlobProblem::Kind::kTooLarge, "the file is larger than 100 MiB"};
  }
  bytes_ += piece.size();
  hash_.add(piece);
  try {
    while (!piece.empty()) {
      if (chunk_.size() == kBlobChunkBytes) {
        file_.write(sealer_.seal(chunk_, false));
        chunk_.clear();
      }
      const std::size_t taken = std::min(piece.size(), kBlobChunkBytes - chunk_.size());
      chunk_.append(piece.substr(0, taken));
      piece.remove_prefix(taken);
    }
  } catch (const std::system_error& error) {
    return refused_by_disk(error);
  }
  return {};
}

BlobResult<std::unique_ptr<BlobClaim>> SealingWriter::finish() {
  try {
    file_.write(sealer_.seal(chunk_, true));
    file_.sync();  // nearly all of it, before anyone else is held up
    const std::string sha256 = hash_.hex();
    return store_.place(path_, sha256, bytes_, [&](const Keyring& ring, const Token& token) {
      return seal(ring, token, sha256);
    });
  } catch (const std::system_error& error) {
    return refused_by_disk(error);
  }
}

BlobResult<void> SealingWriter::seal(const Keyring& ring, const Token& token,
                                     const std::string& sha256) {
  const auto head = seal_blob_key(ring, token, sha256, key_);
  if (!head) return BlobProblem{BlobProblem::Kind::kErased, "the key was erased meanwhile"};
  file_.write_at(0, *head);
  file_.sync();
  return {};
}

}  // namespace eventstore
