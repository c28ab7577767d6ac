#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "commands/support/program.h"
#include "services/app/support/folder.h"

namespace {

namespace fs = std::filesystem;
using program::Ended;
using program::run;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// One of the independent programs, run by the real node.
Ended check(const std::string& program, const std::vector<std::string>& arguments) {
  std::string command = "node '" GWARCHOD_SOURCE "/deploy/" + program + "'";
  for (const std::string& argument : arguments) {
    command += " '" + argument + "'";
  }
  command += " 2>&1";
  Ended ended;
  FILE* output = popen(command.c_str(), "r");
  std::array<char, 4096> piece{};
  while (std::fgets(piece.data(), piece.size(), output) != nullptr) {
    ended.out += piece.data();
  }
  ended.code = WEXITSTATUS(pclose(output));
  return ended;
}

Ended check_proof(const fs::path& proof, const std::string& key) {
  return check("check-proof.mjs", {proof.string(), key});
}

/// A small synthetic authority in a folder of its own.
class Evidence : public testing::Test {
 protected:
  Evidence() { simulate(data(), "5"); }

  static void simulate(const fs::path& data, const std::string& seed) {
    const Ended made = run({"simulate", "--providers", "6", "--events", "200", "--days", "60",
                            "--seed", seed, "--data", data.string()});
    EXPECT_EQ(made.code, 0) << made.err;
  }
  [[nodiscard]] fs::path data() const { return folder_.path() / "data"; }
  [[nodiscard]] fs::path at(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] Ended ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", data().string()});
    return run(arguments);
  }
  void must(const std::vector<std::string>& arguments) const {
    const Ended ended = ask(arguments);
    EXPECT_EQ(ended.code, 0) << arguments.front() << ": " << ended.err;
  }
  /// Another event.
  void add_account(const std::string& id) const {
    must({"account", "add", id, "--name", "Someone"});
  }
  /// The id of some event about a provider.
  [[nodiscard]] std::string event_id() const {
    const std::string log = ask({"export", "--kind", "ProviderRegistered"}).out;
    const auto from = log.find("\"id\":\"") + 6;
    return log.substr(from, log.find('"', from) - from);
  }
  [[nodiscard]] std::string key() const {
    std::string line = text_of(data() / "log.vkey");
    line.pop_back();
    return line;
  }

  folder::Temporary folder_;
};

TEST_F(Evidence, HasHelp) {
  for (const char* command : {"checkpoint", "proof", "verify", "backup", "restore"}) {
    const Ended ended = run({command, "--help"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.out, HasSubstr("--data")) << command;
  }
}

TEST_F(Evidence, KeepsItsSigningKeyToItsOwner) {
  using fs::perms;
  EXPECT_EQ(fs::status(data() / "signing.key").permissions(),
            perms::owner_read | perms::owner_write);
  EXPECT_THAT(text_of(data() / "signing.key"), StartsWith("PRIVATE+KEY+gwarchod/"));
  EXPECT_THAT(key(), StartsWith("gwarchod/"));
  EXPECT_EQ(ask({"checkpoint", "--public-keys"}).out, key() + "\n");
}

TEST_F(Evidence, IsRefusedWhereOthersMayReadTheSigningKey) {
  fs::permissions(data() / "signing.key", fs::perms::others_read, fs::perm_options::add);
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"checkpoint"}, {"serve", "--listen", "127.0.0.1:0"}}) {
    const Ended ended = ask(command);
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.err, HasSubstr("chmod 600"));
  }
  EXPECT_EQ(ask({"status"}).code, 0);
}

