#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event_reader.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/envelope.pb.h"
#include "policies.h"
#include "projections/sheet.h"
#include "schema/schema.h"

namespace app {

/// For looking up in a hash map of texts without making one.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// The sheets of every provider by one policy. Those used lately are in memory, within a bound; any
/// other is its snapshot beside the log and the few events of its stream since, or all of them
/// where there is no snapshot.
/// Threads: one folds; read() any.
class Sheets {
 public:
  /// Snapshots stand under `prefix`, which names the policy's generation; an empty one: there are
  /// none.
  Sheets(const eventstore::EventStore& store, const EventReader& reader,
         const schema::Schema& schema, PolicyInForce policy, std::string prefix);

  // For the one who folds.

  /// Takes the event in, and whatever of its stream came before it and is not in the sheet yet.
  /// True when the provider was not touched since it was last untouched.
  bool take_in(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
               std::string_view provider);
  /// The same in two steps, for many events of a provider: the sheet with whatever of its stream
  /// came before, up to that version; to be taken in by the caller while nobody reads.
  [[nodiscard]] Sheet& to_take_in(std::string_view provider, std::uint64_t up_to_version);
  /// The sheet as far as it was taken in, or as it stands in the store up to the position.
  [[nodiscard]] const Sheet& sheet(const std::string& provider, std::uint64_t position);
  void untouch(const std::string& provider);
  /// Appends the provider's snapshot when enough came since the last one, or `all`.
  void save(const std::string& provider, bool all,
            std::vector<eventstore::EventStore::SideValue>& values);
  /// Lets go of those used longest ago, until the others are within the bound.
  void shrink();
  void forget_all();
  /// While all are made anew, none is let go of.
  void bound(std::size_t bytes) { bytes_max_ = bytes; }
  static constexpr std::size_t kNoBound = ~std::size_t{0};

  // Any thread.

  /// Calls `read` with the sheet as far as it was taken in, under a lock when it is in memory: be
  /// quick.
  void read(const std::string& provider, const std::function<void(const Sheet&)>& read) const;
  /// The sheet as it stands in the store up to the position; bytes that are no event end it.
  [[nodiscard]] Sheet known_at(const std::string& provider, std::uint64_t position) const;
  /// The same, of what the agency knew by the day alone (timeline/known.h); folded from the first
  /// event on.
  [[nodiscard]] Sheet known_to(const std::string& provider, std::uint64_t position,
                               gwarchod::v1::Agency agency, schema::Day by) const;
  [[nodiscard]] const PolicyInForce& policy() const { return policy_; }
  [[nodiscard]] const schema::Schema& schema() const { return schema_; }

  /// The most memory that sheets take, but those of one batch.
  static constexpr std::size_t kBytesMax = std::size_t{96} << 20U;

 private:
  struct Slot {
    std::string provider;
    Sheet sheet;
    std::uint64_t saved = 0;  // version of its snapshot
    std::size_t bytes = 0;    // when last measured
    bool touched = false;
  };
  using Slots = std::list<Slot>;  // the one used last in front

  Slot& slot_of(std::string_view provider, std::uint64_t up_to_version);
  Slot& add(Slot slot);
  [[nodiscard]] Slot load_snapshot(const std::string& provider, std::uint64_t known_at) const;
  /// False when it ends before that, at bytes that are no event.
  bool take_in_stream(Sheet& sheet, std::uint64_t up_to_version, std::uint64_t known_at) const;
  using Wanted = std::function<bool(const eventstore::StoredEvent&, const gwarchod::v1::Event&)>;
  bool take_in_what_is_wanted(Sheet& sheet, std::uint64_t up_to_version, std::uint64_t known_at,
                              const Wanted& wanted) const;
  void measure(Slot& slot);
  [[nodiscard]] std::string key_of(std::string_view provider) const;

  const eventstore::EventStore& store_;
  const EventReader& reader_;
  const schema::Schema& schema_;
  PolicyInForce policy_;
  std::string prefix_;

  mutable std::mutex mutex_;  // what follows, when written or read by another than the folder
  Slots slots_;
  std::unordered_map<std::string_view, Slots::iterator> by_provider_;
  std::size_t bytes_ = 0;
  std::size_t bytes_max_ = kBytesMax;
};

}  // namespace app
