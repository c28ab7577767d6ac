#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ids.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/time.h"

/// What the record suggests, compared with what was last said of it in the log. Because it is
/// compared with what is recorded, saying it is idempotent: replaying the log records nothing, and
/// a crash between a record and its suggestion loses neither.
namespace app {

inline constexpr std::string_view kSuggestedStageChanged = "SuggestedStageChanged";

/// What makes one suggestion another: the stage and the set of rules that fire.
[[nodiscard]] std::string suggestion_key(const gwarchod::v1::BoardRow& row);

/// The suggestion of one provider last recorded; and the last proposed for recording, while it is
/// on its way to the disk.
struct Said {
  std::string key;
  std::string stage;
  struct Proposed {
    std::string key;
    std::string stage;
    unsigned pending = 0;
  };
  Proposed proposed;
};

/// Takes a SuggestedStageChanged in that reached the log.
void take_in_said(Said& said, const std::string& body);

/// Whether the row suggests something else than was last said. A provider of which nothing was
/// ever said stands at `first_stage`, with no rule firing.
[[nodiscard]] bool is_news(const Said& said, const gwarchod::v1::BoardRow& row,
                           std::string_view first_stage);

/// How many proposals are on their way to the disk, for who wants to wait for them.
class Proposals {
 public:
  Proposals();
  ~Proposals();
  Proposals(const Proposals&) = delete;
  Proposals& operator=(const Proposals&) = delete;

  /// Appends the commit without waiting.
  void append(eventstore::EventStore& store, eventstore::Commit commit);
  /// Waits until none is on its way. False when one of them was refused: the disk has failed.
  [[nodiscard]] bool wait() const;

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;  // shared with the store's callbacks, which may outlive us
};

/// What was worked out, how, and from how much of the log.
struct WorkedOut {
  std::string_view first_stage;  // of the policy
  std::string_view policy_version;
  schema::Day as_of;
  std::uint64_t position = 0;
};

/// Notes that what the row suggests is being said, and makes the commit that says it.
[[nodiscard]] eventstore::Commit propose(Said& said, const gwarchod::v1::BoardRow& row,
                                         const WorkedOut& worked_out, IdSource& ids,
                                         schema::Instant now);

}  // namespace app
