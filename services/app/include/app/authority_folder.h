#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/master_key.h"
#include "app/tracker.h"
#include "eventstore/keyring.h"
#include "eventstore/rocks_store.h"
#include "schema/result.h"

namespace app {

/// What someone who opens a folder wants with the keys of the people in it.
enum class KeyUse {
  kNone,        // reads and writes no record: accounts, policies, proofs
  kNeeded,      // refused without the master key
  kMadeIfNone,  // a demonstration: makes its master key beside the data when none is given
};

/// The data folder of one authority: its store, its keys (in `keys`, apart from the log), and what
/// was said of it when it was made (its name, and whether it is synthetic or a demonstration), kept
/// beside the log.
struct AuthorityFolder {
  std::unique_ptr<eventstore::EventStore> store;
  std::unique_ptr<eventstore::Keyring> keys;
  Settings settings;
  bool made_signing_key = false;  // just now (log_keys.h)

  /// Opens the folder; in kReadOnly nothing is recorded, and a log from before there were keys
  /// needs no master key. Keys that a log had are not made anew when they are gone. kCreate makes
  /// the key that the log signs with, where it never had one.
  /// Errors: one plain line for the person at the terminal.
  [[nodiscard]] static schema::Result<AuthorityFolder, std::string> open(
      const std::filesystem::path& folder, eventstore::OpenMode mode, const schema::Clock& clock,
      const MasterKeySource& master, KeyUse use);

  /// Keeps the settings' name and marks beside the log. Throws std::runtime_error when the disk
  /// refuses.
  void keep();

 private:
  [[nodiscard]] std::optional<std::string> open_keys(const std::filesystem::path& folder,
                                                     eventstore::OpenMode mode,
                                                     const MasterKeySource& master, KeyUse use);
};

/// Where the ring of a data folder stands.
[[nodiscard]] std::filesystem::path keys_in(const std::filesystem::path& data);
/// Where its sealed files stand.
[[nodiscard]] std::filesystem::path attachments_in(const std::filesystem::path& data);

}  // namespace app
