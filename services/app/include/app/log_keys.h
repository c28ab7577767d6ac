#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "eventstore/signing_key.h"
#include "schema/result.h"

namespace app {

/// The keys of an authority's log, as they lie in its data folder: beside the log, not in it, so
/// that no copy of the log holds what could sign another.
///
///   signing.key  the private key; readable by its owner alone
///   log.vkey     the public keys, one a line, the newest last: to be given to whoever is to check
///                what the log says of itself
///
/// A signing key that is gone is not replaced behind anyone's back: whoever kept the old public key
/// would then see a stranger sign. The log is read and written without it, and nothing is signed
/// until it is put back, or another is asked for (`gwarchod checkpoint --new-key`).
struct LogKeys {
  std::optional<eventstore::SigningKey> signing;    // none: it is missing
  std::vector<eventstore::VerifyingKey> verifying;  // every one that ever signed for the log
};

inline constexpr const char* kSigningKeyFile = "signing.key";
inline constexpr const char* kVerifyingKeysFile = "log.vkey";

/// Reads the keys of a data folder; none where none was made.
/// Error: one plain line with its remedy: a key that others may read is refused, and one that
/// cannot be read.
[[nodiscard]] schema::Result<LogKeys, std::string> read_log_keys(
    const std::filesystem::path& folder);

/// The public keys of a file such as log.vkey, or of a text that is a key itself.
[[nodiscard]] schema::Result<std::vector<eventstore::VerifyingKey>, std::string>
read_verifying_keys(const std::string& file_or_key);

/// Makes the first key of a data folder, for a log that has never had one. False when it has.
/// Error: one plain line; a key half made is made again the next time.
[[nodiscard]] schema::Result<bool, std::string> make_log_keys(const std::filesystem::path& folder);

/// Makes another key in the place of one that is lost. Its public half goes below the old ones,
/// under the same name, so that what those signed can still be checked.
[[nodiscard]] schema::Result<void, std::string> replace_log_keys(
    const std::filesystem::path& folder);

}  // namespace app
