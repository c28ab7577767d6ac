#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

using program::run;
using testing::HasSubstr;
using testing::StartsWith;

class Follow : public testing::Test {
 protected:
  Follow() { EXPECT_EQ(run({"account", "add", "one", "--name", "One", "--data", data()}).code, 0); }
  std::string data() const { return (folder_.path() / "data").string(); }
  static std::string token_of(const std::string& line) {
    const auto at = line.find("\"token\":\"") + 9;
    return line.substr(at, line.find('"', at) - at);
  }

  folder::Temporary folder_;
};

TEST_F(Follow, SeesWhatAnotherProcessRecordsAfterwards) {
  program::Running follower({"follow", "--kind", "AccountAdded", "--data", data()});
  const std::string first = follower.line();
  EXPECT_THAT(first, HasSubstr("\"account\":\"one\""));
  ASSERT_EQ(run({"account", "add", "two", "--name", "Two", "--data", data()}).code, 0);
  EXPECT_THAT(follower.line(), HasSubstr("\"account\":\"two\""));
  const auto rest = run({"follow", "--kind", "AccountAdded", "--until-caught-up", "--from",
                         token_of(first), "--data", data()});
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_THAT(rest.out, HasSubstr("\"account\":\"two\""));
  EXPECT_EQ(std::count(rest.out.begin(), rest.out.end(), '\n'), 1);
}

TEST_F(Follow, RefusesATokenOfAnotherFolder) {
  const auto here = run({"follow", "--until-caught-up", "--data", data()});
  ASSERT_EQ(here.code, 0) << here.err;
  const std::string other = (folder_.path() / "other").string();
  ASSERT_EQ(run({"account", "add", "one", "--name", "One", "--data", other}).code, 0);
  const auto refused =
      run({"follow", "--until-caught-up", "--from", token_of(here.out), "--data", other});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, StartsWith("gwarchod: The token was given by another log"));
  EXPECT_EQ(run({"follow", "--from", "nonsense", "--data", data()}).code, 2);
}

}  // namespace
