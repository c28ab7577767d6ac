#include "eventstore/checkpoint.h"

#include <gmock/gmock.h>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::HasSubstr;

// The key and the note of the tests of golang.org/x/mod/sumdb/note.
constexpr const char* kPublishedKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kPublishedText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
// Without its first four bytes, the key's id.
constexpr std::string_view kExample =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

SigningKey key() { return SigningKey::make("gwarchod/rose"); }

Checkpoint checkpoint() { return {17, hash_of(3), "", {}}; }

std::string error_of(std::string_view note) {
  const auto read = parse_checkpoint(note);
  EXPECT_TRUE(read.has_error()) << note;
  return read.has_error() ? read.error() : "";
}

TEST(AVerifyingKey, IsReadAsGoWritesIt) {
  const auto published = VerifyingKey::parse(kPublishedKey);
  ASSERT_TRUE(published.has_value()) << published.error();
  EXPECT_EQ(published->name(), "PeterNeumann");
  EXPECT_EQ(published->id(), 0xc74f20a3U);
  EXPECT_EQ(published->text(), kPublishedKey);
}

TEST(AVerifyingKey, VerifiesThePublishedNote) {
  // Of the note's line "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ
  // SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=".
  const std::string note =
      std::string{kPublishedText} +
      "AAAA\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
      "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const auto published = VerifyingKey::parse(kPublishedKey);
  ASSERT_TRUE(published.has_value());
  const auto read = parse_checkpoint("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n" +
                                     note.substr(note.find("\n\n") + 1));
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(read->signatures[0].key_id, published->id());
  EXPECT_TRUE(published->verifies(kPublishedText, read->signatures[0].bytes));
  EXPECT_FALSE(published->verifies("another text\n", read->signatures[0].bytes));
}

TEST(AVerifyingKey, IsRefusedWhenItIsNotOne) {
  for (const char* text :
       {"", "name", "name+c74f20a3", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_FALSE(VerifyingKey::parse(text).has_value()) << text;
  }
}

TEST(AKeyName, HasNoSpaceOfAnyAlphabetAndNoPlus) {
  for (const char* name : {"a", "gwarchod/bro-morgannwg-1f", "gwarchod/tŷ"}) {
    EXPECT_TRUE(is_key_name(name)) << name;
  }
  for (const char* name : {"", "a b", "a+b", "a\tb", "a\u00a0b", "a\u2003b", "a\u3000b", "\xff"}) {
    EXPECT_FALSE(is_key_name(name)) << name;
  }
}

TEST(ASigningKey, IsReadBackFromItsText) {
  const SigningKey made = key();
  const auto read = SigningKey::parse(made.secret_text());
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(read->verifying_key().text(), made.verifying_key().text());
  EXPECT_EQ(read->sign("text"), made.sign("text"));
  EXPECT_FALSE(SigningKey::parse(made.verifying_key().text()).has_value());
  EXPECT_FALSE(SigningKey::parse(made.secret_text() + "A").has_value());
}

TEST(ACheckpoint, IsOpenedWithTheKeyThatSignedIt) {
  const SigningKey made = key();
  const auto opened = open_checkpoint(sign(checkpoint(), made), {{made.verifying_key()}});
  ASSERT_TRUE(opened.has_value()) << opened.error();
  EXPECT_EQ(opened->origin, "gwarchod/rose");
  EXPECT_EQ(opened->size, 17U);
  EXPECT_EQ(opened->root, hash_of(3));
}

TEST(ACheckpoint, IsNotOpenedWithAnotherKeyOfTheSameName) {
  EXPECT_THAT(open_checkpoint(sign(checkpoint(), key()), {{key().verifying_key()}}).error(),
              HasSubstr("not signed by a key known here"));
}

TEST(ACheckpoint, OfAnotherLogSignedByTheKeyIsNotOpened) {
  const SigningKey made = key();
  Checkpoint other{17, hash_of(3), "gwarchod/lily", {}};
  std::string note = sign(checkpoint(), made);
  // A signature over another origin, under the key's own name.
  const std::string text = other.text();
  const auto own = parse_checkpoint(note);
  ASSERT_TRUE(own.has_value());
  CheckpointNote forged{other,
                        {{own->signatures[0].key_id, own->signatures[0].name, made.sign(text)}}};
  EXPECT_FALSE(open_checkpoint(forged.text(), {{made.verifying_key()}}).has_value());
}

TEST(ACheckpoint, WithAnyBitFlippedIsNotOpenedAsAnother) {
  const SigningKey made = key();
  const std::string note = sign(checkpoint(), made);
  const std::vector<VerifyingKey> keys{made.verifying_key()};
  for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
    std::string altered = note;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(open_checkpoint(altered, keys).has_value()) << "bit " << bit;
  }
}

