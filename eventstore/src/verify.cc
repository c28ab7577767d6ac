#include <rocksdb/db.h>

#include <bit>
#include <optional>
#include <string>
#include <unordered_map>

#include "eventstore/merkle.h"
#include "rocks_store.h"
#include "tree.h"

namespace eventstore {
namespace {

/// The first thing found wrong.
struct Bad {
  std::uint64_t position;
  std::string what;
};

std::string at(std::uint64_t position) { return "position " + std::to_string(position) + ": "; }

/// Goes over one RocksDB store, as it stood when this was made, and stops at the first thing wrong.
class Verifier {
 public:
  explicit Verifier(const Database& database)
      : database_(database), snapshot_(database.db().GetSnapshot()) {
    options_.snapshot = snapshot_;
    options_.fill_cache = false;
    options_.readahead_size = kReadaheadBytes;
  }
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;
  ~Verifier() { database_.db().ReleaseSnapshot(snapshot_); }

  Verification run() {
    std::uint64_t next = 1;
    try {
      read_frontier();
      walk_log(next);
      check_end(next);
      check_tree();
      check_nothing_more(kStreams, "the index of streams");
      check_nothing_more(kIds, "the index of event ids");
    } catch (const Bad& bad) {
      result_.whole = false;
      result_.first_bad = Position{bad.position};
      result_.what = bad.what;
    } catch (const StorageError& error) {
      result_.whole = false;
      result_.first_bad = Position{next};
      result_.what = at(next) + error.what();
    }
    result_.checked_to = Position{tree_.size};
    result_.root = tree_.root(hasher_);
    return result_;
  }

 private:
  static constexpr std::size_t kReadaheadBytes = 2U << 20U;

  [[noreturn]] static void bad(std::uint64_t position, const std::string& what) {
    throw Bad{position, at(position) + what};
  }

  std::optional<std::string> get(Family family, std::string_view key) const {
    return database_.get(family, key, snapshot_);
  }

  void read_frontier() {
    const auto value = get(kTree, kFrontierKey);
    auto frontier = value ? frontier_of_value(*value) : Frontier{};
    if (!frontier) {
      bad(1, "the head of the tree cannot be read");
    }
    stored_ = std::move(*frontier);
  }

  void walk_log(std::uint64_t& next) {
    const auto log = database_.iterate(kLog, options_);
    for (log->SeekToFirst(); log->Valid(); log->Next()) {
      const auto position = position_of_key(view(log->key()));
      if (position != next) {
        bad(next, "the event is missing from the log");
      }
      if (next > stored_.size) {
        bad(next, "the event stands in the log but not in the tree");
      }
      check_event(next, view(log->value()));
      ++next;
    }
    check(log->status());
  }

  void check_end(std::uint64_t next) const {
    if (next <= stored_.size) {
      bad(next, "the event is missing from the log, which the tree says has " +
                    std::to_string(stored_.size));
    }
  }

  void check_event(std::uint64_t position, std::string_view value) {
    const auto stored = parse_log_value(value);
    if (!stored) {
      bad(position, "the event cannot be read");
    }
    const Hash leaf = hasher_.leaf(stored->record);
    if (view_of(leaf) != stored->leaf || !in_tile(position, leaf)) {
      bad(position,
          "the event is not the one that was recorded: its hash is not the one in the tree");
    }
    RecordView record;
    if (!decode_record(stored->record, record)) {
      bad(position, "the event cannot be read");
    }
    if (record.position.value() != position) {
      bad(position, "here stands the event of position " + std::to_string(record.position.value()));
    }
    check_order(position, record);
    check_indexes(position, record);
    add_to_tree(position, leaf);
  }

  void check_order(std::uint64_t position, const RecordView& record) {
    std::uint64_t& version = versions_[std::string{record.stream}];
    if (record.version.value() != ++version) {
      bad(position, "the event's stream version is " + std::to_string(record.version.value()) +
                        " where " + std::to_string(version) + " is due");
    }
    if (record.recorded < recorded_) {
      bad(position, "the event was recorded before the one in front of it");
    }
    recorded_ = record.recorded;
  }

  void check_indexes(std::uint64_t position, const RecordView& record) const {
    const std::string expected = log_key(position);
    if (get(kStreams, stream_key(record.stream, record.version.value())) != expected) {
      bad(position, "the index of streams does not lead to the event");
    }
    if (get(kIds, record.id) != expected) {
      bad(position, "the index of event ids does not lead to the event");
    }
  }

