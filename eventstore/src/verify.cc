#include <rocksdb/db.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "bytes.h"
#include "eventstore/merkle.h"
#include "index_sum.h"
#include "rocks_store.h"
#include "stored_tail.h"
#include "tree.h"

namespace eventstore {
namespace {

/// The first thing found wrong.
struct Bad {
  std::uint64_t position;
  std::string what;
};

/// Compares the tree, as it grows again, with heads that were kept elsewhere.
class Kept {
 public:
  explicit Kept(std::span<const EventStore::TreeHead> heads)
      : heads_(heads), found_(heads.size(), Beside::kShortened) {}

  void look(const Frontier& tree, Hasher& hasher) {
    for (std::size_t at = 0; at < heads_.size(); ++at) {
      if (heads_[at].size == tree.size) {
        found_[at] = tree.root(hasher) == heads_[at].root ? Beside::kWhole : Beside::kRewritten;
      }
    }
  }
  /// After the whole log, or what could be read of it.
  std::vector<Beside> found(bool whole) {
    for (Beside& found : found_) {
      found = !whole && found == Beside::kShortened ? Beside::kUnknown : found;
    }
    return std::move(found_);
  }

 private:
  std::span<const EventStore::TreeHead> heads_;
  std::vector<Beside> found_;
};

std::string at(std::uint64_t position) { return "position " + std::to_string(position) + ": "; }

/// Goes over one RocksDB store, as it stood when this was made, and stops at the first thing wrong.
class Verifier {
 public:
  Verifier(const RocksStore& store, const Database& database,
           std::span<const EventStore::TreeHead> kept)
      : store_(store), database_(database), snapshot_(database.db().GetSnapshot()), kept_(kept) {
    options_.snapshot = snapshot_;
    options_.fill_cache = false;
    options_.readahead_size = kReadaheadBytes;
  }
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;
  ~Verifier() { database_.db().ReleaseSnapshot(snapshot_); }

  Verification run() {
    std::uint64_t next = 1;
    std::optional<Bad> found = first_bad(next, [&] {
      kept_.look(tree_, hasher_);
      read_frontier();
      walk_log(next);
      check_end(next);
      check_tree();
      check_acknowledged();
    });
    result_.checked_to = Position{tree_.size};
    result_.root = tree_.root(hasher_);
    result_.kept = kept_.found(!found);
    // The indexes of the events before it, or of all.
    std::uint64_t indexed = 1;
    const auto in_indexes = first_bad(indexed, [&] { check_indexes(indexed); });
    if (in_indexes && (!found || in_indexes->position < found->position)) {
      found = in_indexes;
    }
    if (!found) {
      found = first_bad(indexed, [&] { check_blocks(); });
    }
    if (found) {
      result_.whole = false;
      result_.first_bad = Position{found->position};
      result_.what = found->what;
    }
    return result_;
  }

 private:
  static constexpr std::size_t kReadaheadBytes = 2U << 20U;

  /// What `check` finds wrong first; a disk that does not read is told at `next`.
  template <class Check>
  static std::optional<Bad> first_bad(const std::uint64_t& next, Check check) {
    try {
      check();
    } catch (const Bad& bad) {
      return bad;
    } catch (const StorageError& error) {
      return Bad{next, at(next) + error.what()};
    }
    return std::nullopt;
  }

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
    stream_entry_.resize(record.stream.size() + 1);
    stream_entry_.replace(0, record.stream.size(), record.stream);
    stream_entry_.back() = '\0';
    put_big(stream_entry_, record.version.value());
    position_value_.clear();
    put_big(position_value_, position);
    streams_.add(stream_entry_, position_value_);
    ids_.add(record.id, position_value_);
    add_to_tree(position, leaf);
    kept_.look(tree_, hasher_);
  }

  void check_order(std::uint64_t position, const RecordView& record) {
    auto stream = versions_.find(record.stream);
    if (stream == versions_.end()) {
      stream = versions_.emplace(record.stream, 0).first;
    }
    if (record.version.value() != ++stream->second) {
      bad(position, "the event's stream version is " + std::to_string(record.version.value()) +
                        " where " + std::to_string(stream->second) + " is due");
    }
    if (record.recorded < recorded_) {
      bad(position, "the event was recorded before the one in front of it");
    }
    recorded_ = record.recorded;
  }

  /// The indexes against what the log led to: read from end to end beside it, which is all there
  /// is to do when they are right; entry by entry when they are not, to name the first.
  void check_indexes(std::uint64_t& next) const {
    if (sum_of(kStreams) == streams_ && sum_of(kIds) == ids_) {
      return;
    }
    const auto log = database_.iterate(kLog, options_);
    for (log->SeekToFirst(); log->Valid() && next <= tree_.size; log->Next(), ++next) {
      RecordView record;
      const auto stored = parse_log_value(view(log->value()));
      if (stored && decode_record(stored->record, record)) {
        check_entries(next, record);
      }
    }
    check(log->status());
    check_nothing_more(kStreams, "the index of streams");
    check_nothing_more(kIds, "the index of event ids");
  }

  IndexSum sum_of(Family index) const {
    IndexSum sum(key_);
    each(index,
         [&](const rocksdb::Iterator& entry) { sum.add(view(entry.key()), view(entry.value())); });
    return sum;
  }

  void check_entries(std::uint64_t position, const RecordView& record) const {
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

  void check_acknowledged() const {
    const std::optional<Head>& head = store_.acknowledged();
    if (const auto lost = head ? what_is_lost(database_, head->tree) : std::nullopt) {
      bad(std::min(stored_.size, head->tree.size) + 1, *lost);
    }
    if (!store_.torn().empty()) {
      throw Bad{0, "it was closed whole and is so no more: " + store_.torn()};
    }
  }

  /// What stands beside the log has no hash of ours, but each of its blocks one of RocksDB's.
  void check_blocks() const {
    const auto status = database_.db().VerifyChecksum(rocksdb::ReadOptions{});
    if (!status.ok()) throw Bad{0, "beside the events: " + status.ToString()};
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

  /// Streams are looked up by the view of a record.
  struct StreamHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  const RocksStore& store_;
  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
  Kept kept_;
  rocksdb::ReadOptions options_;
  Hasher hasher_;
  Frontier stored_;
  Frontier tree_;
  std::optional<std::string> tile_;
  std::unordered_map<std::string, std::uint64_t, StreamHash, std::equal_to<>> versions_;
  const IndexSum::Key key_ = IndexSum::random_key();
  IndexSum streams_{key_};  // what the indexes should hold
  IndexSum ids_{key_};
  std::string stream_entry_;
  std::string position_value_;
  Instant recorded_ = Instant::min();
  Verification result_;
};

/// The same through the public reads, for a store that keeps nothing but its events.
Verification verify_events(const EventStore& store, std::span<const EventStore::TreeHead> heads) {
  Verification result;
  std::unordered_map<StreamId, std::uint64_t> versions;
  Hasher hasher;
  Frontier tree;
  Kept kept(heads);
  kept.look(tree, hasher);
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
    kept.look(tree, hasher);
    return true;
  });
  result.kept = kept.found(result.whole);
  result.checked_to = Position{tree.size};
  result.root = tree.root(hasher);
  return result;
}

}  // namespace

Verification verify(const EventStore& store, std::span<const EventStore::TreeHead> kept) {
  const auto* rocks = dynamic_cast<const RocksStore*>(&store);
  return rocks != nullptr ? Verifier{*rocks, *rocks->database(), kept}.run()
                          : verify_events(store, kept);
}

}  // namespace eventstore
