#include "eventstore/support/raw_database.h"

#include <stdexcept>
#include <vector>

namespace eventstore::test {
namespace {

void must(const rocksdb::Status& status) {
  if (!status.ok()) {
    throw std::runtime_error(status.ToString());
  }
}

}  // namespace

RawDatabase::RawDatabase(const std::filesystem::path& folder) {
  const std::string path = folder / "events";
  std::vector<std::string> names;
  must(rocksdb::DB::ListColumnFamilies({}, path, &names));
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) {
    families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  must(rocksdb::DB::Open({}, path, families, &handles, &db_));
  for (std::size_t number = 0; number < names.size(); ++number) {
    handles_[names[number]] = handles[number];
  }
}

RawDatabase::~RawDatabase() {
  for (const auto& [name, handle] : handles_) {
    db_->DestroyColumnFamilyHandle(handle);
  }
  delete db_;
}

void RawDatabase::put(const std::string& family, const std::string& key, const std::string& value) {
  must(db_->Put({}, handles_.at(family), key, value));
}

void RawDatabase::remove(const std::string& family, const std::string& key) {
  must(db_->Delete({}, handles_.at(family), key));
}

std::string RawDatabase::get(const std::string& family, const std::string& key) {
  std::string value;
  must(db_->Get({}, handles_.at(family), key, &value));
  return value;
}

void RawDatabase::add_family(const std::string& family) {
  must(db_->CreateColumnFamily({}, family, &handles_[family]));
}

std::string big_endian(std::uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(number >> shift & 0xFFU));
  }
  return bytes;
}

}  // namespace eventstore::test