TEST(ACheckpoint, KeepsSignaturesOfWitnessesItDoesNotKnow) {
  const SigningKey made = key();
  const SigningKey witness = SigningKey::make("witness.example");
  const std::string note = sign(checkpoint(), made);
  auto read = parse_checkpoint(note);
  ASSERT_TRUE(read.has_value());
  read->signatures.push_back({witness.verifying_key().id(), "witness.example", "a cosignature"});
  EXPECT_TRUE(open_checkpoint(read->text(), {{made.verifying_key()}}).has_value());
  // Of a known key it must be right.
  EXPECT_THAT(
      open_checkpoint(read->text(), {{made.verifying_key(), witness.verifying_key()}}).error(),
      HasSubstr("not that of the key it names"));
}

TEST(ACheckpoint, OfThePublishedExampleIsReadAndPrintedAsItWas) {
  const auto read = parse_checkpoint(kExample);
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(read->checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(read->checkpoint.size, 20852163U);
  EXPECT_EQ(read->text(), kExample);
}

TEST(ACheckpoint, MayHaveFurtherLines) {
  Checkpoint longer = checkpoint();
  longer.extensions = {"one", "two"};
  const auto read = parse_checkpoint(sign(longer, key()));
  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(read->checkpoint.extensions, longer.extensions);
}

TEST(ACheckpoint, ThatIsNoneIsRefusedWithItsLine) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const std::string signature = "\n\u2014 o AAAAAAAA\n";
  EXPECT_THAT(error_of(""), HasSubstr("no empty line"));
  EXPECT_THAT(error_of("o\n1\n" + root), HasSubstr("no empty line"));
  EXPECT_THAT(error_of("o\n1\n" + root + "\n"), HasSubstr("no signatures"));
  EXPECT_THAT(error_of("o\n1\n" + signature), HasSubstr("no three lines"));
  EXPECT_THAT(error_of("\n1\n" + root + signature), HasSubstr("line 1"));
  for (const char* size : {"01", "-1", "+1", "", "1 ", "0x1", "18446744073709551616"}) {
    EXPECT_THAT(error_of(std::string{"o\n"} + size + "\n" + root + signature), HasSubstr("line 2"));
  }
  EXPECT_THAT(error_of("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n" + signature),
              HasSubstr("line 3"));
  EXPECT_THAT(error_of("o\n1\n" + root + "\n- o AAAAAAAA\n"), HasSubstr("line 5"));
  EXPECT_THAT(error_of("o\n1\n" + root + "\n\u2014 o AAAA\n"), HasSubstr("line 5"));
  EXPECT_THAT(error_of("o\n1\n" + root + "\n\u2014 o+o AAAAAAAA\n"), HasSubstr("names no key"));
  EXPECT_THAT(error_of("o\r\n1\n" + root + signature), HasSubstr("plain UTF-8"));
  EXPECT_THAT(error_of("\xff\n1\n" + root + signature), HasSubstr("plain UTF-8"));
  EXPECT_THAT(error_of(std::string(kNoteBytesMax + 1, 'a')), HasSubstr("longer than"));
}

}  // namespace
}  // namespace eventstore::test
