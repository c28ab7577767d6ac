#include "schema/json.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "gwarchod/v1/commands.pb.h"
#include "gwarchod/v1/live.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "proto/support/filled.h"

namespace schema {
namespace {

using gwarchod::v1::AnnualQuestionnaire;
using gwarchod::v1::Complaint;
using gwarchod::v1::Event;
using gwarchod::v1::InspectionReport;
using gwarchod::v1::InsuranceEvidence;
using gwarchod::v1::RecordRequest;
using gwarchod::v1::Status;

template <class Message>
JsonFault fault_of(std::string_view json) {
  Message message;
  const auto read = from_json(json, message);
  EXPECT_FALSE(read) << json;
  return read ? JsonFault{} : read.error();
}

TEST(Json, OfEveryKindOfRecordReadsBackAsItWas) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    EXPECT_TRUE(rc::check(kind->name, [&](std::uint32_t seed) {
      const auto record = testing::filled(schema, *kind, seed);
      for (const bool defaults : {false, true}) {
        const auto read = schema.make(*kind);
        const auto result = from_json(to_json(*record, defaults), *read);
        RC_ASSERT(result.has_value());
        RC_ASSERT(testing::same(*record, *read));
      }
    })) << kind->name;
  }
}

TEST(Json, IsWhatProtobufItselfReadsAndWrites) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    const auto record = testing::filled(schema, *kind, 7);
    std::string theirs;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(*record, &theirs).ok());
    const auto read = schema.make(*kind);
    ASSERT_TRUE(from_json(theirs, *read)) << kind->name;
    EXPECT_TRUE(testing::same(*record, *read)) << kind->name;
    const auto by_protobuf = schema.make(*kind);
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(to_json(*record), by_protobuf.get()).ok());
    EXPECT_TRUE(testing::same(*record, *by_protobuf)) << kind->name;
  }
}

TEST(Json, NamesFieldsInLowerCamelCaseAndListsByName) {
  Complaint complaint;
  complaint.set_stage(gwarchod::v1::LOCAL_RESOLUTION);
  complaint.set_acknowledged_on("2026-03-12");
  complaint.set_also_safeguarding(true);
  complaint.set_learning("\"Diolch\"\n\x01");
  EXPECT_EQ(to_json(complaint), R"({"stage":"LOCAL_RESOLUTION","acknowledgedOn":"2026-03-12",)"
                                R"("learning":"\"Diolch\"\n\u0001","alsoSafeguarding":true})");
}

TEST(Json, WritesWideNumbersAsStringsAndBytesInBase64) {
  InsuranceEvidence insurance;
  insurance.set_sum_insured(500000000);
  EXPECT_EQ(to_json(insurance), R"({"sumInsured":"500000000"})");
  Event event;
  event.set_body(std::string("\0\xff?", 3));
  event.mutable_recorded_at()->set_seconds(1773307800);
  EXPECT_EQ(to_json(event), R"({"body":"AP8/","recordedAt":"2026-03-12T09:30:00Z"})");
  Event read;
  ASSERT_TRUE(from_json(to_json(event), read));
  EXPECT_TRUE(testing::same(event, read));
}

TEST(Json, WithDefaultsPrintsWhatIsNotSetButNoAbsentPart) {
  EXPECT_EQ(to_json(gwarchod::v1::Ping(), true), R"({"token":"0"})");
  const std::string status = to_json(Status(), true);
  EXPECT_NE(status.find(R"("reasons":[])"), std::string::npos) << status;
  EXPECT_NE(status.find(R"("needsDecision":false)"), std::string::npos) << status;
  EXPECT_EQ(status.find("decided\""), std::string::npos) << status;
}

TEST(ReadingJson, TakesTheProtoNamesNumbersAsTextAndNull) {
  InsuranceEvidence insurance;
  ASSERT_TRUE(
      from_json(R"({"insurance_kind":1,"sumInsured":500000000,"insurer":null})", insurance));
  EXPECT_EQ(insurance.insurance_kind(), gwarchod::v1::PUBLIC_LIABILITY);
  EXPECT_EQ(insurance.sum_insured(), 500000000);
  ASSERT_TRUE(from_json(R"({"sumInsured":"5e8"})", insurance).has_error());
  ASSERT_TRUE(from_json(R"({"sumInsured":5e8})", insurance));
  EXPECT_EQ(insurance.sum_insured(), 500000000);
}

TEST(ReadingJson, NamesAMemberThatIsNoField) {
  const JsonFault fault = fault_of<Complaint>(R"({"stage":"OMBUDSMAN","outcom":"UPHELD"})");
  EXPECT_EQ(fault.place, "outcom");
  EXPECT_NE(fault.what.find("acknowledgedOn"), std::string::npos) << fault.what;
}

TEST(ReadingJson, NamesAValueThatIsNotOnTheListAndWhatTheListTakes) {
  const JsonFault fault = fault_of<Complaint>(R"({"outcome":"LOST"})");
  EXPECT_EQ(fault.place, "outcome");
  EXPECT_EQ(fault.what,
            "\"LOST\" is not on its list, which takes: UPHELD, PARTLY_UPHELD, NOT_UPHELD, "
            "WITHDRAWN, RESOLVED");
  EXPECT_EQ(fault_of<Complaint>(R"({"outcome":99})").place, "outcome");
}

