#include "live_topics.h"

#include <algorithm>
#include <set>
#include <utility>

#include "edge_limits.h"

namespace web {

namespace {

using gwarchod::v1::BoardRow;
using Rows = std::vector<std::shared_ptr<const BoardRow>>;

std::string provider_of(const std::string& topic) {
  return topic.substr(LiveTopics::kProvider.size());
}

void add_positions(gwarchod::v1::Delta& delta, const std::set<std::uint64_t>& positions) {
  for (const std::uint64_t position : positions) delta.add_positions(position);
}

}  // namespace

bool LiveTopics::is_topic(const std::string& topic) {
  constexpr std::size_t kIdCharactersMax = 60;
  return topic == kBoard || (topic.starts_with(kProvider) && topic.size() > kProvider.size() &&
                             topic.size() <= kProvider.size() + kIdCharactersMax);
}

std::uint64_t LiveTopics::position_of(const std::string& text, const std::string& topic,
                                      const LiveReader& reader) const {
  if (text.empty()) return 0;
  const auto cursor = cursors_.open(text);
  const bool fits =
      cursor && cursor->topic == topic && cursor->clearance == reader.caller.clearance() &&
      cursor->epoch == tracker_.board_epoch() && cursor->position <= tracker_.position();
  return fits ? cursor->position : 0;
}

LiveTopics::Told LiveTopics::start(const std::string& topic, const LiveReader& reader,
                                   std::uint64_t position) const {
  Told told;
  told.position = position;
  told.frame.set_topic(topic);
  told.frame.set_cursor(cursors_.seal({.topic = topic,
                                       .epoch = reader.epoch,
                                       .clearance = reader.caller.clearance(),
                                       .position = position}));
  return told;
}

LiveTopics::Told LiveTopics::board_snapshot(const LiveReader& reader) const {
  // The position is read first, and is then what the rows are known to hold at least; a row changed
  // later says so itself, and rows are replaced in order, so all up to the latest are in.
  std::uint64_t position = tracker_.position();
  auto board = tracker_.board(reader.caller);
  for (const BoardRow& row : board.rows()) position = std::max(position, row.changed_at());
  Told told = start(std::string{kBoard}, reader, position);
  board.set_cursor(told.frame.cursor());
  *told.frame.mutable_snapshot()->mutable_board() = std::move(board);
  return told;
}

LiveTopics::Outcome LiveTopics::provider_snapshot(const std::string& topic,
                                                  const LiveReader& reader) const {
  std::uint64_t position = tracker_.position();
  auto timeline =
      tracker_.timeline(reader.caller, provider_of(topic), {.limit = kLiveSnapshotItems});
  if (!timeline) return timeline.error();
  // The view is read after the items: it may know of more, and the next delta brings it again.
  auto view = tracker_.provider(reader.caller, provider_of(topic));
  if (!view) return view.error();
  for (const auto& item : timeline->items()) position = std::max(position, item.position());
  Told told = start(topic, reader, position);
  *told.frame.mutable_snapshot()->mutable_provider() = std::move(*view);
  *told.frame.mutable_snapshot()->mutable_timeline() = std::move(*timeline);
  return told;
}

LiveTopics::Outcome LiveTopics::snapshot(const std::string& topic, const LiveReader& reader) const {
  if (topic == kBoard) return board_snapshot(reader);
  if (is_topic(topic)) return provider_snapshot(topic, reader);
  return make_problem(404, "unknown-topic", "The topics are board and provider/<id>.",
                      "Y pynciau yw board a provider/<id>.");
}

LiveTopics::Told LiveTopics::board_delta(const Rows& rows, const LiveReader& reader,
                                         std::uint64_t position) const {
  Told told = start(std::string{kBoard}, reader, position);
  auto& delta = *told.frame.mutable_delta();
  std::set<std::uint64_t> positions;
  for (const auto& row : rows) {
    *delta.add_rows() = *row;
    positions.insert(row->changed_at());
  }
  add_positions(delta, positions);
  return told;
}

LiveTopics::Outcome LiveTopics::provider_delta(const std::string& topic, const LiveReader& reader,
                                               const std::vector<eventstore::StoredEvent>& events,
                                               std::uint64_t position) const {
  auto view = tracker_.provider(reader.caller, provider_of(topic));
  if (!view) return view.error();
  Told told = start(topic, reader, position);
  auto& delta = *told.frame.mutable_delta();
  *delta.mutable_provider() = std::move(*view);
  std::set<std::uint64_t> positions;
  for (const auto& event : events) positions.insert(event.position.value());
  for (auto& item : tracker_.timeline_items(reader.caller, events))
    *delta.add_items() = std::move(item);
  add_positions(delta, positions);
  return told;
}

LiveTopics::Told LiveTopics::bookmark(const std::string& topic, const LiveReader& reader,
                                      std::uint64_t position) const {
  Told told = start(topic, reader, position);
  told.frame.mutable_bookmark();
  return told;
}

LiveTopics::Outcome LiveTopics::since(const std::string& topic, const LiveReader& reader,
                                      std::uint64_t position) const {
  std::uint64_t now = tracker_.position();
  if (topic == kBoard) {
    const Rows rows = tracker_.rows_changed_after(position);
    for (const auto& row : rows) now = std::max(now, row->changed_at());
    if (!rows.empty()) return board_delta(rows, reader, now);
    return Told{.frame = {}, .position = now, .empty = true};
  }
  auto timeline =
      tracker_.timeline(reader.caller, provider_of(topic), {.limit = kLiveMissedItemsMax});
  if (!timeline) return timeline.error();
  const auto& items = timeline->items();
  const auto missed =
      std::ranges::count_if(items, [&](const auto& item) { return item.position() > position; });
  if (missed == 0) return Told{.frame = {}, .position = now, .empty = true};
  // Items that these corrected or brought up to date have changed too, and may lie further back
  // than this page; a snapshot tells it in one.
  const bool reach_back = std::ranges::any_of(items, [&](const auto& item) {
    return item.position() > position && (!item.updates().empty() || item.kind() == "Correction");
  });
  if (reach_back || missed == items.size()) return provider_snapshot(topic, reader);
  auto view = tracker_.provider(reader.caller, provider_of(topic));
  if (!view) return view.error();
  for (const auto& item : items) now = std::max(now, item.position());
  Told told = start(topic, reader, now);
  auto& delta = *told.frame.mutable_delta();
  *delta.mutable_provider() = std::move(*view);
  std::set<std::uint64_t> positions;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (item->position() <= position) continue;
    positions.insert(item->position());
    *delta.add_items() = *item;
  }
  add_positions(delta, positions);
  return told;
}

}  // namespace web
