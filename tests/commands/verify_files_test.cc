#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

/// What `verify` says of the files that are attached to records.
namespace {

namespace fs = std::filesystem;
using program::Ended;
using program::run;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class VerifyFiles : public testing::Test {
 protected:
  VerifyFiles() {
    const Ended made =
        run({"simulate", "--providers", "2", "--events", "20", "--days", "60", "--data", data()});
    EXPECT_EQ(made.code, 0) << made.err;
    const Ended board = ask({"status", "--json"});
    const auto at = board.out.find("\"provider\":\"") + 12;
    provider_ = board.out.substr(at, board.out.find('"', at) - at);
  }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  [[nodiscard]] fs::path at(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] Ended ask(std::vector<std::string> arguments,
                          const std::string& key = program::kMasterKey) const {
    arguments.insert(arguments.end(), {"--data", data()});
    return run(arguments, key);
  }
  /// The id of the record of a file of this content.
  [[nodiscard]] std::string attach(const std::string& content) const {
    const std::string file = folder_.write("in.txt", content).string();
    const Ended attached = ask({"attach", provider_, file, "--title", "Notes"});
    EXPECT_EQ(attached.code, 0) << attached.err;
    const auto at = attached.out.find(": ") + 2;
    return attached.out.substr(at, attached.out.find('\n') - at);
  }
  /// The sealed files, in the order of their names.
  [[nodiscard]] std::vector<fs::path> sealed() const {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(data()) / "attachments")) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
  }
  void expect_fault(const Ended& verified, const std::string& record, const fs::path& file,
                    const std::string& what) const {
    EXPECT_EQ(verified.code, 1) << verified.out;
    EXPECT_THAT(verified.err,
                AllOf(HasSubstr("of record " + record), HasSubstr(file.string()), HasSubstr(what)));
    EXPECT_THAT(verified.out, HasSubstr("The log is whole"));
  }

  folder::Temporary folder_;
  std::string provider_;
};

