#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/caller.h"
#include "app/deadline_query.h"
#include "app/export.h"
#include "app/follow.h"
#include "app/ids.h"
#include "app/projection_state.h"
#include "app/selection.h"
#include "app/timeline_page.h"
#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "gwarchod/v1/commands.pb.h"
#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/live.pb.h"
#include "gwarchod/v1/records/recordkeeping.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

struct Settings {
  std::string authority = "Gwarchod";
  bool demonstration = false;
  bool synthetic = false;
  /// Nothing is recorded, not even the default policy into an empty log: for a store opened
  /// read-only.
  bool read_only = false;
  /// What a guess of a password costs: kMinimum is for tests only.
  enum class PasswordCost { kInteractive, kMinimum };
  PasswordCost password_cost = PasswordCost::kInteractive;
};

/// A longer Idempotency-Key is refused; it is stored with the account's id before it.
inline constexpr std::size_t kIdempotencyKeyCharactersMax = 120;

/// What a write may be told besides its content (HTTP: Idempotency-Key, If-Match).
struct WriteTerms {
  std::string idempotency_key;
  std::optional<std::uint64_t> expected_version;
};

/// What changed after events reached the disk. One object, shared by every listener.
/// Each listener gets every position once, in order: a Change covers those after the previous one's
/// `position` up to its own. Only events of provider streams are among `events`.
struct Change {
  std::vector<std::shared_ptr<const gwarchod::v1::BoardRow>> rows;
  std::vector<eventstore::StoredEvent> events;  // of provider streams, in order
  std::uint64_t position = 0;                   // everything up to here is taken in
  bool board_replaced = false;                  // policy adopted, or a new day: read the board anew
};

/// The running authority: commands go in, views come out, what changed is told.
/// Commands are decided one after another in arrival order and answered after they are on disk.
/// Reads never wait for writes. Between start() and the destructor it has a thread of its own,
/// which projects events as they reach the disk, wakes when time alone changes a status, and
/// records what then changed of the suggestions. The destructor interrupts the store and joins it.
/// Threads: any, except where said.
class Tracker {
 public:
  using Problem = gwarchod::v1::Problem;
  template <class T>
  using Outcome = schema::Result<T, Problem>;
  using Answer = std::function<void(const Outcome<gwarchod::v1::Recorded>&)>;

  /// Everything given outlives it. `keys` seal what is personal of each record (ADR 3); a folder's
  /// ring belongs to its log (AuthorityFolder).
  Tracker(eventstore::EventStore& store, eventstore::Keyring& keys, const schema::Schema& schema,
          const schema::Clock& clock, IdSource& ids, Settings settings);
  Tracker(const Tracker&) = delete;
  Tracker& operator=(const Tracker&) = delete;
  ~Tracker();

  /// Takes the whole log in, adopts the default policy if the log has none, then follows. Returns
  /// when the views stand at the last position.
  void start();
  /// Takes in what is on disk now, works out what the passing of time changed by clock.now(),
  /// records changed suggestions and returns; for commands without a server and for the simulator,
  /// in place of start(), and for tests whose clock is their own. No thread is made.
  void catch_up();
  /// Keeps what the projections hold beside the log, so that the next start goes on from there. It
  /// is kept now and then by itself, and by the destructor.
  void keep();
  /// Builds the projection anew from the log's first event and compares. Unless `check_only`, the
  /// new one takes the place of the old. Call after catch_up(), without start().
  [[nodiscard]] Rebuilt rebuild(const std::string& name, bool check_only);
  /// Where no account is and it is no demonstration: makes the account "administrator" and gives
  /// the one-time token of its sign-in link, for `serve` to print. Nothing otherwise. Call after
  /// start().
  [[nodiscard]] std::optional<std::string> first_sign_in_token();

