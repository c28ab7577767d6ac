#include "app/master_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <optional>
#include <system_error>

#include "evidence/private_file.h"

namespace app {
namespace {

using eventstore::MasterKey;

constexpr std::size_t kFileBytesMax = 4'096;

std::string line(const std::string& text) { return "gwarchod: " + text; }

std::string remedy() {
  return "make one with `gwarchod keys make FILE`, keep it apart from the data, and give it with "
         "--master-key FILE or in GWARCHOD_MASTER_KEY";
}

std::string trimmed(const std::string& text) {
  const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
  const auto first = std::ranges::find_if_not(text, is_space);
  const auto last = std::find_if_not(text.rbegin(), text.rend(), is_space).base();
  return first < last ? std::string(first, last) : std::string{};
}

std::optional<MasterKey> parse(const std::string& text) {
  MasterKey key{};
  std::size_t bytes = 0;
  const char* end = nullptr;
  const auto is_whole = [&] { return bytes == key.size() && end == text.data() + text.size(); };
  if (text.size() == 2 * key.size()) {
    sodium_hex2bin(key.data(), key.size(), text.data(), text.size(), nullptr, &bytes, &end);
    if (is_whole()) return key;
  }
  for (const int variant :
       {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE,
        sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE_NO_PADDING}) {
    const int refused = sodium_base642bin(key.data(), key.size(), text.data(), text.size(), nullptr,
                                          &bytes, &end, variant);
    if (refused == 0 && is_whole()) return key;
  }
  return std::nullopt;
}

schema::Result<MasterKey, std::string> read_key_of(const std::filesystem::path& file) {
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  const std::string named = "the master key " + file.string();
  if (status.type() == std::filesystem::file_type::not_found) {
    return line(named + " is not there: " + remedy());
  }
  if (!std::filesystem::is_regular_file(status)) return line(named + " is not a file");
  if (is_open_to_others(file)) {
    return line(named + " may be read or written by others than its owner: chmod 600 " +
                file.string());
  }
  const auto text = read_file(file, kFileBytesMax);
  if (!text) return line(named + " cannot be read");
  if (const auto key = parse(trimmed(*text))) return *key;
  return line(named + " holds no key: 32 bytes in base64 or hexadecimal are wanted");
}

}  // namespace

schema::Result<MasterKey, std::string> read_master_key(const MasterKeySource& source,
                                                       const std::filesystem::path& data) {
  if (!source.file.empty()) return read_key_of(source.file);
  if (!source.text.empty()) {
    if (const auto key = parse(trimmed(source.text))) return *key;
    return line("GWARCHOD_MASTER_KEY holds no key: 32 bytes in base64 or hexadecimal are wanted");
  }
  std::error_code ignored;
  const std::filesystem::path kept = data / kDemonstrationKeyFile;
  if (std::filesystem::exists(kept, ignored)) return read_key_of(kept);
  return line("a master key is wanted, which seals what is personal of the record: " + remedy());
}

schema::Result<void, std::string> make_master_key(const std::filesystem::path& file) {
  if (sodium_init() < 0) return line("libsodium does not start");
  MasterKey key{};
  randombytes_buf(key.data(), key.size());
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_ENCODED_LEN(std::tuple_size_v<MasterKey>, kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), key.data(), key.size(), kVariant);
  text.back() = '\n';  // in place of its NUL
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) {
    if (errno == EEXIST) return line(file.string() + " is there already: a key is never replaced");
    return line(file.string() + " cannot be made (" + std::generic_category().message(errno) + ")");
  }
  const auto wanted = static_cast<ssize_t>(text.size());
  const bool written = ::write(out, text.data(), text.size()) == wanted && ::fsync(out) == 0;
  ::close(out);
  sodium_memzero(text.data(), text.size());
  sodium_memzero(key.data(), key.size());
  if (written) return {};
  ::unlink(file.c_str());
  return line(file.string() + " cannot be written");
}

}  // namespace app