TEST_F(Evidence, SignsNothingWithoutItsKeyUntilAnotherIsAskedFor) {
  must({"checkpoint", "--out", at("kept").string()});
  fs::remove(data() / "signing.key");
  const Ended missing = ask({"checkpoint"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, HasSubstr("--new-key"));
  add_account("someone");  // the record goes on
  EXPECT_FALSE(fs::exists(data() / "signing.key"));
  must({"checkpoint", "--new-key", "--out", at("new").string()});
  // What the lost key signed can still be checked.
  const Ended verified =
      ask({"verify", "--against", at("kept").string(), "--against", at("new").string()});
  EXPECT_EQ(verified.code, 0) << verified.err;
}

TEST_F(Evidence, IsProvedToWhoHasThePublicKeyAlone) {
  const std::string id = event_id();
  must({"proof", id, "--out", at("proof").string()});
  const Ended good = check_proof(at("proof"), key());
  EXPECT_EQ(good.code, 0) << good.out;
  EXPECT_THAT(good.out, HasSubstr("The event stands in the log gwarchod/"));
  EXPECT_THAT(good.out, HasSubstr(id));
  EXPECT_THAT(good.out, HasSubstr("ProviderRegistered"));
  EXPECT_EQ(check_proof(at("proof"), (data() / "log.vkey").string()).code, 0);

  must({"proof", id, "--hash-alone", "--out", at("bare").string()});
  const Ended bare = check_proof(at("bare"), key());
  EXPECT_EQ(bare.code, 0) << bare.out;
  EXPECT_THAT(bare.out, Not(HasSubstr(id)));

  simulate(at("other"), "6");
  const Ended stranger = check_proof(at("proof"), (at("other") / "log.vkey").string());
  EXPECT_EQ(stranger.code, 1);
  EXPECT_THAT(stranger.out, HasSubstr("NOT PROVED"));
  EXPECT_EQ(ask({"proof", "no-such-event"}).code, 2);
}

TEST_F(Evidence, OfAnAlteredProofIsRefusedByBoth) {
  must({"proof", event_id(), "--out", at("proof").string()});
  const std::string proof = text_of(at("proof"));
  std::vector<std::size_t> places;  // within each line: the record, the path, the root ...
  for (std::size_t from = 0; from < proof.size(); from = proof.find('\n', from) + 1) {
    places.push_back((from + std::min(proof.find('\n', from), proof.size())) / 2);
  }
  for (const std::size_t place : places) {
    std::string altered = proof;
    altered[place] = altered[place] == 'A' ? 'B' : 'A';
    const auto file = folder_.write("altered", altered);
    EXPECT_EQ(check_proof(file, key()).code, 1) << "byte " << place;
    EXPECT_EQ(ask({"verify", "--proof", file.string()}).code, 1) << "byte " << place;
  }
}

TEST_F(Evidence, ShowsARewrittenLogByWhatWasKeptElsewhere) {
  must({"proof", event_id(), "--out", at("proof").string()});
  must({"checkpoint", "--out", at("kept").string()});
  const Ended whole =
      ask({"verify", "--against", at("kept").string(), "--proof", at("proof").string()});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.out, HasSubstr("The log begins with"));

  // Another log, whole in itself, in the place of the first.
  simulate(at("other"), "6");
  fs::remove_all(data() / "events");
  fs::rename(at("other") / "events", data() / "events");
  fs::rename(at("other") / "head", data() / "head");
  const Ended contradicted = ask({"verify"});
  EXPECT_EQ(contradicted.code, 1);
  EXPECT_THAT(contradicted.err, HasSubstr("log.checkpoint"));
  EXPECT_EQ(ask({"checkpoint"}).code, 1);  // and it is not signed for
  fs::remove(data() / "log.checkpoint");   // what is kept here can be removed here
  EXPECT_EQ(ask({"verify"}).code, 0);
  const Ended rewritten = ask({"verify", "--against", at("kept").string()});
  EXPECT_EQ(rewritten.code, 1);
  EXPECT_THAT(rewritten.err, HasSubstr("the log was rewritten"));
  const Ended proved = ask({"verify", "--proof", at("proof").string()});
  EXPECT_EQ(proved.code, 1);
  EXPECT_THAT(proved.err, HasSubstr("here stands another event"));
}

