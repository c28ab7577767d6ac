#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

namespace fs = std::filesystem;
using program::Ended;
using program::run;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// One provider of a small synthetic authority, and a template of its own in place of the page's.
class APack : public testing::Test {
 protected:
  APack() {
    const Ended made = run({"simulate", "--providers", "3", "--events", "200", "--days", "90",
                            "--seed", "11", "--data", data()});
    EXPECT_EQ(made.code, 0) << made.err;
    const std::string log = run({"export", "--kind", "ProviderRegistered", "--data", data()}).out;
    const auto from = log.find("\"provider/") + 10;
    provider_ = log.substr(from, log.find('"', from) - from);
    fs::create_directory(folder_.path() / "pages");
    write("pages/pack-template.html",
          "<title><!--pack:title--></title><body><!--pack:plain--><!--pack:data--></body>");
  }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  [[nodiscard]] std::string at(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(at(name), std::ios::binary) << text;
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ifstream stream(at(name), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }
  [[nodiscard]] Ended make(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"timeline", provider_,      "--format", "html",
                                       "--data",   data(),         "--pages",  at("pages"),
                                       "--output", at("pack.html")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  /// By the independent program, run by the real node.
  [[nodiscard]] Ended check() const {
    const std::string command = "node '" GWARCHOD_SOURCE "/deploy/check-pack.mjs' '" +
                                at("pack.html") + "' '" + data() + "/log.vkey' 2>&1";
    Ended ended;
    FILE* output = popen(command.c_str(), "r");
    std::array<char, 4096> piece{};
    while (std::fgets(piece.data(), piece.size(), output) != nullptr) ended.out += piece.data();
    ended.code = WEXITSTATUS(pclose(output));
    return ended;
  }
  /// The pack with the text in place of the first other.
  void change(const std::string& from, const std::string& to) const {
    std::string pack = text_of("pack.html");
    const auto found = pack.find(from);
    ASSERT_NE(found, std::string::npos) << from;
    pack.replace(found, from.size(), to);
    write("pack.html", pack);
  }

  folder::Temporary folder_;
  std::string provider_;
};

TEST_F(APack, IsOneFileOfWhichEveryRecordIsProven) {
  const Ended made = make();
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string pack = text_of("pack.html");
  EXPECT_THAT(pack, HasSubstr("OFFICIAL - SENSITIVE"));
  EXPECT_THAT(pack, HasSubstr("SWYDDOGOL - SENSITIF"));
  EXPECT_THAT(pack, HasSubstr("<th scope=\"col\">Pryd</th>"));
  EXPECT_EQ(fs::status(at("pack.html")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  const Ended checked = check();
  EXPECT_EQ(checked.code, 0) << checked.out;
  EXPECT_THAT(checked.out, ContainsRegex("[0-9]+ records of " + provider_ +
                                         ": [0-9]+ proven, "
                                         "0 of them by their hash alone; 0 not proven"));
}

TEST_F(APack, IsNotProvenOnceAnythingOfARecordOrItsProofIsChanged) {
  ASSERT_EQ(make().code, 0);
  const std::string whole = text_of("pack.html");
  change("\"kind\":\"ProviderRegistered\"", "\"kind\":\"Complaint\"");
  EXPECT_EQ(check().code, 1);
  EXPECT_THAT(check().out, HasSubstr("NOT PROVED"));
  write("pack.html", whole);
  change("\"occurredFrom\":\"2", "\"occurredFrom\":\"1");
  EXPECT_EQ(check().code, 1);
  EXPECT_THAT(check().out, HasSubstr("the day it happened is another in the log"));
  write("pack.html", whole);
  change("\\nextra AQ", "\\nextra AR");  // a bit of the record itself
  EXPECT_EQ(check().code, 1);
  EXPECT_THAT(check().out, HasSubstr("1 not proven"));
  write("pack.html", whole);
  change("\"proofs\":[{\"eventId\":\"", "\"proofs\":[{\"eventId\":\"x");
  EXPECT_EQ(check().code, 1);
  write("pack.html", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(check().code, 1);
}

TEST_F(APack, TellsWhatWasKnownThen) {
  ASSERT_EQ(make({"--as-known-at", "6"}).code, 0);
  EXPECT_THAT(text_of("pack.html"), HasSubstr("\"asKnownAt\":\"6\""));
  EXPECT_THAT(text_of("pack.html"), Not(HasSubstr("\"foresight\"")));
}

TEST_F(APack, SaysPlainlyThatItsTemplateIsMissing) {
  fs::remove(at("pages/pack-template.html"));
  const Ended made = make();
  EXPECT_EQ(made.code, 2);
  EXPECT_THAT(made.err, HasSubstr("pack-template.html"));
  EXPECT_THAT(made.err, HasSubstr("npm run build"));
  write("pages/pack-template.html", "<title><!--pack:title--></title>");
  EXPECT_THAT(make().err, HasSubstr("another release"));
}

TEST_F(APack, IsRefusedOfAProviderThatIsNotThere) {
  provider_ = "nowhere";
  EXPECT_EQ(make().code, 2);
  EXPECT_FALSE(fs::exists(at("pack.html")));
}

}  // namespace
