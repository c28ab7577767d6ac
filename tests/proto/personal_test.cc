#include "schema/personal.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "support/filled.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using gwarchod::v1::AdultAtRiskReport;
using gwarchod::v1::Correction;
using gwarchod::v1::Envelope;
using ::testing::ElementsAre;

const FieldDescriptor& field(const google::protobuf::Descriptor& message, const char* name) {
  return *message.FindFieldByName(name);
}

void nobody_told(const Place&) {}
void left_alone(std::string&) {}

/// Every text of a message that is sealed or names a person, told with what it is.
void personal_texts(const Message& message, const Surroundings& around,
                    std::vector<std::string>& texts) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* one : fields) {
    const int count = one->is_repeated() ? message.GetReflection()->FieldSize(message, one) : 1;
    for (int i = 0; i < count; ++i) {
      if (one->message_type() != nullptr) {
        const auto& rules = one->options().GetExtension(gwarchod::v1::field);
        personal_texts(
            one->is_repeated() ? message.GetReflection()->GetRepeatedMessage(message, one, i)
                               : message.GetReflection()->GetMessage(message, one),
            {std::max(around.class_, rules.class_()), around.subject || rules.subject()}, texts);
      } else if (one->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                 personal(*one, around) != Personal::kOpen) {
        texts.push_back(one->is_repeated()
                            ? message.GetReflection()->GetRepeatedString(message, one, i)
                            : message.GetReflection()->GetString(message, one));
      }
    }
  }
}

TEST(PersonalFields, AreTextsOfP2AndWhateverIsAboutTheSubject) {
  const auto& report = *AdultAtRiskReport::descriptor();
  EXPECT_EQ(personal(field(report, "adult")), Personal::kPerson);
  EXPECT_EQ(personal(field(report, "allegation")), Personal::kSealed);
  EXPECT_EQ(personal(field(report, "police_hold")), Personal::kOpen);
  const auto& envelope = *Envelope::descriptor();
  EXPECT_EQ(personal(field(envelope, "summary")), Personal::kSealed);
  EXPECT_EQ(personal(field(envelope, "people")), Personal::kPerson);
  EXPECT_EQ(personal(field(envelope, "occurred_from")), Personal::kOpen);
  EXPECT_EQ(personal(field(envelope, "site")), Personal::kOpen);
  EXPECT_EQ(personal(field(envelope, "updates")), Personal::kOpen);
  EXPECT_EQ(personal(field(*gwarchod::v1::ResidentReview::descriptor(), "wants_to_stay")),
            Personal::kSealed);
}

TEST(PersonalFields, AreAsSensitiveAsWhatTheyStandIn) {
  const auto& move = field(*gwarchod::v1::ClosureTransfer::descriptor(), "moves");
  ASSERT_NE(move.message_type(), nullptr);
  for (int i = 0; i < move.message_type()->field_count(); ++i) {
    const FieldDescriptor& inner = *move.message_type()->field(i);
    const Surroundings about_a_subject{gwarchod::v1::P1, true};
    EXPECT_NE(personal(inner, about_a_subject), Personal::kOpen) << inner.name();
  }
}

TEST(PersonalFields, AreNamedByPath) {
  const auto& correction = *Correction::descriptor();
  EXPECT_EQ(personal_at(correction, *compile_path(correction, "reason")), Personal::kOpen);
  const auto& report = *AdultAtRiskReport::descriptor();
  EXPECT_EQ(personal_at(report, *compile_path(report, "allegation")), Personal::kSealed);
  EXPECT_EQ(personal_at(report, *compile_path(report, "adult")), Personal::kPerson);
}

TEST(TakingOut, LeavesWhatIsOpenAndTellsWhatIsNot) {
  Correction correction;
  correction.set_corrects("event-1");
  correction.set_reason(gwarchod::v1::WRONG_PERSON);
  correction.add_fields()->set_field_name("town");
  correction.add_fields()->set_was("Gwen Parry");
  Correction taken;
  std::vector<Place> places;
  EXPECT_TRUE(take_out(
      correction, taken, [&](const Place& place) { places.push_back(place); }, left_alone));
  EXPECT_EQ(correction.corrects(), "event-1");
  EXPECT_EQ(correction.fields_size(), 2);
  EXPECT_EQ(correction.fields(0).field_name(), "town");
  EXPECT_EQ(correction.fields(1).was(), "");
  EXPECT_EQ(taken.fields(1).was(), "Gwen Parry");
  EXPECT_THAT(places, ElementsAre(ElementsAre(3U, 1U, 2U)));
}