TEST_F(Evidence, IsShownToHaveOnlyGrownToWhoKeptACheckpoint) {
  must({"checkpoint", "--out", at("kept").string()});
  add_account("someone");
  must({"checkpoint", "--since", at("kept").string(), "--out", at("growth").string()});
  const std::vector<std::string> files{at("kept").string(), at("growth").string(), key()};
  const Ended grew = check("check-growth.mjs", files);
  EXPECT_EQ(grew.code, 0) << grew.out;
  EXPECT_THAT(grew.out, HasSubstr("only grew"));

  // The proof is kept in the place of the checkpoint.
  add_account("another");
  must({"verify", "--against", at("growth").string()});
  must({"checkpoint", "--since", at("growth").string(), "--out", at("later").string()});
  EXPECT_EQ(check("check-growth.mjs", {at("growth").string(), at("later").string(), key()}).code,
            0);

  std::string proof = text_of(at("growth"));
  (void)folder_.write("cut", proof.substr(0, proof.find('\n', 8)));
  const Ended cut = ask({"verify", "--against", at("cut").string()});
  EXPECT_EQ(cut.code, 1);
  EXPECT_THAT(cut.err, HasSubstr("is no proof of growth"));
  proof[10] = proof[10] == 'A' ? 'B' : 'A';
  (void)folder_.write("growth", proof);
  EXPECT_EQ(check("check-growth.mjs", files).code, 1);

  simulate(at("other"), "6");
  fs::remove_all(data() / "events");
  fs::rename(at("other") / "events", data() / "events");
  fs::remove(data() / "log.checkpoint");
  const Ended other = ask({"checkpoint", "--since", at("kept").string()});
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.err, HasSubstr("does not go on"));
}

TEST_F(Evidence, IsNotTakenFromAStranger) {
  simulate(at("other"), "6");
  must({"checkpoint", "--out", at("kept").string()});
  const Ended ended =
      run({"verify", "--against", at("kept").string(), "--data", at("other").string()});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("not signed by a key known here"));
  EXPECT_EQ(ask({"verify", "--against", at("nowhere").string()}).code, 2);
  EXPECT_EQ(ask({"verify", "--against", at("kept").string(), "--key", key()}).code, 0);
  EXPECT_EQ(ask({"verify", "--against", at("kept").string(), "--key", "nonsense"}).code, 2);
}

TEST_F(Evidence, ComesBackFromABackup) {
  must({"backup", at("backups").string(), "--keys-to", at("keys").string()});
  const Ended second = ask({"backup", at("backups").string(), "--json"});
  EXPECT_THAT(second.out, HasSubstr("\"backup\":2"));
  EXPECT_THAT(ask({"backup", at("backups").string(), "--list"}).out, HasSubstr("     2  "));
  for (const auto& entry : fs::recursive_directory_iterator(at("backups"))) {
    EXPECT_NE(entry.path().filename(), "signing.key");
    EXPECT_NE(entry.path().filename(), "master.key");
    EXPECT_NE(entry.path().filename(), "keys");
    EXPECT_FALSE(entry.is_regular_file() &&
                 text_of(entry.path()).find("PRIVATE+KEY") != std::string::npos)
        << entry.path();
  }
  const Ended restored = run({"restore", at("backups").string(), "--keys-from", at("keys").string(),
                              "--data", at("new").string()});
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("The log is whole"));
  EXPECT_THAT(restored.out, HasSubstr("checkpoints/2 was signed for"));
  EXPECT_EQ(run({"export", "--data", at("new").string()}).out, ask({"export"}).out);
  EXPECT_EQ(run({"checkpoint", "--data", at("new").string()}).code, 0);
}

TEST_F(Evidence, IsBackedUpBesideARunningServer) {
  program::Running server({"serve", "--listen", "127.0.0.1:0", "--data", data().string()});
  EXPECT_THAT(server.line(), HasSubstr("http://127.0.0.1:"));
  EXPECT_THAT(server.line(), HasSubstr("/sign-in#token="));
  const Ended made = ask({"backup", at("backups").string(), "--keys-to", at("keys").string()});
  EXPECT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("Backup 1: "));
  EXPECT_EQ(server.stop(), 0);
  EXPECT_FALSE(fs::exists(data() / "control"));
  EXPECT_EQ(run({"restore", at("backups").string(), "--keys-from", at("keys").string(), "--data",
                 at("new").string()})
                .code,
            0);
  EXPECT_EQ(run({"export", "--data", at("new").string()}).out, ask({"export"}).out);
}

