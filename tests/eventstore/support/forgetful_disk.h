#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace eventstore::test {

/// The machine's file system with a plug that can be pulled. What was written and not synced, files
/// made or renamed in a folder not synced since: of these some stay and some do not, each sector
/// as it pleases.
/// Threads: any; lose() when the store is closed.
class ForgetfulDisk {
 public:
  ForgetfulDisk();
  [[nodiscard]] rocksdb::Env& env() { return *env_; }

  /// The power goes at the `calls`th write, sync or rename from now: that one and all later fail.
  void cut_after(std::uint64_t calls);
  [[nodiscard]] bool is_off() const;
  /// Makes the files those that the power cut left. The folder is then opened with another disk.
  void lose(std::mt19937& random);

 private:
  class Files;
  class AppendedFile;
  class OverwrittenFile;
  class Folder;

  /// A file of which the end may be lost.
  struct Appended {
    std::uint64_t size = 0;
    std::uint64_t synced = 0;
    bool named = false;  // its folder was synced after it was made
  };

  /// Whether the power is still on for one more call.
  [[nodiscard]] bool on();

  mutable std::mutex mutex_;
  std::uint64_t calls_left_ = ~std::uint64_t{0};
  bool off_ = false;
  std::map<std::string, Appended> appended_;
  std::map<std::string, std::string> overwritten_;             // as synced
  std::map<std::string, std::optional<std::string>> renamed_;  // what the name stood for before
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace eventstore::test
