#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/tracker.h"
#include "eventstore/rocks_store.h"
#include "schema/result.h"

namespace app {

/// The data folder of one authority: its store, and what was said of it when it was made (its name,
/// and whether it is synthetic or a demonstration), kept beside the log.
struct AuthorityFolder {
  std::unique_ptr<eventstore::EventStore> store;
  Settings settings;

  /// Opens the folder; in kReadOnly nothing is recorded.
  /// Errors: one plain line for the person at the terminal.
  [[nodiscard]] static schema::Result<AuthorityFolder, std::string> open(
      const std::filesystem::path& folder, eventstore::OpenMode mode, const schema::Clock& clock);

  /// Keeps the settings' name and marks beside the log. Throws std::runtime_error when the disk
  /// refuses.
  void keep();
};

}  // namespace app
