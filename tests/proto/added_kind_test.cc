#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"
#include "schema/json.h"
#include "schema/schema.h"
#include "schema/show.h"
#include "schema/validate.h"
#include "schema/wire.h"

// A kind that the program was not built with (tests/proto/added) behaves as the built-in ones do.
namespace schema {
namespace {

using google::protobuf::FileDescriptorSet;

const Day kToday = *parse_day("2026-11-22");

class AnAddedKind : public ::testing::Test {
 protected:
  AnAddedKind() {
    const auto added = schema_.add(testing::added_kind_descriptor_set());
    EXPECT_TRUE(added) << (added ? "" : added.error());
    kind_ = schema_.find("FireSafetyVisit");
  }
  void SetUp() override { ASSERT_NE(kind_, nullptr); }

  std::unique_ptr<google::protobuf::Message> visit(const std::string& json) const {
    auto record = schema_.make(*kind_);
    const auto read = from_json(json, *record);
    EXPECT_TRUE(read) << (read ? "" : read.error().place + ": " + read.error().what);
    return record;
  }

  Schema schema_;
  const Kind* kind_ = nullptr;
};

TEST_F(AnAddedKind, IsKnownByNameWithItsOptionsAndNotItsParts) {
  EXPECT_EQ(kind_->options->cy(), "Ymweliad diogelwch tân");
  EXPECT_TRUE(kind_->options->concern());
  EXPECT_EQ(schema_.kinds().back(), kind_);
  EXPECT_EQ(schema_.find("FireDeficiency"), nullptr);
}

TEST_F(AnAddedKind, IsValidatedInBothLanguages) {
  const auto record = visit(R"({"exitsBlocked":101,"deficiencies":[{"putRightBy":"soon"}]})");
  const auto problems = validate(*record, kToday, "body");
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_EQ(problems[0].words().cy(), "Dewiswch ateb i \"Risg tân\"");
  EXPECT_EQ(problems[1].field(), "body.exitsBlocked");
  EXPECT_EQ(problems[2].field(), "body.deficiencies[0].what");
  EXPECT_EQ(problems[3].field(), "body.deficiencies[0].putRightBy");
}

TEST_F(AnAddedKind, HasAForm) {
  const auto form = schema::form(*kind_);
  ASSERT_EQ(form.fields_size(), 5);
  EXPECT_EQ(form.hint().en(), "By the fire and rescue service");
  EXPECT_EQ(form.fields(0).choices(2).text().cy(), "Annioddefol");
  EXPECT_EQ(form.fields(2).choices(1).value(), "NO");
  EXPECT_EQ(form.fields(3).control(), "groups");
}

TEST_F(AnAddedKind, IsShownToWhomMaySeeIt) {
  const auto record = visit(R"({"risk":"FIRE_RISK_INTOLERABLE","exitsBlocked":2,"drillHeld":"NO",
      "deficiencies":[{"what":"No alarm","rating":"RED"}],"officer":"Officer 9"})");
  const auto shown = show(*record, gwarchod::v1::P1);
  ASSERT_EQ(shown.size(), 5U);
  EXPECT_EQ(shown[3].parts(0).parts(0).value().en(), "No alarm");
  EXPECT_TRUE(shown[4].withheld());
  EXPECT_EQ(schema::line(*record, {}, gwarchod::v1::P1).cy(),
            "Annioddefol · Allanfeydd wedi'u blocio: 2");
  redact(*record, gwarchod::v1::P1);
  EXPECT_EQ(record->SerializeAsString().find("Officer 9"), std::string::npos);
}

TEST_F(AnAddedKind, GoesThroughJsonRowsAndBytesUnchanged) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const auto record = testing::filled(schema_, *kind_, seed);
    EXPECT_TRUE(validate(*record, kToday, "body").empty());
    EXPECT_TRUE(testing::same(*record, *visit(to_json(*record))));
    const auto parsed = schema_.make(*kind_);
    ASSERT_TRUE(parsed->ParseFromString(record->SerializeAsString()));
    EXPECT_EQ(to_json(*parsed), to_json(*record));
    const auto from_row = schema_.make(*kind_);
    const auto names = columns(*kind_->message);
    const auto cells = row(*record);
    for (std::size_t i = 0; i < names.size(); ++i) {
      ASSERT_TRUE(set_column(*from_row, names[i], cells[i])) << names[i];
    }
    EXPECT_TRUE(testing::same(*record, *from_row));
  }
}

