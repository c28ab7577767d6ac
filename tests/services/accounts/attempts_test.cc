#include "accounts/attempts.h"

#include <gtest/gtest.h>

namespace {

using accounts::Attempts;
using std::chrono::minutes;

const schema::Instant kNow =
    schema::Instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

TEST(FailedSignIns, MakeAnAccountWaitAfterTen) {
  Attempts attempts;
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(attempts.may_try("mari", kNow));
    attempts.failed("mari", kNow);
  }
  EXPECT_FALSE(attempts.may_try("mari", kNow + minutes{14}));
  EXPECT_TRUE(attempts.may_try("mari", kNow + minutes{15}));
  EXPECT_TRUE(attempts.may_try("another", kNow));
}

TEST(FailedSignIns, AreForgottenOnceOneSucceeds) {
  Attempts attempts;
  for (int i = 0; i < 10; ++i) attempts.failed("mari", kNow);
  attempts.succeeded("mari");
  EXPECT_TRUE(attempts.may_try("mari", kNow));
}

TEST(FailedSignIns, OfInventedAccountsDoNotFillTheMemory) {
  Attempts attempts;
  for (std::size_t i = 0; i < accounts::kAttemptedAccountsMax; ++i) {
    attempts.failed("guess-" + std::to_string(i), kNow);
  }
  for (int i = 0; i < 20; ++i) attempts.failed("one-more", kNow);
  EXPECT_TRUE(attempts.may_try("one-more", kNow)) << "it was not remembered";
  for (int i = 0; i < 10; ++i) attempts.failed("one-more", kNow + minutes{16});
  EXPECT_FALSE(attempts.may_try("one-more", kNow + minutes{16})) << "the old made room";
}

}  // namespace
