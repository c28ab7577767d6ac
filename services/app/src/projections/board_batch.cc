// Many events of the log taken into a board at once: a provider's are folded one after the other,
// while its sheet is in the processor's cache, and several providers side by side.
#include <algorithm>
#include <exception>
#include <iterator>

#include "events.h"
#include "projections/board.h"
#include "projections/side_by_side.h"

namespace app {

using eventstore::StoredEvent;

/// What one provider has of them, and where it goes. Nobody else touches either meanwhile.
struct Board::Share {
  Sheet& sheet;
  Said& said;
  const std::vector<const StoredEvent*>& events;
  std::optional<Stop> stopped;
};

void Board::take_in(Share& share, std::uint64_t target, gwarchod::v1::Event& event) const {
  for (const StoredEvent* stored : share.events) {
    if (stored->position.value() > target) return;
    try {
      reader_.read_sealed(*stored, event);
      share.sheet.take_in(*stored, event, sheets_->schema(), *policy());
      if (stored->type == kSuggestedStageChanged) take_in_said(share.said, event.body());
    } catch (const std::exception& fault) {
      share.stopped = {stored->position.value(), fault.what()};
      return;
    }
  }
}

std::optional<Board::Stop> Board::take_in_all(const LogBatch& batch, std::uint64_t target) {
  std::vector<Share> shares;
  shares.reserve(batch.providers.size());
  for (const auto& [provider, events] : batch.providers) {
    const StoredEvent& first = *events.front();
    if (first.position.value() > target) continue;
    shares.push_back({.sheet = sheets_->to_take_in(provider, first.version.value() - 1),
                      .said = touch(provider).said,
                      .events = events,
                      .stopped = {}});
  }
  side_by_side(shares.size(), [&] {
    return [&, event = gwarchod::v1::Event{}](std::size_t at) mutable {
      take_in(shares[at], target, event);  // the event is reused from one to the next
    };
  });
  std::optional<Stop> first;
  for (const Share& share : shares) {
    if (share.stopped && (!first || share.stopped->position < first->position)) {
      first = share.stopped;
    }
  }
  return first;
}

void Board::forget() {
  sheets_->forget_all();
  held_.clear();
  touched_.clear();
  unsaved_.clear();
}

std::vector<SharedEntry> Board::refresh_all(std::uint64_t position) {
  std::vector<const Sheet*> sheets;
  for (const std::string& provider : touched_) {
    sheets.push_back(&sheets_->sheet(provider, position));
  }
  std::vector<SharedEntry> entries(sheets.size());
  side_by_side(sheets.size(), [&] {
    return [&](std::size_t at) {
      entries[at] = std::make_shared<const BoardEntry>(sheets[at]->entry(*policy(), as_of_));
    };
  });
  for (std::size_t at = 0; at < entries.size(); ++at) note(touched_[at], entries[at]);
  touched_.clear();
  return entries;
}

void Board::save_all(const std::vector<SharedEntry>& entries, SideValues& values) {
  std::vector<SideValues> of_each(entries.size());
  side_by_side(entries.size(), [&] {
    return [&](std::size_t at) {
      const std::string& provider = entries[at]->row.provider();
      of_each[at].push_back({key_of(provider), text_of(held_.find(provider)->second)});
      sheets_->save(provider, true, of_each[at]);
    };
  });
  for (const SharedEntry& entry : entries) unsaved_.erase(entry->row.provider());
  for (SideValues& of_one : of_each) std::ranges::move(of_one, std::back_inserter(values));
}

}  // namespace app
