#include "projections/board.h"

#include <utility>

#include "events.h"

namespace app {

using eventstore::StoredEvent;

Board::Board(const eventstore::EventStore& store, const EventReader& reader,
             const schema::Schema& schema, PolicyInForce policy, std::string prefix,
             schema::Day as_of, bool has_snapshots)
    : store_(store),
      reader_(reader),
      prefix_(std::move(prefix)),
      as_of_(as_of),
      sheets_(std::make_shared<Sheets>(store, reader, schema, std::move(policy),
                                       has_snapshots ? prefix_ : std::string{})) {}

std::string Board::key_of(std::string_view provider) const {
  return prefix_ + "entry/" + std::string(provider);
}

bool Board::load() {
  bool good = true;
  const std::size_t before = key_of("").size();
  store_.scan_side(key_of(""), [&](std::string_view key, std::string_view value) {
    schema::PackedReader from(value);
    auto entry = load_entry(from);
    Said said;
    said.key = from.text();
    said.stage = from.text();
    good = good && entry && from.is_good() && from.is_at_end();
    if (!good) return;
    held_.emplace(std::string(key.substr(before)),
                  Held{std::make_shared<const BoardEntry>(std::move(*entry)), std::move(said)});
  });
  if (!good) held_.clear();
  return good;
}

void Board::take_in(const StoredEvent& stored) {
  const std::string_view provider = name_in(stored.stream, kProviderStreams);
  if (provider.empty()) return;
  reader_.read_sealed(stored, event_);
  if (sheets_->take_in(stored, event_, provider)) touch(provider);
  if (stored.type != kSuggestedStageChanged) return;
  take_in_said(held_.find(provider)->second.said, event_.body());
}

Board::Held& Board::touch(std::string_view provider) {
  auto found = held_.find(provider);
  if (found == held_.end()) found = held_.emplace(provider, Held{}).first;
  if (!std::exchange(found->second.touched, true)) touched_.emplace_back(provider);
  return found->second;
}

void Board::note(const std::string& provider, SharedEntry entry) {
  Held& held = held_.find(provider)->second;
  held.entry = std::move(entry);
  held.touched = false;
  unsaved_.insert(provider);
  sheets_->untouch(provider);
}

std::vector<SharedEntry> Board::refresh(std::uint64_t position) {
  constexpr std::size_t kShrinkEvery = 256;
  std::vector<SharedEntry> entries;
  entries.reserve(touched_.size());
  for (const std::string& provider : touched_) {
    const Sheet& sheet = sheets_->sheet(provider, position);
    entries.push_back(std::make_shared<const BoardEntry>(sheet.entry(*policy(), as_of_)));
    note(provider, entries.back());
    if (entries.size() % kShrinkEvery == 0) sheets_->shrink();
  }
  touched_.clear();
  sheets_->shrink();
  return entries;
}

// Before the day on which it was last worked out, nothing is known of when it changes.
void Board::roll_to(schema::Day today) {
  const bool backwards = today < as_of_;
  as_of_ = today;
  for (const auto& [provider, held] : held_) {
    if (!held.entry) continue;
    const auto next = held.entry->rolls_on;
    if (backwards || (next && *next <= today)) touch(provider);
  }
}

std::string Board::text_of(const Held& held) {
  std::string bytes;
  schema::PackedWriter writer(bytes);
  app::save(*held.entry, writer);
  writer.text(held.said.key);
  writer.text(held.said.stage);
  return bytes;
}

void Board::save(SideValues& values) {
  for (const std::string& provider : unsaved_) {
    values.push_back({key_of(provider), text_of(held_.find(provider)->second)});
    sheets_->save(provider, false, values);
  }
}

void Board::saved() { unsaved_.clear(); }

}  // namespace app
