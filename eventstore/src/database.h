#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/rocks_store.h"
#include "layout.h"
#include "storage.h"

namespace eventstore {

[[nodiscard]] inline rocksdb::Slice slice(std::string_view text) {
  return {text.data(), text.size()};
}
[[nodiscard]] inline std::string_view view(const rocksdb::Slice& text) {
  return {text.data(), text.size()};
}

/// How RocksDB's log of writes may end.
enum class Ending {
  kWhole,  // anything in it that cannot be read is damage
  kTorn,   // it is taken to end where it cannot be read any more
};

/// The RocksDB of a data folder, open, with its families.
/// Threads: any.
class Database {
 public:
  /// Errors: OpenError, worded for the person at the terminal.
  [[nodiscard]] static Result<std::unique_ptr<Database>, OpenError> open(
      const std::filesystem::path& folder, OpenMode mode, rocksdb::Env& env,
      Ending ending = Ending::kTorn);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] rocksdb::DB& db() const { return *db_; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* family(Family family) const {
    return handles_[family];
  }

  /// The value, or nothing when there is none. Throws StorageError when the disk does not read.
  [[nodiscard]] std::optional<std::string> get(Family family, std::string_view key,
                                               const rocksdb::Snapshot* at = nullptr) const;
  [[nodiscard]] std::unique_ptr<rocksdb::Iterator> iterate(
      Family family, const rocksdb::ReadOptions& options) const;

 private:
  Database() = default;
  [[nodiscard]] std::optional<OpenError> check_format(const std::filesystem::path& folder,
                                                      OpenMode mode) const;

  std::unique_ptr<rocksdb::DB> db_;
  bool writes_ = false;
  rocksdb::ColumnFamilyHandle* default_ = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

/// Throws StorageError unless the status is good.
void check(const rocksdb::Status& status);

}  // namespace eventstore
