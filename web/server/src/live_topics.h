#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/tracker.h"
#include "gwarchod/v1/live.pb.h"
#include "live_cursor.h"
#include "problem.h"

namespace web {

/// Who is told, and the epoch that cursors given to them carry: the last that the hub has seen
/// begin. Were it read here, a cursor could claim a new day of which its reader had not yet been
/// told.
struct LiveReader {
  app::Caller caller;
  std::string epoch;
};

/// What the tracker says of a topic, as frames: everything, what is new since a position, and what
/// one change did. A frame and the position it stands at are one: nothing up to there is missing
/// from it, nothing after it is in it but what a later frame may say again in the same words.
/// Threads: any.
class LiveTopics {
 public:
  LiveTopics(const app::Tracker& tracker, const LiveCursors& cursors)
      : tracker_(tracker), cursors_(cursors) {}

  struct Told {
    gwarchod::v1::ServerFrame frame;
    std::uint64_t position = 0;
    bool empty = false;  // nothing to tell: `position` is all
  };
  using Outcome = schema::Result<Told, Problem>;

  /// Errors: 404 for a topic or provider that does not exist.
  [[nodiscard]] Outcome snapshot(const std::string& topic, const LiveReader& reader) const;
  [[nodiscard]] Told board_snapshot(const LiveReader& reader) const;
  /// What is new after the position; a snapshot where that says it shorter, or the only way.
  [[nodiscard]] Outcome since(const std::string& topic, const LiveReader& reader,
                              std::uint64_t position) const;
  /// The rows of one change (or several, merged), at `position`.
  [[nodiscard]] Told board_delta(
      const std::vector<std::shared_ptr<const gwarchod::v1::BoardRow>>& rows,
      const LiveReader& reader, std::uint64_t position) const;
  /// The events of one provider in a change; without events, its view alone.
  [[nodiscard]] Outcome provider_delta(const std::string& topic, const LiveReader& reader,
                                       const std::vector<eventstore::StoredEvent>& events,
                                       std::uint64_t position) const;
  [[nodiscard]] Told bookmark(const std::string& topic, const LiveReader& reader,
                              std::uint64_t position) const;

  /// The position to go on from, when the cursor is of this topic, reader and epoch; 0: from
  /// nothing.
  [[nodiscard]] std::uint64_t position_of(const std::string& cursor, const std::string& topic,
                                          const LiveReader& reader) const;

  [[nodiscard]] static bool is_topic(const std::string& topic);
  /// "provider/<id>" is the topic of the stream of that name.
  static constexpr std::string_view kBoard = "board";
  static constexpr std::string_view kProvider = "provider/";

 private:
  [[nodiscard]] Outcome provider_snapshot(const std::string& topic, const LiveReader& reader) const;
  [[nodiscard]] Told start(const std::string& topic, const LiveReader& reader,
                           std::uint64_t position) const;

  const app::Tracker& tracker_;
  const LiveCursors& cursors_;
};

}  // namespace web
