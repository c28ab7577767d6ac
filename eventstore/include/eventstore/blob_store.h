#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/keyring.h"
#include "schema/result.h"

namespace eventstore {

inline constexpr std::uint64_t kBlobBytesMax = 100ULL << 20U;
/// How much of a blob is held in memory at a time.
inline constexpr std::size_t kBlobChunkBytes = 64UL << 10U;

struct BlobProblem {
  enum class Kind {
    kTooLarge,       // more than kBlobBytesMax
    kStorageFailed,  // the disk refused; nothing is left of what was being written
    kMissing,        // no file of this hash
    kErased,         // the key of the token was destroyed
    kDamaged,        // the file is not what was sealed
  };
  Kind kind;
  std::string what;  // plain; names the file, never what is in it
};
template <class T>
using BlobResult = schema::Result<T, BlobProblem>;

/// Where a blob stands: the SHA-256 of its content in hexadecimal, and the token of its key.
struct BlobAddress {
  std::string sha256;
  Token token;
};

class BlobStore;

/// A blob that is on disk but not yet spoken for: keep() it once what refers to it is on disk too.
/// Gone without, it takes the blob with it, unless it was there before or another claim holds it.
class BlobClaim {
 public:
  BlobClaim(BlobStore& store, BlobAddress address, std::uint64_t bytes)
      : store_(&store), address_(std::move(address)), bytes_(bytes) {}
  BlobClaim(const BlobClaim&) = delete;
  BlobClaim& operator=(const BlobClaim&) = delete;
  ~BlobClaim();

  [[nodiscard]] const BlobAddress& address() const { return address_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  void keep();

 private:
  BlobStore* store_;
  BlobAddress address_;
  std::uint64_t bytes_;
  bool kept_ = false;
};

/// Takes a blob in, piece by piece, sealing as it goes. Gone unfinished, nothing is left of it.
/// Threads: one at a time.
class BlobWriter {
 public:
  BlobWriter() = default;
  BlobWriter(const BlobWriter&) = delete;
  BlobWriter& operator=(const BlobWriter&) = delete;
  virtual ~BlobWriter() = default;
  /// Pieces of any size. After a refusal nothing more is taken.
  [[nodiscard]] virtual BlobResult<void> write(std::string_view piece) = 0;
  /// Everything is on disk, synced, in its place.
  [[nodiscard]] virtual BlobResult<std::unique_ptr<BlobClaim>> finish() = 0;
};

/// Gives a blob back, piece by piece.
/// Threads: one at a time.
class BlobReader {
 public:
  BlobReader() = default;
  BlobReader(const BlobReader&) = delete;
  BlobReader& operator=(const BlobReader&) = delete;
  virtual ~BlobReader() = default;
  /// At most kBlobChunkBytes; empty at the end. Nothing of a piece that is not what was sealed.
  [[nodiscard]] virtual BlobResult<std::string> next() = 0;
};

/// Files beside the log, each sealed in a file of its own, named by the SHA-256 of its content:
///
///   <folder>/<first two digits>/<the hash, in hexadecimal>   never changes once there
///   <folder>/incoming/                                       what is under way
///
/// A file is sealed (XChaCha20-Poly1305, libsodium's secretstream) with a random key of its own,
/// and that with the key of its token: destroy the token, and no copy of the file opens again. The
/// same content is stored once while its key lives. Errors:  BlobProblem. The constructor throws
/// std::runtime_error when the folder cannot be used. Threads: any. Every member blocks for the
/// disk. The ring outlives the store, the store its
///          writers, readers and claims.
class BlobStore {
 public:
  /// Says of a blob that was finished before a crash whether anything on record refers to it.
  using IsOnRecord = std::function<bool(const BlobAddress&)>;

  /// To write: makes the folder and removes what a crash left in it. One process at a time.
  BlobStore(std::filesystem::path folder, Keyring& ring, const IsOnRecord& is_on_record);
  /// To read alone, beside a process that writes.
  BlobStore(std::filesystem::path folder, Keyring& ring);
  BlobStore(const BlobStore&) = delete;
  BlobStore& operator=(const BlobStore&) = delete;

  [[nodiscard]] BlobResult<std::unique_ptr<BlobWriter>> begin();
  /// Reads the whole file first, so that a damaged one is told before any of it is given.
  [[nodiscard]] BlobResult<std::unique_ptr<BlobReader>> open(const BlobAddress& address) const;
  /// A file as it lies in the folder.
  struct Lying {
    std::string sha256;          // its name, which is its content's hash if it is one of ours
    std::optional<Token> token;  // what its head says; nothing when it is none of ours
    std::uint64_t sealed_bytes;
    std::filesystem::file_time_type written;
  };
  /// Calls `visit` for each file that is in its place; what is under way is left out. Reads heads
  /// alone, and opens nothing. Throws std::runtime_error when the disk refuses.
  void for_each(const std::function<void(const Lying&)>& visit) const;
  /// Where a file of this hash stands, or would.
  [[nodiscard]] std::filesystem::path path_of(const std::string& sha256) const;
  /// Destroys the key and removes the file; the record that refers to it stays. False when there
  /// was no key any more. Whoever else attached the same content loses it too.
  /// Throws std::runtime_error when the disk refuses: erase again.
  bool erase(const BlobAddress& address);

 private:
  friend class BlobClaim;
  friend class SealingWriter;

  void sweep(const IsOnRecord& is_on_record);
  using SealWith = std::function<BlobResult<void>(const Keyring&, const Token&)>;
  /// Puts a finished file in its place, or takes the one that is there. `seal` seals its key with
  /// that of a token, and syncs it.
  [[nodiscard]] BlobResult<std::unique_ptr<BlobClaim>> place(const std::filesystem::path& incoming,
                                                             const std::string& sha256,
                                                             std::uint64_t bytes,
                                                             const SealWith& seal);
  void release(const BlobAddress& address, bool kept);
  [[nodiscard]] std::filesystem::path mark_of(const std::string& sha256) const;

  struct Claimed {
    std::size_t claims = 0;
    bool is_new = false;  // it was not there before the first of them
  };

  std::filesystem::path folder_;
  Keyring& ring_;
  std::mutex placing_;
  std::map<std::string, Claimed> claimed_;  // by hash
};

/// How long the file is in which so much content is sealed.
[[nodiscard]] std::uint64_t sealed_blob_bytes(std::uint64_t content_bytes);

}  // namespace eventstore
