#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/mapping.h"
#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "schema/result.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

/// What is wrong with a file, and where: printed as "file:line: column: what".
struct ImportFault {
  std::string file;
  std::size_t line = 0;  // 0: the whole file
  std::string column;    // may be empty
  std::string what;

  [[nodiscard]] std::string text() const;
};

struct ImportFaults {
  std::vector<ImportFault> shown;  // the first kImportFaultsShownMax
  std::size_t total = 0;
};

inline constexpr std::size_t kImportFaultsShownMax = 100;
inline constexpr std::size_t kImportRowsMax = 1'000'000;

struct ImportOptions {
  std::filesystem::path file;
  std::optional<gwarchod::v1::Mapping>
      mapping;                  // nothing: the built-in one whose columns the file has
  std::string local_authority;  // only rows of this one; empty: all
  std::string county;           // whose providers are "in the county"
  schema::Day exported_on;      // for mappings whose rows have no date
};

/// What a file would add: decided whole before anything is written.
struct ImportPlan {
  eventstore::Commit commit;  // no writes: there is nothing new. Not sealed yet: see seal().
  std::string mapping;
  std::size_t rows = 0;                         // read
  std::size_t rows_elsewhere = 0;               // of other local authorities
  std::map<std::string, std::size_t> left_out;  // rows not recorded, by the mapping's reason
  std::map<std::string, std::size_t> records;   // new ones, by kind
  std::size_t recorded_already = 0;             // records the log has
  std::size_t new_providers = 0;
  std::string first_day;  // of the new records, yyyy-mm-dd
  std::string last_day;

  [[nodiscard]] std::size_t new_records() const;
};

/// Told every so often on the way: rows done, and of how many (0: not known yet).
using ImportProgress =
    std::function<void(const std::string& doing, std::size_t done, std::size_t of)>;

/// What was recorded before.
struct Existing {
  const eventstore::EventStore& store;
  const eventstore::Keyring& keys;
};

/// Reads the file by its mapping into one commit. Nothing is written; all faults are told, not just
/// the first. A record's id follows from its content, so what an earlier import recorded is found
/// again and not recorded twice: a newer export of the same history adds only what is new.
/// `existing` null: as if the log were empty.
/// Limits:  kImportRowsMax rows; the plan is held in memory (about 1 KiB a row).
/// Errors:  ImportFaults: the file, its heading, its rows, a second file it joins, or the mapping.
/// Threads: one; reads `existing`.
[[nodiscard]] schema::Result<ImportPlan, ImportFaults> plan_import(const ImportOptions& options,
                                                                   const schema::Schema& schema,
                                                                   const Existing* existing,
                                                                   schema::Instant now,
                                                                   const ImportProgress& progress);

/// Seals what is personal in the plan's commit, as the last thing before it is appended.
void seal(ImportPlan& plan, const schema::Schema& schema, eventstore::Keyring& keys);

}  // namespace app
