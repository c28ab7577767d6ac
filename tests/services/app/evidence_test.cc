#include "app/evidence.h"

#include <gmock/gmock.h>

#include <fstream>

#include "eventstore/backup.h"
#include "services/app/support/authority.h"
#include "services/app/support/folder.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// An authority in memory, and a folder for what lies beside its log.
class SigningTheLog : public authority::Authority {
 protected:
  SigningTheLog() { EXPECT_TRUE(make_log_keys(folder_.path()).has_value()); }

  EvidenceFiles files() const {
    auto read = EvidenceFiles::read(folder_.path());
    EXPECT_TRUE(read.has_value()) << read.error();
    return *read;
  }
  std::unique_ptr<Evidence> evidence(const eventstore::EventStore& of) {
    return std::make_unique<Evidence>(of, schema, files());
  }
  fs::path at(const char* name) const { return folder_.path() / name; }

  folder::Temporary folder_;
};

TEST_F(SigningTheLog, GivesTheHeadOfNow) {
  (void)enrol("rose-court");
  const auto signer = evidence(*store);
  const auto note = signer->checkpoint();
  ASSERT_TRUE(note.has_value());
  const auto checkpoint = eventstore::open_checkpoint(*note, files().keys.verifying);
  ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error();
  EXPECT_EQ(checkpoint->size, store->last_position().value());
  EXPECT_EQ(checkpoint->root, store->tree_head().root);
  EXPECT_EQ(*signer->checkpoint(), *note);
}

TEST_F(SigningTheLog, GoesOnFromWhatWasSignedBefore) {
  (void)enrol("rose-court");
  EXPECT_TRUE(evidence(*store)->checkpoint().has_value());
  (void)record("rose-court", authority::complaint("2026-03-12"));
  EXPECT_TRUE(evidence(*store)->checkpoint().has_value());
  EXPECT_EQ(files().last_signed->size, store->last_position().value());
}

TEST_F(SigningTheLog, IsRefusedWhenTheLogContradictsWhatWasSigned) {
  (void)enrol("rose-court");
  (void)record("rose-court", authority::complaint("2026-03-12"));
  EXPECT_TRUE(evidence(*store)->checkpoint().has_value());
  const auto shorter = eventstore::make_memory_store(clock);
  const auto cut = evidence(*shorter)->checkpoint();
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().code(), "contradicts-checkpoint");
}

TEST_F(SigningTheLog, IsRefusedWithoutTheKey) {
  fs::remove(at(kSigningKeyFile));
  const auto refused = evidence(*store)->checkpoint();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code(), "no-signing-key");
  EXPECT_FALSE(refused.error().words().cy().empty());
}

TEST_F(SigningTheLog, BelievesNoLastCheckpointOfAnother) {
  (void)evidence(*store)->checkpoint();
  std::ofstream(at(kLastCheckpointFile), std::ios::app) << "x";
  const auto read = EvidenceFiles::read(folder_.path());
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error(), HasSubstr("is not what this log signed"));
}

TEST_F(SigningTheLog, MakesItsKeysOnce) {
  const std::string before = files().keys.signing->secret_text();
  EXPECT_FALSE(*make_log_keys(folder_.path()));
  EXPECT_EQ(files().keys.signing->secret_text(), before);
}

TEST_F(SigningTheLog, FinishesKeysThatWereHalfMade) {
  const std::string before = files().keys.signing->secret_text();
  fs::remove(at(kVerifyingKeysFile));
  EXPECT_TRUE(*make_log_keys(folder_.path()));
  EXPECT_EQ(files().keys.signing->secret_text(), before);
  EXPECT_EQ(files().keys.verifying.size(), 1U);
}

TEST_F(SigningTheLog, DoesNotReplaceALostKeyUnasked) {
  fs::remove(at(kSigningKeyFile));
  EXPECT_FALSE(*make_log_keys(folder_.path()));
  EXPECT_FALSE(files().keys.signing.has_value());
  EXPECT_TRUE(replace_log_keys(folder_.path()).has_value());
  const LogKeys keys = files().keys;
  ASSERT_EQ(keys.verifying.size(), 2U);
  EXPECT_EQ(keys.verifying[0].name(), keys.verifying[1].name());
  EXPECT_EQ(keys.signing->verifying_key().text(), keys.verifying[1].text());
}

TEST_F(SigningTheLog, RefusesAKeyThatOthersMayReadOrThatIsNone) {
  fs::permissions(at(kSigningKeyFile), fs::perms::group_read, fs::perm_options::add);
  EXPECT_THAT(read_log_keys(folder_.path()).error(), HasSubstr("chmod 600"));
  fs::remove(at(kSigningKeyFile));
  std::ofstream(at(kSigningKeyFile)) << "nonsense\n";
  fs::permissions(at(kSigningKeyFile), fs::perms::owner_read | fs::perms::owner_write);
  const std::string line = read_log_keys(folder_.path()).error();
  EXPECT_THAT(line, HasSubstr("is no signing key"));
  EXPECT_THAT(line, testing::Not(HasSubstr("nonsense")));
}

}  // namespace
}  // namespace app
