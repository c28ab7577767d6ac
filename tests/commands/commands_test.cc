#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

using program::Ended;
using program::run;
using testing::HasSubstr;
using testing::StartsWith;

// The columns of the built-in mapping of the Welsh register.
constexpr const char* kHead =
    "service_urn,service_name,address_line_1,town,postcode,local_authority,nursing,provider_name,"
    "max_places,"
    "rating_wellbeing,rating_care_and_support,rating_leadership_and_management,rating_environment,"
    "welsh_main_language\n";
constexpr const char* kHome =
    "SIN-1,Invented House,1 Road,Barry,CF62 1AA,Vale of Glamorgan,without_nursing,Someone "
    "Ltd,12,Good,Good,"
    "Good,Excellent,\n";

class Commands : public testing::Test {
 protected:
  std::string data() const { return (folder_.path() / "data").string(); }
  std::string file(const std::string& text) const { return folder_.write("in.csv", text).string(); }
  Ended import(const std::string& text, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"import", "providers", file(text), "--data", data()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  folder::Temporary folder_;
};

TEST_F(Commands, HaveHelp) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"serve"},
                                             {"import", "providers"},
                                             {"import", "records"},
                                             {"export"},
                                             {"follow"},
                                             {"attach"},
                                             {"attachment"},
                                             {"status"},
                                             {"timeline"},
                                             {"policy", "show"},
                                             {"policy", "check"},
                                             {"policy", "try"},
                                             {"policy", "adopt"},
                                             {"verify"},
                                             {"rebuild"},
                                             {"account", "add"},
                                             {"account", "list"},
                                             {"account", "disable"},
                                             {"account", "reset"},
                                             {"simulate"}}) {
    std::vector<std::string> asked = command;
    asked.emplace_back("--help");
    const Ended ended = run(asked);
    EXPECT_EQ(ended.code, 0) << command.front();
    EXPECT_THAT(ended.out, HasSubstr("--data")) << command.front();
  }
  EXPECT_EQ(run({"--help"}).code, 0);
}

TEST_F(Commands, RefuseWrongUse) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"dance"}).code, 2);
  EXPECT_EQ(run({"export", "--format", "xml"}).code, 2);
  EXPECT_EQ(run({"status", "--as-of", "yesterday", "--data", data()}).code, 2);
  EXPECT_EQ(run({"serve", "--listen", "8080", "--data", data()}).code, 2);
}

TEST_F(Commands, ImportThenTellTheStatusAndTimeline) {
  const Ended imported = import(std::string(kHead) + kHome);
  EXPECT_EQ(imported.code, 0) << imported.err;
  EXPECT_THAT(imported.out, HasSubstr("1 new providers"));
  EXPECT_THAT(run({"status", "--data", data()}).out, HasSubstr("0 Routine monitoring"));
  EXPECT_THAT(run({"status", "--provider", "sin-1", "--data", data()}).out,
              HasSubstr("Invented House (sin-1)"));
  EXPECT_THAT(run({"status", "--provider", "sin-1", "--json", "--data", data()}).out,
              HasSubstr("\"provider\":\"sin-1\""));
  EXPECT_THAT(run({"timeline", "sin-1", "--lang", "cy", "--data", data()}).out,
              HasSubstr("Darparwr wedi'i gofrestru"));
  EXPECT_THAT(run({"timeline", "sin-1", "--format", "json", "--data", data()}).out,
              HasSubstr("\"ProviderRegistered\""));
}

TEST_F(Commands, ImportNothingTwice) {
  EXPECT_EQ(import(std::string(kHead) + kHome).code, 0);
  const Ended again = import(std::string(kHead) + kHome);
  EXPECT_EQ(again.code, 0);
  EXPECT_THAT(again.out, HasSubstr("Nothing is new"));
}

