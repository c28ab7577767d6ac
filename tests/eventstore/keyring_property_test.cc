#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "eventstore/support/rings.h"
#include "eventstore/support/stores.h"

/// Random lives of a ring. RapidCheck prints the shortest that fails, and its seed;
/// RC_PARAMS="reproduce=..." takes it back.
namespace eventstore::test {
namespace {

enum class Step { kSealFresh, kSealPerson, kSealBoth, kErase, kCutErasure, kRewrap, kReopen };

struct Done {
  Step step;
  std::size_t which;
};
[[maybe_unused]] std::ostream& operator<<(std::ostream& out, const Done& done) {
  return out << static_cast<int>(done.step) << "/" << done.which;
}

rc::Gen<Done> any_step() {
  return rc::gen::construct<Done>(rc::gen::weightedElement<Step>({{6, Step::kSealFresh},
                                                                  {2, Step::kSealPerson},
                                                                  {2, Step::kSealBoth},
                                                                  {4, Step::kErase},
                                                                  {2, Step::kCutErasure},
                                                                  {1, Step::kRewrap},
                                                                  {2, Step::kReopen}}),
                                  rc::gen::inRange<std::size_t>(0, 1'000));
}

/// One ring, with all that was sealed by it and what must be gone.
class Life {
 public:
  /// Opens the ring with that master key; to be cut short after so many calls (-1: never).
  using Open = std::function<std::unique_ptr<Keyring>(std::uint8_t master, int calls)>;
  Life(Open open, bool dies) : open_(std::move(open)), dies_(dies), ring_(open_(master_, -1)) {}

  void live(const Done& done) {
    switch (done.step) {
      case Step::kSealFresh:
        return seal({ring_->fresh_token()});
      case Step::kSealPerson:
        return seal({person(done.which)});
      case Step::kSealBoth:
        return seal({ring_->fresh_token(), person(done.which)});
      case Step::kErase:
        return erase(done.which);
      case Step::kCutErasure:
        return cut_erasure(done.which);
      case Step::kRewrap:
        ring_->rewrap(master(++master_));
        return;
      case Step::kReopen:
        return reopen(-1);
    }
  }

  void check() {
    for (std::size_t number = 0; number < sealed_.size(); ++number) {
      const Sealed& sealed = sealed_[number];
      const auto opened = ring_->open(sealed.tokens, sealed.bytes, std::to_string(number));
      if (is_live(sealed)) {
        RC_ASSERT(opened == words(number));
      } else {
        RC_ASSERT(!opened);
      }
    }
    for (const Token& token : erased_) {
      RC_ASSERT(!ring_->reference_of(token));
      RC_ASSERT(!ring_->derived_key(token, "file"));
    }
  }
  void reopen(int calls) {
    ring_.reset();
    ring_ = open_(master_, calls);
  }

 private:
  struct Sealed {
    std::vector<Token> tokens;
    std::string bytes;
  };

  static std::string words(std::size_t number) { return "what was said " + std::to_string(number); }
  Token person(std::size_t which) { return ring_->token_of("P-" + std::to_string(which % 5)); }

  void seal(std::vector<Token> tokens) {
    const std::size_t number = sealed_.size();
    std::string bytes = ring_->seal(tokens, words(number), std::to_string(number));
    sealed_.push_back({std::move(tokens), std::move(bytes)});
  }
  const Token* any_token(std::size_t which) const {
    return sealed_.empty() ? nullptr : &sealed_[which % sealed_.size()].tokens.front();
  }
  void erase(std::size_t which) {
    const Token* token = any_token(which);
    if (token == nullptr) return;
    RC_ASSERT(ring_->erase(*token) == erased_.insert(*token).second);
  }
  /// Killed at the nth call of an erasure, and opened again.
  void cut_erasure(std::size_t which) {
    const Token* token = any_token(which);
    if (token == nullptr) return;
    const int calls = static_cast<int>(which % 3);
    reopen(calls);
    try {
      (void)ring_->erase(*token);
    } catch (const std::runtime_error&) {
    }
    if (calls > 0 || !dies_) erased_.insert(*token);
    reopen(-1);
  }
  bool is_live(const Sealed& sealed) const {
    return std::ranges::none_of(sealed.tokens,
                                [&](const Token& token) { return erased_.contains(token); });
  }

  Open open_;
  bool dies_;  // when its storage is cut short
  std::uint8_t master_ = 1;
  std::unique_ptr<Keyring> ring_;
  std::vector<Sealed> sealed_;
  std::set<Token> erased_;
};

void check_life(Life life, const std::vector<Done>& steps) {
  for (const Done& done : steps) {
    life.live(done);
    life.check();
  }
  life.reopen(-1);
  life.check();
}

TEST(AnyLifeOfAKeyring, OpensWhatIsLiveAndNeverWhatWasErased) {
  const bool holds = rc::check("in memory", [] {
    const auto steps = *rc::gen::container<std::vector<Done>>(any_step());
    const auto storage = make_memory_key_storage();
    const auto open = [&](std::uint8_t seed, int calls) {
      return ring_over(*storage, seed, calls);
    };
    check_life(Life(open, true), steps);
  });
  EXPECT_TRUE(holds);
}

TEST(AnyLifeOfAKeyringOnDisk, OpensWhatIsLiveAndNeverWhatWasErased) {
  constexpr int kStepsMax = 6;  // each of some tens of milliseconds
  const bool holds = rc::check("on disk", [] {
    const auto steps =
        *rc::gen::resize(kStepsMax, rc::gen::container<std::vector<Done>>(any_step()));
    const TemporaryFolder folder;
    const auto open = [&](std::uint8_t seed, int /*calls*/) {
      return must_open_ring(folder.path(), master(seed));
    };
    check_life(Life(open, false), steps);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace eventstore::test
