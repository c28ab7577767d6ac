#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "accounts/attempts.h"
#include "accounts/decide.h"
#include "app/tracker.h"
#include "erasure_search.h"
#include "event_reader.h"
#include "event_sealer.h"
#include "listeners.h"
#include "projections/projections.h"
#include "projections/views.h"
#include "providers/decide.h"

namespace app {

/// A Selection, with nothing left open.
struct Selected {
  schema::Day as_of;
  std::uint64_t known_at = kAnyPosition;
  std::optional<gwarchod::v1::Agency> known_to;  // what it knew by
  schema::Day known_on;
};

/// One provider, by the policy and on the day that its entry was worked out by.
struct Standing {
  SharedEntry entry;  // of version 0: nothing was recorded of it by then
  PolicyInForce policy;
  schema::Day as_of;
  std::shared_ptr<const Sheet> sheet;  // null: the one that the board holds
  Selected selected;                   // of a sheet
};

/// What the parts of Tracker share. Locks are taken in the order of the members; none is held while
/// waiting for the disk, but `erasing` and `administering`.
struct Tracker::Inside {
  Inside(eventstore::EventStore& the_store, eventstore::Keyring& the_keys,
         const schema::Schema& the_schema, const schema::Clock& the_clock, IdSource& the_ids,
         Settings the_settings);

  eventstore::EventStore& store;
  eventstore::Keyring& keys;
  const schema::Schema& schema;
  const schema::Clock& clock;
  IdSource& ids;
  const Settings settings;
  const EventSealer sealer;
  const EventReader reader;

  /// One erasure at a time: each reads the whole log.
  std::mutex erasing;
  /// Decisions that depend on more than one account are taken one at a time.
  std::mutex administering;
  /// Who folds: the tracker's own thread, or whoever calls catch_up().
  std::mutex folding;
  Views views;
  Listeners listeners;
  Projections projections;

  std::atomic<bool> erasures_finished = false;

  std::mutex attempts_mutex;
  accounts::Attempts attempts;
  std::once_flag nobody_made;
  std::string hash_of_nobody;  // compared with when an account is unknown: the same time is spent

  std::mutex progress_mutex;
  std::condition_variable progress;  // the views moved on, or we are stopping
  bool stopping = false;
  std::atomic<bool> following = false;
  std::thread follower;

  void adopt_default_policy();
  /// Destroys every key that the log says was destroyed, and what was attached to its records; the
  /// first time it is called.
  void finish_erasures();
  struct SaidErased {
    gwarchod::v1::SubjectErased erased;
    std::uint64_t position;
  };
  /// Those whose keys are in the ring all the same.
  [[nodiscard]] std::map<eventstore::Token, SaidErased> unfinished_erasures() const;
  class Saying;
  /// The files, their keys, and then the tokens' keys. What the disk refused of a file is thrown
  /// when everything else is done.
  void destroy(const std::vector<LostFile>& files, const std::vector<eventstore::Token>& tokens);
  [[nodiscard]] Outcome<eventstore::Token> token_to_erase(
      const gwarchod::v1::EraseRequest& request) const;
  /// What a record says of its file, where it has one.
  [[nodiscard]] std::optional<gwarchod::v1::Attachment> file_of(const std::string& record) const;
  FileEraser erase_file;  // set before anyone asks anything

  void catch_up();
  void catch_up_with_what_is_kept();
  void follow();
  [[nodiscard]] std::uint64_t position() const;
  /// Waits until the directory of accounts holds the position, so that a writer reads what it
  /// wrote.
  void wait_for_accounts(std::uint64_t position);

  [[nodiscard]] schema::Day today() const { return schema::uk_day(clock.now()); }
  [[nodiscard]] PolicyInForce policy_on(schema::Day day, std::uint64_t known_at) const;
  /// Those that the board is made of; null until the log is first taken in.
  [[nodiscard]] std::shared_ptr<const Sheets> sheets_held() const;
  [[nodiscard]] Selected select(const Selection& selection) const;
  /// The last position recorded up to the end of the day in the United Kingdom; 0: none was.
  [[nodiscard]] std::uint64_t last_position_on(schema::Day day) const;
  /// The provider as selected: what is held of it when that is now, else folded from its events,
  /// its snapshot first where that is of the same policy.
  [[nodiscard]] Standing standing(const std::string& provider, const Selected& selected) const;
  /// The same providers as selected; those that nothing was on record of by then are left out.
  [[nodiscard]] std::vector<SharedEntry> entries_of(std::vector<SharedEntry> now,
                                                    const Selected& selected) const;
  /// The status that was worked out with it, and what the policy says besides the stage.
  [[nodiscard]] gwarchod::v1::Status status_of(const Standing& standing,
                                               gwarchod::v1::Class clearance) const;
  /// The watch there was on it, as the sheet stood.
  void add_watch(const Standing& standing, gwarchod::v1::Status& status) const;
  /// Of those providers, as the policy in force has them, the clocks that are `wanted`.
  template <class Wanted>
  [[nodiscard]] std::vector<gwarchod::v1::Deadline> deadlines_of(
      const std::vector<std::string>& providers, schema::Day as_of, const Wanted& wanted) const;
  [[nodiscard]] std::vector<std::string> all_providers() const;
  /// As providers::Known::exits_to, by the policy in force on the day.
  [[nodiscard]] std::vector<gwarchod::v1::ExitShown> exits_to(const std::string& provider,
                                                              std::string_view stage,
                                                              std::string_view day) const;
  [[nodiscard]] providers::Known known_of(const std::string& provider) const;
  [[nodiscard]] bool has_provider(const std::string& provider) const;

  /// Appends an event that was decided, and answers once it is on disk.
  void append(const Caller& caller, const eventstore::StreamId& stream,
              eventstore::ExpectedVersion expected, std::vector<gwarchod::v1::Event> events,
              const WriteTerms& terms, eventstore::Hash content, Answer answer);

  /// Writes what was decided of an account, and waits until the views hold it.
  [[nodiscard]] Outcome<void> write(const std::string& account, const std::string& by,
                                    eventstore::ExpectedVersion expected,
                                    const accounts::Decision& decision);
};

}  // namespace app
