#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace app {

/// Gives the next bytes of a text: fills the buffer, returns how many; 0 at the end.
/// Throws std::runtime_error with one plain sentence when the bytes cannot be read.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t bytes_max)>;

/// The bytes of a file, unpacked when it is gzip (whatever its name).
/// Errors: a sentence naming what is wrong with the file.
[[nodiscard]] schema::Result<ByteSource, std::string> open_bytes(const std::filesystem::path& file);

/// The bytes of a text held in memory, which must outlive the source.
[[nodiscard]] ByteSource bytes_of(std::string_view text);

struct CsvFault {
  std::size_t line = 0;    // 1-based, of the file
  std::size_t column = 0;  // 1-based; 0 when the whole row is meant
  std::string what;
};

/// Reads comma-separated values row by row: RFC 4180, and a byte-order mark, LF or CR as well as
/// CRLF, empty lines passed over. A cell in quotes may hold commas, doubled quotes and line ends.
/// The file's first row is its heading; every other must have as many cells.
/// An own reader, because the packaged ones (libcsv, fccp) do not tell the line where a quote that
/// is never closed was opened. Limits:  a cell kCellBytesMax, a row kColumnsMax columns. Threads:
/// one.
class CsvReader {
 public:
  static constexpr std::size_t kCellBytesMax = 1U << 20U;
  static constexpr std::size_t kColumnsMax = 1000;

  struct Row {
    std::size_t line = 0;  // where it begins
    std::vector<std::string> cells;
  };

  explicit CsvReader(ByteSource source);

  enum class Next { kRow, kFault, kEnd };
  /// The next row, or the fault of the next row, or the end. After a fault reading goes on with the
  /// row after it; after a quote left open comes the end.
  [[nodiscard]] Next next(Row& row, CsvFault& fault);

 private:
  enum class Cell { kBare, kQuoted };
  int peek();
  int take();
  void take_line_end(int first);
  void skip_row();
  bool read_cell(Row& row, CsvFault& fault);
  bool read_quoted(std::string& cell, CsvFault& fault);
  bool read_bare(std::string& cell, CsvFault& fault);
  bool check(const Row& row, CsvFault& fault);

  ByteSource source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t line_ = 1;
  std::size_t columns_ = 0;
  bool ended_ = false;
  bool started_ = false;
};

/// One cell as written to CSV, in quotes when it needs them. A cell that a spreadsheet would take
/// for a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe before it,
/// unless it is a plain number. Source: OWASP, "CSV Injection".
[[nodiscard]] std::string csv_cell(std::string_view text);

/// A row with its line end (CRLF, RFC 4180).
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells);

}  // namespace app
