#include "fields.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace escalation {
namespace {

using google::protobuf::FieldDescriptor;
using gwarchod::v1::Envelope;

std::int64_t decode(const FieldDescriptor& leaf, std::uint64_t raw) {
  if (leaf.type() == FieldDescriptor::TYPE_SINT32 || leaf.type() == FieldDescriptor::TYPE_SINT64) {
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }
  if (leaf.type() == FieldDescriptor::TYPE_SFIXED32) return static_cast<std::int32_t>(raw);
  return static_cast<std::int64_t>(raw);
}

// Each value of a field that is set, to `visit`; nothing is copied, since this is done for each
// test of each rule and record.

template <class Visit>
void visit_text(std::string_view text, const Visit& visit) {
  if (!text.empty()) visit(text);
}

template <class Visit>
void visit_texts(const Envelope& envelope, int number, const Visit& visit) {
  switch (number) {
    case Envelope::kOccurredFromFieldNumber:
      return visit_text(envelope.occurred_from(), visit);
    case Envelope::kOccurredToFieldNumber:
      return visit_text(envelope.occurred_to(), visit);
    case Envelope::kReceivedOnFieldNumber:
      return visit_text(envelope.received_on(), visit);
    case Envelope::kSourceNameFieldNumber:
      return visit_text(envelope.source_name(), visit);
    case Envelope::kPeopleFieldNumber:
      for (const std::string& person : envelope.people()) visit_text(person, visit);
      return;
    case Envelope::kOccurrenceFieldNumber:
      return visit_text(envelope.occurrence(), visit);
    case Envelope::kSummaryFieldNumber:
      return visit_text(envelope.summary(), visit);
    case Envelope::kLanguageFieldNumber:
      return visit_text(envelope.language(), visit);
    case Envelope::kSiteFieldNumber:
      return visit_text(envelope.site(), visit);
    case Envelope::kUpdatesFieldNumber:
      return visit_text(envelope.updates(), visit);
    default:
      return;
  }
}

template <class Visit>
void visit_numbers(const Envelope& envelope, int number, const Visit& visit) {
  switch (number) {
    case Envelope::kPrecisionFieldNumber:
      return visit(envelope.precision());
    case Envelope::kSourceFieldNumber:
      return visit(envelope.source());
    case Envelope::kSeverityFieldNumber:
      return visit(envelope.severity());
    case Envelope::kThemesFieldNumber:
      for (const int theme : envelope.themes()) visit(theme);
      return;
    case Envelope::kIndicatorsFieldNumber:
      for (const int indicator : envelope.indicators()) visit(indicator);
      return;
    default:
      return;
  }
}

template <class Visit>
void visit_texts(const FieldRef& from, std::string_view bytes, const Envelope& envelope,
                 const Visit& visit) {
  if (from.of_envelope) return visit_texts(envelope, from.path.leaf->number(), visit);
  if (from.path.leaf->is_repeated()) {
    for (const std::string_view text : schema::read_elements(bytes, from.path)) {
      visit_text(text, visit);
    }
  } else if (const auto text = schema::read_text(bytes, from.path)) {
    visit_text(*text, visit);
  }
}

template <class Visit>
void visit_numbers(const FieldRef& from, std::string_view bytes, const Envelope& envelope,
                   const Visit& visit) {
  if (from.of_envelope) return visit_numbers(envelope, from.path.leaf->number(), visit);
  const FieldDescriptor& leaf = *from.path.leaf;
  if (leaf.is_repeated()) {
    for (const std::uint64_t raw : schema::read_numbers(bytes, from.path)) {
      visit(decode(leaf, raw));
    }
  } else if (const auto raw = schema::read_number(bytes, from.path)) {
    visit(decode(leaf, *raw));
  } else if (!leaf.has_presence()) {
    visit(std::int64_t{0});
  }
}

template <class Value, class Known>
bool among(const Value& value, const std::vector<Known>& known) {
  return std::find(known.begin(), known.end(), value) != known.end();
}

bool text_holds(const Test& test, std::string_view bytes, const Envelope& envelope) {
  bool set = false;
  bool forbidden = false;
  bool wanted = false;
  visit_texts(test.from, bytes, envelope, [&](std::string_view value) {
    set = true;
    forbidden = forbidden || among(value, test.none_texts);
    wanted = wanted || (test.has_any && among(value, test.any_texts));
  });
  if (forbidden || (test.is_set && !set) || (test.is_not_set && set)) return false;
  return wanted || !test.has_any;
}

bool number_holds(const Test& test, std::string_view bytes, const Envelope& envelope) {
  bool set = false;
  bool forbidden = false;
  bool wanted = false;
  visit_numbers(test.from, bytes, envelope, [&](std::int64_t value) {
    set = set || value != 0;
    forbidden = forbidden || among(value, test.none_numbers);
    wanted = wanted || ((!test.has_any || among(value, test.any_numbers)) &&
                        (!test.at_least || value >= *test.at_least) &&
                        (!test.at_most || value <= *test.at_most));
  });
  if (forbidden || (test.is_set && !set) || (test.is_not_set && set)) return false;
  return wanted || (!test.has_any && !test.at_least && !test.at_most);
}

std::optional<schema::Day> last_day(const Envelope& envelope) {
  const auto to = schema::parse_day(envelope.occurred_to().empty() ? envelope.occurred_from()
                                                                   : envelope.occurred_to());
  if (!to) return schema::parse_day(envelope.occurred_from());
  const std::chrono::year_month_day date(*to);
  switch (envelope.precision()) {
    case gwarchod::v1::MONTH:
      return date.year() / date.month() / std::chrono::last;
    case gwarchod::v1::YEAR:
      return date.year() / std::chrono::December / std::chrono::last;
    case gwarchod::v1::UNKNOWN:
      return std::max(*to, schema::parse_day(envelope.received_on()).value_or(*to));
    case gwarchod::v1::PRECISION_UNSPECIFIED:
    case gwarchod::v1::DAY:
    case gwarchod::v1::Precision_INT_MIN_SENTINEL_DO_NOT_USE_:
    case gwarchod::v1::Precision_INT_MAX_SENTINEL_DO_NOT_USE_:
      return *to;
  }
  return *to;
}

}  // namespace

