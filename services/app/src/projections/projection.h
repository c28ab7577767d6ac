#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eventstore/event_store.h"

namespace app {

/// One read model: a fold of the log whose state is kept beside it with a checkpoint, so that a
/// start goes on from there. docs/adr/0005.
/// Threads: one folds.
class Projection {
 public:
  using SideValues = std::vector<eventstore::EventStore::SideValue>;

  Projection() = default;
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;
  virtual ~Projection() = default;

  /// Takes the next event of the log in. Throws when it cannot, and is then as before it.
  virtual void take_in(const eventstore::StoredEvent& stored) = 0;
  /// Appends what changed since it was last saved, as values under its own keys.
  virtual void save(SideValues& values) = 0;
  /// What save() gave reached the store.
  virtual void saved() = 0;
};

}  // namespace app
