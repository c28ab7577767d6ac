#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace web {

/// Texts that clients keep for us and give back: sealed, so that nobody reads them or makes one up.
/// Threads: any.
class SealedText {
 public:
  /// `key`: 32 bytes, or empty for one made now. What was sealed for one purpose does not open for
  /// another.
  SealedText(std::string key, std::string_view purpose);

  /// Base64url, without padding.
  [[nodiscard]] std::string seal(const std::string& plain) const;
  /// Nothing when it is not one of ours, whole.
  [[nodiscard]] std::optional<std::string> open(const std::string& text) const;

 private:
  std::string key_;
};

}  // namespace web
