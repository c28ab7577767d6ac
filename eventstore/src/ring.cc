#include "ring.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "bytes.h"

namespace eventstore {
namespace {

using Kind = KeyringError::Kind;

constexpr std::size_t kCacheEntries = 16'384;
constexpr std::uint16_t kPrepareAt = KeyBlock::kKeys / 2;
constexpr std::size_t kCacheBlocks = 4'096;  // of some hundred bytes: 16 million keys
constexpr std::size_t kWrittenAtOnce = 4'096;
constexpr std::size_t kWrappedBytes = kSealBytes + Secret::kBytes;
constexpr std::size_t kEpochBytes = 8;

constexpr std::string_view kMaster = "m";
constexpr std::string_view kToScour = "s";
constexpr char kKeys = 'k';

constexpr std::string_view kIndexContext = "gwarchod index key 1";
constexpr std::string_view kReferencePurpose = "gwarchod reference 1";

std::string epoch_bytes(std::uint64_t epoch) {
  std::string bytes;
  put_big(bytes, epoch);
  return bytes;
}

/// The part of a place that stays when the epoch changes.
std::string_view name_in(std::string_view place) { return place.substr(1 + kEpochBytes); }

}  // namespace

Ring::Ring(std::unique_ptr<KeyStorage> storage, const MasterKey& master)
    : storage_(std::move(storage)),
      master_(master),
      blocks_(storage_->follows() ? 0 : kCacheBlocks),
      subjects_(storage_->follows() ? 0 : kCacheEntries),
      tokens_(storage_->follows() ? 0 : kCacheEntries) {}

schema::Result<std::unique_ptr<Keyring>, KeyringError> Ring::open(
    std::unique_ptr<KeyStorage> storage, const MasterKey& master) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  std::unique_ptr<Ring> ring(new Ring(std::move(storage), master));
  if (auto refused = ring->begin()) return *refused;
  ring->fresh_tokens_ = FreshTokens(ring->index_key_);
  if (ring->storage_->writes()) ring->mend();
  return std::unique_ptr<Keyring>(std::move(ring));
}

std::optional<KeyringError> Ring::begin() {
  const auto stored = storage_->get(kMaster);
  if (!stored) {
    if (!storage_->writes()) return KeyringError{Kind::kUnreadable, "hold no index"};
    index_key_ = Secret::random();
    storage_->write({{std::string(kMaster), master_entry(master_, epoch_)}});
    return std::nullopt;
  }
  if (stored->size() != kEpochBytes + kWrappedBytes) {
    return KeyringError{Kind::kUnreadable, "are damaged (their index cannot be read)"};
  }
  const std::string_view view = *stored;
  const auto index_key = unwrap(master_, view.substr(kEpochBytes),
                                std::string(kIndexContext).append(view.substr(0, kEpochBytes)));
  if (!index_key) {
    return KeyringError{Kind::kWrongMasterKey, "were wrapped by another master key"};
  }
  index_key_ = *index_key;
  epoch_ = get_big(view.data());
  return std::nullopt;
}

// A rewrapping or an erasure that was cut short.
void Ring::mend() {
  remove_other_epochs();
  finish_scouring();
}

std::string Ring::master_entry(const Secret& master, std::uint64_t epoch) const {
  const std::string bytes = epoch_bytes(epoch);
  return bytes + wrap(master, index_key_, std::string(kIndexContext) + bytes);
}

std::string Ring::prefix_of(std::uint64_t epoch) const {
  return std::string(1, kKeys) + epoch_bytes(epoch);
}

std::string Ring::place_of(Space space, std::string_view name) const {
  const char kind = static_cast<char>(space);
  const std::string blinded = blind(index_key_, kind, name);
  return (space == Space::kReference ? std::string(1, kind) : prefix_of(epoch_)) + blinded;
}

KeyStorage::Change Ring::entry(Space space, std::string_view name, const Subject& subject) const {
  std::string place = place_of(space, name);
  std::string value = wrap(master_, subject.key, place);
  if (!subject.reference.empty()) {
    value += seal_with(derive(subject.key, kReferencePurpose), subject.reference, name);
  }
  return {std::move(place), std::move(value)};
}

std::optional<Ring::Subject> Ring::read(Space space, std::string_view name) const {
  const std::string place = place_of(space, name);
  const auto value = storage_->get(place);
  if (!value) return std::nullopt;
  const std::string_view view = *value;
  const auto key = unwrap(master_, view.substr(0, kWrappedBytes), place);
  if (!key) throw std::runtime_error("a key of the ring is damaged");
  Subject found{*key, {}};
  if (view.size() > kWrappedBytes) {
    auto reference = open_with(derive(*key, kReferencePurpose), view.substr(kWrappedBytes), name);
    if (!reference) throw std::runtime_error("a reference of the ring is damaged");
    found.reference = std::move(*reference);
  }
  return found;
}

