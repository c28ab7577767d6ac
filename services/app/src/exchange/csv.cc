#include "app/csv.h"

#include <algorithm>

#include "schema/utf8.h"

namespace app {
namespace {

constexpr std::size_t kBufferBytes = 1U << 16U;
constexpr int kEnd = -1;

bool is_plain_number(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    text.remove_prefix(1);
  }
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

CsvReader::CsvReader(ByteSource source) : source_(std::move(source)), buffer_(kBufferBytes) {}

int CsvReader::peek() {
  if (begin_ == end_ && !ended_) {
    begin_ = 0;
    end_ = source_(buffer_.data(), buffer_.size());
    ended_ = end_ == 0;
  }
  return begin_ == end_ ? kEnd : static_cast<unsigned char>(buffer_[begin_]);
}

int CsvReader::take() {
  const int byte = peek();
  if (byte != kEnd) {
    ++begin_;
  }
  return byte;
}

void CsvReader::take_line_end(int first) {
  if (first == '\r' && peek() == '\n') {
    take();
  }
  ++line_;
}

void CsvReader::skip_row() {
  int byte = take();
  while (byte != kEnd && byte != '\n' && byte != '\r') {
    byte = take();
  }
  if (byte != kEnd) {
    take_line_end(byte);
  }
}

bool CsvReader::read_quoted(std::string& cell, CsvFault& fault) {
  const std::size_t opened = line_;
  take();
  while (true) {
    const int byte = take();
    if (byte == kEnd || cell.size() > kCellBytesMax) {
      fault = {opened, 0, "a quote is opened here and never closed"};
      begin_ = end_ = 0;
      ended_ = true;
      return false;
    }
    if (byte == '"' && peek() != '"') {
      break;
    }
    if (byte == '"') {
      take();
    } else if (byte == '\n') {
      ++line_;
    }
    cell.push_back(static_cast<char>(byte));
  }
  const int after = peek();
  if (after != kEnd && after != ',' && after != '\n' && after != '\r') {
    fault = {line_, 0,
             "text stands after the closing quote of a cell (write a quote within a cell twice)"};
    skip_row();
    return false;
  }
  return true;
}

bool CsvReader::read_bare(std::string& cell, CsvFault& fault) {
  for (int byte = peek(); byte != kEnd && byte != ',' && byte != '\n' && byte != '\r';
       byte = peek()) {
    if (byte == '"') {
      fault = {line_, 0, "a quote stands inside a cell that does not begin with one"};
      skip_row();
      return false;
    }
    if (cell.size() > kCellBytesMax) {
      fault = {line_, 0, "a cell is longer than 1 MiB"};
      skip_row();
      return false;
    }
    cell.push_back(static_cast<char>(take()));
  }
  return true;
}

bool CsvReader::read_cell(Row& row, CsvFault& fault) {
  std::string& cell = row.cells.emplace_back();
  const bool good = peek() == '"' ? read_quoted(cell, fault) : read_bare(cell, fault);
  if (!good && fault.column == 0) {
    fault.column = row.cells.size();
  }
  return good;
}

bool CsvReader::check(const Row& row, CsvFault& fault) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!schema::is_utf8(row.cells[i])) {
      fault = {row.line, i + 1, "broken UTF-8: save the file as UTF-8"};
      return false;
    }
    if (row.cells[i].find('\0') != std::string::npos) {
      fault = {row.line, i + 1, "a NUL byte: this is no text"};
      return false;
    }
  }
  if (columns_ != 0 && row.cells.size() != columns_) {
    fault = {row.line, 0,
             "has " + std::to_string(row.cells.size()) + " columns where the heading has " +
                 std::to_string(columns_)};
    return false;
  }
  return true;
}

CsvReader::Next CsvReader::next(Row& row, CsvFault& fault) {
  if (!started_) {
    started_ = true;
    for (const int byte : {0xEF, 0xBB, 0xBF}) {
      if (peek() != byte) {
        break;
      }
      take();
    }
  }
  while (peek() == '\n' || peek() == '\r') {
    take_line_end(take());
  }
  if (peek() == kEnd) {
    return Next::kEnd;
  }
  row.cells.clear();
  row.line = line_;
  fault = {};
  while (true) {
    if (!read_cell(row, fault)) {
      return Next::kFault;
    }
    const int after = take();
    if (after != ',') {
      if (after != kEnd) {
        take_line_end(after);
      }
      break;
    }
    if (row.cells.size() == kColumnsMax) {
      fault = {row.line, 0, "has more than 1,000 columns"};
      skip_row();
      return Next::kFault;
    }
  }
  if (!check(row, fault)) {
    return Next::kFault;
  }
  columns_ = columns_ == 0 ? row.cells.size() : columns_;
  return Next::kRow;
}

std::string csv_cell(std::string_view text) {
  std::string cell;
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos &&
      !is_plain_number(text)) {
    cell.push_back('\'');
  }
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    return cell;
  }
  std::string quoted = "\"";
  for (const char c : cell) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    row += row.empty() && &cell == &cells.front() ? "" : ",";
    row += csv_cell(cell);
  }
  return row + "\r\n";
}

}  // namespace app
