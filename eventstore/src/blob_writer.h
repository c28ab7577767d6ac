#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "blob_sealing.h"
#include "eventstore/blob_store.h"
#include "posix_file.h"

namespace eventstore {

/// Seals a blob into a file of `incoming`, which is its store's to put in place.
class SealingWriter final : public BlobWriter {
 public:
  /// Throws std::system_error when the disk refuses.
  SealingWriter(BlobStore& store, std::filesystem::path incoming);
  ~SealingWriter() override;

  [[nodiscard]] BlobResult<void> write(std::string_view piece) override;
  [[nodiscard]] BlobResult<std::unique_ptr<BlobClaim>> finish() override;

 private:
  [[nodiscard]] BlobResult<void> seal(const Keyring& ring, const Token& token,
                                      const std::string& sha256);

  BlobStore& store_;
  std::filesystem::path path_;
  PosixFile file_;
  Secret key_;
  ChunkSealer sealer_;
  Sha256 hash_;
  std::string chunk_;  // not sealed yet: it may be the last
  std::uint64_t bytes_ = 0;
};

}  // namespace eventstore