TEST_F(Commands, StoreNothingInADryRun) {
  const Ended ended = import(std::string(kHead) + kHome, {"--dry-run"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Would import 2 records"));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(Commands, ImportAllOrNothing) {
  const Ended ended =
      import(std::string(kHead) + kHome +
             "SIN-2,Other House,2 Road,Barry,CF62 1AA,Vale of Glamorgan,perhaps,X,many,,,,,\n");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("in.csv:3: nursing: \"perhaps\" is not known to the mapping"));
  EXPECT_THAT(ended.err, HasSubstr("in.csv:3: max_places: "));
  EXPECT_THAT(ended.err, HasSubstr("2 faults; nothing was imported"));
  EXPECT_EQ(run({"status", "--provider", "sin-1", "--data", data()}).code, 2);
}

TEST_F(Commands, TellABadFileByItsLine) {
  EXPECT_THAT(import("a,b\n1,2\n").err, HasSubstr("in.csv:1: the heading fits none"));
  EXPECT_THAT(import(std::string(kHead) + "SIN-1,\"left open\n").err,
              HasSubstr("in.csv:2: service_name: a quote is opened here and never closed"));
  EXPECT_THAT(import(std::string(kHead) + "SIN-1,caf\xE9\n").err, HasSubstr("broken UTF-8"));
  EXPECT_THAT(run({"import", "providers", "/nowhere.csv", "--data", data()}).err,
              HasSubstr("/nowhere.csv: there is no such file"));
  EXPECT_EQ(import("a,b\n1,2\n").code, 1);
}

TEST_F(Commands, TellAMissingFolderInOneLine) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"status"},
                                             {"timeline", "x"},
                                             {"export"},
                                             {"verify"},
                                             {"rebuild"},
                                             {"follow"},
                                             {"account", "list"}}) {
    std::vector<std::string> asked = command;
    asked.insert(asked.end(), {"--data", data()});
    const Ended ended = run(asked);
    EXPECT_EQ(ended.code, 2) << command.front();
    EXPECT_THAT(ended.err, StartsWith("gwarchod: ")) << command.front();
    EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
  }
}

TEST_F(Commands, TellAFolderThatIsNoneOrDamaged) {
  (void)folder_.write("data", "a file where a folder should be");
  const Ended none = run({"status", "--data", data()});
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(std::count(none.err.begin(), none.err.end(), '\n'), 1) << none.err;
  std::filesystem::remove(data());
  (void)folder_.write("data/CURRENT", "nonsense\n");
  const Ended damaged = run({"status", "--data", data()});
  EXPECT_EQ(damaged.code, 2);
  EXPECT_EQ(std::count(damaged.err.begin(), damaged.err.end(), '\n'), 1) << damaged.err;
}

TEST_F(Commands, ServeUntilStoppedAndReadBesideIt) {
  ASSERT_EQ(import(std::string(kHead) + kHome).code, 0);
  program::Running server(
      {"serve", "--listen", "127.0.0.1:0", "--authority", "Bro Morgannwg", "--data", data()});
  EXPECT_THAT(server.line(), StartsWith("Bro Morgannwg: http://127.0.0.1:"));
  EXPECT_THAT(server.line(), HasSubstr("/sign-in#token="));
  const Ended busy = import(std::string(kHead) + kHome);
  EXPECT_EQ(busy.code, 2);
  EXPECT_THAT(busy.err, HasSubstr("in use"));
  EXPECT_EQ(run({"status", "--data", data()}).code, 0);
  EXPECT_EQ(run({"verify", "--data", data()}).code, 0);
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(Commands, ServeOnThisMachineOnly) {
  const Ended ended = run({"serve", "--listen", "0.0.0.0:0", "--data", data()});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("--behind-proxy"));
}

TEST_F(Commands, ServeNoRealFolderAsADemonstration) {
  ASSERT_EQ(import(std::string(kHead) + kHome).code, 0);
  const Ended ended = run({"serve", "--demo", "--listen", "127.0.0.1:0", "--data", data()});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("no demonstration"));
}

TEST_F(Commands, KeepAccounts) {
  const Ended added = run({"account", "add", "non-hopcyn", "--name", "Non Hopcyn", "--role",
                           "SUB_GROUP_MEMBER", "--agency", "HEALTH_BOARD", "--data", data()});
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_THAT(added.out, HasSubstr("/sign-in#token="));
  EXPECT_THAT(run({"account", "list", "--data", data()}).out, HasSubstr("SUB_GROUP_MEMBER"));
  EXPECT_EQ(run({"account", "reset", "non-hopcyn", "--data", data()}).code, 0);
  EXPECT_EQ(run({"account", "disable", "non-hopcyn", "--why", "left", "--data", data()}).code, 0);
  EXPECT_THAT(run({"account", "list", "--data", data()}).out, HasSubstr("(disabled)"));
  EXPECT_EQ(run({"account", "reset", "nobody", "--data", data()}).code, 2);
  EXPECT_EQ(run({"account", "add", "x", "--name", "X", "--role", "KING", "--data", data()}).code,
            2);
}

