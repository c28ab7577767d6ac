#include "eventstore/growth_proof.h"

#include <gmock/gmock.h>

#include "eventstore/memory_store.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::HasSubstr;

class AGrowthProof : public testing::Test {
 protected:
  AGrowthProof() { append(300); }
  void append(int events) {
    Commit all;
    for (int number = 0; number < events; ++number) {
      all.writes.push_back(
          {stream("s"), ExpectedVersion::any(), {event("id " + std::to_string(++appended_))}});
    }
    must(*store_, all);
  }
  Checkpoint now() const {
    return {store_->tree_head().size, store_->tree_head().root, "gwarchod/rose", {}};
  }
  GrowthProof proof(const Checkpoint& old) const {
    return prove_growth(*store_, old.size, sign(now(), key_));
  }
  auto check(const GrowthProof& proof, const Checkpoint& old) const {
    return check_growth_proof(proof, old, {{key_.verifying_key()}});
  }

  FakeClock clock_;
  std::unique_ptr<EventStore> store_ = make_memory_store(clock_);
  SigningKey key_ = SigningKey::make("gwarchod/rose");
  int appended_ = 0;
};

TEST_F(AGrowthProof, ShowsThatALaterLogBeginsWithTheEarlier) {
  const Checkpoint old = now();
  append(1'000);
  const auto later = check(proof(old), old);
  ASSERT_TRUE(later.has_value()) << later.error();
  EXPECT_EQ(*later, now());
  EXPECT_TRUE(check(proof(now()), now()).has_value());
}

TEST_F(AGrowthProof, DoesNotStandForAnotherPast) {
  Checkpoint old = now();
  append(50);
  const GrowthProof made = proof(old);
  old.root[0] ^= 1;
  EXPECT_THAT(check(made, old).error(), HasSubstr("did not merely grow"));
  old = {299, now().root, "gwarchod/rose", {}};
  EXPECT_THAT(check(made, old).error(), HasSubstr("does not go on"));
}

TEST_F(AGrowthProof, IsReadBackFromItsText) {
  const Checkpoint old = now();
  append(77);
  const std::string text = proof(old).text();
  const auto read = parse_growth_proof(text);
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(read->text(), text);
  EXPECT_TRUE(check(*read, old).has_value());
}

TEST_F(AGrowthProof, WithAnyBitFlippedStandsForNothing) {
  const Checkpoint old = now();
  append(5);
  const std::string text = proof(old).text();
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string altered = text;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
    const auto read = parse_growth_proof(altered);
    EXPECT_FALSE(read.has_value() && check(*read, old).has_value()) << "bit " << bit;
  }
}

TEST_F(AGrowthProof, ThatIsNoneIsRefusedWithItsLine) {
  const std::string note = sign(now(), key_);
  const auto error_of = [](const std::string& text) {
    const auto read = parse_growth_proof(text);
    return read ? "" : read.error();
  };
  EXPECT_THAT(error_of(""), HasSubstr("no empty line"));
  EXPECT_THAT(error_of("old 01\n\n" + note), HasSubstr("line 1"));
  EXPECT_THAT(error_of("new 1\n\n" + note), HasSubstr("line 1"));
  EXPECT_THAT(error_of("old 1\nAQ==\n\n" + note), HasSubstr("line 2"));
  EXPECT_THAT(error_of("old 1\n\nnote"), HasSubstr("the checkpoint"));
}

}  // namespace
}  // namespace eventstore::test