bool holds(const Test& test, std::string_view bytes, const Envelope& envelope) {
  if (test.absent) return !test.has_any && !test.is_set && !test.at_least && !test.at_most;
  return test.is_text ? text_holds(test, bytes, envelope) : number_holds(test, bytes, envelope);
}

std::optional<DayNumber> day_in(const FieldRef& from, std::string_view bytes,
                                const Envelope& envelope) {
  std::string_view last;
  visit_texts(from, bytes, envelope, [&](std::string_view text) { last = text; });
  if (last.empty()) return std::nullopt;
  const auto day = schema::parse_day(last);
  if (!day) return std::nullopt;
  return number_of(*day);
}

std::optional<DayNumber> day_in(const schema::FieldPath& path, std::string_view bytes) {
  const auto text = schema::read_text(bytes, path);
  if (!text) return std::nullopt;
  const auto day = schema::parse_day(*text);
  if (!day) return std::nullopt;
  return number_of(*day);
}

bool readable(const FieldDescriptor& envelope_field) {
  return envelope_field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
}

DayNumber happened(const gwarchod::v1::Event& event) {
  const Envelope& envelope = event.envelope();
  const auto received = schema::parse_day(envelope.received_on());
  auto last = last_day(envelope);
  std::optional<schema::Day> recorded;
  if (event.has_recorded_at()) {
    const schema::Instant at{std::chrono::seconds{event.recorded_at().seconds()}};
    // Here it is that day already, or a later one: what came before it needs no calendar.
    const bool before = last && *last <= std::chrono::floor<std::chrono::days>(at);
    if (!before) recorded = schema::uk_day(at);
  }
  if (!last) last = received ? received : recorded;
  if (!last) return 0;
  const schema::Day first = schema::parse_day(envelope.occurred_from()).value_or(*last);
  if (received) last = std::min(*last, std::max(*received, first));
  if (recorded) last = std::min(*last, std::max(*recorded, first));
  return number_of(*last);
}

}  // namespace escalation
