#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"
#include "schema/show.h"

namespace schema {
namespace {

using gwarchod::v1::ActionPlan;
using gwarchod::v1::Complaint;
using gwarchod::v1::InsuranceEvidence;
using gwarchod::v1::ProviderRegistered;

std::string refusal(google::protobuf::Message& record, const std::string& column,
                    const std::string& text) {
  const std::string before = record.SerializeAsString();
  const auto set = set_column(record, column, text);
  EXPECT_FALSE(set) << column << " took " << text;
  EXPECT_EQ(record.SerializeAsString(), before);
  return set ? "" : set.error();
}

TEST(ARowOfARecord, SetsTheSameRecordAgainWhateverItsKind) {
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    EXPECT_TRUE(rc::check(kind->name, [&](std::uint32_t seed) {
      const auto record = testing::filled(schema, *kind, seed);
      const auto names = columns(*kind->message);
      const auto cells = row(*record);
      RC_ASSERT(names.size() == cells.size());
      const auto read = schema.make(*kind);
      for (std::size_t i = 0; i < names.size(); ++i) {
        const auto set = set_column(*read, names[i], cells[i]);
        if (!set) RC_LOG(set.error());
        RC_ASSERT(set.has_value());
      }
      RC_ASSERT(testing::same(*record, *read));
    })) << kind->name;
  }
}

TEST(ARowOfAnEmptyRecord, IsBlankButForItsNos) {
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    const auto empty = schema.make(*kind);
    for (const std::string& cell : row(*empty)) EXPECT_TRUE(cell.empty() || cell == "false");
  }
}

TEST(TheColumns, AreTheFieldsWithoutSecrets) {
  const auto names = columns(*ProviderRegistered::descriptor());
  EXPECT_EQ(names.front(), "name");
  EXPECT_NE(std::find(names.begin(), names.end(), "legalName"), names.end());
  EXPECT_EQ(columns(*gwarchod::v1::SignInLinkMade::descriptor()),
            (std::vector<std::string>{"expiresUnixMs"}));
  gwarchod::v1::SignInLinkMade link;
  EXPECT_FALSE(set_column(link, "tokenSha256", "x"));
}

TEST(AColumn, TakesAListsValueByNameOrByLabelInEitherLanguage) {
  for (const char* text : {"IN_HOUSE", "in_house", "Council's own", "council's OWN",
                           "Y cyngor ei hun", " IN_HOUSE "}) {
    ProviderRegistered provider;
    ASSERT_TRUE(set_column(provider, "sector", text)) << text;
    EXPECT_EQ(provider.sector(), gwarchod::v1::IN_HOUSE) << text;
  }
  ProviderRegistered provider;
  EXPECT_EQ(refusal(provider, "profitStatus", "rich"),
            "profitStatus takes one of: FOR_PROFIT, NOT_FOR_PROFIT, not \"rich\"");
}

TEST(AColumn, TakesYesAndNoInBothLanguages) {
  ProviderRegistered provider;
  for (const char* text : {"true", "Yes", "ie", "1", "Y"}) {
    ASSERT_TRUE(set_column(provider, "inCounty", text));
    EXPECT_TRUE(provider.in_county()) << text;
  }
  for (const char* text : {"false", "NO", "na", "0", ""}) {
    ASSERT_TRUE(set_column(provider, "inCounty", text));
    EXPECT_FALSE(provider.in_county()) << text;
  }
  EXPECT_EQ(refusal(provider, "inCounty", "perhaps"),
            "inCounty takes true or false, not \"perhaps\"");
}

TEST(AColumn, TakesNumbersWithinTheRangeOfTheField) {
  ProviderRegistered provider;
  ASSERT_TRUE(set_column(provider, "places", " 1,024 "));
  EXPECT_EQ(provider.places(), 1024);
  EXPECT_EQ(refusal(provider, "places", "many"),
            "places takes a whole number from 0 to 10000, not \"many\"");
  for (const char* text : {"-1", "10001", "99999999999999999999", "4.5", "0x10"}) {
    refusal(provider, "places", text);
  }
}

TEST(AColumn, TakesMoneyInPenceOrInPounds) {
  InsuranceEvidence insurance;
  for (const char* text : {"500000000", "£5,000,000", "£ 5000000.00"}) {
    ASSERT_TRUE(set_column(insurance, "sumInsured", text)) << text;
    EXPECT_EQ(insurance.sum_insured(), 500000000) << text;
  }
  for (const char* text : {"£5.5", "£", "£9223372036854775807"}) {
    refusal(insurance, "sumInsured", text);
  }
}

TEST(AColumn, TakesADateInIsoOrAsInBritain) {
  Complaint complaint;
  ASSERT_TRUE(set_column(complaint, "resolvedOn", "08/10/2012"));
  EXPECT_EQ(complaint.resolved_on(), "2012-10-08");
  ASSERT_TRUE(set_column(complaint, "resolvedOn", " 2012-10-09 "));
  EXPECT_EQ(complaint.resolved_on(), "2012-10-09");
  EXPECT_EQ(refusal(complaint, "resolvedOn", "8 October"),
            "resolvedOn takes a date as year-month-day, such as 2026-03-12, not \"8 October\"");
  refusal(complaint, "resolvedOn", "31/02/2012");
}

TEST(AColumn, SplitsAListAtSemicolons) {
  ProviderRegistered provider;
  ASSERT_TRUE(set_column(provider, "clientGroups", "older people;dementia; a\\; b ;; "));
  ASSERT_EQ(provider.client_groups_size(), 3);
  EXPECT_EQ(provider.client_groups(1), "dementia");
  EXPECT_EQ(provider.client_groups(2), "a; b");
  gwarchod::v1::Envelope envelope;
  ASSERT_TRUE(set_column(envelope, "themes", "medication; STAFFING"));
  EXPECT_EQ(envelope.themes_size(), 2);
  refusal(envelope, "themes", "medication; colour");
  EXPECT_EQ(envelope.themes_size(), 2);
}

TEST(AColumn, TakesPartsAsJsonAndTellsThePlaceOfAFault) {
  ActionPlan plan;
  ASSERT_TRUE(set_column(plan, "actions", R"([{"problem":"p","rag":"RED"},{"due":"2026-12-01"}])"));
  EXPECT_EQ(plan.actions_size(), 2);
  EXPECT_TRUE(refusal(plan, "actions", R"([{},{"rag":"BLUE"}])").starts_with("actions[1].rag: "));
  EXPECT_TRUE(refusal(plan, "actions", "[{").starts_with("actions: line 1"));
}

TEST(AColumn, IsClearedByABlank) {
  Complaint complaint;
  complaint.set_outcome(gwarchod::v1::UPHELD);
  complaint.set_channel("letter");
  ASSERT_TRUE(set_column(complaint, "outcome", " "));
  ASSERT_TRUE(set_column(complaint, "channel", ""));
  EXPECT_EQ(complaint.ByteSizeLong(), 0U);
}

TEST(AColumn, ThatDoesNotExistIsToldWithThoseThatDo) {
  Complaint complaint;
  const std::string told = refusal(complaint, "colour", "red");
  EXPECT_TRUE(told.starts_with("Complaint has no column \"colour\"; it has: stage, complainant, "))
      << told;
}

}  // namespace
}  // namespace schema