  // Commands. `answer` is called once, on the caller's thread when refused, else on the store's
  // writer thread: keep it short.
  void record(const Caller& caller, const std::string& provider,
              const gwarchod::v1::RecordRequest& request, const WriteTerms& terms, Answer answer);
  void register_provider(const Caller& caller, const gwarchod::v1::RegisterRequest& request,
                         const WriteTerms& terms, Answer answer);
  /// As record(), of a file that is on disk already: for app::Attachments, which writes what of it
  /// is not the caller's to say.
  void record_attachment(const Caller& caller, const std::string& provider,
                         const gwarchod::v1::Envelope& envelope,
                         const gwarchod::v1::Attachment& attachment, const WriteTerms& terms,
                         Answer answer);
  /// What would refuse it, or nothing.
  [[nodiscard]] std::optional<Problem> why_not_attach(const Caller& caller,
                                                      const std::string& provider,
                                                      const gwarchod::v1::Envelope& envelope,
                                                      const gwarchod::v1::Attachment& attachment,
                                                      const WriteTerms& terms) const;
  void adopt_policy(const Caller& caller, const gwarchod::v1::PolicyAdopted& adopted,
                    Answer answer);
  /// Destroys the key of a person, or of a record that names nobody, and records why and by whose
  /// authority. When it returns, what was sealed with the key can be read by nobody any more, in
  /// the log and in every copy of it; nor can the files attached to those records, whose keys are
  /// destroyed too, and which are removed by who keeps them (below). For administrators. Blocks for
  /// disk work: the log is read through once; who writes and reads meanwhile is not held up.
  [[nodiscard]] Outcome<gwarchod::v1::Erasure> erase(const Caller& caller,
                                                     const gwarchod::v1::EraseRequest& request);

  /// Who removes the file of an attachment that is erased; its key is destroyed in any case. Said
  /// before start() or catch_up(), which finish what a crash cut short; what it throws, erase()
  /// throws once the keys are gone.
  using FileEraser = std::function<void(const gwarchod::v1::Attachment&)>;
  void erase_files_by(FileEraser eraser);

  // Queries.
  /// Of another time or an agency's knowledge: each provider is folded anew, about a microsecond an
  /// event.
  [[nodiscard]] gwarchod::v1::Board board(const Caller& caller,
                                          const Selection& selection = {}) const;
  /// Rows changed after the position, for a board resumed from its cursor.
  [[nodiscard]] std::vector<std::shared_ptr<const gwarchod::v1::BoardRow>> rows_changed_after(
      std::uint64_t position) const;
  /// Refused, as status() is and timeline(): unknown-provider, not-known-then.
  [[nodiscard]] Outcome<gwarchod::v1::ProviderView> provider(const Caller& caller,
                                                             const std::string& provider,
                                                             const Selection& selection = {}) const;
  /// Says the same as long as rows change only by events; another after a new day or a new policy,
  /// when a board must be read anew. Part of a cursor of the board.
  [[nodiscard]] std::string board_epoch() const;
  /// Newest first; of more than page.items_max() the newest.
  [[nodiscard]] Outcome<gwarchod::v1::Timeline> timeline(const Caller& caller,
                                                         const std::string& provider,
                                                         const TimelinePage& page,
                                                         const Selection& selection = {}) const;
  /// The events as items, and after them the earlier items that they bring up to date or correct.
  [[nodiscard]] std::vector<gwarchod::v1::TimelineItem> timeline_items(
      const Caller& caller, const std::vector<eventstore::StoredEvent>& events) const;
  /// An attachment of the provider, whole: not to be shown, but to fetch its file.
  /// Refused: unknown-provider, not-found, not-allowed (its class, or that of the record which it
  /// belongs to, is above the caller's clearance).
  [[nodiscard]] Outcome<gwarchod::v1::Attachment> attachment(const Caller& caller,
                                                             const std::string& provider,
                                                             const std::string& event_id) const;
  [[nodiscard]] Outcome<gwarchod::v1::Status> status(const Caller& caller,
                                                     const std::string& provider,
                                                     const Selection& selection = {}) const;
  /// Of one provider or of all. Refused: unknown-provider.
  [[nodiscard]] Outcome<gwarchod::v1::Deadlines> deadlines(const Caller& caller,
                                                           const DeadlineQuery& query) const;
  /// When each stage could have been suggested, was, and was decided. Reads the whole stream.
  /// Refused: unknown-provider.
  [[nodiscard]] Outcome<gwarchod::v1::Foresights> foresight(
      const Caller& caller, const std::string& provider,
      const std::optional<schema::Day>& as_of) const;
  /// What an account's calendar holds: what it recorded the start of, and what its agency owns.
  /// Nothing when no calendar has that secret address.
  [[nodiscard]] std::optional<gwarchod::v1::Deadlines> calendar(const std::string& token) const;
  /// A new secret address for the caller's calendar (the URL is the edge's business).
  [[nodiscard]] Outcome<std::string> make_calendar_link(const Caller& caller);
  /// The log, to be written out piece by piece and redacted to the caller's clearance; accounts and
  /// sign-ins only for those who may administer them. `options` says format, place and kind.
  /// Refused: invalid (there is no such kind).
  [[nodiscard]] Outcome<std::unique_ptr<Exporter>> export_events(const Caller& caller,
                                                                 ExportOptions options) const;
  /// Follows the log from `options.token` on, redacted to the caller's clearance; accounts and
  /// sign-ins only for those who may administer them.
  /// Refused: invalid (no such kind), unknown-provider, token-refused.
  [[nodiscard]] Outcome<std::unique_ptr<Follower>> follow_events(const Caller& caller,
                                                                 FollowOptions options) const;
  [[nodiscard]] gwarchod::v1::Forms forms(const Caller& caller) const;
  [[nodiscard]] gwarchod::v1::Policy policy() const;
  [[nodiscard]] const Settings& settings() const;
  [[nodiscard]] const schema::Schema& schema() const;
  [[nodiscard]] schema::Day today() const;
  [[nodiscard]] std::vector<ProjectionState> projections() const;
  /// Positions taken in by the board, and on disk.
  [[nodiscard]] std::uint64_t position() const;
  [[nodiscard]] std::uint64_t log_position() const;
  /// Why nothing can be recorded now: the disk is full, or fails. Nothing while it can.
  [[nodiscard]] std::optional<Problem> refuses_writes() const;

