#include "extract.h"

#include <algorithm>
#include <string_view>

#include "fields.h"

namespace escalation {
namespace {

using gwarchod::v1::Envelope;
using gwarchod::v1::Event;

bool all_hold(const std::vector<Test>& tests, std::string_view bytes, const Envelope& envelope) {
  return std::all_of(tests.begin(), tests.end(),
                     [&](const Test& test) { return holds(test, bytes, envelope); });
}

/// Reads one event by one match.
class Reading {
 public:
  Reading(const Extract& extract, const CompiledRule& rule, const Calendar& calendar,
          const Event& event, Facts::Inside& facts, std::vector<Item>& items)
      : extract_(extract),
        rule_(rule),
        calendar_(calendar),
        event_(event),
        facts_(facts),
        items_(items) {}

  void read() {
    if (!all_hold(extract_.where, event_.body(), event_.envelope())) return;
    if (!extract_.element) return found(event_.body(), 0);
    std::uint16_t element = 0;
    for (const std::string_view bytes : schema::read_elements(event_.body(), *extract_.element)) {
      if (all_hold(extract_.where_element, bytes, event_.envelope())) found(bytes, element);
      ++element;
    }
  }

 private:
  void found(std::string_view bytes, std::uint16_t element) {
    Item item{.rule = extract_.rule, .part = extract_.part};
    if (extract_.day)
      item.day = day_in(*extract_.day, event_.body(), event_.envelope()).value_or(kNever);
    if (extract_.due) {
      item.element = element;
      return fall_due(item, bytes);
    }
    if (extract_.open_until)
      item.done = day_in(*extract_.open_until, event_.body()).value_or(kNever);
    if (rule_.kind == TestKind::kNoted) note(item);
    if (!extract_.by_theme) return keep(item);
    for (const int theme : event_.envelope().themes()) {
      if (theme == gwarchod::v1::THEME_UNSPECIFIED) continue;
      item.group = static_cast<std::uint32_t>(theme);
      keep(item);
    }
  }

  void note(Item& item) {
    const auto day = [&](const std::optional<schema::FieldPath>& path) {
      return path ? day_in(*path, event_.body()).value_or(kNever) : kNever;
    };
    item.due = day(extract_.extended);
    item.late = day(extract_.paused);
    item.resumed = day(extract_.resumed);
    if (extract_.link) {
      const auto id = schema::read_text(event_.body(), *extract_.link);
      if (id && !id->empty()) item.link = facts_.ids.find(*id).value_or(kUnknown);
    }
    for (std::size_t i = 0; i < extract_.says.size(); ++i) {
      const auto said = schema::read_number(event_.body(), extract_.says[i]).value_or(0);
      item.group |= static_cast<std::uint32_t>(said & kSaidMask) << (i * kSaidBits);
    }
  }

  void fall_due(Item item, std::string_view bytes) {
    const auto due = day_in(*extract_.due, bytes);
    if (!due) return;
    item.due = *due;
    item.late = number_of(calendar_.due(day_of(*due), rule_.working_days)) + 1;
    if (extract_.done) item.done = day_in(*extract_.done, bytes).value_or(kNever);
    if (extract_.per && rule_.per_text) {
      item.group =
          facts_.groups.add(schema::read_text(bytes, *extract_.per).value_or(std::string_view{}));
    } else if (extract_.per) {
      item.group =
          static_cast<std::uint32_t>(schema::read_number(bytes, *extract_.per).value_or(0));
    }
    items_.push_back(item);
  }

  /// Once for each rule, part and group, however many elements or matches say so; the longest open.
  void keep(const Item& item) {
    for (Item& kept : items_) {
      if (kept.rule != item.rule || kept.part != item.part || kept.group != item.group) continue;
      kept.done = std::max(kept.done, item.done);
      return;
    }
    items_.push_back(item);
  }

  const Extract& extract_;
  const CompiledRule& rule_;
  const Calendar& calendar_;
  const Event& event_;
  Facts::Inside& facts_;
  std::vector<Item>& items_;
};

}  // namespace

std::vector<Item> extract(const KindPlan& plan, const CompiledPolicy::Inside& policy,
                          const Event& event, Facts::Inside& facts) {
  std::vector<Item> items;
  for (const Extract& match : plan.extracts) {
    Reading(match, policy.rules[match.rule], policy.calendar, event, facts, items).read();
  }
  return items;
}

}  // namespace escalation
