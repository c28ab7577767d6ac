#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/ids.h"
#include "eventstore/event_store.h"
#include "eventstore/subscription.h"
#include "listeners.h"
#include "projections/accounts_projection.h"
#include "projections/board.h"
#include "projections/board_build.h"
#include "projections/checkpoint.h"
#include "projections/owners.h"
#include "projections/policies_projection.h"
#include "projections/views.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "suggestions.h"

namespace app {

/// Folds the log, as it reaches the disk, into the projections; keeps them beside it; says what
/// changed; and records what is then suggested otherwise than was last said. What an event does is
/// counted once, whenever the process dies. docs/adr/0005.
/// Threads: one at a time.
class Projections {
 public:
  Projections(eventstore::EventStore& store, const EventReader& reader,
              const schema::Schema& schema, const schema::Clock& clock, IdSource& ids, Views& views,
              Listeners& listeners, bool read_only);

  /// Takes in everything that is on disk when it begins, and a new day if one has come. The first
  /// time it goes on from what was kept, and nobody is told.
  void take_in();
  /// As take_in, but of what came the views are shown no more often than leaves nine tenths of the
  /// time to taking in: where commands come faster than rows can be worked out, each row is worked
  /// out once for many of them. Returns how long until what waits may be shown; none waits:
  /// nothing.
  [[nodiscard]] std::optional<std::chrono::milliseconds> take_in_steadily();
  /// The last position that was taken in, shown or not.
  [[nodiscard]] std::uint64_t taken_in() const { return seen_; }

  /// Whether a board is being built beside the one that serves.
  [[nodiscard]] bool is_building() const { return build_ != nullptr; }
  /// Builds on for about so long, and puts the new board in the old one's place once it is whole.
  void build_on(std::chrono::milliseconds time);

  /// Proposes for the log every suggestion that is news since the last time. Returns whether any
  /// was.
  /// Nobody waits for what is `unhurried`: it shares the sync of a command that comes soon.
  [[nodiscard]] bool propose_news(bool unhurried);
  /// Waits for the proposals' way to the disk; false when it refused one.
  [[nodiscard]] bool wait_for_proposals() const { return proposals_.wait(); }

  /// Keeps the state beside the log when enough has come since the last time; or now.
  void keep_sometimes();
  void keep();

  [[nodiscard]] Rebuilt rebuild(const std::string& name, bool check_only);

 private:
  /// A projection and how far it is.
  struct Running {
    std::string name;
    Projection* projection = nullptr;
    std::string made_by;
    std::uint64_t position = 0;
    Checkpoint kept;  // as last written down
    std::optional<BoardBuild::Stop> stopped;
    /// The board of another form: it only shows what it held, until the new one is built.
    bool waits = false;

    [[nodiscard]] bool goes_on() const { return !stopped && !waits; }
  };

  // The start: projections_open.cc.
  void open();
  void read_policies();
  void open_board();
  [[nodiscard]] bool load_board(const Checkpoint& kept, PolicyInForce policy, bool as_it_was);
  [[nodiscard]] PolicyInForce policy_that_made(const std::string& made_by) const;
  void build_first();
  void bring_up();

  // What comes: projections.cc.
  static void give(Running& running, const eventstore::StoredEvent& stored);
  void fold();
  void fold_batch(std::vector<eventstore::StoredEvent> events);
  void show();
  [[nodiscard]] std::chrono::steady_clock::duration until_due() const;
  void take_in_day(schema::Day today);
  /// Those to be shown for them: with the watch on an owner's services, and the others it touches.
  [[nodiscard]] std::vector<SharedEntry> with_watches(const std::vector<SharedEntry>& changed);
  void show_board(const std::vector<SharedEntry>& changed);
  void show_all();
  void show_states();
  void tell(Change change);
  [[nodiscard]] Checkpoint checkpoint_of(const Running& running) const;

  // Another board beside the one that serves: projections_build.cc.
  void build_if_policy_changed();
  void begin_build(PolicyInForce policy);
  void finish_build();
  void fail_build(const BoardBuild::Stop& stop);
  [[nodiscard]] std::unique_ptr<Board> new_board(PolicyInForce policy, std::uint64_t generation);
  void keep_pass(Board& board, const std::vector<SharedEntry>& entries);
  void put_in_place(std::unique_ptr<Board> board, std::uint64_t generation);
  void begin_generation(std::uint64_t generation);
  void drop_unfinished();

  // projections_rebuild.cc
  [[nodiscard]] Rebuilt rebuild_board(bool check_only);
  [[nodiscard]] Rebuilt rebuild_accounts(bool check_only);
  [[nodiscard]] Rebuilt rebuild_policies(bool check_only);

  enum Which : std::size_t { kPolicies, kAccounts, kBoard };

  eventstore::EventStore& store_;
  const EventReader& reader_;
  const schema::Schema& schema_;
  const schema::Clock& clock_;
  IdSource& ids_;
  Views& views_;
  Listeners& listeners_;
  bool read_only_;

  PoliciesProjection policies_;
  AccountsProjection accounts_;
  std::unique_ptr<Board> board_;
  std::uint64_t generation_ = 0;  // of the board
  std::vector<Running> running_;  // by Which

  std::unique_ptr<BoardBuild> build_;
  std::string build_made_by_;
  std::string build_failed_;  // is not tried again
  PolicyInForce compared_;    // with what the board was made by

  std::optional<eventstore::Subscription> subscription_;  // nothing: not yet open
  std::uint64_t seen_ = 0;                                // of the log, by those that go on
  schema::Day as_of_;
  std::vector<eventstore::StoredEvent> unshown_;  // of providers, taken in since the last show
  bool shows_ = true;                             // nothing was taken in since
  bool went_on_ = false;                          // the board did, when something was
  std::chrono::steady_clock::time_point shown_at_;
  std::chrono::steady_clock::duration showing_took_{};
  std::optional<Owners> owners_;  // of the board that is shown
  std::set<std::string> unsaid_;  // worked out since suggestions were last proposed
  Proposals proposals_;
  schema::Instant kept_at_;
};

}  // namespace app
