#include "app/calendar_text.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <chrono>
#include <memory>

#include "schema/time.h"

namespace app {
namespace {

using gwarchod::v1::Deadline;

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

icaltimetype date_of(schema::Day day) {
  const std::chrono::year_month_day date(day);
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

void add(icalcomponent* to, icalproperty* property) { icalcomponent_add_property(to, property); }

/// The same each time the calendar is read, so that a reader moves the event and adds no other.
std::string uid_of(const Deadline& deadline) {
  return fmt::format("{}/{}/{}/{}@gwarchod", deadline.provider(), deadline.clock(),
                     deadline.cause().event_id(), deadline.starts());
}

icalcomponent* event_of(const Deadline& deadline, schema::Day due, const std::string& address,
                        Language language, icaltimetype made) {
  icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  const auto& name = language == Language::kWelsh ? deadline.name().cy() : deadline.name().en();
  const char* const late = language == Language::kWelsh ? "HWYR: " : "OVERDUE: ";
  const std::string summary =
      fmt::format("{}{}: {}", deadline.overdue() ? late : "", name, deadline.provider_name());
  add(event, icalproperty_new_uid(uid_of(deadline).c_str()));
  add(event, icalproperty_new_dtstamp(made));
  add(event, icalproperty_new_dtstart(date_of(due)));
  add(event, icalproperty_new_dtend(date_of(due + std::chrono::days{1})));
  add(event, icalproperty_new_summary(summary.c_str()));
  add(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));  // nobody is busy all that day
  if (!address.empty()) {
    const std::string url = fmt::format("{}/providers/{}", address, deadline.provider());
    add(event, icalproperty_new_url(url.c_str()));
  }
  return event;
}

}  // namespace

std::string calendar_text(const gwarchod::v1::Deadlines& deadlines, const std::string& authority,
                          const std::string& address, Language language) {
  const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  add(calendar.get(), icalproperty_new_version("2.0"));
  add(calendar.get(), icalproperty_new_prodid("-//Gwarchod//Gwarchod//EN"));
  icalproperty* name = icalproperty_new_x(("Gwarchod: " + authority).c_str());
  icalproperty_set_x_name(name, "X-WR-CALNAME");
  add(calendar.get(), name);
  // It says what was so on that day, so that is when it was made.
  icaltimetype made = date_of(schema::parse_day(deadlines.as_of()).value_or(schema::Day{}));
  made.is_date = 0;
  made.hour = made.minute = made.second = 0;
  made.zone = icaltimezone_get_utc_timezone();
  for (const Deadline& deadline : deadlines.deadlines()) {
    const auto due = schema::parse_day(deadline.due());
    if (!due) continue;  // paused
    icalcomponent_add_component(calendar.get(), event_of(deadline, *due, address, language, made));
  }
  char* const text = icalcomponent_as_ical_string_r(calendar.get());
  std::string made_text(text);
  icalmemory_free_buffer(text);
  return made_text;
}

}  // namespace app
