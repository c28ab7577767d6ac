#include "schema/packed.h"

#include <gtest/gtest.h>

#include <limits>

namespace schema {
namespace {

TEST(PackedValues, AreReadBackAsTheyWereWritten) {
  std::string bytes;
  PackedWriter writer(bytes);
  writer.number(0);
  writer.number(127);
  writer.number(128);
  writer.number(std::numeric_limits<std::uint64_t>::max());
  writer.difference(-1);
  writer.difference(std::numeric_limits<std::int64_t>::min());
  writer.text("Tŷ");
  writer.id("0196b1c2-aaaa-7bbb-8ccc-00ff00ff00ff");
  writer.id("e1");
  writer.id("");
  writer.id("0196B1C2-AAAA-7BBB-8CCC-00FF00FF00FF");
  PackedReader reader(bytes);
  EXPECT_EQ(reader.number(), 0U);
  EXPECT_EQ(reader.number(), 127U);
  EXPECT_EQ(reader.number(), 128U);
  EXPECT_EQ(reader.number(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(reader.difference(), -1);
  EXPECT_EQ(reader.difference(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(reader.text(), "Tŷ");
  EXPECT_EQ(reader.id(), "0196b1c2-aaaa-7bbb-8ccc-00ff00ff00ff");
  EXPECT_EQ(reader.id(), "e1");
  EXPECT_EQ(reader.id(), "");
  EXPECT_EQ(reader.id(), "0196B1C2-AAAA-7BBB-8CCC-00FF00FF00FF");
  EXPECT_TRUE(reader.is_good());
  EXPECT_TRUE(reader.is_at_end());
}

TEST(AUuid, TakesSeventeenBytes) {
  std::string bytes;
  PackedWriter(bytes).id("0196b1c2-aaaa-7bbb-8ccc-00ff00ff00ff");
  EXPECT_EQ(bytes.size(), 17U);
}

TEST(PackedValues, ThatEndTooSoonAreNothingAndSaySo) {
  std::string bytes;
  PackedWriter writer(bytes);
  writer.number(300);
  writer.text("a text of some length");
  writer.id("0196b1c2-aaaa-7bbb-8ccc-00ff00ff00ff");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    PackedReader reader(std::string_view(bytes).substr(0, length));
    (void)reader.number();
    (void)reader.text();
    EXPECT_EQ(reader.id(), "");
    EXPECT_FALSE(reader.is_good()) << length;
  }
}

TEST(ACount, IsNeverMoreThanTheBytesThatAreLeft) {
  std::string bytes;
  PackedWriter(bytes).number(1'000'000'000);
  PackedReader reader(bytes);
  EXPECT_EQ(reader.count(), 0U);
  EXPECT_FALSE(reader.is_good());
}

}  // namespace
}  // namespace schema
