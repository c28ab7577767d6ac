#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/blob_store.h"
#include "eventstore/keyring.h"
#include "key_crypto.h"

struct evp_md_ctx_st;

/// The bytes of a sealed blob:
///
///   16  "gwarchod blob 1\n"
///   24  the token, and a newline
///   72  the blob's own key, wrapped by the one derived from the token's
///   24  the header of libsodium's secretstream
///   then for each kBlobChunkBytes of content, that and 17 bytes; the last, marked so, may be
///   shorter
namespace eventstore {

inline constexpr std::string_view kBlobMagic = "gwarchod blob 1\n";
inline constexpr std::size_t kTokenBytes = 23;
inline constexpr std::size_t kWrappedKeyBytes = Secret::kBytes + kSealBytes;
inline constexpr std::size_t kBlobKeyBytes = kBlobMagic.size() + kTokenBytes + 1 + kWrappedKeyBytes;
inline constexpr std::size_t kStreamHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
inline constexpr std::size_t kSealedChunkBytes =
    kBlobChunkBytes + crypto_secretstream_xchacha20poly1305_ABYTES;

/// What stands before the stream: the first kBlobKeyBytes. Nothing when the token has no key.
[[nodiscard]] std::optional<std::string> seal_blob_key(const Keyring& ring, const Token& token,
                                                       const std::string& sha256,
                                                       const Secret& key);
/// The token that a blob begins with; nothing when it is none of ours.
[[nodiscard]] std::optional<Token> token_of_blob(std::string_view head);
/// Nothing when the token has no key, or the head is not what was sealed for this hash.
[[nodiscard]] std::optional<Secret> open_blob_key(const Keyring& ring, const std::string& sha256,
                                                  std::string_view head);

/// Seals chunk after chunk.
class ChunkSealer {
 public:
  explicit ChunkSealer(const Secret& key);
  [[nodiscard]] const std::string& header() const { return header_; }
  [[nodiscard]] std::string seal(std::string_view chunk, bool last);

 private:
  crypto_secretstream_xchacha20poly1305_state state_{};
  std::string header_;
};

/// Opens chunk after chunk.
class ChunkOpener {
 public:
  /// Nothing when the header is none.
  [[nodiscard]] static std::optional<ChunkOpener> make(const Secret& key, std::string_view header);
  struct Chunk {
    std::string plain;
    bool last;
  };
  /// Nothing when it is not the chunk that was sealed next.
  [[nodiscard]] std::optional<Chunk> open(std::string_view sealed);

 private:
  crypto_secretstream_xchacha20poly1305_state state_{};
};

/// SHA-256 of what comes in pieces (OpenSSL, which uses the processor's own instructions).
class Sha256 {
 public:
  Sha256();
  void add(std::string_view piece);
  /// In hexadecimal. Nothing may be added after.
  [[nodiscard]] std::string hex();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace eventstore
