#pragma once

#include <filesystem>
#include <string>

#include "eventstore/keyring.h"
#include "schema/result.h"

/// The key that wraps every key of the ring: given to the process, and not kept with the data, so
/// that neither is of use without the other (docs/personal-data.md).
namespace app {

/// What was given of it.
struct MasterKeySource {
  std::filesystem::path file;  // --master-key; empty: none
  std::string text;            // GWARCHOD_MASTER_KEY; read when there is no file
};

/// Where a demonstration keeps its own, in its data folder. Read when nothing else is given.
inline constexpr const char* kDemonstrationKeyFile = "master.key";

/// The key that was given, or the demonstration's. A key is 32 bytes, in base64 or hexadecimal.
/// Errors: one plain line with the remedy: none is given, the file cannot be read, is readable by
///         others than its owner, or holds no key.
[[nodiscard]] schema::Result<eventstore::MasterKey, std::string> read_master_key(
    const MasterKeySource& source, const std::filesystem::path& data);

/// Makes a key in a new file that its owner alone may read.
/// Errors: one plain line: there is such a file, or it cannot be written.
[[nodiscard]] schema::Result<void, std::string> make_master_key(const std::filesystem::path& file);

}  // namespace app
