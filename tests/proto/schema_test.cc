#include "schema/schema.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "gwarchod/v1/records.pb.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

// The names that policy, imports and the demonstration know (domain.md 3.3).
const std::set<std::string> kRecords{"ProviderRegistered",
                                     "ApprovedListDecision",
                                     "InsuranceEvidence",
                                     "AnnualQuestionnaire",
                                     "Placement",
                                     "HostAuthorityConfirmation",
                                     "LowLevelConcern",
                                     "Complaint",
                                     "Compliment",
                                     "AdultAtRiskReport",
                                     "Section126Enquiry",
                                     "StrategyMeeting",
                                     "SafeguardingOutcome",
                                     "PractitionerConcern",
                                     "SeriousIncident",
                                     "SpotVisit",
                                     "ArrangedVisit",
                                     "ServiceMonitoringReport",
                                     "RegulatorConcern",
                                     "InspectionReport",
                                     "Enforcement",
                                     "TrainingSurvey",
                                     "ServiceUserQuestionnaire",
                                     "WorkforceCheck",
                                     "SubGroupMeeting",
                                     "StageDecision",
                                     "StepTaken",
                                     "EscalatingConcernsMeeting",
                                     "ActionPlan",
                                     "Embargo",
                                     "Notification",
                                     "OccurrenceSplit",
                                     "OccurrencesMerged",
                                     "ResidentReview",
                                     "ProviderResponse",
                                     "ContractSanction",
                                     "ClosureTransfer",
                                     "DeEscalation",
                                     "Correction",
                                     "Attachment",
                                     "Disclosure",
                                     "LegalAdvice",
                                     "ProviderForum"};

TEST(TheSchema, KnowsEveryKindOfRecordAndNoOther) {
  const Schema schema;
  std::set<std::string> records;
  for (const Kind* kind : schema.kinds()) {
    if (!kind->options->system()) records.insert(kind->name);
  }
  EXPECT_EQ(records, kRecords);
}

TEST(TheSchema, KnowsWhatTheSystemWritesItself) {
  const Schema schema;
  for (const char* name : {"SuggestedStageChanged", "PolicyAdopted", "SignedIn", "AccountAdded"}) {
    const Kind* kind = schema.find(name);
    ASSERT_NE(kind, nullptr) << name;
    EXPECT_TRUE(kind->options->system()) << name;
  }
}

TEST(TheSchema, DoesNotTakePartsOrTheEnvelopeForKinds) {
  const Schema schema;
  for (const char* name : {"Action", "Finding", "VisitArea", "Attendee", "ExitTest", "Envelope",
                           "KnownTo", "EveryKind", "Policy", ""}) {
    EXPECT_EQ(schema.find(name), nullptr) << name;
  }
}

TEST(TheSchema, MakesTheGeneratedClassOfABuiltInKind) {
  const Schema schema;
  const auto message = schema.make(*schema.find("Complaint"));
  EXPECT_NE(dynamic_cast<gwarchod::v1::Complaint*>(message.get()), nullptr);
}

void expect_labels(const Descriptor& message) {
  const auto& options = message.options().GetExtension(gwarchod::v1::record);
  EXPECT_FALSE(options.en().empty()) << message.name();
  EXPECT_FALSE(options.cy().empty()) << message.name();
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const auto& rules = field.options().GetExtension(gwarchod::v1::field);
    EXPECT_FALSE(rules.en().empty()) << field.full_name();
    EXPECT_FALSE(rules.cy().empty()) << field.full_name();
    if (const EnumDescriptor* list = field.enum_type()) {
      EXPECT_FALSE(list->options().GetExtension(gwarchod::v1::list).en().empty()) << list->name();
      EXPECT_FALSE(list->options().GetExtension(gwarchod::v1::list).cy().empty()) << list->name();
      for (int j = 1; j < list->value_count(); ++j) {
        const auto& value = list->value(j)->options().GetExtension(gwarchod::v1::value);
        EXPECT_FALSE(value.en().empty()) << list->value(j)->name();
        EXPECT_FALSE(value.cy().empty()) << list->value(j)->name();
      }
    }
    if (field.message_type() != nullptr) expect_labels(*field.message_type());
  }
}

TEST(EveryKindOfRecord, IsLabelledInBothLanguagesThroughout) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    if (!kind->options->system()) expect_labels(*kind->message);
  }
  expect_labels(*gwarchod::v1::Envelope::descriptor());
}

TEST(EveryKindOfRecord, StandsUnderAStrandAndTellsSomethingOnItsLine) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    EXPECT_NE(kind->options->strand(), gwarchod::v1::STRAND_UNSPECIFIED) << kind->name;
    if (kind->options->system()) continue;
    int line = 0;
    for (int i = 0; i < kind->message->field_count(); ++i) {
      line += kind->message->field(i)->options().GetExtension(gwarchod::v1::field).line() ? 1 : 0;
    }
    EXPECT_GE(line, 1) << kind->name;
    EXPECT_LE(line, 5) << kind->name;
  }
}

TEST(EveryPersonReference, IsAboutASubjectAndAboveP1) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    for (int i = 0; i < kind->message->field_count(); ++i) {
      const FieldDescriptor& field = *kind->message->field(i);
      const auto& rules = field.options().GetExtension(gwarchod::v1::field);
      if (rules.is() != gwarchod::v1::PERSON) continue;
      EXPECT_TRUE(rules.subject()) << field.full_name();
      const auto own = rules.class_() != gwarchod::v1::CLASS_UNSPECIFIED ? rules.class_()
                                                                         : kind->options->class_();
      EXPECT_GE(own, gwarchod::v1::P2) << field.full_name();
    }
  }
}

}  // namespace
}  // namespace schema