TEST_F(VerifyFiles, ReadsEachToItsLastByteAndCountsThem) {
  (void)attach("one");
  (void)attach(std::string(200'000, 'x'));
  (void)attach("one");  // the same content is the same file
  const Ended verified = ask({"verify"});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("The attached files are whole: 2 files read"));
  EXPECT_THAT(verified.err, HasSubstr("Files read: 2 of 2"));
  EXPECT_THAT(ask({"verify", "--json"}).out,
              HasSubstr(R"("files":{"read":2,"measured":0,"erased":0,"withoutKey":0,)"
                        R"("damaged":0,"unnamed":0})"));
}

TEST_F(VerifyFiles, SaysNothingWhereNoneAreAttached) {
  EXPECT_THAT(ask({"verify"}).out, Not(HasSubstr("file")));
}

TEST_F(VerifyFiles, TellsAFlippedBitAnywhereInOne) {
  const std::string record = attach(std::string(200'000, 'x'));
  const fs::path file = sealed().front();
  const auto size = static_cast<std::streamoff>(fs::file_size(file));
  for (const std::streamoff place : {std::streamoff{0}, std::streamoff{20}, std::streamoff{70},
                                     std::streamoff{120}, size / 2, size - 1}) {
    const auto flip = [&] {
      std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
      stream.seekg(place);
      const auto byte = static_cast<char>(stream.get() ^ 0x04);
      stream.seekp(place);
      stream.put(byte);
    };
    flip();
    SCOPED_TRACE(place);
    expect_fault(ask({"verify"}), record, file, "is not what was stored");
    flip();
  }
  EXPECT_EQ(ask({"verify"}).code, 0);
}

TEST_F(VerifyFiles, TellsOneThatIsGoneOrShortened) {
  const std::string record = attach(std::string(200'000, 'x'));
  const fs::path file = sealed().front();
  fs::copy_file(file, at("kept"));
  fs::resize_file(file, 100'000);
  expect_fault(ask({"verify"}), record, file, "is not what was stored");
  fs::remove(file);
  expect_fault(ask({"verify"}), record, file, "is not in its folder");
  EXPECT_THAT(ask({"verify", "--json"}).out, HasSubstr(R"("damaged":1)"));
  EXPECT_EQ(ask({"verify", "--without-files"}).code, 0);
  fs::copy_file(at("kept"), file);
  EXPECT_EQ(ask({"verify"}).code, 0);
}

TEST_F(VerifyFiles, TellsBothOfTwoThatWereSwapped) {
  const std::string one = attach("one");
  const std::string two = attach("two");
  const auto paths = sealed();
  fs::rename(paths[0], at("aside"));
  fs::rename(paths[1], paths[0]);
  fs::rename(at("aside"), paths[1]);
  const Ended verified = ask({"verify"});
  expect_fault(verified, one, paths[0], "is not what was stored");
  expect_fault(verified, two, paths[1], "is not what was stored");
}

TEST_F(VerifyFiles, CountsThoseThatWereErased) {
  const std::string record = attach("one");
  (void)attach("two");
  const Ended erased = ask({"erase", "--record", record, "--why", "The wrong letter.",
                            "--authority", "Data protection officer"});
  ASSERT_EQ(erased.code, 0) << erased.err;
  const Ended verified = ask({"verify"});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, AllOf(HasSubstr("whole: 1 file read"), HasSubstr("1 file erased")));
}

TEST_F(VerifyFiles, NotesThoseOfNoRecordAsNoDamage) {
  (void)attach("one");
  const fs::path stray = folder_.write("data/attachments/ab/stray", "from elsewhere");
  EXPECT_THAT(ask({"verify"}).out, Not(HasSubstr("stray"))) << "it may be under way";
  fs::last_write_time(stray, fs::last_write_time(stray) - std::chrono::hours{1});
  const Ended verified = ask({"verify"});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, AllOf(HasSubstr("stray"), HasSubstr("no damage")));
}

TEST_F(VerifyFiles, MeasuresThemWhereNoKeyIsGiven) {
  const std::string record = attach(std::string(200'000, 'x'));
  const Ended measured = ask({"verify"}, "");
  EXPECT_EQ(measured.code, 0) << measured.err;
  EXPECT_THAT(measured.out, AllOf(HasSubstr("1 file measured"), HasSubstr("--master-key")));
  const fs::path file = sealed().front();
  fs::resize_file(file, 100'000);
  expect_fault(ask({"verify"}, ""), record, file, "is not as long as it was stored");
  fs::remove(file);
  const Ended gone = ask({"verify"}, "");
  EXPECT_EQ(gone.code, 1);
  EXPECT_THAT(gone.err, AllOf(HasSubstr(record), HasSubstr("is not in its folder")));
}

TEST_F(VerifyFiles, SaysWhyTheyCannotBeOpenedWithAnotherKey) {
  (void)attach("one");
  const Ended verified = ask({"verify"}, std::string(64, 'a'));
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, AllOf(HasSubstr("cannot be opened"), HasSubstr("another master key")));
}

TEST_F(VerifyFiles, LooksAtThemBesideARunningServer) {
  (void)attach("one");
  program::Running server({"serve", "--data", data(), "--listen", "127.0.0.1:0"});
  (void)server.line();
  const Ended verified = ask({"verify"});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("1 file read"));
}

TEST_F(VerifyFiles, ThatCameBackFromABackupAreReadToo) {
  const std::string record = attach("one");
  ASSERT_EQ(ask({"backup", at("backups").string(), "--keys-to", at("keys").string()}).code, 0);
  const auto restored = [&](const std::string& to) {
    return run({"restore", at("backups").string(), "--keys-from", at("keys").string(), "--data",
                at(to).string()});
  };
  const Ended whole = restored("new");
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.out, HasSubstr("1 file read"));
  const std::string name = sealed().front().filename().string();
  fs::remove(at("backups") / "attachments" / name.substr(0, 2) / name);
  const Ended lost = restored("other");
  EXPECT_EQ(lost.code, 1);
  EXPECT_THAT(lost.err, AllOf(HasSubstr(record), HasSubstr("do not serve")));
}

// The key was destroyed after the log was backed up, and the keys were copied after that.
TEST_F(VerifyFiles, OfAnOlderLogThanItsKeysAreNoted) {
  const std::string record = attach("one");
  ASSERT_EQ(ask({"backup", at("backups").string()}).code, 0);
  ASSERT_EQ(ask({"erase", "--record", record, "--why", "Wrong.", "--authority", "Officer"}).code,
            0);
  const Ended restored = run({"restore", at("backups").string(), "--data", at("new").string()});
  ASSERT_EQ(restored.code, 0) << restored.err;
  fs::copy(fs::path(data()) / "keys", at("new") / "keys", fs::copy_options::recursive);
  const Ended verified = run({"verify", "--data", at("new").string()});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("1 file without a key"));
}

}  // namespace
