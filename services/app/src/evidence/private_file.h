#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "schema/result.h"

/// Small files beside the log, written whole or not at all.
namespace app {

/// Writes a file anew, synced, in one step: a reader sees the old content or the new.
/// Error: why not, in words ("permission denied").
enum class Readable { kByOwner, kByAll };
[[nodiscard]] schema::Result<void, std::string> write_file(const std::filesystem::path& file,
                                                           const std::string& content,
                                                           Readable readable);

/// Nothing when there is none, or it cannot be read, or holds more than `bytes_max`.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file,
                                                   std::size_t bytes_max);

/// Makes sure that what a file holds is on the disk.
[[nodiscard]] schema::Result<void, std::string> sync_file(const std::filesystem::path& file);

/// Whether anyone but its owner may read or write it.
[[nodiscard]] bool is_open_to_others(const std::filesystem::path& file);

}  // namespace app
