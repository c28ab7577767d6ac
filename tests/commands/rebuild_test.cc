#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

using program::Ended;
using program::run;
using testing::HasSubstr;
using testing::StartsWith;

class Rebuild : public testing::Test {
 protected:
  Rebuild() {
    EXPECT_EQ(run({"simulate", "--providers", "5", "--events", "200", "--data", data()}).code, 0);
  }
  std::string data() const { return (folder_.path() / "data").string(); }

 private:
  folder::Temporary folder_;
};

TEST_F(Rebuild, FindsWhatStandsTheSameAsAFoldFromTheFirstEvent) {
  const Ended checked = run({"rebuild", "--check", "--json", "--data", data()});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_THAT(checked.out, StartsWith(R"({"equal":true,"projections":[{"name":"policies")"));
  EXPECT_THAT(checked.out, HasSubstr(R"("replaced":false)"));
}

TEST_F(Rebuild, PutsTheNewOneInThePlaceOfTheOld) {
  const std::string before = run({"status", "--json", "--data", data()}).out;
  const Ended rebuilt = run({"rebuild", "--projection", "board", "--data", data()});
  EXPECT_EQ(rebuilt.code, 0) << rebuilt.out << rebuilt.err;
  EXPECT_THAT(rebuilt.out, HasSubstr("board: 5 entries"));
  EXPECT_THAT(rebuilt.out, HasSubstr("the same as it stood; the new one stands in its place"));
  EXPECT_EQ(run({"status", "--json", "--data", data()}).out, before);
}

TEST_F(Rebuild, KnowsItsProjections) {
  EXPECT_EQ(run({"rebuild", "--projection", "weather", "--data", data()}).code, 2);
}

TEST_F(Rebuild, NeedsADataFolder) {
  EXPECT_EQ(run({"rebuild", "--check", "--data", data() + "-missing"}).code, 2);
}

}  // namespace
