#include "app/csv.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace app {
namespace {

struct ReadOut {
  std::vector<CsvReader::Row> rows;
  std::vector<CsvFault> faults;
};

ReadOut read(CsvReader reader) {
  ReadOut out;
  CsvReader::Row row;
  CsvFault fault;
  for (auto next = reader.next(row, fault); next != CsvReader::Next::kEnd;
       next = reader.next(row, fault)) {
    if (next == CsvReader::Next::kRow) {
      out.rows.push_back(row);
    } else {
      out.faults.push_back(fault);
    }
  }
  return out;
}

ReadOut read(std::string_view text) { return read(CsvReader(bytes_of(text))); }

using Cells = std::vector<std::string>;

TEST(ACsvFile, MayHaveAnyLineEndAndAByteOrderMark) {
  const ReadOut out = read(
      "\xEF\xBB\xBF"
      "a,b\r\n1,2\n3,4\r5,6");
  ASSERT_EQ(out.rows.size(), 4U);
  EXPECT_EQ(out.rows[0].cells, (Cells{"a", "b"}));
  EXPECT_EQ(out.rows[1].cells, (Cells{"1", "2"}));
  EXPECT_EQ(out.rows[2].cells, (Cells{"3", "4"}));
  EXPECT_EQ(out.rows[3].cells, (Cells{"5", "6"}));
  EXPECT_EQ(out.rows[3].line, 4U);
}

TEST(ACsvFile, MayHoldCommasQuotesAndLineEndsInQuotes) {
  const ReadOut out = read("a,b\n\"1,\"\"x\"\"\nand more\",\"\"\n2,3\n");
  ASSERT_EQ(out.rows.size(), 3U);
  EXPECT_EQ(out.rows[1].cells, (Cells{"1,\"x\"\nand more", ""}));
  EXPECT_EQ(out.rows[2].line, 4U);
}

TEST(ACsvFile, KeepsEmptyCellsAndPassesOverEmptyLines) {
  const ReadOut out = read("a,b,c\n\n,,\n\n1,,3");
  ASSERT_EQ(out.rows.size(), 3U);
  EXPECT_EQ(out.rows[1].cells, (Cells{"", "", ""}));
  EXPECT_EQ(out.rows[2].cells, (Cells{"1", "", "3"}));
}

TEST(AQuoteLeftOpen, IsToldByTheLineWhereItOpened) {
  const ReadOut out = read("a,b\n1,2\n3,\"left open\n5,6\n7,8\n");
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0].line, 3U);
  EXPECT_EQ(out.faults[0].column, 2U);
  EXPECT_NE(out.faults[0].what.find("never closed"), std::string::npos);
  EXPECT_EQ(out.rows.size(), 2U);
}

TEST(ARowAtFault, DoesNotHideTheRowsAfterIt) {
  const ReadOut out = read("a,b\n1\n2,3,4\n5,x\"y\n6,\"z\"z\n7,8\n");
  ASSERT_EQ(out.faults.size(), 4U);
  EXPECT_EQ(out.faults[0].line, 2U);
  EXPECT_EQ(out.faults[0].what, "has 1 columns where the heading has 2");
  EXPECT_EQ(out.faults[1].line, 3U);
  EXPECT_EQ(out.faults[2].line, 4U);
  EXPECT_EQ(out.faults[3].line, 5U);
  ASSERT_EQ(out.rows.size(), 2U);
  EXPECT_EQ(out.rows[1].cells, (Cells{"7", "8"}));
}

TEST(BrokenUtf8, IsToldByLineAndColumn) {
  const ReadOut out = read("a,b\n1,caf\xE9\n2,caf\xC3\xA9\n");
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0].line, 2U);
  EXPECT_EQ(out.faults[0].column, 2U);
  EXPECT_EQ(out.rows.size(), 2U);
}

TEST(ACellOverItsLimit, IsAFault) {
  const ReadOut out = read("a,b\n" + std::string(CsvReader::kCellBytesMax + 2, 'x') + ",1\n2,3\n");
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.rows.size(), 2U);
}

TEST(AGzippedFile, IsReadLikeAPlainOne) {
  const auto path = std::filesystem::temp_directory_path() / "gwarchod_csv_test.csv.gz";
  const std::string text = "a,b\n1,2\n";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  EXPECT_EQ(read(CsvReader(*open_bytes(path))).rows.size(), 2U);

  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 6);
  CsvReader broken(*open_bytes(path));
  CsvReader::Row row;
  CsvFault fault;
  EXPECT_THROW(while (broken.next(row, fault) != CsvReader::Next::kEnd){}, std::runtime_error);
  std::filesystem::remove(path);
}

TEST(AMissingFile, IsToldInWords) {
  EXPECT_EQ(open_bytes("/nowhere/at/all.csv").error(), "there is no such file");
}

TEST(ACellWritten, IsQuotedOnlyWhenItMustBe) {
  EXPECT_EQ(csv_cell("plain"), "plain");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(csv_row({"", "b", "c"}), ",b,c\r\n");
}

TEST(ACellWritten, IsNoFormula) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("+44 1446"), "'+44 1446");
  EXPECT_EQ(csv_cell("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
  EXPECT_EQ(csv_cell("-12.5"), "-12.5");
}

TEST(RowsWritten, AreReadBack) {
  const Cells cells = {"a,\"b\"", "line\nend", "", "Ynys Môn", "x"};
  const std::string text = csv_row(cells) + csv_row(cells);
  const ReadOut out = read(text);
  ASSERT_EQ(out.rows.size(), 2U);
  EXPECT_EQ(out.rows[1].cells, cells);
}

}  // namespace
}  // namespace app