TEST(ReadingJson, NamesThePlaceInsideARepeatedPart) {
  EXPECT_EQ(fault_of<InspectionReport>(R"({"findings":[{"metBy":"x"},{"metBy":3}]})").place,
            "findings[1].metBy");
  EXPECT_EQ(fault_of<InspectionReport>(R"({"visitedOn":["2026-03-12",null]})").place,
            "visitedOn[1]");
  EXPECT_EQ(fault_of<InspectionReport>(R"({"findings":[{"text":"a"},"b"]})").place, "findings[1]");
}

TEST(ReadingJson, RefusesAValueOfAnotherType) {
  EXPECT_EQ(fault_of<Complaint>(R"({"channel":7})").what, "takes text");
  EXPECT_EQ(fault_of<Complaint>(R"({"alsoSafeguarding":"yes"})").what, "takes true or false");
  EXPECT_EQ(fault_of<InspectionReport>(R"({"findings":{}})").what, "takes a list, in [ ]");
  EXPECT_EQ(fault_of<Complaint>("[]").what, "takes an object, in { }");
  EXPECT_EQ(fault_of<Event>(R"({"recordedAt":"yesterday"})").place, "recordedAt");
  EXPECT_EQ(fault_of<Event>(R"({"body":"*"})").place, "body");
}

TEST(ReadingJson, RefusesNumbersThatAreNotWholeOrDoNotFit) {
  for (const char* year :
       {"2147483648", "-2147483649", "1.5", "1e300", "\"12 \"", "\"\"", "\"x\""}) {
    const std::string json = std::string(R"({"year":)") + year + "}";
    EXPECT_EQ(fault_of<AnnualQuestionnaire>(json).place, "year") << year;
  }
  EXPECT_EQ(fault_of<Status>(R"({"position":-1})").place, "position");
  EXPECT_EQ(fault_of<Status>(R"({"position":"18446744073709551616"})").place, "position");
}

TEST(ReadingJson, RefusesTwoOfWhichOneMayBeGiven) {
  EXPECT_EQ(fault_of<gwarchod::v1::ClientFrame>(R"({"ping":{},"subscribe":{"topic":"b"}})").place,
            "subscribe");
}

TEST(ReadingJson, TellsWhereTheTextIsBroken) {
  EXPECT_EQ(fault_of<Complaint>("{\n  \"stage\": oops\n}").place, "line 2, column 12");
  EXPECT_EQ(fault_of<Complaint>("{\"channel\":\"Tŷ\",}").place, "line 1, column 17");
  EXPECT_EQ(fault_of<Complaint>("{\"channel\":\"a").what, "the JSON ends too early");
  EXPECT_EQ(fault_of<Complaint>("").what, "the JSON ends too early");
  EXPECT_EQ(fault_of<Complaint>("{} {}").what, "there is more after the end of the JSON");
}

TEST(ReadingJson, RefusesBrokenUtf8) {
  for (const char* bytes :
       {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x80"}) {
    const JsonFault fault = fault_of<Complaint>(std::string("{\"channel\":\"") + bytes + "\"}");
    EXPECT_EQ(fault.what, "is not UTF-8");
    EXPECT_EQ(fault.place, "line 1, column 13");
  }
  EXPECT_FALSE(fault_of<Complaint>(R"({"channel":"\ud800"})").what.empty());
}

TEST(ReadingJson, RefusesJsonNestedTooDeep) {
  const std::string deep = R"({"body":)" + std::string(40, '[') + std::string(40, ']') + "}";
  EXPECT_EQ(fault_of<RecordRequest>(deep).what, "is nested deeper than 32");
  const std::string deeper(1 << 20, '[');
  EXPECT_EQ(fault_of<RecordRequest>(deeper).what, "is nested deeper than 32");
}

TEST(ReadingJson, SurvivesAnyText) {
  EXPECT_TRUE(rc::check("no text harms it", [](const std::string& text) {
    Complaint complaint;
    (void)from_json(text, complaint);
    (void)from_json("{\"channel\":\"" + text + "\"}", complaint);
  }));
}

TEST(ReadingAStruct, FillsTheRecordOfARequest) {
  RecordRequest request;
  ASSERT_TRUE(from_json(R"({"kind":"AnnualQuestionnaire","envelope":{"source":"POLICE"},
    "body":{"year":2012,"chasedOn":["2012-10-08"],"flagsRaised":[],"answers":null}})",
                        request));
  AnnualQuestionnaire questionnaire;
  ASSERT_TRUE(from_struct(request.body(), questionnaire, "body"));
  EXPECT_EQ(questionnaire.year(), 2012);
  EXPECT_EQ(questionnaire.chased_on(0), "2012-10-08");
}

TEST(ReadingAStruct, NamesThePlaceFromItsPrefix) {
  RecordRequest request;
  ASSERT_TRUE(from_json(R"({"body":{"findings":[{"findingKind":"X"}]}})", request));
  InspectionReport report;
  const auto read = from_struct(request.body(), report, "body");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().place, "body.findings[0].findingKind");
}

}  // namespace
}  // namespace schema
