#include "app/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/csv.h"
#include "services/app/support/authority.h"

namespace app {
namespace {

using testing::HasSubstr;
using testing::Not;

class Exporting : public authority::Authority {
 protected:
  std::string all(ExportOptions options, const Caller& by = authority::officer()) {
    auto exporter = tracker->export_events(by, std::move(options));
    EXPECT_TRUE(exporter.has_value());
    std::string text;
    for (std::string piece = (*exporter)->next(); !piece.empty(); piece = (*exporter)->next()) {
      text += piece;
    }
    return text;
  }
  static std::vector<CsvReader::Row> rows(const std::string& text) {
    CsvReader reader(bytes_of(text));
    std::vector<CsvReader::Row> read;
    CsvReader::Row row;
    CsvFault fault;
    while (reader.next(row, fault) == CsvReader::Next::kRow) read.push_back(row);
    EXPECT_EQ(fault.what, "");
    return read;
  }
};

TEST_F(Exporting, WritesALineOfJsonForEachEvent) {
  (void)enrol("rose-court");
  (void)record("rose-court", authority::complaint("2026-03-12"));
  const std::string text = all({});
  EXPECT_THAT(text, HasSubstr("\"stream\":\"provider/rose-court\""));
  EXPECT_THAT(text, HasSubstr("\"kind\":\"Complaint\""));
  EXPECT_THAT(text, HasSubstr("\"stage\":\"LOCAL_RESOLUTION\""));
  EXPECT_THAT(text, HasSubstr("\"kind\":\"PolicyAdopted\""));
}

TEST_F(Exporting, OfOneKindHasThatKindsColumns) {
  (void)enrol("rose-court");
  (void)record("rose-court", authority::complaint("2026-03-12"));
  ExportOptions options;
  options.format = ExportOptions::Format::kCsv;
  options.kind = "Complaint";
  const auto read = rows(all(options));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_THAT(read[0].cells, testing::Contains("responseDueOn"));
  EXPECT_EQ(read[0].cells.size(), read[1].cells.size());
  EXPECT_THAT(read[1].cells, testing::Contains("LOCAL_RESOLUTION"));
}

TEST_F(Exporting, BeginsWhereItIsTold) {
  (void)enrol("rose-court");
  (void)record("rose-court", authority::complaint("2026-03-12"));
  ExportOptions options;
  options.from = store->last_position().value();
  const std::string text = all(options);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST_F(Exporting, HidesWhatTheReaderMayNotSee) {
  (void)enrol("rose-court");
  auto request = authority::complaint("2026-03-12");
  request.mutable_envelope()->set_summary("said in confidence");
  request.mutable_envelope()->add_people("A-1001");
  (void)record("rose-court", request);
  EXPECT_THAT(all({}), HasSubstr("said in confidence"));
  for (const auto format : {ExportOptions::Format::kJsonLines, ExportOptions::Format::kCsv}) {
    ExportOptions options;
    options.format = format;
    EXPECT_THAT(all(options, authority::sub_group()), Not(HasSubstr("said in confidence")));
    EXPECT_THAT(all(options, authority::sub_group()), Not(HasSubstr("A-1001")));
  }
}

TEST_F(Exporting, LeavesAccountsToThoseWhoAdministerThem) {
  gwarchod::v1::AddAccountRequest request;
  request.set_account("someone");
  request.set_name("Someone");
  request.set_role(gwarchod::v1::READ_ONLY);
  request.set_agency(gwarchod::v1::POLICE);
  ASSERT_TRUE(tracker->add_account(authority::administrator(), request).has_value());
  EXPECT_THAT(all({}), Not(HasSubstr("AccountAdded")));
  EXPECT_THAT(all({}, authority::administrator()), HasSubstr("AccountAdded"));
  EXPECT_THAT(all({}, authority::administrator()), Not(HasSubstr("tokenSha256")));
}

TEST_F(Exporting, OfAnUnknownKindIsRefused) {
  ExportOptions options;
  options.kind = "Parade";
  EXPECT_FALSE(tracker->export_events(authority::officer(), options).has_value());
}

}  // namespace
}  // namespace app