  /// Whether the tile of level 0, if it is full, holds this leaf.
  bool in_tile(std::uint64_t position, const Hash& leaf) {
    const std::uint64_t number = position - 1;
    const std::uint64_t index = number / kTileHashes;
    if (index >= stored_.size / kTileHashes) {
      return true;
    }
    if (number % kTileHashes == 0) {
      tile_ = get(kTree, tile_key(0, index));
    }
    return tile_ && tile_->size() == kTileHashes * leaf.size() &&
           hash_at(std::string_view{*tile_}.substr(number % kTileHashes * leaf.size())) == leaf;
  }

  /// Adds the leaf and compares the roots it completes with the tiles above level 0.
  void add_to_tree(std::uint64_t position, const Hash& leaf) {
    tree_.add(hasher_, leaf, [&](unsigned height, const Hash& root) {
      if (height == 0 || height % kTileHeight != 0) {
        return;
      }
      const std::uint64_t number = (position - 1) >> height;
      const auto tile = get(kTree, tile_key(height / kTileHeight, number / kTileHashes));
      const std::size_t begin = number % kTileHashes * root.size();
      if (!tile || tile->size() < begin + root.size() ||
          hash_at(std::string_view{*tile}.substr(begin)) != root) {
        bad((number << height) + 1, "the tree's node over the events from here to " +
                                        std::to_string(position) + " is not theirs");
      }
    });
  }

  /// The frontier recomputed against the one stored, subtree by subtree.
  void check_tree() const {
    std::uint64_t from = 1;
    for (std::size_t number = 0; number < tree_.roots.size(); ++number) {
      // The subtrees are as large as the bits of the size, highest first.
      const std::uint64_t rest = tree_.size - (from - 1);
      const std::uint64_t leaves = std::bit_floor(rest);
      if (tree_.roots[number] != stored_.roots[number]) {
        bad(from, "an event from here to " + std::to_string(from + leaves - 1) +
                      " is not the one that was recorded: the tree's head is another");
      }
      from += leaves;
    }
  }

  /// Every event was found in the index; so it holds nothing else when it holds as many.
  void check_nothing_more(Family index, const std::string& name) const {
    std::uint64_t entries = 0;
    each(index, [&](const rocksdb::Iterator&) { ++entries; });
    if (entries == tree_.size) {
      return;
    }
    each(index, [&](const rocksdb::Iterator& entry) {
      const std::uint64_t position = number_of_value(view(entry.value())).value_or(0);
      if (key_of(index, position) != view(entry.key())) {
        bad(position, name + " leads here from where no event is");
      }
    });
  }

  template <class Visit>
  void each(Family index, Visit visit) const {
    const auto entry = database_.iterate(index, options_);
    for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
      visit(*entry);
    }
    check(entry->status());
  }

  /// The key under which the index has the event at this position; empty when there is no such
  /// event.
  std::string key_of(Family index, std::uint64_t position) const {
    const auto value = get(kLog, log_key(position));
    const auto stored = value ? parse_log_value(*value) : std::nullopt;
    RecordView record;
    if (!stored || !decode_record(stored->record, record)) {
      return {};
    }
    return index == kIds ? std::string{record.id}
                         : stream_key(record.stream, record.version.value());
  }

  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
  rocksdb::ReadOptions options_;
  Hasher hasher_;
  Frontier stored_;
  Frontier tree_;
  std::optional<std::string> tile_;
  std::unordered_map<std::string, std::uint64_t> versions_;
  Instant recorded_ = Instant::min();
  Verification result_;
};

/// The same through the public reads, for a store that keeps nothing but its events.
Verification verify_events(const EventStore& store) {
  Verification result;
  std::unordered_map<StreamId, std::uint64_t> versions;
  Hasher hasher;
  Frontier tree;
  std::string bytes;
  store.scan(Position{1}, [&](const StoredEvent& event) {
    const std::uint64_t version = ++versions[event.stream];
    const std::optional<StoredEvent> found = store.find(event.id);
    if (event.position.value() != tree.size + 1 || event.version.value() != version || !found ||
        found->position != event.position) {
      result.whole = false;
      result.first_bad = Position{tree.size + 1};
      result.what = at(tree.size + 1) + "the event is out of its place";
      return false;
    }
    bytes.clear();
    encode_record({event.position, event.stream.value(), event.version, event.recorded, event.id,
                   event.type, event.payload},
                  bytes);
    tree.add(hasher, hasher.leaf(bytes));
    return true;
  });
  result.checked_to = Position{tree.size};
  result.root = tree.root(hasher);
  return result;
}

}  // namespace

Verification verify(const EventStore& store) {
  const auto* rocks = dynamic_cast<const RocksStore*>(&store);
  return rocks != nullptr ? Verifier{rocks->database()}.run() : verify_events(store);
}

}  // namespace eventstore
