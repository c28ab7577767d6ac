#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

using program::Ended;
using program::run;
using testing::HasSubstr;
using testing::StartsWith;

class Attach : public testing::Test {
 protected:
  Attach() {
    EXPECT_EQ(
        run({"simulate", "--providers", "2", "--events", "200", "--days", "200", "--data", data()})
            .code,
        0);
    const Ended board = run({"status", "--json", "--data", data()});
    const auto at = board.out.find("\"provider\":\"") + 12;
    provider = board.out.substr(at, board.out.find('"', at) - at);
  }
  std::string data() const { return (folder_.path() / "data").string(); }
  std::string file(const std::string& name, const std::string& text) const {
    return folder_.write(name, text).string();
  }
  Ended attach(const std::string& path, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> asked{"attach", provider, path, "--title", "Notes of the visit",
                                   "--data", data()};
    asked.insert(asked.end(), more.begin(), more.end());
    return run(asked);
  }
  static std::string event_of(const Ended& attached) {
    const auto at = attached.out.find(": ") + 2;
    return attached.out.substr(at, attached.out.find('\n') - at);
  }
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream from(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
  }

  folder::Temporary folder_;
  std::string provider;
};

TEST_F(Attach, KeepsAFileAndGivesItBack) {
  const std::string content = "Seen: all well.\n" + std::string(200'000, 'x');
  const Ended attached = attach(file("in.txt", content));
  ASSERT_EQ(attached.code, 0) << attached.err;
  EXPECT_THAT(run({"timeline", provider, "--data", data()}).out, HasSubstr("Notes of the visit"));
  const std::string out = (folder_.path() / "out.txt").string();
  const Ended given = run({"attachment", event_of(attached), "--out", out, "--data", data()});
  ASSERT_EQ(given.code, 0) << given.err;
  EXPECT_EQ(bytes_of(out), content);
  // Never over another file.
  EXPECT_EQ(run({"attachment", event_of(attached), "--out", out, "--data", data()}).code, 2);
}

TEST_F(Attach, AFileOfAPersonGoesWithThem) {
  const std::string exported = run({"export", "--kind", "AdultAtRiskReport", "--data", data()}).out;
  std::smatch named;
  const std::regex report(
      R"re("stream":"provider/([^"]+)".*?"id":"([^"]+)".*?"adult":"([^"]+)")re");
  ASSERT_TRUE(std::regex_search(exported, named, report)) << "no report names anybody";
  provider = named[1];
  const Ended attached = attach(file("in.txt", "what she wrote"), {"--to", named[2]});
  ASSERT_EQ(attached.code, 0) << attached.err;
  const Ended erased = run({"erase", named[3], "--data", data(), "--why", "They asked for it.",
                            "--authority", "Data protection officer"});
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("1 file attached to what was erased"));
  const Ended given = run({"attachment", event_of(attached), "--out", "-", "--data", data()});
  EXPECT_EQ(given.code, 2);
  EXPECT_THAT(given.err, HasSubstr("was erased"));
  // And in Welsh, of one record.
  const Ended other = attach(file("in.txt", "another"));
  const Ended welsh = run({"erase", "--record", event_of(other), "--lang", "cy", "--data", data(),
                           "--why", "Wedi'i uwchlwytho ar gam.", "--authority", "Swyddog"});
  EXPECT_THAT(welsh.out, HasSubstr("sydd wedi mynd hefyd: 1."));
  EXPECT_EQ(run({"verify", "--data", data()}).code, 0);
}

TEST_F(Attach, RefusesInOneLineAndLeavesNothing) {
  const Ended program = attach(file("in.pdf", "#!/bin/sh\nrm -rf /\n"));
  EXPECT_EQ(program.code, 2);
  EXPECT_THAT(program.err, StartsWith("gwarchod: Files of this type are not taken"));
  EXPECT_EQ(attach("/nowhere.pdf").code, 2);
  EXPECT_EQ(attach(file("empty.txt", "")).code, 2);
  EXPECT_EQ(attach(file("in.txt", "text"), {"--to", "nothing"}).code, 2);
  EXPECT_EQ(run({"attachment", "nothing", "--data", data()}).code, 2);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data() + "/attachments")) {
    EXPECT_FALSE(entry.is_regular_file()) << entry.path();
  }
}

}  // namespace
