#include "eventstore/event_proof.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "eventstore/memory_store.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::HasSubstr;

/// A log of 300 events and its key.
class AnEventProof : public testing::Test {
 protected:
  AnEventProof() {
    Commit all;
    for (int number = 1; number <= 300; ++number) {
      all.writes.push_back({stream("s" + std::to_string(number % 3)),
                            ExpectedVersion::any(),
                            {event("id " + std::to_string(number))}});
    }
    must(*store_, all);
    note_ = sign({store_->tree_head().size, store_->tree_head().root, "", {}}, key_);
  }
  EventProof proof(const std::string& id, bool with_record = true) {
    return prove_event(*store_, *store_->find(id), note_, with_record);
  }
  auto check(const EventProof& proof) const {
    return check_event_proof(proof, {{key_.verifying_key()}});
  }

  FakeClock clock_;
  std::unique_ptr<EventStore> store_ = make_memory_store(clock_);
  SigningKey key_ = SigningKey::make("gwarchod/rose");
  std::string note_;
};

TEST_F(AnEventProof, ShowsTheEventAndTheCheckpoint) {
  for (const char* id : {"id 1", "id 256", "id 257", "id 300"}) {
    const auto shown = check(proof(id));
    ASSERT_TRUE(shown.has_value()) << shown.error();
    EXPECT_EQ(shown->checkpoint.size, 300U);
    ASSERT_TRUE(shown->event.has_value());
    EXPECT_EQ(shown->event->id, id);
    EXPECT_EQ(shown->event->payload, store_->find(id)->payload);
  }
}

TEST_F(AnEventProof, IsReadBackFromItsText) {
  for (const bool with_record : {true, false}) {
    const std::string text = proof("id 42", with_record).text();
    const auto read = parse_event_proof(text);
    ASSERT_TRUE(read.has_value()) << read.error();
    EXPECT_EQ(read->text(), text);
    EXPECT_TRUE(check(*read).has_value());
  }
}

TEST_F(AnEventProof, WithoutTheRecordShowsItsHashAndPlaceAlone) {
  const EventProof bare = proof("id 42", false);
  EXPECT_EQ(bare.leaf, proof("id 42").leaf);
  EXPECT_THAT(bare.text(), testing::Not(HasSubstr("id 42")));
  const auto shown = check(bare);
  ASSERT_TRUE(shown.has_value()) << shown.error();
  EXPECT_FALSE(shown->event.has_value());
}

TEST_F(AnEventProof, OfAnEarlierCheckpointStands) {
  must(*store_, commit("s0", "id 301"));
  EXPECT_TRUE(check(proof("id 299")).has_value());
  EXPECT_THROW(static_cast<void>(proof("id 301")), std::out_of_range);
}

TEST_F(AnEventProof, UnderACheckpointOfAnotherLogIsNotMade) {
  note_ = sign({300, hash_of(9), "", {}}, key_);
  EXPECT_THROW(static_cast<void>(proof("id 42")), std::runtime_error);
}

TEST_F(AnEventProof, WithAnyBitFlippedStandsForNothing) {
  const std::string text = proof("id 42").text();
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string altered = text;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
    const auto read = parse_event_proof(altered);
    EXPECT_FALSE(read.has_value() && check(*read).has_value()) << "bit " << bit;
  }
}

TEST_F(AnEventProof, CutOffAnywhereStandsForNothing) {
  const std::string text = proof("id 42").text();
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto read = parse_event_proof(text.substr(0, size));
    EXPECT_FALSE(read.has_value() && check(*read).has_value()) << size << " bytes";
  }
}

std::string kept(const std::string& name) {
  std::ifstream file(std::string{GWARCHOD_SOURCE "/tests/checks/kept_proof/"} + name,
                     std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_F(AnEventProof, OnceGivenToSomeoneStandsForEver) {
  std::string line = kept("log.vkey");
  line.pop_back();
  const auto key = VerifyingKey::parse(line);
  ASSERT_TRUE(key.has_value()) << key.error();
  for (const char* name : {"record.tlog-proof", "hash.tlog-proof"}) {
    const auto read = parse_event_proof(kept(name));
    ASSERT_TRUE(read.has_value()) << read.error();
    const auto shown = check_event_proof(*read, {{*key}});
    EXPECT_TRUE(shown.has_value()) << shown.error();
  }
}

TEST_F(AnEventProof, ThatIsNoneIsRefusedWithItsLine) {
  const std::string first = "c2sp.org/tlog-proof@v1\n";
  const auto error_of = [&](const std::string& text) {
    const auto read = parse_event_proof(text);
    return read ? "" : read.error();
  };
  EXPECT_THAT(error_of(""), HasSubstr("no empty line"));
  EXPECT_THAT(error_of("x\n\n" + note_), HasSubstr("line 1"));
  EXPECT_THAT(error_of(first + "index 1\n\n" + note_), HasSubstr("line 2"));
  EXPECT_THAT(error_of(first + "extra AAAA\nindex 1\n\n" + note_), HasSubstr("line 2"));
  EXPECT_THAT(error_of(first + "extra AQ==\nindex 01\n\n" + note_), HasSubstr("line 3"));
  EXPECT_THAT(error_of(first + "extra AQ==\nindex 1\nAQ==\n\n" + note_), HasSubstr("line 4"));
  EXPECT_THAT(error_of(first + "extra AQ==\nindex 1\n\nnote"), HasSubstr("the checkpoint"));
  EXPECT_THAT(error_of(std::string(kProofBytesMax + 1, 'a')), HasSubstr("longer than"));
}

}  // namespace
}  // namespace eventstore::test
