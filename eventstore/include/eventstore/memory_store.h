#pragma once

#include <memory>

#include "eventstore/event_store.h"
#include "schema/time.h"

namespace eventstore {

/// A store without a disk, for tests and for trying a policy: the same contract, nothing kept.
[[nodiscard]] std::unique_ptr<EventStore> make_memory_store(const schema::Clock& clock);

}  // namespace eventstore
