#include "projections/sheets.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "events.h"
#include "timeline/known.h"

namespace app {
namespace {

using eventstore::StoredEvent;

constexpr std::size_t kReadAtOnce = 512;
constexpr std::uint64_t kAnyVersion = ~std::uint64_t{0};

/// A snapshot is written when this many events are not in the last one: few enough to be read again
/// at once, many enough that a long history is seldom written. A short one is never.
constexpr std::uint64_t kSnapshotEventsMin = 32;
constexpr std::uint64_t kSnapshotEventsMax = 256;
constexpr std::uint64_t kSnapshotPart = 16;

std::uint64_t events_between_snapshots(std::uint64_t version) {
  return std::clamp(version / kSnapshotPart, kSnapshotEventsMin, kSnapshotEventsMax);
}

}  // namespace

Sheets::Sheets(const eventstore::EventStore& store, const EventReader& reader,
               const schema::Schema& schema, PolicyInForce policy, std::string prefix)
    : store_(store),
      reader_(reader),
      schema_(schema),
      policy_(std::move(policy)),
      prefix_(std::move(prefix)) {}

std::string Sheets::key_of(std::string_view provider) const {
  return prefix_ + "sheet/" + std::string(provider);
}

bool Sheets::take_in(const StoredEvent& stored, const gwarchod::v1::Event& event,
                     std::string_view provider) {
  Slot& slot = slot_of(provider, stored.version.value() - 1);
  {
    const std::lock_guard lock(mutex_);
    slot.sheet.take_in(stored, event, schema_, *policy_);
  }
  return !std::exchange(slot.touched, true);
}

Sheet& Sheets::to_take_in(std::string_view provider, std::uint64_t up_to_version) {
  Slot& slot = slot_of(provider, up_to_version);
  slot.touched = true;
  return slot.sheet;
}

const Sheet& Sheets::sheet(const std::string& provider, std::uint64_t position) {
  const auto found = by_provider_.find(provider);
  if (found != by_provider_.end()) return found->second->sheet;
  Slot slot = load_snapshot(provider, position);
  (void)take_in_stream(slot.sheet, kAnyVersion, position);
  return add(std::move(slot)).sheet;
}

Sheets::Slot& Sheets::slot_of(std::string_view provider, std::uint64_t up_to_version) {
  const auto found = by_provider_.find(provider);
  if (found != by_provider_.end() && bytes_max_ != kNoBound) {
    const std::lock_guard lock(mutex_);
    slots_.splice(slots_.begin(), slots_, found->second);
  }
  Slot& slot =
      found != by_provider_.end()
          ? *found->second
          : add(up_to_version == 0 ? Slot{std::string(provider), Sheet(std::string(provider))}
                                   : load_snapshot(std::string(provider), kAnyPosition));
  if (slot.sheet.version() < up_to_version) {
    Sheet sheet = slot.sheet;
    if (!take_in_stream(sheet, up_to_version, kAnyPosition)) {
      throw std::runtime_error("an earlier event of this stream is no event of this program");
    }
    const std::lock_guard lock(mutex_);
    slot.sheet = std::move(sheet);
  }
  return slot;
}

Sheets::Slot& Sheets::add(Slot slot) {
  const std::lock_guard lock(mutex_);
  slots_.push_front(std::move(slot));
  by_provider_.emplace(slots_.front().provider, slots_.begin());
  return slots_.front();
}

Sheets::Slot Sheets::load_snapshot(const std::string& provider, std::uint64_t known_at) const {
  Slot slot{provider, Sheet(provider)};
  if (const auto bytes = prefix_.empty() ? std::nullopt : store_.get_side(key_of(provider))) {
    auto sheet = Sheet::load(provider, *bytes, *policy_);
    if (sheet && sheet->position() <= known_at) {
      slot.saved = sheet->version();
      slot.sheet = std::move(*sheet);
    }
  }
  return slot;
}

bool Sheets::take_in_stream(Sheet& sheet, std::uint64_t up_to_version,
                            std::uint64_t known_at) const {
  return take_in_what_is_wanted(
      sheet, up_to_version, known_at,
      [](const StoredEvent&, const gwarchod::v1::Event&) { return true; });
}

bool Sheets::take_in_what_is_wanted(Sheet& sheet, std::uint64_t up_to_version,
                                    std::uint64_t known_at, const Wanted& wanted) const {
  gwarchod::v1::Event event;
  while (sheet.version() < up_to_version) {
    const auto limit = static_cast<std::size_t>(
        std::min<std::uint64_t>(kReadAtOnce, up_to_version - sheet.version()));
    const auto events = store_.read_stream(provider_stream(sheet.provider()),
                                           eventstore::StreamVersion{sheet.version() + 1}, limit,
                                           eventstore::EventStore::Direction::kForward);
    for (const StoredEvent& stored : events) {
      if (stored.position.value() > known_at) return true;
      if (!reader_.read_sealed_if_event(stored, event)) return false;
      if (wanted(stored, event)) {
        sheet.take_in(stored, event, schema_, *policy_);
      } else {
        sheet.pass_over(stored);
      }
    }
    if (events.size() < limit) return true;
  }
  return true;
}

void Sheets::untouch(const std::string& provider) {
  const auto found = by_provider_.find(provider);
  if (found == by_provider_.end()) return;
  found->second->touched = false;
  measure(*found->second);
}

void Sheets::measure(Slot& slot) {
  const std::size_t bytes = slot.sheet.bytes();
  bytes_ = bytes_ - slot.bytes + bytes;
  slot.bytes = bytes;
}

void Sheets::save(const std::string& provider, bool all,
                  std::vector<eventstore::EventStore::SideValue>& values) {
  const auto found = by_provider_.find(provider);
  if (found == by_provider_.end() || prefix_.empty()) return;
  Slot& slot = *found->second;
  const std::uint64_t version = slot.sheet.version();
  const std::uint64_t since = version - slot.saved;
  if (since < (all ? kSnapshotEventsMin : events_between_snapshots(version))) return;
  std::string bytes;
  schema::PackedWriter writer(bytes);
  slot.sheet.save(writer);
  values.push_back({key_of(provider), std::move(bytes)});
  slot.saved = version;
}

void Sheets::shrink() {
  if (bytes_ <= bytes_max_) return;
  const std::lock_guard lock(mutex_);
  while (bytes_ > bytes_max_ && !slots_.empty() && !slots_.back().touched) {
    bytes_ -= slots_.back().bytes;
    by_provider_.erase(slots_.back().provider);
    slots_.pop_back();
  }
}

void Sheets::forget_all() {
  const std::lock_guard lock(mutex_);
  by_provider_.clear();
  slots_.clear();
  bytes_ = 0;
}

void Sheets::read(const std::string& provider,
                  const std::function<void(const Sheet&)>& read) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = by_provider_.find(provider);
    if (found != by_provider_.end()) return read(found->second->sheet);
  }
  read(known_at(provider, kAnyPosition));
}

Sheet Sheets::known_at(const std::string& provider, std::uint64_t position) const {
  std::optional<Sheet> sheet;
  {
    const std::lock_guard lock(mutex_);
    const auto found = by_provider_.find(provider);
    if (found != by_provider_.end() && found->second->sheet.position() <= position) {
      sheet = found->second->sheet;
    }
  }
  if (!sheet) sheet = load_snapshot(provider, position).sheet;
  (void)take_in_stream(*sheet, kAnyVersion, position);
  return std::move(*sheet);
}

Sheet Sheets::known_to(const std::string& provider, std::uint64_t position,
                       gwarchod::v1::Agency agency, schema::Day by) const {
  Sheet sheet(provider);
  (void)take_in_what_is_wanted(sheet, kAnyVersion, position,
                               [&](const StoredEvent& stored, const gwarchod::v1::Event& event) {
                                 const auto since = timeline::known_since(
                                     event, schema::uk_day(stored.recorded), agency);
                                 return since && *since <= by;
                               });
  return sheet;
}

}  // namespace app
