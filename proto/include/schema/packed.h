#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace schema {

/// Numbers and texts one after another, as small as may be: what a projection keeps of its state.
/// Not evidence and not for others to read; whoever keeps it gives its form a number, and makes it
/// anew from the log when that differs. The same values always give the same bytes.
class PackedWriter {
 public:
  /// Appends to `bytes`, which outlives the writer.
  explicit PackedWriter(std::string& bytes) : bytes_(bytes) {}

  void number(std::uint64_t value);
  /// Small in either direction: differences.
  void difference(std::int64_t value);
  void text(std::string_view value);
  /// A text that mostly is a UUID in small letters: 17 bytes then, in place of 37.
  void id(std::string_view value);

 private:
  std::string& bytes_;
};

/// Reads what a PackedWriter wrote. Bytes that end too soon read as nothings, and is_good() says
/// so: look once, at the end.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::uint64_t number() {
    if (!rest_.empty() && static_cast<std::uint8_t>(rest_.front()) < kMore) {
      const auto value = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      return value;
    }
    return long_number();
  }
  template <class Number>
  [[nodiscard]] Number number_as() {
    return static_cast<Number>(number());
  }
  [[nodiscard]] std::int64_t difference();
  /// A view into the bytes read.
  [[nodiscard]] std::string_view text();
  [[nodiscard]] std::string id();
  /// How many follow: never more than there are bytes left, however the bytes were mangled.
  [[nodiscard]] std::size_t count();

  [[nodiscard]] bool is_good() const { return good_; }
  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

 private:
  static constexpr std::uint8_t kMore = 0x80;
  [[nodiscard]] std::uint64_t long_number();
  /// The next bytes, so many; none when there are fewer.
  [[nodiscard]] std::string_view take(std::uint64_t size);
  void spoil();

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace schema
