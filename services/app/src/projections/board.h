#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "event_reader.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/envelope.pb.h"
#include "policies.h"
#include "projections/board_entry.h"
#include "projections/projection.h"
#include "projections/read_ahead.h"
#include "projections/sheets.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "suggestions.h"

namespace app {

/// Every provider by one policy: the projection "board". Of each it holds what the board shows; the
/// rest is in its sheet.
/// Threads: one folds; the sheets say what else may be done.
class Board final : public Projection {
 public:
  static constexpr const char* kName = "board";

  /// Before which event it could not go on, and why.
  struct Stop {
    std::uint64_t position = 0;
    std::string why;
  };

  /// What is held of one provider.
  struct Held {
    SharedEntry entry;  // null until it is first worked out
    Said said;
    bool touched = false;  // since it was last worked out
  };
  using HeldByProvider = std::unordered_map<std::string, Held, TextHash, std::equal_to<>>;

  /// `prefix` begins its keys beside the log; an empty one: nothing is kept. Without
  /// `has_snapshots`, the sheets under it are not of this policy, and not looked at.
  Board(const eventstore::EventStore& store, const EventReader& reader,
        const schema::Schema& schema, PolicyInForce policy, std::string prefix, schema::Day as_of,
        bool has_snapshots = true);

  /// Reads what was kept; false, and nothing is held, when it is not of this program's form.
  [[nodiscard]] bool load();

  void take_in(const eventstore::StoredEvent& stored) override;
  /// The same, of an event that is read already; null when it is none.
  void take_in(const eventstore::StoredEvent& stored, const gwarchod::v1::Event* event);
  /// The same for many, up to the position `target`: each provider's in order, as many providers at
  /// a time as there are processors; for a board that nobody reads yet. Returns the first that
  /// cannot be taken in: then there may be later ones among those taken in, and it must be
  /// forgotten.
  [[nodiscard]] std::optional<Stop> take_in_all(const LogBatch& batch, std::uint64_t target);
  void forget();
  void save(SideValues& values) override;
  void saved() override;

  /// Works out anew, as of its day, those touched since; gives their entries. `position`: of the
  /// last event taken in.
  std::vector<SharedEntry> refresh(std::uint64_t position);
  /// The same by as many threads as there are processors: of sheets that are all in memory, and
  /// that nobody reads yet.
  std::vector<SharedEntry> refresh_all(std::uint64_t position);
  /// From now on as of that day: touches those whom the passing of time alone changes.
  void roll_to(schema::Day today);
  /// Appends all that is held of those touched since the last refresh, and of them alone; by as
  /// many threads as there are processors.
  void save_all(const std::vector<SharedEntry>& entries, SideValues& values);

  [[nodiscard]] const HeldByProvider& held() const { return held_; }
  [[nodiscard]] Held& held_of(const std::string& provider) { return held_.at(provider); }
  [[nodiscard]] const std::shared_ptr<Sheets>& sheets() const { return sheets_; }
  [[nodiscard]] const EventReader& reader() const { return reader_; }
  [[nodiscard]] const PolicyInForce& policy() const { return sheets_->policy(); }
  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  [[nodiscard]] schema::Day as_of() const { return as_of_; }
  /// As it is kept: equal texts, equal entries.
  [[nodiscard]] static std::string text_of(const Held& held);

 private:
  struct Share;
  void take_in(Share& share, std::uint64_t target, gwarchod::v1::Event& event) const;
  Held& touch(std::string_view provider);
  void note(const std::string& provider, SharedEntry entry);
  [[nodiscard]] std::string key_of(std::string_view provider) const;

  const eventstore::EventStore& store_;
  const EventReader& reader_;
  std::string prefix_;
  schema::Day as_of_;
  std::shared_ptr<Sheets> sheets_;  // shared with those who read
  gwarchod::v1::Event event_;       // reused from one event to the next
  HeldByProvider held_;
  std::vector<std::string> touched_;         // each once
  std::unordered_set<std::string> unsaved_;  // worked out since they were last kept
};

}  // namespace app