// A block lies as a subject does, its seeds where that has a reference: under a key of its own, so
// that another master key wraps both alike.
KeyStorage::Change Ring::entry(std::string_view name, const KeyBlock& block) const {
  if (block.is_empty()) return {place_of(Space::kBlock, name), std::nullopt};
  Subject held{Secret::random(), block.bytes()};
  KeyStorage::Change change = entry(Space::kBlock, name, held);
  wipe(held.reference);
  return change;
}

std::optional<KeyBlock> Ring::read_block(std::string_view name) const {
  auto held = read(Space::kBlock, name);
  if (!held) return std::nullopt;
  auto block = KeyBlock::of_bytes(held->reference);
  wipe(held->reference);
  if (!block) throw std::runtime_error("a block of keys of the ring is damaged");
  return block;
}

std::optional<KeySeed> Ring::seed_of(const FreshKey& fresh) const {
  const auto take = [&](const KeyBlock& block) { return block.seed_over(fresh.number); };
  if (auto known = blocks_.look(fresh.block, take)) return known;
  auto block = read_block(fresh.block);
  if (!block) return std::nullopt;
  auto seed = take(*block);
  blocks_.put(fresh.block, std::move(*block));
  return seed;
}

std::optional<Ring::Subject> Ring::subject(std::string_view token) const {
  if (const auto fresh = fresh_tokens_.read(token)) {
    if (const auto seed = seed_of(*fresh)) return Subject{seed->key(fresh->number), {}};
  }
  if (auto known = subjects_.find(token)) return known;
  auto found = read(Space::kToken, token);
  if (found) subjects_.put(token, *found);
  return found;
}

Token Ring::token_of(std::string_view reference) {
  const std::shared_lock reading(changing_);
  if (auto known = tokens_.find(reference)) return *known;
  const std::lock_guard lock(assigning_);
  const std::string place = place_of(Space::kReference, reference);
  Token token;
  if (auto stored = storage_->get(place)) {
    token = std::move(*stored);
  } else {
    token = random_token();
    must_be_whole();
    Subject made{Secret::random(), std::string(reference)};
    storage_->write({entry(Space::kToken, token, made), {place, token}});
    subjects_.put(token, std::move(made));
  }
  tokens_.put(reference, token);
  return token;
}

std::optional<Token> Ring::find(std::string_view reference) const {
  const std::shared_lock reading(changing_);
  if (auto known = tokens_.find(reference)) return known;
  return storage_->get(place_of(Space::kReference, reference));
}

Token Ring::fresh_token() {
  const std::shared_lock reading(changing_);
  FreshKey handed_out;
  bool prepare = false;
  {
    const std::lock_guard lock(handing_out_);
    if (next_.number == KeyBlock::kKeys) {
      next_ = {spare_block_.empty() ? write_block() : std::exchange(spare_block_, {}), 0};
    }
    handed_out = next_;
    ++next_.number;
    prepare = handed_out.number == kPrepareAt && spare_block_.empty();
  }
  if (prepare) prepare_block();
  return fresh_tokens_.write(handed_out);
}

// Without the lock, so that nobody else waits for the disk.
void Ring::prepare_block() {
  try {
    std::string block = write_block();
    const std::lock_guard lock(handing_out_);
    spare_block_ = std::move(block);
  } catch (const std::runtime_error&) {
    // The disk refuses: it is asked again when the block is wanted.
  }
}

std::string Ring::write_block() {
  must_be_whole();
  std::string name(FreshKey::kBlockBytes, '\0');
  randombytes_buf(name.data(), name.size());
  KeyBlock block(Secret::random());
  storage_->write({entry(name, block)});
  blocks_.put(name, std::move(block));
  return name;
}

std::optional<std::string> Ring::reference_of(std::string_view token) const {
  const std::shared_lock reading(changing_);
  const auto found = subject(token);
  return found ? std::optional(found->reference) : std::nullopt;
}

std::optional<Secret> Ring::key_of_all(std::span<const Token> tokens) const {
  std::vector<std::string_view> ordered(tokens.begin(), tokens.end());
  std::sort(ordered.begin(), ordered.end());
  ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
  std::vector<Secret> keys;
  keys.reserve(ordered.size());
  for (const std::string_view token : ordered) {
    const auto found = subject(token);
    if (!found) return std::nullopt;
    keys.push_back(found->key);
  }
  return combine(keys);
}

std::string Ring::seal(std::span<const Token> tokens, std::string_view plain,
                       std::string_view context) const {
  const std::shared_lock reading(changing_);
  if (tokens.empty()) throw std::invalid_argument("nothing to seal with");
  const auto key = key_of_all(tokens);
  if (!key) throw std::invalid_argument("a token that is not in the ring");
  return seal_with(*key, nonces_.next(), plain, context);
}

