#include <algorithm>
#include <ostream>
#include <string>
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

/// Nothing, and a line on `err`, when it cannot be read.
std::optional<Selection> selection_of(const Terminal& terminal, const AsOf& as_of) {
  auto selection = read_selection(as_of.day, as_of.known_at, as_of.known_to);
  if (selection) {
    return *selection;
  }
  std::string option = selection.error().field();
  std::ranges::replace(option, '_', '-');
  terminal.err << "gwarchod: --" << option << ": " << words(terminal, selection.error().words())
               << "\n";
  return std::nullopt;
}

int tell_one(const Terminal& terminal, const Tracker& tracker, const std::string& provider,
             const Selection& selection) {
  const auto view = tracker.provider(Caller::system(), provider, selection);
  if (!view) {
    return refuse(terminal, view.error());
  }
  if (terminal.json) {
    terminal.out << schema::to_json(view->status()) << "\n";
    return kDone;
  }
  terminal.out << status_text(view->row().name(), view->status(), language_of(terminal));
  // It looks at the whole record, recorded by now or not then, so it is told of that alone.
  if (selection.known_at || selection.known_on || selection.known_to) {
    return kDone;
  }
  const auto foresight = tracker.foresight(Caller::system(), provider, selection.as_of);
  if (!foresight) {
    return refuse(terminal, foresight.error());
  }
  terminal.out << foresights_text(*foresight, language_of(terminal));
  return kDone;
}

}  // namespace

int show_status(const Terminal& terminal, const std::string& provider, const AsOf& as_of) {
  const auto selection = selection_of(terminal, as_of);
  if (!selection) {
    return kWrongUse;
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNeeded);
  if (!authority) {
    return kWrongUse;
  }
  const Tracker& tracker = *authority->tracker;
  if (!provider.empty()) {
    return tell_one(terminal, tracker, provider, *selection);
  }
  const gwarchod::v1::Board board = tracker.board(Caller::system());
  std::vector<NamedStatus> statuses;
  for (const auto& row : board.rows()) {
    auto status = tracker.status(Caller::system(), row.provider(), *selection);
    if (!status) {
      continue;  // nothing of it was on record then
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
  const auto selection = selection_of(terminal, as_of);
  if (!selection) {
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
        authority->tracker->timeline(Caller::system(), provider, {.before = before}, *selection);
    if (!page) {
      return refuse(terminal, page.error());
    }
    name = page->name();
    items.insert(items.end(), page->items().begin(), page->items().end());
    if (page->next().empty()) {
      break;
    }
    before = std::stoull(page->next());
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
