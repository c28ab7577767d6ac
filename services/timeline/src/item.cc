#include <iterator>
#include <memory>
#include <utility>

#include "schema/show.h"
#include "timeline/known.h"
#include "timeline/timeline.h"

namespace timeline {
namespace {

using gwarchod::v1::Class;
using gwarchod::v1::Envelope;
using gwarchod::v1::Label;
using gwarchod::v1::ShownField;
using gwarchod::v1::TimelineItem;

// The label of one value of an enumeration.
Label label_of(const google::protobuf::EnumDescriptor& list, int number) {
  const google::protobuf::EnumValueDescriptor* value = list.FindValueByNumber(number);
  Label label;
  if (value == nullptr || number == 0) return label;
  label.set_value(value->name());
  const auto& options = value->options().GetExtension(gwarchod::v1::value);
  label.mutable_text()->set_en(options.en());
  label.mutable_text()->set_cy(options.cy());
  return label;
}

// What the item itself has a place for is not said again among its fields.
Envelope without_what_the_item_says(Envelope envelope) {
  envelope.clear_occurred_from();
  envelope.clear_occurred_to();
  envelope.clear_precision();
  envelope.clear_known_to();
  envelope.clear_source();
  envelope.clear_themes();
  envelope.clear_severity();
  envelope.clear_updates();
  return envelope;
}

void add_envelope(const gwarchod::v1::Event& event, TimelineItem& item) {
  const Envelope& envelope = event.envelope();
  item.set_occurred_from(envelope.occurred_from());
  item.set_occurred_to(envelope.occurred_to());
  item.set_precision(envelope.precision());
  item.set_severity(envelope.severity());
  item.set_updates(envelope.updates());
  *item.mutable_source() = label_of(*gwarchod::v1::Agency_descriptor(), envelope.source());
  for (const int theme : envelope.themes()) {
    *item.add_themes() = label_of(*gwarchod::v1::Theme_descriptor(), theme);
  }
  *item.mutable_known_to() = envelope.known_to();
}

void add_envelope_fields(const gwarchod::v1::Event& event, Class clearance, TimelineItem& item) {
  const Envelope envelope = without_what_the_item_says(event.envelope());
  const auto erased = schema::erased_in(event, gwarchod::v1::Event::kEnvelopeFieldNumber);
  for (ShownField& shown : schema::show(envelope, clearance, erased)) {
    shown.set_field("envelope." + shown.field());
    *item.add_fields() = std::move(shown);
  }
}

void append(gwarchod::v1::Text& words, const gwarchod::v1::Text& more) {
  words.mutable_en()->append(more.en());
  words.mutable_cy()->append(more.cy());
}

// Who knew, and since when, whatever the record itself says of it.
void add_knowledge(const Entry& entry, TimelineItem& item) {
  if (item.system()) return;
  const auto recorded = schema::uk_day(entry.recorded);
  ShownField shown;
  shown.set_field("knownSince");
  shown.set_class_(gwarchod::v1::P1);
  shown.mutable_label()->set_en("Who knew, and since when");
  shown.mutable_label()->set_cy("Pwy oedd yn gwybod, ac ers pryd");
  gwarchod::v1::Text& words = *shown.mutable_value();
  const auto tell = [&](const gwarchod::v1::Text& who, schema::Day since) {
    words.mutable_en()->append(words.en().empty() ? "" : "; ");
    words.mutable_cy()->append(words.cy().empty() ? "" : "; ");
    append(words, who);
    words.mutable_en()->append(", since ");
    words.mutable_cy()->append(", ers ");
    append(words, schema::day_in_words(since));
  };
  if (is_known_to_all(entry.event)) {
    gwarchod::v1::Text all;
    all.set_en("Every agency");
    all.set_cy("Pob asiantaeth");
    const auto since = known_since(entry.event, recorded, gwarchod::v1::AGENCY_UNSPECIFIED);
    tell(all, since.value_or(recorded));
  }
  for (const gwarchod::v1::KnownTo& known : known_by(entry.event, recorded)) {
    tell(label_of(*gwarchod::v1::Agency_descriptor(), known.agency()).text(),
         schema::parse_day(known.since()).value_or(recorded));
  }
  if (!words.en().empty()) *item.add_fields() = std::move(shown);
}

void add_body(const gwarchod::v1::Event& event, const schema::Kind& kind,
              const schema::Schema& schema, Class clearance, Detail detail, TimelineItem& item) {
  item.mutable_kind_name()->set_en(kind.options->en());
  item.mutable_kind_name()->set_cy(kind.options->cy());
  item.set_strand(kind.options->strand());
  item.set_concern(kind.options->concern());
  item.set_system(kind.options->system());
  const std::unique_ptr<google::protobuf::Message> body = schema.make(kind);
  body->ParseFromString(event.body());
  *item.mutable_line() = schema::line(*body, event.envelope(), clearance);
  if (detail == Detail::kBrief) return;
  const auto erased = schema::erased_in(event, gwarchod::v1::Event::kBodyFieldNumber);
  for (ShownField& shown : schema::show(*body, clearance, erased)) {
    *item.add_fields() = std::move(shown);
  }
}

}  // namespace

TimelineItem item(const Entry& entry, const Links& links, const schema::Schema& schema,
                  Class clearance, Detail detail) {
  TimelineItem item;
  item.set_event_id(entry.id);
  item.set_position(entry.position);
  item.set_version(entry.version);
  item.set_kind(entry.event.kind());
  item.set_recorded_by(entry.event.recorded_by());
  item.set_recorded_unix_ms(
      std::chrono::duration_cast<std::chrono::milliseconds>(entry.recorded.time_since_epoch())
          .count());
  const schema::Kind* kind = schema.find(entry.event.kind());
  if (kind != nullptr) {
    add_body(entry.event, *kind, schema, clearance, detail, item);
  } else {
    item.mutable_kind_name()->set_en(entry.event.kind());
    item.mutable_kind_name()->set_cy(entry.event.kind());
  }
  add_envelope(entry.event, item);
  if (detail == Detail::kWhole) {
    add_envelope_fields(entry.event, clearance, item);
    add_knowledge(entry, item);
  }
  const auto updated = links.updated_by.find(entry.id);
  if (updated != links.updated_by.end()) item.set_updated_by(updated->second);
  item.set_corrected_by(corrected_by(links, entry.id));
  return item;
}

}  // namespace timeline
