#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

/// The master key, and the erasure of a person, from the command line.
namespace {

using program::Ended;
using program::run;
using testing::HasSubstr;
using testing::Not;

const std::string kOtherKey(64, 'a');

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// Every file below a folder, but those of the keys.
std::string bytes_below(const std::filesystem::path& folder) {
  std::string bytes;
  for (auto at = std::filesystem::recursive_directory_iterator(folder);
       at != std::filesystem::recursive_directory_iterator(); ++at) {
    if (at->path().filename() == "keys") at.disable_recursion_pending();
    if (at->is_regular_file()) bytes += text_of(at->path());
  }
  return bytes;
}

class Personal : public testing::Test {
 protected:
  std::string data() const { return (folder_.path() / "data").string(); }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void simulate(const std::string& key = program::kMasterKey) const {
    const Ended made =
        run({"simulate", "--providers", "5", "--events", "200", "--days", "200", "--data", data()},
            key);
    ASSERT_EQ(made.code, 0) << made.err;
  }
  Ended exported(const std::string& key = program::kMasterKey) const {
    return run({"export", "--data", data()}, key);
  }

  folder::Temporary folder_;
};

TEST_F(Personal, AKeyIsMadeForItsOwnerAlone) {
  ASSERT_EQ(run({"keys", "make", path("master.key")}).code, 0);
  struct stat file{};
  ASSERT_EQ(stat(path("master.key").c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777U, 0600U);
  const std::string key = text_of(path("master.key"));
  EXPECT_EQ(run({"keys", "make", path("master.key")}).code, 2);
  EXPECT_EQ(text_of(path("master.key")), key);
}

TEST_F(Personal, ARealAuthorityIsRefusedWithoutAKeyAndToldHowToMakeOne) {
  const std::string csv = folder_.write("in.csv", "a,b\n").string();
  const Ended refused = run({"import", "providers", csv, "--data", data()}, "");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("gwarchod keys make FILE"));
  EXPECT_FALSE(std::filesystem::exists(data()));
  EXPECT_EQ(run({"serve", "--data", data()}, "").code, 2);
}

TEST_F(Personal, AKeyThatOthersMayReadIsRefused) {
  simulate();
  const std::string file = folder_.write("open.key", program::kMasterKey).string();
  chmod(file.c_str(), 0644);
  const Ended refused = run({"status", "--data", data(), "--master-key", file}, "");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("chmod 600"));
  chmod(file.c_str(), 0600);
  EXPECT_EQ(run({"status", "--data", data(), "--master-key", file}, "").code, 0);
}

TEST_F(Personal, WhatIsNoKeyIsRefused) {
  simulate();
  const std::string file = folder_.write("short.key", "c2hvcnQ=\n").string();
  chmod(file.c_str(), 0600);
  EXPECT_THAT(run({"status", "--data", data(), "--master-key", file}).err,
              HasSubstr("holds no key"));
  EXPECT_THAT(run({"status", "--data", data()}, "gibberish").err, HasSubstr("holds no key"));
  EXPECT_THAT(run({"status", "--data", data(), "--master-key", path("none")}).err,
              HasSubstr("is not there"));
}

TEST_F(Personal, AnotherKeyIsToldAsSuch) {
  simulate();
  const Ended refused = exported(kOtherKey);
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("another master key"));
  EXPECT_EQ(refused.out, "");
}

TEST_F(Personal, ASyntheticAuthorityMakesItsOwnKeyAndUsesIt) {
  simulate("");
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(data()) / "master.key"));
  EXPECT_EQ(exported("").code, 0);
}

TEST_F(Personal, KeysThatAreGoneAreToldAndNotMadeAnew) {
  simulate();
  const std::filesystem::path keys = std::filesystem::path(data()) / "keys";
  std::filesystem::rename(keys, folder_.path() / "kept");
  EXPECT_THAT(exported().err, HasSubstr("put them back"));
  EXPECT_EQ(run({"account", "add", "mair", "--name", "Mair", "--data", data()}).code, 0);
  EXPECT_EQ(run({"serve", "--data", data(), "--listen", "127.0.0.1:0"}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(keys));
  std::filesystem::rename(folder_.path() / "kept", keys);
  EXPECT_EQ(exported().code, 0);
}

TEST_F(Personal, VerifyingNeedsNoKey) {
  simulate();
  EXPECT_EQ(run({"verify", "--data", data()}, "").code, 0);
}

TEST_F(Personal, RotationNeedsTheNewKeyFromThenOn) {
  simulate();
  const std::string before = exported().out;
  ASSERT_EQ(run({"keys", "make", path("new.key")}).code, 0);
  const Ended rotated = run({"keys", "rotate", "--new", path("new.key"), "--data", data()});
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  EXPECT_EQ(exported().code, 2);
  const Ended after = run({"export", "--data", data(), "--master-key", path("new.key")}, "");
  EXPECT_EQ(after.code, 0) << after.err;
  EXPECT_EQ(after.out, before);
}

TEST_F(Personal, NothingOfWhoIsErasedIsLeftOutsideTheKeys) {
  simulate();
  const std::string before = exported().out;
  std::smatch named;
  const std::regex reference(R"re("adult":"([^"]+)")re");
  ASSERT_TRUE(std::regex_search(before, named, reference)) << "no report names anybody";
  const std::string person = named[1];
  const std::filesystem::path copy = folder_.path() / "copy";
  std::filesystem::copy(data(), copy, std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(copy / "keys");

  const Ended erased = run({"erase", person, "--data", data(), "--why", "They asked for it.",
                            "--authority", "Data protection officer"});
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("can be read in full no more"));

  const std::string after = exported().out;
  EXPECT_THAT(after, Not(HasSubstr("\"" + person + "\"")));
  EXPECT_THAT(after, HasSubstr("\"erased\":["));
  EXPECT_THAT(bytes_below(data()), Not(HasSubstr(person)));
  EXPECT_EQ(run({"verify", "--data", data()}).code, 0);
  EXPECT_EQ(
      run({"erase", person, "--data", data(), "--why", "Again.", "--authority", "Officer"}).code,
      2);

  // A copy of the log made before, with the keys of now.
  std::filesystem::copy(std::filesystem::path(data()) / "keys", copy / "keys",
                        std::filesystem::copy_options::recursive);
  const Ended of_copy = run({"export", "--data", copy.string()});
  EXPECT_EQ(of_copy.code, 0) << of_copy.err;
  EXPECT_THAT(of_copy.out, Not(HasSubstr("\"" + person + "\"")));
  EXPECT_THAT(bytes_below(copy), Not(HasSubstr(person)));
}

TEST_F(Personal, ErasingBesideAServerIsSentToIt) {
  simulate();
  program::Running server({"serve", "--data", data(), "--listen", "127.0.0.1:0"});
  (void)server.line();
  const Ended refused =
      run({"erase", "P-1", "--data", data(), "--why", "Why.", "--authority", "Officer"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("/api/v1/erasures"));
}

}  // namespace