TEST(TakingOut, TakesNothingWhereNothingIsPersonal) {
  Correction correction;
  correction.set_corrects("event-1");
  correction.add_fields()->set_field_name("town");
  Correction taken;
  EXPECT_FALSE(take_out(correction, taken, nobody_told, left_alone));
  EXPECT_EQ(taken.ByteSizeLong(), 0U);
  EXPECT_FALSE(may_be_personal(*gwarchod::v1::SuggestedStageChanged::descriptor()));
  EXPECT_TRUE(may_be_personal(*Correction::descriptor()));
}

TEST(ReplacingPeople, ClearsThoseThatAreLeftEmptyAndTellsWhere) {
  Envelope envelope;
  envelope.add_people("~a");
  envelope.add_people("~b");
  std::vector<Place> places;
  replace_people(
      envelope, [&](const Place& place) { places.push_back(place); },
      [](std::string& token) { token = token == "~a" ? "" : "P-2"; });
  EXPECT_THAT(envelope.people(), ElementsAre("P-2"));
  EXPECT_THAT(places, ElementsAre(ElementsAre(11U, 0U)));
}

/// Every kind that people record, the one added at run time among them.
const Schema& all_kinds() {
  static const std::unique_ptr<Schema> schema = [] {
    auto made = std::make_unique<Schema>();
    EXPECT_TRUE(made->add(testing::added_kind_descriptor_set()));
    return made;
  }();
  return *schema;
}

RC_GTEST_PROP(PuttingBack, MakesWhatWasTakenFromWhole, ()) {
  const auto kinds = testing::recorded_kinds(all_kinds());
  const Kind& kind = *kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
  const auto whole = testing::filled(all_kinds(), kind, *rc::gen::arbitrary<std::uint32_t>());
  const std::unique_ptr<Message> open(whole->New());
  open->CopyFrom(*whole);
  const std::unique_ptr<Message> taken(whole->New());
  take_out(*open, *taken, nobody_told, [](std::string& text) { text = "~" + text; });
  put_back(*taken, *open);
  replace_people(*open, nobody_told, [](std::string& text) { text = text.substr(1); });
  RC_ASSERT(testing::same(*open, *whole));
}

RC_GTEST_PROP(TakingOut, LeavesNoPersonalTextBehind, ()) {
  const auto kinds = testing::recorded_kinds(all_kinds());
  const Kind& kind = *kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
  const auto open = testing::filled(all_kinds(), kind, *rc::gen::arbitrary<std::uint32_t>());
  // Each text is made its own, so that one found in the open is one left behind.
  const std::unique_ptr<Message> taken(open->New());
  int number = 0;
  const auto own = [&](const auto& self, Message& message) -> void {
    std::vector<const FieldDescriptor*> fields;
    const auto& reflection = *message.GetReflection();
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* one : fields) {
      if (one->message_type() != nullptr) {
        for (int i = 0; one->is_repeated() && i < reflection.FieldSize(message, one); ++i) {
          self(self, *reflection.MutableRepeatedMessage(&message, one, i));
        }
        if (!one->is_repeated()) self(self, *reflection.MutableMessage(&message, one));
      } else if (one->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        for (int i = 0; one->is_repeated() && i < reflection.FieldSize(message, one); ++i) {
          reflection.SetRepeatedString(&message, one, i, "<" + std::to_string(++number) + ">");
        }
        if (!one->is_repeated()) {
          reflection.SetString(&message, one, "<" + std::to_string(++number) + ">");
        }
      }
    }
  };
  own(own, *open);
  std::vector<std::string> texts;
  personal_texts(*open, {}, texts);
  take_out(*open, *taken, nobody_told, [](std::string& text) { text = "~"; });
  const std::string bytes = open->SerializeAsString();
  for (const std::string& text : texts) RC_ASSERT(bytes.find(text) == std::string::npos);
}

}  // namespace
}  // namespace schema
