#include "rocks_storage.h"

#include "full_disk.h"
#include "stored_tail.h"

namespace eventstore {
namespace {

/// Room for a group of the usual size, so that its bytes are not moved as they come.
constexpr std::size_t kBatchBytes = 64U << 10U;

/// Only words for people differ: either way RocksDB must be opened anew.
WriteFault fault_of(const std::string& text) {
  const bool full = says_full(text);
  return {.kind = full ? AppendError::Kind::kDiskFull : AppendError::Kind::kStorageFailed,
          .what = (full ? "the disk is full: " : "the disk does not write: ") + text};
}

WriteFault damage(const std::string& text) {
  return {.kind = AppendError::Kind::kStorageFailed, .what = text, .lasting = true};
}

}  // namespace

class RocksStorage::RocksGroup final : public Group {
 public:
  RocksGroup(const Database& database, Tree& tree, Hasher& hasher)
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

  const Database& database_;  // not held: every group is gone before it is closed
  Tree& tree_;
  Hasher& hasher_;
  std::string value_;
};

RocksStorage::RocksStorage(OpenFolder& folder, Tree tree, std::unique_ptr<HeadFile> head)
    : folder_(folder), head_(std::move(head)), tree_(std::move(tree)), written_(tree_.frontier()) {}

RocksStorage::~RocksStorage() {
  if (head_ && !must_reopen_ && folder_.database()->db().SyncWAL().ok()) {
    head_->close(frontier());
  }
}

std::unique_ptr<Group> RocksStorage::new_group() {
  return std::make_unique<RocksGroup>(*folder_.database(), tree_, hasher_);
}

std::optional<WriteFault> RocksStorage::write(Group& group) {
  if (auto full = folder_.too_full(false)) {
    return WriteFault{AppendError::Kind::kDiskFull, std::move(*full), must_reopen_};
  }
  auto& written = static_cast<RocksGroup&>(group);
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = folder_.database()->db().Write(options, &written.batch);
  if (!status.ok()) {
    return refused(status);
  }
  keep_as_written(std::move(written.frontier));
  return std::nullopt;
}

WriteFault RocksStorage::refused(const rocksdb::Status& status) {
  must_reopen_ = true;
  return fault_of(status.ToString());
}

Result<Tail, WriteFault> RocksStorage::recover() {
  if (auto full = folder_.too_full(true)) {
    return WriteFault{AppendError::Kind::kDiskFull, std::move(*full), must_reopen_};
  }
  if (must_reopen_) {
    if (const auto error = folder_.reopen(frontier())) {
      WriteFault fault = fault_of(error->line);
      fault.lasting = error->kind == OpenError::Kind::kDamaged;
      return fault;
    }
  }
  try {
    const auto database = folder_.database();
    StoredTail tail = read_tail(*database);
    if (const auto lost = what_is_lost(*database, frontier())) {
      return damage("the disk lost what it had taken: " + *lost);
    }
    if (!tail.whole) {
      return damage("the last events on the disk are not those that were recorded");
    }
    tree_ = std::move(tail.tree);
    keep_as_written(tree_.frontier());
    must_reopen_ = false;
    return tail.last;
  } catch (const StorageError& error) {
    must_reopen_ = true;
    return error.is_damage() ? damage(error.what()) : fault_of(error.what());
  }
}

void RocksStorage::keep_as_written(Frontier frontier) {
  if (head_) {
    head_->write(frontier);
  }
  const std::lock_guard lock(mutex_);
  written_ = std::move(frontier);
}

StreamVersion RocksStorage::stored_version(const StreamId& stream) const {
  const auto database = folder_.database();
  const auto last = database->iterate(kStreams, {});
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
  const auto database = folder_.database();
  rocksdb::PinnableSlice position;
  const rocksdb::Status status =
      database->db().Get({}, database->family(kIds), slice(id), &position);
  if (status.IsNotFound()) {
    return false;
  }
  check(status);
  return true;
}

std::optional<Answer> RocksStorage::answer(const std::string& idempotency_key) const {
  const auto value = folder_.database()->get(kIdempotency, idempotency_key);
  if (!value) {
    return std::nullopt;
  }
  auto answer = answer_of_value(*value);
  if (!answer) {
    throw StorageError("an idempotency record is damaged", true);
  }
  return answer;
}

Frontier RocksStorage::frontier() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

}  // namespace eventstore
