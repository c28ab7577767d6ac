#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/log_keys.h"
#include "schema/result.h"

namespace app {

/// Where sealed attachments lie in a data folder and in a backup of it.
inline constexpr const char* kAttachmentsFolder = "attachments";

/// A folder of backups of one authority:
///
///   log/             eventstore/backup.h
///   attachments/     each file once
///   checkpoints/N    the signed head of backup N
///   log.vkey         the public keys that signed them
class BackupFolder {
 public:
  explicit BackupFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::filesystem::path log() const { return folder_ / "log"; }
  [[nodiscard]] std::filesystem::path attachments() const { return folder_ / kAttachmentsFolder; }
  [[nodiscard]] std::filesystem::path checkpoint(std::uint32_t number) const {
    return folder_ / "checkpoints" / std::to_string(number);
  }
  [[nodiscard]] std::filesystem::path verifying_keys() const {
    return folder_ / kVerifyingKeysFile;
  }

  /// Why it is no place for backups of the log of these keys: it holds those of another.
  [[nodiscard]] std::optional<std::string> fault_for(const LogKeys& keys) const;

  [[nodiscard]] schema::Result<void, std::string> write_checkpoint(std::uint32_t number,
                                                                   const std::string& note,
                                                                   const LogKeys& keys) const;
  /// Removes the heads of backups that are gone.
  void forget_old_checkpoints() const;

 private:
  std::filesystem::path folder_;
};

/// What copy_attachments copied.
struct Copied {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

/// Copies each attachment under `from` that is not under `to` yet, synced. What is still coming in
/// is left out. Nothing when there is no `from`.
[[nodiscard]] schema::Result<Copied, std::string> copy_attachments(
    const std::filesystem::path& from, const std::filesystem::path& to);

/// Copies the ring of keys and the signing key of a data folder into a folder apart, or back. What
/// is not there is not copied; a master key never is, for without it the ring is of no use.
[[nodiscard]] schema::Result<void, std::string> copy_keys(const std::filesystem::path& from,
                                                          const std::filesystem::path& to);

/// Whether a path is the folder, or lies in it.
[[nodiscard]] bool is_within(const std::filesystem::path& path,
                             const std::filesystem::path& folder);

}  // namespace app
