#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/problem.h"
#include "events.h"
#include "inside.h"
#include "schema/show.h"
#include "stage_names.h"
#include "timeline/known.h"
#include "timeline/timeline.h"

namespace app {
namespace {

using eventstore::EventStore;
using eventstore::StoredEvent;
using eventstore::StreamVersion;
using gwarchod::v1::Timeline;
using gwarchod::v1::TimelineItem;

// Events read at once for a timeline of which many may not be wanted.
constexpr std::size_t kReadAtOnce = 500;

// Bytes that are no event show as one of that kind with nothing in it.
timeline::Entry entry_of(const EventReader& reader, const StoredEvent& stored) {
  timeline::Entry entry{.position = stored.position.value(),
                        .version = stored.version.value(),
                        .id = stored.id,
                        .recorded = stored.recorded};
  if (auto event = reader.read_if_event(stored)) {
    entry.event = std::move(*event);
  } else {
    entry.event.set_kind(stored.type);
  }
  return entry;
}

// What became of the records, as far as it was taken in.
void add_links(const std::shared_ptr<const Sheets>& sheets, const std::string& provider,
               const std::vector<timeline::Entry>& entries, timeline::Links& links) {
  if (!sheets) return;
  sheets->read(provider, [&](const Sheet& sheet) {
    for (const timeline::Entry& entry : entries) {
      timeline::add_links_of(sheet.links(), entry.id, links);
    }
  });
}

bool is_within(const timeline::Entry& entry, const Selected& selected) {
  if (entry.position > selected.known_at) return false;
  const auto happened = schema::parse_day(entry.event.envelope().occurred_from());
  if (happened && *happened > selected.as_of) return false;
  if (!selected.known_to) return true;
  const auto since =
      timeline::known_since(entry.event, schema::uk_day(entry.recorded), *selected.known_to);
  return since && *since <= selected.known_on;
}

gwarchod::v1::Text agency_in_words(gwarchod::v1::Agency agency) {
  for (const auto& label : schema::labels(*gwarchod::v1::Agency_descriptor())) {
    if (label.value() == Agency_Name(agency)) return label.text();
  }
  return {};
}

// By item, the reports of the same occurrence.
using Reports = std::vector<std::vector<std::string>>;

// Tells of a report which others told the same occurrence, and who: counted once, it has several
// sources. Each of the others stands among the parts, under its id.
void add_same_occurrence(const EventStore& store, const EventReader& reader,
                         const std::vector<std::string>& reports, TimelineItem& item) {
  if (reports.empty()) return;
  gwarchod::v1::ShownField shown;
  shown.set_field("sameOccurrence");
  shown.set_class_(gwarchod::v1::P1);
  shown.mutable_label()->set_en("Same occurrence");
  shown.mutable_label()->set_cy("Yr un digwyddiad");
  std::map<int, gwarchod::v1::Text> sources;
  for (const std::string& report : reports) {
    const auto stored = store.find(report);
    if (!stored) continue;
    const gwarchod::v1::Event event = reader.read_sealed(*stored);
    const gwarchod::v1::Text source = agency_in_words(event.envelope().source());
    if (!source.en().empty()) sources[event.envelope().source()] = source;
    gwarchod::v1::ShownField& part = *shown.add_parts();
    part.set_field(report);
    part.set_class_(gwarchod::v1::P1);
    *part.mutable_label() = source;
    if (const auto day = schema::parse_day(event.envelope().occurred_from())) {
      *part.mutable_value() = schema::day_in_words(*day);
    }
  }
  const std::string count = std::to_string(reports.size());
  const std::string agencies = std::to_string(sources.size());
  gwarchod::v1::Text& words = *shown.mutable_value();
  words.set_en(count + " reports of one occurrence; agencies: " + agencies);
  words.set_cy("Adroddiadau am un digwyddiad: " + count + "; asiantaethau: " + agencies);
  const char* between = " (";
  for (const auto& [agency, name] : sources) {
    words.mutable_en()->append(between + name.en());
    words.mutable_cy()->append(between + name.cy());
    between = ", ";
  }
  if (!sources.empty()) words.mutable_en()->append(")");
  if (!sources.empty()) words.mutable_cy()->append(")");
  *item.add_fields() = std::move(shown);
}

// A part of a stream from a version back to the first, and of it what is wanted.
struct Page {
  std::vector<timeline::Entry> entries;  // newest first
  std::uint64_t newest = 0;              // version of the first event read; 0: none was
  std::uint64_t last = 0;                // of the last that was read
};

Page read_page(const EventStore& store, const EventReader& reader, const std::string& provider,
               std::uint64_t from, std::size_t limit, const std::optional<Selected>& selected) {
  Page page;
  const std::size_t at_once = selected ? kReadAtOnce : limit;
  while (from > 0 && page.entries.size() < limit) {
    const auto events = store.read_stream(provider_stream(provider), StreamVersion{from}, at_once,
                                          EventStore::Direction::kBackward);
    if (events.empty()) return page;
    if (page.newest == 0) page.newest = events.front().version.value();
    for (const StoredEvent& stored : events) {
      if (page.entries.size() == limit) return page;
      timeline::Entry entry = entry_of(reader, stored);
      if (!selected || is_within(entry, *selected)) page.entries.push_back(std::move(entry));
      page.last = stored.version.value();
    }
    from = page.last - 1;
  }
  return page;
}

}  // namespace

Tracker::Outcome<Timeline> Tracker::timeline(const Caller& caller, const std::string& provider,
                                             const TimelinePage& wanted,
                                             const Selection& selection) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  std::optional<Selected> selected;
  std::shared_ptr<const Sheet> then;
  if (!selection.is_now()) {
    selected = inside_->select(selection);
    Standing standing = inside_->standing(provider, *selected);
    if (standing.entry->version == 0) return not_known_then();
    then = std::move(standing.sheet);
  }
  const std::uint64_t newest = inside_->store.ordered_version(provider_stream(provider)).value();
  const std::uint64_t from = wanted.before == 0 ? newest : std::min(wanted.before - 1, newest);
  const Page page =
      read_page(inside_->store, inside_->reader, provider, from,
                std::clamp<std::size_t>(wanted.limit, 1, wanted.items_max()), selected);
  Timeline timeline;
  timeline.set_provider(provider);
  {
    const std::shared_lock lock(inside_->views.mutex);
    const auto entry = inside_->views.entries.find(provider);
    if (entry != inside_->views.entries.end()) timeline.set_name(entry->second->row.name());
  }
  timeline.set_version(wanted.before == 0 && page.newest > 0 ? page.newest : newest);

