#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "accounts/directory.h"
#include "app/tracker.h"
#include "policies.h"
#include "projections/board_entry.h"
#include "projections/sheets.h"
#include "schema/time.h"

namespace app {

/// What readers read: the projections alone write it, briefly, under `mutex`; whoever reads holds
/// the mutex shared, takes pointers to what never changes, and lets go.
struct Views {
  explicit Views(Policies adopted) : policies(std::move(adopted)) {}

  mutable std::shared_mutex mutex;

  // The board.
  std::map<std::string, SharedEntry> entries;  // by provider
  std::shared_ptr<const Sheets> sheets;        // null until the log is first taken in
  PolicyInForce policy;                        // by which both were made
  schema::Day as_of;
  std::uint64_t position = 0;  // everything up to here is taken in
  bool stale = false;          // it takes in nothing more

  Policies policies;
  accounts::Directory directory;
  std::uint64_t directory_position = 0;
  bool directory_stale = false;

  std::vector<ProjectionState> states;
};

}  // namespace app