TEST_F(Evidence, OfAnOldBackupIsFoundShortened) {
  must({"backup", at("backups").string()});
  add_account("someone");
  must({"checkpoint", "--out", at("kept").string()});
  const Ended alone = run({"restore", at("backups").string(), "--data", at("one").string()});
  EXPECT_EQ(alone.code, 0) << alone.err;
  const Ended against = run({"restore", at("backups").string(), "--data", at("two").string(),
                             "--against", at("kept").string()});
  EXPECT_EQ(against.code, 1);
  EXPECT_THAT(against.err, HasSubstr("the log was shortened"));
  EXPECT_THAT(against.err, HasSubstr("do not serve"));
}

TEST_F(Evidence, IsNotPutOverWhatIsThere) {
  must({"backup", at("backups").string()});
  const Ended ended = ask({"restore", at("backups").string()});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("is not empty"));
  EXPECT_EQ(run({"restore", at("nowhere").string(), "--data", at("new").string()}).code, 2);
  EXPECT_EQ(
      run({"restore", at("backups").string(), "--number", "7", "--data", at("new").string()}).code,
      2);
  EXPECT_FALSE(fs::exists(at("new")));
}

TEST_F(Evidence, OfABackupWhoseHeadIsGoneOrFalseIsNotBelieved) {
  must({"backup", at("backups").string()});
  const fs::path head = at("backups") / "checkpoints" / "1";
  std::string note = text_of(head);
  note[note.find('\n') + 1] = note[note.find('\n') + 1] == '9' ? '8' : '9';
  std::ofstream(head, std::ios::binary) << note;
  const Ended altered = run({"restore", at("backups").string(), "--data", at("one").string()});
  EXPECT_EQ(altered.code, 1);
  EXPECT_THAT(altered.err, HasSubstr("is no checkpoint of this log"));
  fs::remove(head);
  const Ended gone = run({"restore", at("backups").string(), "--data", at("two").string()});
  EXPECT_EQ(gone.code, 1);
  EXPECT_THAT(gone.err, HasSubstr("no signed head"));
}

TEST_F(Evidence, OfTwoLogsIsNotMixedInOneFolder) {
  simulate(at("other"), "6");
  must({"backup", at("backups").string()});
  const Ended other = run({"backup", at("backups").string(), "--data", at("other").string()});
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, HasSubstr("another log"));
  EXPECT_EQ(
      ask({"backup", at("backups").string(), "--keys-to", (at("backups") / "keys").string()}).code,
      2);
}

TEST_F(Evidence, OfAttachmentsIsCopiedOnce) {
  (void)folder_.write("data/attachments/ab/abcd", "sealed");
  (void)folder_.write("data/attachments/incoming/half", "half");
  must({"backup", at("backups").string()});
  const fs::path copy = at("backups") / "attachments" / "ab" / "abcd";
  EXPECT_EQ(text_of(copy), "sealed");
  EXPECT_FALSE(fs::exists(at("backups") / "attachments" / "incoming"));
  EXPECT_THAT(ask({"backup", at("backups").string(), "--json"}).out,
              HasSubstr("\"attachmentsCopied\":0"));
  // Erased, and come again: sealed with another key under the same name.
  fs::remove(data() / "attachments" / "ab" / "abcd");
  (void)folder_.write("data/attachments/ab/abcd", "SEALED");
  fs::last_write_time(data() / "attachments" / "ab" / "abcd",
                      fs::last_write_time(copy) + std::chrono::seconds(1));
  must({"backup", at("backups").string()});
  EXPECT_EQ(text_of(copy), "SEALED");
  EXPECT_EQ(run({"restore", at("backups").string(), "--data", at("new").string()}).code, 0);
  EXPECT_EQ(text_of(at("new") / "attachments" / "ab" / "abcd"), "SEALED");
}

}  // namespace