std::optional<std::string> Ring::open(std::span<const Token> tokens, std::string_view sealed,
                                      std::string_view context) const {
  const std::shared_lock reading(changing_);
  if (tokens.empty()) return std::nullopt;
  const auto key = key_of_all(tokens);
  return key ? open_with(*key, sealed, context) : std::nullopt;
}

std::optional<std::array<std::uint8_t, 32>> Ring::derived_key(std::string_view token,
                                                              std::string_view purpose) const {
  const std::shared_lock reading(changing_);
  const auto found = subject(token);
  if (!found) return std::nullopt;
  return derive(found->key, "gwarchod derived 1 " + std::string(purpose)).bytes();
}

bool Ring::erase(std::string_view token) {
  const std::lock_guard alone(changing_);
  must_be_whole();
  finish_scouring();
  auto changes = without(token);
  if (changes.empty()) return false;
  std::vector<std::string> places;
  for (const KeyStorage::Change& change : changes) places.push_back(change.key);
  changes.push_back({std::string(kToScour), ""});
  storage_->write(changes);
  scour(places);
  return true;
}

// The entries as they are without the token's key: none when there is no such. What the caches hold
// of it is wiped.
std::vector<KeyStorage::Change> Ring::without(std::string_view token) {
  if (const auto fresh = fresh_tokens_.read(token)) {
    blocks_.drop(fresh->block);
    auto block = read_block(fresh->block);
    if (block && block->destroy(fresh->number)) return {entry(fresh->block, *block)};
  }
  subjects_.drop(token);
  const auto found = read(Space::kToken, token);
  if (!found) return {};
  std::vector<KeyStorage::Change> changes = {{place_of(Space::kToken, token), std::nullopt}};
  if (!found->reference.empty()) {
    tokens_.drop(found->reference);
    changes.push_back({place_of(Space::kReference, found->reference), std::nullopt});
  }
  return changes;
}

// Of an erasure that was cut short. Its mark is written again, for RocksDB gives up the logs of
// what it wrote before only when it has something new to put into a file.
void Ring::finish_scouring() {
  if (!storage_->get(kToScour)) return;
  storage_->write({{std::string(kToScour), ""}});
  scour({});
}

void Ring::scour(const std::vector<std::string>& places) {
  storage_->scour(places);
  storage_->write({{std::string(kToScour), std::nullopt}});
}

void Ring::rewrap(const MasterKey& master) {
  const std::lock_guard alone(changing_);
  must_be_whole();
  half_rewrapped_ = true;
  const Secret next(master);
  write_epoch(epoch_ + 1, next);
  storage_->write(
      {{std::string(kMaster), master_entry(next, epoch_ + 1)}, {std::string(kToScour), ""}});
  master_ = next;
  ++epoch_;
  half_rewrapped_ = false;
  remove_other_epochs();
  scour({});
}

// What is changed after a rewrapping that failed would be undone by the next, or lost, if it took
// effect after all. Opening the ring again tells, and clears up.
void Ring::must_be_whole() const {
  if (half_rewrapped_) {
    throw std::runtime_error(
        "the keys were being wrapped anew when their disk refused: open them"
        " again");
  }
}

void Ring::write_epoch(std::uint64_t epoch, const Secret& master) {
  std::vector<KeyStorage::Change> changes;
  storage_->for_each(prefix_of(epoch_), [&](std::string_view place, std::string_view value) {
    const auto key = unwrap(master_, value.substr(0, kWrappedBytes), place);
    if (!key) throw std::runtime_error("a key of the ring is damaged");
    std::string moved = prefix_of(epoch);
    moved += name_in(place);
    std::string rewrapped = wrap(master, *key, moved);
    rewrapped += value.substr(kWrappedBytes);
    changes.push_back({std::move(moved), std::move(rewrapped)});
    if (changes.size() == kWrittenAtOnce) {
      storage_->write(changes);
      changes.clear();
    }
    return true;
  });
  storage_->write(changes);
}

// There can only be those of a rewrapping that was cut short, before or after it took effect.
void Ring::remove_other_epochs() {
  for (const std::string& prefix : {prefix_of(epoch_ - 1), prefix_of(epoch_ + 1)}) {
    while (true) {
      std::vector<KeyStorage::Change> changes;
      storage_->for_each(prefix, [&](std::string_view place, std::string_view) {
        changes.push_back({std::string(place), std::nullopt});
        return changes.size() < kWrittenAtOnce;
      });
      if (changes.empty()) break;
      changes.push_back({std::string(kToScour), ""});
      storage_->write(changes);
    }
  }
}

}  // namespace eventstore
