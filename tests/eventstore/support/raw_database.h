#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace eventstore::test {

/// The RocksDB under a closed store, opened as anyone with access to the disk could: what is
/// written here has good RocksDB checksums.
class RawDatabase {
 public:
  explicit RawDatabase(const std::filesystem::path& folder);
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;
  ~RawDatabase();

  void put(const std::string& family, const std::string& key, const std::string& value);
  void remove(const std::string& family, const std::string& key);
  [[nodiscard]] std::string get(const std::string& family, const std::string& key);
  void add_family(const std::string& family);

 private:
  rocksdb::DB* db_ = nullptr;
  std::map<std::string, rocksdb::ColumnFamilyHandle*> handles_;
};

/// Eight bytes, most significant first: positions and versions in keys and values.
[[nodiscard]] std::string big_endian(std::uint64_t number);

}  // namespace eventstore::test
