#pragma once

#include <filesystem>
#include <memory>

#include "blob_sealing.h"
#include "eventstore/blob_store.h"
#include "posix_file.h"

namespace eventstore {

/// Opens a sealed blob. Read to its end, it is what its hash says.
class OpeningReader final : public BlobReader {
 public:
  [[nodiscard]] static BlobResult<std::unique_ptr<OpeningReader>> open(
      const std::filesystem::path& path, const Keyring& ring, const BlobAddress& address);

  [[nodiscard]] BlobResult<std::string> next() override;
  void rewind();

 private:
  OpeningReader(PosixFile file, Secret key, std::string header, std::string sha256)
      : file_(std::move(file)), key_(key), header_(std::move(header)), sha256_(std::move(sha256)) {}

  PosixFile file_;
  Secret key_;
  std::string header_;  // of the stream
  std::string sha256_;
  std::optional<ChunkOpener> opener_;
  std::optional<Sha256> hash_;
  bool ended_ = false;
};

/// Reads all of it, for what is wrong with it.
[[nodiscard]] std::optional<BlobProblem> fault_of(OpeningReader& reader);

}  // namespace eventstore
