#include "resume_token.h"

#include <sodium.h>

#include <algorithm>

#include "bytes.h"
#include "eventstore/merkle.h"
#include "record.h"

namespace eventstore {
namespace {

constexpr char kForm = 1;
constexpr std::size_t kCheckBytes = 3;
constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kFingerprintBytes = std::tuple_size_v<Fingerprint>;
constexpr std::size_t kContentBytes = 1 + kNumberBytes + 3 * kFingerprintBytes;
constexpr std::size_t kTokenBytes = kContentBytes + kCheckBytes;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Fingerprint first_of(const Hash& hash) {
  Fingerprint first{};
  std::copy_n(hash.begin(), first.size(), first.begin());
  return first;
}

void put(std::string& bytes, const Fingerprint& fingerprint) {
  bytes.append(fingerprint.begin(), fingerprint.end());
}

Fingerprint fingerprint_at(std::string_view bytes, std::size_t at) {
  Fingerprint fingerprint{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), fingerprint.size(),
              fingerprint.begin());
  return fingerprint;
}

std::string check_of(std::string_view content) {
  const Hash hash = Hasher().plain(content);
  return {hash.begin(), hash.begin() + kCheckBytes};
}

/// Text that no other text before it can run into.
void put(std::string& bytes, std::string_view text) {
  put_big(bytes, text.size());
  bytes.append(text);
}

}  // namespace

Fingerprint fingerprint(const StoredEvent& event) {
  std::string bytes;
  encode_record(view_of(event), bytes);
  return first_of(Hasher().leaf(bytes));
}

Fingerprint fingerprint(const EventFilter& filter) {
  std::vector<std::string> types = filter.types;
  std::ranges::sort(types);
  std::string bytes;
  put(bytes, filter.stream_prefix);
  put(bytes, filter.stream);
  for (const std::string& type : types) put(bytes, type);
  return first_of(Hasher().plain(bytes));
}

std::string write_token(const ResumeToken& token) {
  std::string bytes(1, kForm);
  put_big(bytes, token.position.value());
  put(bytes, token.filter);
  put(bytes, token.log);
  put(bytes, token.event);
  bytes += check_of(bytes);
  std::string text(sodium_base64_ENCODED_LEN(kTokenBytes, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the NUL it writes
  return text;
}

std::optional<ResumeToken> read_token(std::string_view text) {
  std::string bytes(kTokenBytes, '\0');
  std::size_t size = 0;
  if (text.size() != sodium_base64_ENCODED_LEN(kTokenBytes, kVariant) - 1 ||
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, kVariant) != 0 ||
      size != kTokenBytes || bytes.front() != kForm) {
    return std::nullopt;
  }
  const std::string_view content = std::string_view{bytes}.substr(0, kContentBytes);
  if (bytes.substr(kContentBytes) != check_of(content)) return std::nullopt;
  constexpr std::size_t kFilterAt = 1 + kNumberBytes;
  return ResumeToken{.position = Position{get_big(bytes.data() + 1)},
                     .filter = fingerprint_at(content, kFilterAt),
                     .log = fingerprint_at(content, kFilterAt + kFingerprintBytes),
                     .event = fingerprint_at(content, kFilterAt + 2 * kFingerprintBytes)};
}

}  // namespace eventstore
