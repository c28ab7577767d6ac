#include "fields.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace escalation {
namespace {

using google::protobuf::FieldDescriptor;
using gwarchod::v1::Envelope;
using Texts = std::vector<std::string_view>;
using Numbers = std::vector<std::int64_t>;

std::int64_t decode(const FieldDescriptor& leaf, std::uint64_t raw) {
  if (leaf.type() == FieldDescriptor::TYPE_SINT32 || leaf.type() == FieldDescriptor::TYPE_SINT64) {
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }
  if (leaf.type() == FieldDescriptor::TYPE_SFIXED32) return static_cast<std::int32_t>(raw);
  return static_cast<std::int64_t>(raw);
}

template <class Range>
Texts views(const Range& texts) {
  Texts found;
  for (const std::string& text : texts) {
    if (!text.empty()) found.push_back(text);
  }
  return found;
}

Texts one(const std::string& text) { return text.empty() ? Texts{} : Texts{text}; }

Texts texts_of(const Envelope& envelope, int number) {
  switch (number) {
    case Envelope::kOccurredFromFieldNumber:
      return one(envelope.occurred_from());
    case Envelope::kOccurredToFieldNumber:
      return one(envelope.occurred_to());
    case Envelope::kReceivedOnFieldNumber:
      return one(envelope.received_on());
    case Envelope::kSourceNameFieldNumber:
      return one(envelope.source_name());
    case Envelope::kPeopleFieldNumber:
      return views(envelope.people());
    case Envelope::kOccurrenceFieldNumber:
      return one(envelope.occurrence());
    case Envelope::kSummaryFieldNumber:
      return one(envelope.summary());
    case Envelope::kLanguageFieldNumber:
      return one(envelope.language());
    case Envelope::kSiteFieldNumber:
      return one(envelope.site());
    case Envelope::kUpdatesFieldNumber:
      return one(envelope.updates());
    default:
      return {};
  }
}

Numbers numbers_of(const Envelope& envelope, int number) {
  switch (number) {
    case Envelope::kPrecisionFieldNumber:
      return {envelope.precision()};
    case Envelope::kSourceFieldNumber:
      return {envelope.source()};
    case Envelope::kSeverityFieldNumber:
      return {envelope.severity()};
    case Envelope::kThemesFieldNumber:
      return {envelope.themes().begin(), envelope.themes().end()};
    case Envelope::kIndicatorsFieldNumber:
      return {envelope.indicators().begin(), envelope.indicators().end()};
    default:
      return {};
  }
}

Texts texts_at(const FieldRef& from, std::string_view bytes, const Envelope& envelope) {
  if (from.of_envelope) return texts_of(envelope, from.path.leaf->number());
  Texts found;
  if (from.path.leaf->is_repeated()) {
    found = schema::read_elements(bytes, from.path);
  } else if (const auto text = schema::read_text(bytes, from.path)) {
    found.push_back(*text);
  }
  std::erase_if(found, [](std::string_view text) { return text.empty(); });
  return found;
}

Numbers numbers_at(const FieldRef& from, std::string_view bytes, const Envelope& envelope) {
  if (from.of_envelope) return numbers_of(envelope, from.path.leaf->number());
  const FieldDescriptor& leaf = *from.path.leaf;
  Numbers found;
  if (leaf.is_repeated()) {
    for (const std::uint64_t raw : schema::read_numbers(bytes, from.path))
      found.push_back(decode(leaf, raw));
  } else if (const auto raw = schema::read_number(bytes, from.path)) {
    found.push_back(decode(leaf, *raw));
  } else if (!leaf.has_presence()) {
    found.push_back(0);
  }
  return found;
}

template <class Value, class Known>
bool among(const Value& value, const std::vector<Known>& known) {
  return std::find(known.begin(), known.end(), value) != known.end();
}

bool text_holds(const Test& test, const Texts& values) {
  if (test.is_set && values.empty()) return false;
  if (test.is_not_set && !values.empty()) return false;
  for (const std::string_view value : values) {
    if (among(value, test.none_texts)) return false;
  }
  if (!test.has_any) return true;
  return std::any_of(values.begin(), values.end(),
                     [&](std::string_view value) { return among(value, test.any_texts); });
}

bool number_holds(const Test& test, const Numbers& values) {
  const bool set = std::any_of(values.begin(), values.end(), [](std::int64_t v) { return v != 0; });
  if (test.is_set && !set) return false;
  if (test.is_not_set && set) return false;
  for (const std::int64_t value : values) {
    if (among(value, test.none_numbers)) return false;
  }
  if (!test.has_any && !test.at_least && !test.at_most) return true;
  return std::any_of(values.begin(), values.end(), [&](std::int64_t value) {
    return (!test.has_any || among(value, test.any_numbers)) &&
           (!test.at_least || value >= *test.at_least) && (!test.at_most || value <= *test.at_most);
  });
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
  return test.is_text ? text_holds(test, texts_at(test.from, bytes, envelope))
                      : number_holds(test, numbers_at(test.from, bytes, envelope));
}

std::optional<DayNumber> day_in(const FieldRef& from, std::string_view bytes,
                                const Envelope& envelope) {
  const Texts texts = texts_at(from, bytes, envelope);
  if (texts.empty()) return std::nullopt;
  const auto day = schema::parse_day(texts.back());
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
  std::optional<schema::Day> recorded;
  if (event.has_recorded_at()) {
    const auto since_epoch = std::chrono::seconds{event.recorded_at().seconds()};
    recorded = schema::uk_day(schema::Instant{since_epoch});
  }
  auto last = last_day(envelope);
  if (!last) last = received ? received : recorded;
  if (!last) return 0;
  const schema::Day first = schema::parse_day(envelope.occurred_from()).value_or(*last);
  if (received) last = std::min(*last, std::max(*received, first));
  if (recorded) last = std::min(*last, std::max(*recorded, first));
  return number_of(*last);
}

}  // namespace escalation