  // Accounts and sessions (services/accounts folds them from streams account/<id>).
  struct SignedIn {
    std::string token;  // for the cookie; only its SHA-256 is kept
    gwarchod::v1::SessionView session;
  };
  /// Blocks for Argon2id (about 50 ms) and one disk sync: call it off the io_context.
  [[nodiscard]] Outcome<SignedIn> sign_in(const gwarchod::v1::SignInRequest& request);
  [[nodiscard]] Outcome<SignedIn> sign_in_by_link(const gwarchod::v1::LinkSignInRequest& request);
  [[nodiscard]] Outcome<SignedIn> demo_sign_in(const gwarchod::v1::DemoSignInRequest& request);
  void sign_out(const std::string& token);
  /// Who a cookie's token belongs to; nothing when unknown, expired, signed out or disabled.
  [[nodiscard]] std::optional<Caller> caller_of(const std::string& token) const;
  [[nodiscard]] gwarchod::v1::SessionView session_view(const std::optional<Caller>& caller) const;
  [[nodiscard]] Outcome<std::string> add_account(const Caller& caller,
                                                 const gwarchod::v1::AddAccountRequest& request);
  [[nodiscard]] Outcome<void> disable_account(const Caller& caller, const std::string& account,
                                              const std::string& why);
  /// A fresh one-time sign-in token for the account (the URL is the edge's business).
  [[nodiscard]] Outcome<std::string> reset_account(const Caller& caller,
                                                   const std::string& account);
  [[nodiscard]] Outcome<gwarchod::v1::Accounts> accounts(const Caller& caller) const;

  // Live. The listener is called on the projecting thread, in order; it must be quick, not throw,
  // and not call listen or unlisten. After unlisten returns it is not called again.
  using Listener = std::function<void(const std::shared_ptr<const Change>&)>;
  using ListenerId = std::uint64_t;
  [[nodiscard]] ListenerId listen(Listener listener);
  void unlisten(ListenerId id);

 private:
  friend class PolicyDesk;
  friend class ReportDesk;
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace app
