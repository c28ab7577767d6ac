#include "app/ids.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <span>
#include <stdexcept>

namespace app {
namespace {

constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kSecretBytes = 32;

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

// RFC 9562, 5.7: 48 bits of milliseconds, version 7, then random.
std::string uuid_of(schema::Instant now, std::array<unsigned char, kUuidBytes> bytes) {
  const auto ms = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<unsigned char>((ms >> (40 - 8 * i)) & 0xFFU);
  }
  bytes[6] = static_cast<unsigned char>(0x70U | (bytes[6] & 0x0FU));
  bytes[8] = static_cast<unsigned char>(0x80U | (bytes[8] & 0x3FU));
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < kUuidBytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kHex[bytes[i] >> 4U]);
    text.push_back(kHex[bytes[i] & 0x0FU]);
  }
  return text;
}

std::string secret_of(const std::array<unsigned char, kSecretBytes>& bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(kSecretBytes, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

class RandomIds final : public IdSource {
 public:
  explicit RandomIds(const schema::Clock& clock) : clock_(clock) { start_sodium(); }

  std::string event_id() override { return uuid_of(clock_.now(), few()); }
  std::string secret() override {
    std::array<unsigned char, kSecretBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return secret_of(bytes);
  }

 private:
  // For ids, which are no secrets: the system is asked for many at once, for it takes a microsecond
  // each time.
  std::array<unsigned char, kUuidBytes> few() {
    std::array<unsigned char, kUuidBytes> bytes{};
    const std::lock_guard lock(mutex_);
    if (left_ == 0) {
      randombytes_buf(kept_.data(), kept_.size());
      left_ = kept_.size() / kUuidBytes;
    }
    --left_;
    std::copy_n(kept_.data() + left_ * kUuidBytes, kUuidBytes, bytes.data());
    return bytes;
  }

  const schema::Clock& clock_;
  std::mutex mutex_;
  std::array<unsigned char, kUuidBytes * 256> kept_{};
  std::size_t left_ = 0;  // ids' worth of kept_ not yet used
};

class SeededIds final : public IdSource {
 public:
  SeededIds(std::uint64_t seed, const schema::Clock& clock) : clock_(clock) {
    start_sodium();
    for (std::size_t i = 0; i < sizeof seed; ++i) {
      key_[i] = static_cast<unsigned char>((seed >> (8 * i)) & 0xFFU);
    }
  }

  std::string event_id() override {
    std::array<unsigned char, kUuidBytes> bytes{};
    next(bytes);
    return uuid_of(clock_.now(), bytes);
  }
  std::string secret() override {
    std::array<unsigned char, kSecretBytes> bytes{};
    next(bytes);
    return secret_of(bytes);
  }

 private:
  // The keystream of ChaCha20, one nonce a call.
  void next(std::span<unsigned char> bytes) {
    std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
    const std::lock_guard lock(mutex_);
    ++calls_;
    for (std::size_t i = 0; i < sizeof calls_; ++i) {
      nonce[i] = static_cast<unsigned char>((calls_ >> (8 * i)) & 0xFFU);
    }
    crypto_stream_chacha20(bytes.data(), bytes.size(), nonce.data(), key_.data());
  }

  const schema::Clock& clock_;
  std::mutex mutex_;
  std::array<unsigned char, crypto_stream_chacha20_KEYBYTES> key_{};
  std::uint64_t calls_ = 0;
};

}  // namespace

std::unique_ptr<IdSource> make_random_ids(const schema::Clock& clock) {
  return std::make_unique<RandomIds>(clock);
}

std::unique_ptr<IdSource> make_seeded_ids(std::uint64_t seed, const schema::Clock& clock) {
  return std::make_unique<SeededIds>(seed, clock);
}

}  // namespace app
