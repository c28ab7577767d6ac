#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

#include "accounts/directory.h"
#include "gwarchod/v1/views.pb.h"
#include "policies.h"
#include "schema/time.h"
#include "timeline/timeline.h"

namespace app {

using SharedRow = std::shared_ptr<const gwarchod::v1::BoardRow>;
using SharedLinks = std::shared_ptr<const timeline::Links>;

/// What readers read: the projection alone writes it, briefly, under `mutex`; whoever reads holds
/// the mutex shared, takes pointers to what never changes, and lets go.
struct Views {
  explicit Views(Policies adopted) : policies(std::move(adopted)) {}

  mutable std::shared_mutex mutex;
  std::map<std::string, SharedRow> rows;     // by provider
  std::map<std::string, SharedLinks> links;  // of providers that have any
  Policies policies;
  accounts::Directory directory;
  schema::Day as_of;
  std::uint64_t position = 0;  // everything up to here is taken in
};

}  // namespace app