TEST_F(Commands, ShowAndCheckThePolicy) {
  const Ended shown = run({"policy", "show", "--data", data()});
  EXPECT_EQ(shown.code, 0);
  const auto good = folder_.write("good.textproto", shown.out).string();
  EXPECT_EQ(run({"policy", "check", good}).code, 0);
  ASSERT_EQ(import(std::string(kHead) + kHome).code, 0);
  EXPECT_EQ(run({"policy", "show", "--data", data()}).out, shown.out);
  const auto bad = folder_.write("bad.textproto", "version: \"x\"\ncolour: 3\n").string();
  const Ended checked = run({"policy", "check", bad});
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.err, HasSubstr("bad.textproto:2: "));
  EXPECT_EQ(run({"policy", "check", "/nowhere"}).code, 2);
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST_F(Commands, TryAPolicyAndAdoptIt) {
  ASSERT_EQ(import(std::string(kHead) + kHome).code, 0);
  const Ended shown = run({"policy", "show", "--data", data()});
  const auto again = folder_.write("again.textproto", shown.out).string();
  const Ended overlaps = run({"policy", "check", again, "--data", data()});
  EXPECT_EQ(overlaps.code, 1);
  EXPECT_THAT(overlaps.err, HasSubstr("was adopted before"));
  EXPECT_THAT(overlaps.err, HasSubstr("Effective dates overlap"));

  const std::string text = with(shown.out, "version: \"gwarchod-default-", "version: \"ours-");
  const auto ours = folder_.write("ours.textproto", text).string();
  const Ended tried = run({"policy", "try", ours, "--data", data()});
  EXPECT_EQ(tried.code, 0) << tried.err;
  EXPECT_THAT(tried.out, HasSubstr("(Recommended ladder), tried over "));
  EXPECT_THAT(tried.out, HasSubstr("3 Escalating concerns: nothing changes"));
  EXPECT_THAT(tried.err, HasSubstr("1 of 1"));
  const Ended welsh = run({"policy", "try", ours, "--data", data(), "--lang", "cy"});
  EXPECT_THAT(welsh.out, HasSubstr("3 Pryderon cynyddol: dim newid"));
  const Ended json = run({"policy", "try", ours, "--data", data(), "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"candidate\":\"ours-"));
  const auto bad = folder_.write("bad.textproto", "version: \"x\"\ncolour: 3\n").string();
  const Ended faulty = run({"policy", "try", bad, "--data", data()});
  EXPECT_EQ(faulty.code, 1);
  EXPECT_THAT(faulty.err, HasSubstr("bad.textproto:2: "));
  EXPECT_EQ(run({"policy", "try", ours, "--data", folder_.path() / "nowhere"}).code, 2);

  const std::vector<std::string> adopt{"policy", "adopt",         ours,
                                       "--data", data(),          "--why",
                                       "Agreed", "--approved-by", "The director"};
  const auto adopt_from = [&](const std::string& from) {
    std::vector<std::string> command = adopt;
    command.insert(command.end(), {"--from", from});
    return run(command);
  };
  EXPECT_THAT(adopt_from("2026-02-30").err, HasSubstr("\"2026-02-30\" is no day"));
  const Ended early = adopt_from("2012-01-01");
  EXPECT_EQ(early.code, 1);
  EXPECT_THAT(early.err, HasSubstr("Effective dates overlap"));
  const Ended done = adopt_from("2024-04-01");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr(", in force from 2024-04-01"));
  EXPECT_THAT(run({"policy", "show", "--data", data()}).out, HasSubstr("version: \"ours-"));
  EXPECT_THAT(adopt_from("2025-04-01").err, HasSubstr("adopted before"));
  EXPECT_NE(
      run({"policy", "adopt", ours, "--data", data(), "--why", "", "--approved-by", "A"}).code, 0);
}

TEST_F(Commands, SimulateExportAndVerify) {
  const Ended made = run({"simulate", "--providers", "8", "--events", "300", "--days", "120",
                          "--seed", "5", "--data", data()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("A synthetic authority"));
  EXPECT_THAT(run({"export", "--data", data()}).out, HasSubstr("\"kind\":\"ProviderRegistered\""));
  const Ended table =
      run({"export", "--format", "csv", "--kind", "InsuranceEvidence", "--data", data()});
  EXPECT_THAT(table.out, StartsWith("position,stream,"));
  EXPECT_EQ(run({"export", "--kind", "Parade", "--data", data()}).code, 2);
  EXPECT_THAT(run({"verify", "--data", data()}).out, StartsWith("The log is whole: "));
  EXPECT_EQ(run({"simulate", "--data", data()}).code, 2);
}

TEST_F(Commands, ImportTheRealHistoryFromItsGzip) {
  const auto history = folder::reference("scotland/events.csv.gz");
  if (!std::filesystem::exists(history)) GTEST_SKIP() << "skipped: the reference data is not here";
  const Ended ended = run({"import", "records", history.string(), "--data", data()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Imported 67,304 records, from 2002-03-31 to 2023-12-31"));
  EXPECT_THAT(ended.out, HasSubstr("5,402 new providers"));
  EXPECT_THAT(ended.out, HasSubstr("3 Escalating concerns"));
}

}  // namespace
