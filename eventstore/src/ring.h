#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "eventstore/keyring.h"
#include "fresh_tokens.h"
#include "key_block.h"
#include "key_cache.h"
#include "key_crypto.h"
#include "key_storage.h"

namespace eventstore {

/// The ring itself, over whatever storage its entries stand in. In the storage:
///   "m"                    what the master key opens: the epoch and the wrapped index key
///   "k" epoch blind(token) the wrapped key, and the reference sealed under it (none: nobody's)
///   "k" epoch blind(block) a wrapped key, and the seeds of a block of fresh keys sealed under it
///   "r" blind(reference)   the token
///   "s"                    something was removed whose files are yet to be rewritten
/// What an entry is found by is blinded by the index key, so that nothing outside the values, which
/// a compaction destroys, says what was there. Another master key begins another epoch: its entries
/// are all written before "m" changes to it, in one write.
/// A fresh token says itself where its key is found (FreshTokens): a block is written before the
/// first of its tokens is handed out, and nothing for each. What was not handed out of a block when
/// the ring is closed never is.
class Ring final : public Keyring {
 public:
  /// Makes the ring in an empty storage that writes. Mends what a crash left.
  /// Errors: kWrongMasterKey, kUnreadable; `line` says what, without the folder.
  [[nodiscard]] static schema::Result<std::unique_ptr<Keyring>, KeyringError> open(
      std::unique_ptr<KeyStorage> storage, const MasterKey& master);

  [[nodiscard]] Token token_of(std::string_view reference) override;
  [[nodiscard]] std::optional<Token> find(std::string_view reference) const override;
  [[nodiscard]] Token fresh_token() override;
  [[nodiscard]] std::optional<std::string> reference_of(std::string_view token) const override;
  [[nodiscard]] std::string seal(std::span<const Token> tokens, std::string_view plain,
                                 std::string_view context) const override;
  [[nodiscard]] std::optional<std::string> open(std::span<const Token> tokens,
                                                std::string_view sealed,
                                                std::string_view context) const override;
  [[nodiscard]] std::optional<std::array<std::uint8_t, 32>> derived_key(
      std::string_view token, std::string_view purpose) const override;
  [[nodiscard]] bool erase(std::string_view token) override;
  void rewrap(const MasterKey& master) override;

 private:
  struct Subject {
    Secret key;
    std::string reference;  // empty: nobody's
  };
  /// What an entry's place is blinded for.
  enum class Space : char { kToken = 'k', kReference = 'r', kBlock = 'b' };

  Ring(std::unique_ptr<KeyStorage> storage, const MasterKey& master);
  [[nodiscard]] std::optional<KeyringError> begin();
  void mend();

  [[nodiscard]] std::string prefix_of(std::uint64_t epoch) const;
  [[nodiscard]] std::string place_of(Space space, std::string_view name) const;
  [[nodiscard]] std::string master_entry(const Secret& master, std::uint64_t epoch) const;
  [[nodiscard]] KeyStorage::Change entry(Space space, std::string_view name,
                                         const Subject& subject) const;
  [[nodiscard]] KeyStorage::Change entry(std::string_view name, const KeyBlock& block) const;
  [[nodiscard]] std::optional<Subject> read(Space space, std::string_view name) const;
  [[nodiscard]] std::optional<KeyBlock> read_block(std::string_view name) const;

  [[nodiscard]] std::optional<Subject> subject(std::string_view token) const;
  [[nodiscard]] std::optional<KeySeed> seed_of(const FreshKey& fresh) const;
  [[nodiscard]] std::optional<Secret> key_of_all(std::span<const Token> tokens) const;
  void prepare_block();
  [[nodiscard]] std::string write_block();
  [[nodiscard]] std::vector<KeyStorage::Change> without(std::string_view token);
  void must_be_whole() const;
  void write_epoch(std::uint64_t epoch, const Secret& master);
  void remove_other_epochs();
  void finish_scouring();
  void scour(const std::vector<std::string>& places);

  std::unique_ptr<KeyStorage> storage_;
  Secret master_;
  Secret index_key_;
  FreshTokens fresh_tokens_;
  std::uint64_t epoch_ = 0;
  /// Held by who reads or adds keys; alone by who destroys or rewraps them.
  mutable std::shared_mutex changing_;
  bool half_rewrapped_ = false;
  std::mutex assigning_;  // a reference gets one token
  std::mutex handing_out_;
  FreshKey next_{{}, KeyBlock::kKeys};  // of the block under way: at first none
  std::string spare_block_;             // written before it is wanted; empty: none yet
  mutable Nonces nonces_;
  // Who follows keeps nothing: what another process erased is not to be opened from memory.
  mutable KeyCache<KeyBlock> blocks_;
  mutable KeyCache<Subject> subjects_;
  mutable KeyCache<Token> tokens_;
};

}  // namespace eventstore
