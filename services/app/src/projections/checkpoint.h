#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "eventstore/event_store.h"
#include "policies.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "upcasters.h"

/// Where what the projections keep stands beside the log: under projection/<name>/.
namespace app {

/// How far a projection is, written in one batch with its state.
struct Checkpoint {
  std::string made_by;  // what its state depends on besides the log: another, another state
  std::uint64_t generation = 0;  // of the board: which of the states beside one another it is
  std::uint64_t position = 0;
  schema::Day as_of;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

[[nodiscard]] std::optional<Checkpoint> read_checkpoint(const eventstore::EventStore& store,
                                                        const std::string& name);
[[nodiscard]] eventstore::EventStore::SideValue value_of(const std::string& name,
                                                         const Checkpoint& checkpoint);

/// What a board by the policy depends on: the program's forms, the policy, every kind there is and
/// the version in which its events are read.
[[nodiscard]] std::string board_made_by(const escalation::CompiledPolicy& policy,
                                        const schema::Schema& schema, const Upcasters& upcasters);

/// Begins the keys of one generation of the board.
[[nodiscard]] std::string board_prefix(std::uint64_t generation);
/// Names the generation that is being built, or let go of: whoever starts removes what it left.
inline constexpr const char* kUnfinishedKey = "projection/board/unfinished";

}  // namespace app
