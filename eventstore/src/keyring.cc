#include "eventstore/keyring.h"

#include <stdexcept>

#include "key_crypto.h"
#include "ring.h"
#include "rocks_key_storage.h"

namespace eventstore {
namespace {

class NoKeyring final : public Keyring {
 public:
  [[nodiscard]] Token token_of(std::string_view /*reference*/) override { refuse(); }
  [[nodiscard]] std::optional<Token> find(std::string_view /*reference*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] Token fresh_token() override { refuse(); }
  [[nodiscard]] std::optional<std::string> reference_of(std::string_view /*token*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::string seal(std::span<const Token> /*tokens*/, std::string_view /*plain*/,
                                 std::string_view /*context*/) const override {
    refuse();
  }
  [[nodiscard]] std::optional<std::string> open(std::span<const Token> /*tokens*/,
                                                std::string_view /*sealed*/,
                                                std::string_view /*context*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::optional<std::array<std::uint8_t, 32>> derived_key(
      std::string_view /*token*/, std::string_view /*purpose*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] bool erase(std::string_view /*token*/) override { refuse(); }
  void rewrap(const MasterKey& /*master*/) override { refuse(); }

 private:
  [[noreturn]] static void refuse() {
    throw std::logic_error("keys are wanted where none were opened");
  }
};

}  // namespace

std::unique_ptr<Keyring> make_no_keyring() { return std::make_unique<NoKeyring>(); }

schema::Result<std::unique_ptr<Keyring>, KeyringError> open_keyring(
    const std::filesystem::path& folder, KeyringMode mode, const MasterKey& master) {
  auto storage = open_key_storage(folder, mode);
  if (!storage) return storage.error();
  auto ring = Ring::open(std::move(*storage), master);
  if (ring) return ring;
  KeyringError error = ring.error();
  error.line = "gwarchod: the keys in " + folder.string() + " " + error.line;
  return error;
}

std::unique_ptr<Keyring> make_memory_keyring() {
  auto ring = Ring::open(make_memory_key_storage(), Secret::random().bytes());
  return std::move(*ring);
}

}  // namespace eventstore
