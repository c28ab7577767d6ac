#include <gmock/gmock.h>

#include "gwarchod/v1/records.pb.h"
#include "schema/show.h"

namespace {

using namespace gwarchod::v1;

// Two concerns shared: what was shared is P3, the channel P1.
RegulatorConcern concern() {
  RegulatorConcern record;
  record.set_direction(FROM_REGULATOR);
  record.set_content("seen by few");
  record.set_agreed_next_step("visit");
  return record;
}

TEST(KeepingWhatIsWithheld, PutsBackOnlyWhatTheWriterCouldNotSee) {
  RegulatorConcern later;
  later.set_direction(FROM_REGULATOR);
  schema::keep_withheld(concern(), later, P1);
  EXPECT_EQ(later.content(), "seen by few");
  EXPECT_EQ(later.agreed_next_step(), "");
}

TEST(KeepingWhatIsWithheld, LeavesAValueTheWriterGaveAnew) {
  RegulatorConcern later;
  later.set_content("said anew");
  schema::keep_withheld(concern(), later, P1);
  EXPECT_EQ(later.content(), "said anew");
}

TEST(KeepingWhatIsWithheld, KeepsNothingFromWhoSeesAll) {
  RegulatorConcern later;
  schema::keep_withheld(concern(), later, P3);
  EXPECT_EQ(later.content(), "");
}

TEST(KeepingWhatIsWithheld, FindsAPartThatMoved) {
  Correction earlier;
  for (const char* name : {"one", "two"}) {
    CorrectedField& part = *earlier.add_fields();
    part.set_field_name(name);
    part.set_was(std::string("was ") + name);
  }
  Correction later;
  later.add_fields()->set_field_name("two");
  schema::keep_withheld(earlier, later, P1);
  ASSERT_EQ(later.fields_size(), 1);
  EXPECT_EQ(later.fields(0).was(), "was two");
}

TEST(KeepingWhatIsWithheld, GivesANewPartNothingOfAnother) {
  Correction earlier;
  earlier.add_fields()->set_was("was one");
  earlier.mutable_fields(0)->set_field_name("one");
  Correction later;
  later.add_fields()->set_field_name("two");
  later.add_fields()->set_field_name("three");
  schema::keep_withheld(earlier, later, P1);
  EXPECT_EQ(later.fields(0).was(), "");
  EXPECT_EQ(later.fields(1).was(), "");
}

}  // namespace
