#include <gmock/gmock.h>

#include "services/app/support/authority.h"

/// Recording where there is no room for another key.
namespace authority {
namespace {

using eventstore::Token;
using testing::Return;
using testing::Throw;

class FullKeyring : public eventstore::Keyring {
 public:
  MOCK_METHOD(Token, token_of, (std::string_view), (override));
  MOCK_METHOD(std::optional<Token>, find, (std::string_view), (const, override));
  MOCK_METHOD(Token, fresh_token, (), (override));
  MOCK_METHOD(std::optional<std::string>, reference_of, (std::string_view), (const, override));
  MOCK_METHOD(std::string, seal, (std::span<const Token>, std::string_view, std::string_view),
              (const, override));
  MOCK_METHOD(std::optional<std::string>, open,
              (std::span<const Token>, std::string_view, std::string_view), (const, override));
  MOCK_METHOD((std::optional<std::array<std::uint8_t, 32>>), derived_key,
              (std::string_view, std::string_view), (const, override));
  MOCK_METHOD(bool, erase, (std::string_view), (override));
  MOCK_METHOD(void, rewrap, (const eventstore::MasterKey&), (override));
};

class AFullDiskOfKeys : public Authority {
 protected:
  AFullDiskOfKeys() {
    tracker.reset();
    auto made = std::make_unique<testing::NiceMock<FullKeyring>>();
    full = made.get();
    keys = std::move(made);
    restart();
  }

  FullKeyring* full;
};

TEST_F(AFullDiskOfKeys, RefusesARecordAsDiskFullUntilThereIsRoom) {
  EXPECT_CALL(*full, fresh_token())
      .WillOnce(Return("~0123456789012345678900"))  // of the provider itself
      .WillOnce(Throw(eventstore::KeysDiskFull("full")))
      .WillRepeatedly(Return("~0123456789012345678901"));
  ASSERT_TRUE(enrol("rose-court"));
  const auto refused = record("rose-court", complaint("2026-04-01"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), "disk-full");
  EXPECT_EQ(count_of("Complaint"), 0U);
  EXPECT_TRUE(record("rose-court", complaint("2026-04-01")));
}

TEST_F(AFullDiskOfKeys, LeavesAnErasureOnRecordForTheNextStart) {
  const Token token = "~0123456789012345678900";
  ON_CALL(*full, find(std::string_view{"person-1"})).WillByDefault(Return(token));
  ON_CALL(*full, reference_of(std::string_view{token})).WillByDefault(Return("person-1"));
  EXPECT_CALL(*full, erase(std::string_view{token}))
      .WillOnce(Throw(eventstore::KeysDiskFull("full")))
      .WillOnce(Return(true));
  gwarchod::v1::EraseRequest request;
  request.set_person("person-1");
  request.set_why("Asked for, and nothing stands against it.");
  request.set_authority("Data protection officer");
  const auto erased = tracker->erase(administrator(), request);
  ASSERT_FALSE(erased);
  EXPECT_EQ(erased.error().code(), "erasure-unfinished");
  EXPECT_EQ(count_of("SubjectErased"), 1U);
  restart();
  EXPECT_EQ(count_of("SubjectErased"), 1U);
}

}  // namespace
}  // namespace authority
