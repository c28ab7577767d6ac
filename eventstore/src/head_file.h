#pragma once

#include <rocksdb/env.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/merkle.h"
#include "schema/result.h"

namespace eventstore {

/// What the file `head` of a data folder says.
struct Head {
  Frontier tree;           // as it was last acknowledged
  bool closed = false;     // the store was closed since, so its log of writes ends whole
  std::uint64_t turn = 0;  // of two slots, that with the greater is the later
};

/// The file `head` of a data folder: the frontier of the tree as it was last acknowledged, kept
/// apart from RocksDB, whose log of writes looks shorter, not damaged, when its end cannot be read.
/// It holds two slots, each with its hash. One is written over and over, until it is synced; then
/// the other: a power cut tears the one only. What is written here was on disk before, so the file
/// may lag the log, never lead it.
/// Threads: one.
class HeadFile {
 public:
  /// What the file says; nothing when there is none.
  /// Errors: a plain word, when the file is there but neither slot can be read.
  [[nodiscard]] static schema::Result<std::optional<Head>, std::string> read(
      const std::filesystem::path& folder, rocksdb::Env& env);

  /// The later of the two slots that the file's bytes hold; nothing when neither can be read.
  [[nodiscard]] static std::optional<Head> parse(std::string_view bytes);

  /// Opens the file to write to, and says in it, on disk when this returns, that the store is open
  /// and what it holds. Makes it if there is none.
  /// Returns nothing when the disk refuses: the store then goes on unguarded.
  [[nodiscard]] static std::unique_ptr<HeadFile> open(const std::filesystem::path& folder,
                                                      rocksdb::Env& env, const Frontier& present);
  HeadFile(const HeadFile&) = delete;
  HeadFile& operator=(const HeadFile&) = delete;
  ~HeadFile() = default;

  /// Writes what was acknowledged; synced once in kSyncEvery. For an event of the last second to be
  /// lost unseen, the machine must lose its power *and* the log its end.
  void write(const Frontier& frontier);
  /// Says, on disk, that the store is closed; its log of writes is synced.
  void close(const Frontier& frontier);

 private:
  static constexpr std::chrono::seconds kSyncEvery{1};

  void put(const Frontier& frontier, bool closed);
  void sync();

  explicit HeadFile(std::unique_ptr<rocksdb::RandomRWFile> file) : file_(std::move(file)) {}

  std::unique_ptr<rocksdb::RandomRWFile> file_;
  std::size_t slot_ = 0;
  std::uint64_t turn_ = 0;
  std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
  Hasher hasher_;
};

}  // namespace eventstore
