#include "rocks_storage.h"

namespace eventstore {
namespace {

/// Room for a group of the usual size, so that its bytes are not moved as they come.
constexpr std::size_t kBatchBytes = 64U << 10U;

}  // namespace

class RocksStorage::RocksGroup final : public Group {
 public:
  RocksGroup(Database& database, Tree& tree, Hasher& hasher)
      : batch(kBatchBytes), database_(database), tree_(tree), hasher_(hasher) {}

  void add(const RecordView& record) override {
    value_.assign(std::tuple_size_v<Hash>, '\0');
    encode_record(record, value_);
    const Hash leaf = hasher_.leaf(std::string_view{value_}.substr(leaf_bytes()));
    value_.replace(0, leaf_bytes(), view_of(leaf));

    const std::string position = log_key(record.position.value());
    put(kLog, position, value_);
    put(kStreams, stream_key(record.stream, record.version.value()), position);
    put(kIds, record.id, position);
    tree_.add(leaf, [this](unsigned level, std::uint64_t index, std::string_view hashes) {
      put(kTree, tile_key(level, index), hashes);
    });
  }

  void add(const std::string& idempotency_key, const Answer& answer) override {
    put(kIdempotency, idempotency_key, answer_value(answer));
  }

  void seal() override {
    frontier = tree_.frontier();
    if (batch.Count() > 0) {
      put(kTree, kFrontierKey, frontier_value(frontier));
    }
  }

  rocksdb::WriteBatch batch;
  Frontier frontier;

 private:
  static constexpr std::size_t leaf_bytes() { return std::tuple_size_v<Hash>; }

  void put(Family family, std::string_view key, std::string_view value) {
    // A batch without a size limit takes everything.
    static_cast<void>(batch.Put(database_.family(family), slice(key), slice(value)));
  }

  Database& database_;
  Tree& tree_;
  Hasher& hasher_;
  std::string value_;
};

RocksStorage::RocksStorage(Database& database, Tree tree)
    : database_(database), tree_(std::move(tree)), written_(tree_.frontier()) {}

std::unique_ptr<Group> RocksStorage::new_group() {
  return std::make_unique<RocksGroup>(database_, tree_, hasher_);
}

std::optional<std::string> RocksStorage::write(Group& group) {
  auto& written = static_cast<RocksGroup&>(group);
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = database_.db().Write(options, &written.batch);
  if (!status.ok()) {
    return "the disk does not write: " + status.ToString();
  }
  const std::lock_guard lock(mutex_);
  written_ = std::move(written.frontier);
  return std::nullopt;
}

StreamVersion RocksStorage::stored_version(const StreamId& stream) const {
  const auto last = database_.iterate(kStreams, {});
  last->SeekForPrev(stream_key(stream.value(), ~std::uint64_t{0}));
  check(last->status());
  if (!last->Valid()) {
    return {};
  }
  const std::string_view key = view(last->key());
  const auto version = version_of_key(key);
  return version && key == stream_key(stream.value(), *version) ? StreamVersion{*version}
                                                                : StreamVersion{};
}

bool RocksStorage::has_event(const std::string& id) const {
  rocksdb::PinnableSlice position;
  const rocksdb::Status status =
      database_.db().Get({}, database_.family(kIds), slice(id), &position);
  if (status.IsNotFound()) {
    return false;
  }
  check(status);
  return true;
}

std::optional<Answer> RocksStorage::answer(const std::string& idempotency_key) const {
  const auto value = database_.get(kIdempotency, idempotency_key);
  if (!value) {
    return std::nullopt;
  }
  auto answer = answer_of_value(*value);
  if (!answer) {
    throw StorageError("an idempotency record is damaged");
  }
  return answer;
}

Frontier RocksStorage::frontier() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

}  // namespace eventstore
