#include "app/log_keys.h"

#include <sodium.h>

#include <array>
#include <sstream>
#include <stdexcept>

#include "evidence/private_file.h"

namespace app {
namespace {

using eventstore::SigningKey;
using eventstore::VerifyingKey;

constexpr std::size_t kKeyFileBytesMax = 64U << 10U;

std::string line(const std::filesystem::path& file, const std::string& rest) {
  return "gwarchod: " + file.string() + " " + rest;
}

/// "gwarchod/" and 16 digits: says nothing of the authority, and is that of no other log.
std::string new_name() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium cannot start");
  }
  std::array<unsigned char, 8> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, 2 * random.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), random.data(), random.size());
  return std::string{"gwarchod/"} + hex.data();
}

schema::Result<std::vector<VerifyingKey>, std::string> parse_lines(const std::string& text) {
  std::vector<VerifyingKey> keys;
  std::istringstream lines(text);
  for (std::string key; std::getline(lines, key);) {
    auto parsed = VerifyingKey::parse(key);
    if (!parsed) {
      return "line " + std::to_string(keys.size() + 1) + ": " + parsed.error();
    }
    keys.push_back(std::move(*parsed));
  }
  return keys;
}

std::string text_of(const std::vector<VerifyingKey>& keys) {
  std::string text;
  for (const VerifyingKey& key : keys) {
    text += key.text() + "\n";
  }
  return text;
}

/// The private key first: a public one that nobody can sign with would be taken for a loss.
schema::Result<void, std::string> write_keys(const std::filesystem::path& folder,
                                             const SigningKey& signing,
                                             std::vector<VerifyingKey> verifying) {
  verifying.push_back(signing.verifying_key());
  const auto wrote = [&](const char* name, const std::string& content,
                         Readable readable) -> schema::Result<void, std::string> {
    const auto written = write_file(folder / name, content, readable);
    return written ? written : line(folder / name, "cannot be written: " + written.error());
  };
  auto done = wrote(kSigningKeyFile, signing.secret_text() + "\n", Readable::kByOwner);
  return done ? wrote(kVerifyingKeysFile, text_of(verifying), Readable::kByAll) : done;
}

schema::Result<std::optional<SigningKey>, std::string> read_signing(
    const std::filesystem::path& file) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault)) {
    return std::optional<SigningKey>{};
  }
  if (is_open_to_others(file)) {
    return line(file,
                "may be read by others than its owner, and is no secret then; say: chmod 600 " +
                    file.string());
  }
  auto text = read_file(file, kKeyFileBytesMax);
  if (!text) {
    return line(file, "cannot be read; put it back from where it was kept");
  }
  if (text->ends_with('\n')) {
    text->pop_back();
  }
  auto key = SigningKey::parse(*text);
  if (!key) {
    return line(file,
                "is no signing key (" + key.error() + "); put it back from where it was kept");
  }
  return std::optional{std::move(*key)};
}

}  // namespace

schema::Result<std::vector<VerifyingKey>, std::string> read_verifying_keys(
    const std::string& file_or_key) {
  if (auto key = VerifyingKey::parse(file_or_key)) {
    return std::vector{std::move(*key)};
  }
  const auto text = read_file(file_or_key, kKeyFileBytesMax);
  if (!text) {
    return line(file_or_key, "is no file that can be read, and no public key");
  }
  auto keys = parse_lines(*text);
  if (!keys || keys->empty()) {
    return line(file_or_key, "holds no public key (" + (keys ? "it is empty" : keys.error()) + ")");
  }
  return keys;
}

schema::Result<LogKeys, std::string> read_log_keys(const std::filesystem::path& folder) {
  LogKeys keys;
  auto signing = read_signing(folder / kSigningKeyFile);
  if (!signing) {
    return signing.error();
  }
  keys.signing = std::move(*signing);
  const std::filesystem::path open = folder / kVerifyingKeysFile;
  std::error_code fault;
  if (std::filesystem::exists(open, fault)) {
    auto verifying = read_verifying_keys(open);
    if (!verifying) {
      return verifying.error();
    }
    keys.verifying = std::move(*verifying);
  }
  if (keys.signing) {
    const std::string own = keys.signing->verifying_key().text();
    for (const VerifyingKey& key : keys.verifying) {
      if (key.text() == own) {
        return keys;
      }
    }
    keys.verifying.push_back(keys.signing->verifying_key());
  }
  return keys;
}

schema::Result<bool, std::string> make_log_keys(const std::filesystem::path& folder) {
  std::error_code fault;
  if (std::filesystem::exists(folder / kVerifyingKeysFile, fault)) {
    return false;
  }
  auto half = read_signing(folder / kSigningKeyFile);
  if (!half) {
    return half.error();
  }
  const SigningKey key = *half ? std::move(**half) : SigningKey::make(new_name());
  const auto written = write_keys(folder, key, {});
  if (!written) {
    return written.error();
  }
  return true;
}

schema::Result<void, std::string> replace_log_keys(const std::filesystem::path& folder) {
  const auto keys = read_log_keys(folder);
  if (!keys) {
    return keys.error();
  }
  const std::string name = keys->verifying.empty() ? new_name() : keys->verifying.back().name();
  return write_keys(folder, SigningKey::make(name), keys->verifying);
}

}  // namespace app