  timeline::Links links;
  if (then) {
    links = then->links();  // what became of them later is not known then
  } else {
    add_links(inside_->sheets_held(), provider, page.entries, links);
    for (auto entry = page.entries.rbegin(); entry != page.entries.rend(); ++entry) {
      timeline::evolve(links, entry->id, entry->event);
    }
  }
  const PolicyInForce policy = inside_->policy_on(today(), kAnyPosition);
  for (const timeline::Entry& entry : page.entries) {
    // A line that names stages is made of the fields.
    const bool needs_fields = !wanted.is_brief || has_stages(entry.event.kind());
    const auto detail = needs_fields ? timeline::Detail::kWhole : timeline::Detail::kBrief;
    TimelineItem& item = *timeline.add_items();
    item = timeline::item(entry, links, inside_->schema, caller.clearance(), detail);
    name_stages(*policy, item);
    if (wanted.is_brief) item.clear_fields();
  }
  if (page.last > 1) timeline.set_next(std::to_string(page.last));
  if (wanted.is_brief) return timeline;
  Reports reports(page.entries.size());
  const auto find_reports = [&](const Sheet& sheet) {
    for (std::size_t i = 0; i < reports.size(); ++i) {
      reports[i] = sheet.reports_of_same(page.entries[i].id);
    }
  };
  if (then) {
    find_reports(*then);
  } else if (const auto held = inside_->sheets_held()) {
    held->read(provider, find_reports);
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    add_same_occurrence(inside_->store, inside_->reader, reports[i],
                        *timeline.mutable_items(static_cast<int>(i)));
  }
  return timeline;
}

std::vector<TimelineItem> Tracker::timeline_items(const Caller& caller,
                                                  const std::vector<StoredEvent>& events) const {
  std::vector<timeline::Entry> entries;
  std::set<std::string> held;
  for (const StoredEvent& stored : events) {
    entries.push_back(entry_of(inside_->reader, stored));
    held.insert(stored.id);
  }
  std::vector<std::string> providers;  // of each entry
  for (const StoredEvent& stored : events) {
    providers.emplace_back(name_in(stored.stream, kProviderStreams));
  }
  // Entries added on the way are looked at too: a correction of a correction restores a third
  // record.
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string touched = timeline::touched_by(entries[i].event);
    if (touched.empty() || !held.insert(touched).second) continue;
    const auto stored = inside_->store.find(touched);
    if (!stored) continue;
    entries.push_back(entry_of(inside_->reader, *stored));
    providers.push_back(providers[i]);
  }
  std::map<std::string, timeline::Links> links;
  for (const std::string& provider : providers) {
    const auto [found, added] = links.try_emplace(provider);
    if (added) add_links(inside_->sheets_held(), provider, entries, found->second);
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    timeline::evolve(links.at(providers[i]), entries[i].id, entries[i].event);
  }
  const PolicyInForce policy = inside_->policy_on(today(), kAnyPosition);
  std::vector<TimelineItem> items;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    items.push_back(
        timeline::item(entries[i], links.at(providers[i]), inside_->schema, caller.clearance()));
    name_stages(*policy, items.back());
  }
  if (const auto sheets = inside_->sheets_held()) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::vector<std::string> reports;
      sheets->read(providers[i],
                   [&](const Sheet& sheet) { reports = sheet.reports_of_same(entries[i].id); });
      add_same_occurrence(inside_->store, inside_->reader, reports, items[i]);
    }
  }
  return items;
}

}  // namespace app
