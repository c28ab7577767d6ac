#include "ring.h"

#include <algorithm>
#include <stdexcept>

#include "bytes.h"

namespace eventstore {
namespace {

using Kind = KeyringError::Kind;

constexpr std::size_t kCacheEntries = 16'384;
constexpr std::size_t kPoolFirst = 64;  // then twice as many each time, up to
constexpr std::size_t kPoolMost = 4'096;
constexpr std::size_t kWrittenAtOnce = 4'096;
constexpr std::size_t kWrappedBytes = kSealBytes + Secret::kBytes;
constexpr std::size_t kEpochBytes = 8;

constexpr std::string_view kMaster = "m";
constexpr std::string_view kToScour = "s";
constexpr char kKeys = 'k';
constexpr char kReferences = 'r';

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
      pool_next_(kPoolFirst),
      subjects_(kCacheEntries),
      tokens_(kCacheEntries) {}

schema::Result<std::unique_ptr<Keyring>, KeyringError> Ring::open(
    std::unique_ptr<KeyStorage> storage, const MasterKey& master) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  std::unique_ptr<Ring> ring(new Ring(std::move(storage), master));
  if (auto refused = ring->begin()) return *refused;
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
  if (storage_->get(kToScour)) scour({});
}

std::string Ring::master_entry(const Secret& master, std::uint64_t epoch) const {
  const std::string bytes = epoch_bytes(epoch);
  return bytes + wrap(master, index_key_, std::string(kIndexContext) + bytes);
}

std::string Ring::prefix_of(std::uint64_t epoch) const {
  return std::string(1, kKeys) + epoch_bytes(epoch);
}

std::string Ring::place_of(std::string_view token) const {
  return prefix_of(epoch_) + blind(index_key_, kKeys, token);
}

std::string Ring::place_of_reference(std::string_view reference) const {
  return std::string(1, kReferences) + blind(index_key_, kReferences, reference);
}

KeyStorage::Change Ring::entry(std::string_view token, const Subject& subject) const {
  std::string place = place_of(token);
  std::string value = wrap(master_, subject.key, place);
  if (!subject.reference.empty()) {
    value += seal_with(derive(subject.key, kReferencePurpose), subject.reference, token);
  }
  return {std::move(place), std::move(value)};
}

std::optional<Ring::Subject> Ring::subject(std::string_view token) const {
  if (auto known = subjects_.find(token)) return known;
  const std::string place = place_of(token);
  const auto value = storage_->get(place);
  if (!value) return std::nullopt;
  const std::string_view view = *value;
  const auto key = unwrap(master_, view.substr(0, kWrappedBytes), place);
  if (!key) throw std::runtime_error("a key of the ring is damaged");
  Subject found{*key, {}};
  if (view.size() > kWrappedBytes) {
    auto reference = open_with(derive(*key, kReferencePurpose), view.substr(kWrappedBytes), token);
    if (!reference) throw std::runtime_error("a reference of the ring is damaged");
    found.reference = std::move(*reference);
  }
  subjects_.put(token, found);
  return found;
}

Token Ring::token_of(std::string_view reference) {
  const std::shared_lock reading(changing_);
  if (auto known = tokens_.find(reference)) return *known;
  const std::lock_guard lock(assigning_);
  const std::string place = place_of_reference(reference);
  Token token;
  if (auto stored = storage_->get(place)) {
    token = std::move(*stored);
  } else {
    token = random_token();
    Subject made{Secret::random(), std::string(reference)};
    storage_->write({entry(token, made), {place, token}});
    subjects_.put(token, std::move(made));
  }
  tokens_.put(reference, token);
  return token;
}

std::optional<Token> Ring::find(std::string_view reference) const {
  const std::shared_lock reading(changing_);
  if (auto known = tokens_.find(reference)) return known;
  return storage_->get(place_of_reference(reference));
}

Token Ring::fresh_token() {
  const std::shared_lock reading(changing_);
  const std::lock_guard lock(pool_mutex_);
  if (pool_.empty()) refill();
  Token token = std::move(pool_.back());
  pool_.pop_back();
  return token;
}

// Handed out from the end, where those stand that were put into the cache last.
void Ring::refill() {
  std::vector<KeyStorage::Change> changes;
  std::vector<std::pair<Token, Subject>> made;
  for (std::size_t i = 0; i < pool_next_; ++i) {
    made.emplace_back(random_token(), Subject{Secret::random(), {}});
    changes.push_back(entry(made.back().first, made.back().second));
  }
  storage_->write(changes);
  for (auto& [token, subject] : made) {
    subjects_.put(token, std::move(subject));
    pool_.push_back(token);
  }
  pool_next_ = std::min(pool_next_ * 2, kPoolMost);
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
  return seal_with(*key, plain, context);
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
  const auto found = subject(token);
  if (!found) return false;
  std::vector<std::string> places = {place_of(token)};
  if (!found->reference.empty()) {
    places.push_back(place_of_reference(found->reference));
    tokens_.drop(found->reference);
  }
  std::vector<KeyStorage::Change> changes;
  for (const std::string& place : places) changes.push_back({place, std::nullopt});
  changes.push_back({std::string(kToScour), ""});
  storage_->write(changes);
  subjects_.drop(token);
  scour(places);
  return true;
}

void Ring::scour(const std::vector<std::string>& places) {
  storage_->scour(places);
  storage_->write({{std::string(kToScour), std::nullopt}});
}

void Ring::rewrap(const MasterKey& master) {
  const std::lock_guard alone(changing_);
  const Secret next(master);
  write_epoch(epoch_ + 1, next);
  storage_->write(
      {{std::string(kMaster), master_entry(next, epoch_ + 1)}, {std::string(kToScour), ""}});
  master_ = next;
  ++epoch_;
  remove_other_epochs();
  scour({});
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
