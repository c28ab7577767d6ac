#include <algorithm>
#include <array>
#include <cctype>

#include "app/media_type.h"
#include "app/problem.h"

namespace app {
namespace {

/// Names in a package of files that say that a document holds macros, in small letters.
constexpr std::array kMacroNames =
    std::to_array<std::string_view>({"vbaproject", "vbadata.xml", "basic/script-lc.xml"});
/// "__substg1.0_" in UTF-16: what the parts of an Outlook message are called.
constexpr std::string_view kMessageName{"_\0_\0s\0u\0b\0s\0t\0g\0", 16};
constexpr std::size_t kNameBytesMax = 32;

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return small;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Problem not_allowed_type() {
  return make_problem(
      "type-not-allowed", 415,
      "Files of this type are not taken. Attach a PDF, a Word or Excel document without macros, an "
      "OpenDocument text or spreadsheet, plain text, CSV, an email, a picture (JPEG, PNG, TIFF, "
      "HEIC) or a recording (MP3, M4A, WAV, MP4).",
      "Ni dderbynnir ffeiliau o'r math hwn. Atodwch PDF, dogfen Word neu Excel heb facros, testun "
      "neu daenlen OpenDocument, testun plaen, CSV, e-bost, llun (JPEG, PNG, TIFF, HEIC) neu "
      "recordiad (MP3, M4A, WAV, MP4).");
}

Problem has_macros() {
  return make_problem("type-not-allowed", 415,
                      "The document holds macros. Save it without them, or as a PDF, and attach "
                      "that.",
                      "Mae'r ddogfen yn cynnwys macros. Cadwch hi hebddynt, neu fel PDF, ac "
                      "atodwch honno.");
}

/// Text that a browser or a shell would run, were it given to one.
bool is_markup_or_script(std::string_view head) {
  const std::string small = lower(head);
  const auto begins = std::ranges::find_if_not(small, [](unsigned char c) {
    return std::isspace(c) != 0 || c == 0xEF || c == 0xBB || c == 0xBF;  // a byte order mark
  });
  const std::string_view text{begins, small.end()};
  if (text.starts_with('<') || text.starts_with("#!")) return true;
  constexpr std::array kTags =
      std::to_array<std::string_view>({"<script", "<html", "<svg", "<?php", "<iframe", "<object"});
  return std::ranges::any_of(kTags, [&](std::string_view tag) { return holds(text, tag); });
}

/// Whether a text begins with the fields of an email (RFC 5322): libmagic knows it only by some of
/// those that may come first.
bool is_email(std::string_view head) {
  const auto end = std::min(head.find("\n\n"), head.find("\n\r\n"));
  if (end == std::string_view::npos) return false;
  const std::string fields = "\n" + lower(head.substr(0, end));
  const auto has = [&](std::string_view name) { return holds(fields, name); };
  const auto colon = fields.find(':');
  return colon != std::string::npos && fields.find_first_of(" \t\r", 1) > colon && has("\nfrom:") &&
         (has("\ndate:") || has("\nmessage-id:")) && (has("\nsubject:") || has("\nto:"));
}

/// A package whose parts are named as those of a document, in whatever order: libmagic looks at the
/// first few alone.
const MediaType* document_in(std::string_view package) {
  if (holds(package, "xl/workbook.xml") || holds(package, "xl/worksheets/")) {
    return media_type_of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  }
  if (holds(package, "word/document.xml")) {
    return media_type_of("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  }
  return nullptr;
}

}  // namespace

void MediaTypeDecision::look_for_names(std::string_view piece) {
  const std::string seen = lower(tail_ + std::string(piece));
  has_macros_ = has_macros_ || std::ranges::any_of(kMacroNames, [&](std::string_view name) {
                  return holds(seen, name);
                });
  is_message_ = is_message_ || holds(seen, kMessageName);
  tail_ = seen.substr(seen.size() - std::min(seen.size(), kNameBytesMax));
}

schema::Result<void, Problem> MediaTypeDecision::add(std::string_view piece) {
  if (decided_) {
    look_for_names(piece);
    if (has_macros_ && type_ != nullptr && holds(type_->name, "document")) return has_macros();
    return {};
  }
  head_.append(piece);
  return head_.size() < kSniffedBytesMax ? schema::Result<void, Problem>{} : decide();
}

schema::Result<void, Problem> MediaTypeDecision::decide() {
  decided_ = true;
  const std::string_view head = std::string_view{head_}.substr(0, kSniffedBytesMax);
  const std::string told = sniffer_.type_of(head);
  type_ = media_type_of(told);
  if (told == "application/zip") type_ = document_in(head);
  if (told == "application/octet-stream" && head.starts_with("ID3")) {
    type_ = media_type_of("audio/mpeg");  // a title longer than what is looked at
  }
  if (told == "text/plain" && is_email(head)) type_ = media_type_of("message/rfc822");
  const bool is_text = type_ != nullptr && type_->name.starts_with("text/");
  if (is_text && is_markup_or_script(head)) type_ = nullptr;
  // Older Office files and Outlook's messages are of one form, told apart by the names in it.
  may_be_message_ = head.starts_with("\xD0\xCF\x11\xE0");
  if (may_be_message_) type_ = media_type_of("application/vnd.ms-outlook");
  if (type_ == nullptr) return not_allowed_type();
  const std::string all = std::move(head_);
  head_.clear();
  return add(all);
}

schema::Result<const MediaType*, Problem> MediaTypeDecision::finish() {
  if (!decided_) {
    if (const auto decided = decide(); !decided) return decided.error();
  }
  if (type_ == nullptr || (may_be_message_ && !is_message_)) return not_allowed_type();
  return type_;
}

}  // namespace app
