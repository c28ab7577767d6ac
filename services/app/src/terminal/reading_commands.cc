#include <ostream>
#include <vector>

#include "app/terminal.h"
#include "app/text_report.h"
#include "schema/json.h"
#include "terminal/open.h"

namespace app {
namespace {

Language language_of(const Terminal& terminal) {
  return terminal.cymraeg ? Language::kWelsh : Language::kEnglish;
}

std::optional<Tracker::StatusQuery> query_of(const Terminal& terminal, const AsOf& as_of) {
  Tracker::StatusQuery query;
  query.known_at = as_of.known_at;
  if (!as_of.day.empty()) {
    query.as_of = day_of(terminal, as_of.day);
    if (!query.as_of) {
      return std::nullopt;
    }
  }
  return query;
}

int tell_one(const Terminal& terminal, const Tracker& tracker, const std::string& provider,
             const Tracker::StatusQuery& query) {
  const auto view = tracker.provider(Caller::system(), provider);
  if (!view) {
    return refuse(terminal, view.error());
  }
  const auto status = tracker.status(Caller::system(), provider, query);
  if (!status) {
    return refuse(terminal, status.error());
  }
  if (terminal.json) {
    terminal.out << schema::to_json(*status) << "\n";
  } else {
    terminal.out << status_text(view->row().name(), *status, language_of(terminal));
  }
  return kDone;
}

}  // namespace

int show_status(const Terminal& terminal, const std::string& provider, const AsOf& as_of) {
  const auto query = query_of(terminal, as_of);
  if (!query) {
    return kWrongUse;
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNeeded);
  if (!authority) {
    return kWrongUse;
  }
  const Tracker& tracker = *authority->tracker;
  if (!provider.empty()) {
    return tell_one(terminal, tracker, provider, *query);
  }
  const gwarchod::v1::Board board = tracker.board(Caller::system());
  std::vector<NamedStatus> statuses;
  for (const auto& row : board.rows()) {
    auto status = tracker.status(Caller::system(), row.provider(), *query);
    if (!status) {
      continue;  // not registered yet at that position
    }
    if (terminal.json) {
      terminal.out << schema::to_json(*status) << "\n";
    } else {
      statuses.push_back({row.name(), std::move(*status)});
    }
  }
  if (!terminal.json) {
    const std::vector<gwarchod::v1::StageName> stages(board.stages().begin(), board.stages().end());
    terminal.out << statuses_text(board.authority(), std::move(statuses), stages,
                                  language_of(terminal));
  }
  return kDone;
}

int show_timeline(const Terminal& terminal, const std::string& provider, const AsOf& as_of) {
  const auto query = query_of(terminal, as_of);
  if (!query) {
    return kWrongUse;
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNeeded);
  if (!authority) {
    return kWrongUse;
  }
  std::vector<gwarchod::v1::TimelineItem> items;
  std::string name;
  for (std::uint64_t before = 0;;) {
    const auto page =
        authority->tracker->timeline(Caller::system(), provider, before, kTimelineItemsMax);
    if (!page) {
      return refuse(terminal, page.error());
    }
    name = page->name();
    for (const auto& item : page->items()) {
      const bool then = !query->as_of || item.occurred_from() <= schema::to_string(*query->as_of);
      if (then && (!query->known_at || item.position() <= *query->known_at)) {
        items.push_back(item);
      }
    }
    if (page->next().empty() || page->items().empty()) {
      break;
    }
    before = page->items(page->items_size() - 1).version();
  }
  if (terminal.json) {
    gwarchod::v1::Timeline timeline;
    timeline.set_provider(provider);
    timeline.set_name(name);
    timeline.mutable_items()->Add(items.begin(), items.end());
    terminal.out << schema::to_json(timeline) << "\n";
  } else {
    terminal.out << timeline_text(name + " (" + provider + ")", items, language_of(terminal));
  }
  return kDone;
}

}  // namespace app
