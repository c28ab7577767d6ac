#include "app/media_type.h"

#include <magic.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace app {
namespace {

constexpr std::array kTypes = std::to_array<MediaType>({
    {"application/pdf", "pdf"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"text/plain", "txt"},
    {"text/csv", "csv"},
    {"message/rfc822", "eml"},
    {"application/vnd.ms-outlook", "msg"},
    {"image/jpeg", "jpg"},
    {"image/png", "png"},
    {"image/tiff", "tif"},
    {"image/heic", "heic"},
    {"audio/mpeg", "mp3"},
    {"audio/mp4", "m4a"},
    {"audio/wav", "wav"},
    {"video/mp4", "mp4"},
});

/// libmagic's other names for them.
constexpr std::array kSame = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"audio/x-m4a", "audio/mp4"},
    {"audio/x-wav", "audio/wav"},
    {"image/heif", "image/heic"},
});

void limit(magic_set* magic, int parameter, std::size_t most) {
  magic_setparam(magic, parameter, &most);
}

}  // namespace

std::span<const MediaType> media_types() { return kTypes; }

const MediaType* media_type_of(std::string_view name) {
  const auto same =
      std::ranges::find(kSame, name, &std::pair<std::string_view, std::string_view>::first);
  if (same != kSame.end()) name = same->second;
  const auto found = std::ranges::find(kTypes, name, &MediaType::name);
  return found == kTypes.end() ? nullptr : &*found;
}

void MediaSniffer::Close::operator()(magic_set* magic) const { magic_close(magic); }

// Nothing is unpacked, and no other program's data is asked for.
MediaSniffer::MediaSniffer()
    : magic_(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                        MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_JSON)) {
  if (!magic_ || magic_load(magic_.get(), nullptr) != 0) {
    throw std::runtime_error(
        "types of file cannot be told: libmagic's data is missing (Debian: libmagic-mgc)");
  }
  constexpr std::size_t kDepthMax = 15;
  constexpr std::size_t kRegexBytesMax = 4096;
  limit(magic_.get(), MAGIC_PARAM_BYTES_MAX, kSniffedBytesMax);
  limit(magic_.get(), MAGIC_PARAM_INDIR_MAX, kDepthMax);
  limit(magic_.get(), MAGIC_PARAM_NAME_MAX, kDepthMax);
  limit(magic_.get(), MAGIC_PARAM_REGEX_MAX, kRegexBytesMax);
}

std::string MediaSniffer::type_of(std::string_view head) const {
  head = head.substr(0, kSniffedBytesMax);
  const std::lock_guard lock(mutex_);
  const char* type = magic_buffer(magic_.get(), head.data(), head.size());
  return type == nullptr || *type == '\0' ? "application/octet-stream" : type;
}

}  // namespace app