TEST_F(AnAddedKind, IsReadFromItsBytesByCompiledPaths) {
  const auto record = visit(R"({"risk":"FIRE_RISK_SUBSTANTIAL","officer":"Officer 9"})");
  const auto path = compile_path(*kind_->message, "risk");
  ASSERT_TRUE(path);
  EXPECT_EQ(read_number(record->SerializeAsString(), *path), 2U);
}

TEST_F(AnAddedKind, MayBeAddedAgainWithoutHarm) {
  const std::size_t before = schema_.kinds().size();
  EXPECT_TRUE(schema_.add(testing::added_kind_descriptor_set()));
  EXPECT_EQ(schema_.kinds().size(), before);
}

/// Adds the kind after a change to its file, to a schema that does not know it yet.
template <class Change>
std::string refused(Change change) {
  FileDescriptorSet set;
  EXPECT_TRUE(set.ParseFromString(testing::added_kind_descriptor_set()));
  auto& file = *set.mutable_file(set.file_size() - 1);
  EXPECT_EQ(file.name(), "fire_safety_visit.proto");
  change(file);
  Schema schema;
  const std::size_t before = schema.kinds().size();
  const auto added = schema.add(set.SerializeAsString());
  EXPECT_FALSE(added);
  EXPECT_EQ(schema.kinds().size(), before);
  EXPECT_TRUE(schema.add(testing::added_kind_descriptor_set())) << "something was left behind";
  return added ? "" : added.error();
}

TEST(ADescriptorSet, IsRefusedWhenItIsNone) {
  Schema schema;
  EXPECT_EQ(schema.add("hello").error(),
            "not a descriptor set: make it with protoc --descriptor_set_out");
}

TEST(ADescriptorSet, IsRefusedWhenAKindOfTheNameIsThere) {
  const std::string why =
      refused([](auto& file) { file.mutable_message_type(1)->set_name("Complaint"); });
  EXPECT_EQ(why, "fire_safety_visit.proto: Complaint: there is a kind of this name already");
}

TEST(ADescriptorSet, IsRefusedWhenALabelIsMissing) {
  EXPECT_EQ(refused([](auto& file) {
              auto& options = *file.mutable_message_type(1)->mutable_options();
              options.MutableExtension(gwarchod::v1::record)->clear_cy();
            }),
            "fire_safety_visit.proto: FireSafetyVisit: has no Welsh label");
  EXPECT_EQ(
      refused([](auto& file) { file.mutable_message_type(0)->mutable_field(1)->clear_options(); }),
      "fire_safety_visit.proto: FireSafetyVisit.deficiencies.put_right_by: has no English label");
  EXPECT_EQ(
      refused([](auto& file) { file.mutable_enum_type(0)->mutable_value(2)->clear_options(); }),
      "fire_safety_visit.proto: FireSafetyVisit.risk.FIRE_RISK_SUBSTANTIAL: has no English label");
}

TEST(ADescriptorSet, IsRefusedWhenAFieldIsOfATypeThatNobodyCanFillIn) {
  using google::protobuf::FieldDescriptorProto;
  const auto officer_as = [](FieldDescriptorProto::Type type) {
    return refused(
        [type](auto& file) { file.mutable_message_type(1)->mutable_field(4)->set_type(type); });
  };
  EXPECT_EQ(
      officer_as(FieldDescriptorProto::TYPE_DOUBLE),
      "fire_safety_visit.proto: FireSafetyVisit.officer: is no whole number; use a smaller unit");
  EXPECT_EQ(officer_as(FieldDescriptorProto::TYPE_BYTES),
            "fire_safety_visit.proto: FireSafetyVisit.officer: is bytes, which nobody can type");
}

TEST(ADescriptorSet, IsRefusedWhenAPartHoldsItself) {
  const std::string why = refused([](auto& file) {
    auto& field = *file.mutable_message_type(0)->mutable_field(0);
    field.set_type(google::protobuf::FieldDescriptorProto::TYPE_MESSAGE);
    field.set_type_name(".gwarchod.added.FireDeficiency");
  });
  EXPECT_NE(why.find("has parts within parts too deep"), std::string::npos) << why;
}

TEST(ADescriptorSet, IsRefusedWhenItDoesNotBuild) {
  const std::string why = refused([](auto& file) {
    file.mutable_message_type(1)->mutable_field(0)->set_type_name(".gwarchod.added.Missing");
  });
  EXPECT_NE(why.find("Missing"), std::string::npos) << why;
  EXPECT_TRUE(why.starts_with("fire_safety_visit.proto: ")) << why;
}

}  // namespace
}  // namespace schema
