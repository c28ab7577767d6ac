#pragma once

#include <string>

#include "eventstore/event_store.h"

namespace app {

/// 32 random bytes kept beside the log under `name` ("live-cursors"), made and synced on first use,
/// so that what they seal can be opened after a restart. Threads: any; two first uses of one name
/// at once may disagree.
[[nodiscard]] std::string kept_secret(eventstore::EventStore& store, const std::string& name);

/// Forgets them all: what they sealed opens no more.
void forget_secrets(eventstore::EventStore& store);

}  // namespace app
