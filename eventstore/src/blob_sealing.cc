#include "blob_sealing.h"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace eventstore {
namespace {

constexpr std::string_view kPurpose = "attachment";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// Binds the wrapping to its place, so that no head fits another file.
std::string context_of(std::string_view token, const std::string& sha256) {
  return "blob " + std::string(token) + " " + sha256;
}

}  // namespace

std::optional<std::string> seal_blob_key(const Keyring& ring, const Token& token,
                                         const std::string& sha256, const Secret& key) {
  const auto derived = ring.derived_key(token, kPurpose);
  if (!derived || token.size() != kTokenBytes) return std::nullopt;
  std::string head(kBlobMagic);
  head += token;
  head += '\n';
  head += wrap(Secret(*derived), key, context_of(token, sha256));
  return head;
}

std::optional<Token> token_of_blob(std::string_view head) {
  if (head.size() < kBlobKeyBytes || !head.starts_with(kBlobMagic) ||
      head[kBlobMagic.size() + kTokenBytes] != '\n') {
    return std::nullopt;
  }
  return Token(head.substr(kBlobMagic.size(), kTokenBytes));
}

std::optional<Secret> open_blob_key(const Keyring& ring, const std::string& sha256,
                                    std::string_view head) {
  const auto token = token_of_blob(head);
  const auto derived = token ? ring.derived_key(*token, kPurpose) : std::nullopt;
  if (!derived) return std::nullopt;
  return unwrap(Secret(*derived), head.substr(kBlobKeyBytes - kWrappedKeyBytes, kWrappedKeyBytes),
                context_of(*token, sha256));
}

// The last chunk is sealed even when it is empty, and is the only one of what has none.
std::uint64_t sealed_blob_bytes(std::uint64_t content_bytes) {
  const std::uint64_t chunks =
      std::max<std::uint64_t>(1, (content_bytes + kBlobChunkBytes - 1) / kBlobChunkBytes);
  return kBlobKeyBytes + kStreamHeaderBytes + content_bytes +
         chunks * crypto_secretstream_xchacha20poly1305_ABYTES;
}

ChunkSealer::ChunkSealer(const Secret& key) : header_(kStreamHeaderBytes, '\0') {
  crypto_secretstream_xchacha20poly1305_init_push(&state_, bytes_of(header_), key.bytes().data());
}

std::string ChunkSealer::seal(std::string_view chunk, bool last) {
  std::string sealed(chunk.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  crypto_secretstream_xchacha20poly1305_push(
      &state_, bytes_of(sealed), nullptr, bytes_of(chunk), chunk.size(), nullptr, 0,
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
           : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  return sealed;
}

std::optional<ChunkOpener> ChunkOpener::make(const Secret& key, std::string_view header) {
  ChunkOpener opener;
  if (header.size() != kStreamHeaderBytes ||
      crypto_secretstream_xchacha20poly1305_init_pull(&opener.state_, bytes_of(header),
                                                      key.bytes().data()) != 0) {
    return std::nullopt;
  }
  return opener;
}

std::optional<ChunkOpener::Chunk> ChunkOpener::open(std::string_view sealed) {
  if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return std::nullopt;
  Chunk chunk{std::string(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES, '\0'),
              false};
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state_, bytes_of(chunk.plain), nullptr, &tag,
                                                 bytes_of(sealed), sealed.size(), nullptr,
                                                 0) != 0) {
    return std::nullopt;
  }
  chunk.last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return chunk;
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot hash");
  }
}

void Sha256::add(std::string_view piece) {
  if (EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) != 1) {
    throw std::runtime_error("OpenSSL cannot hash");
  }
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> hash{};
  if (EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot hash");
  }
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : hash) {
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0x0FU]);
  }
  return text;
}

}  // namespace eventstore
