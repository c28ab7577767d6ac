#include "app/export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "app/csv.h"
#include "event_reader.h"
#include "events.h"
#include "schema/json.h"
#include "schema/personal.h"
#include "schema/show.h"

namespace app {
namespace {

constexpr std::size_t kEventsAtOnce = 256;
constexpr std::size_t kPieceBytes = 32U << 10U;

using Strings = std::vector<std::string>;

void append(Strings& to, Strings from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// A text as a JSON string. For names and ids, which hold nothing to be escaped but by accident.
std::string in_quotes(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json.push_back('\\');
    }
    json.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
  return json + '"';
}

/// Adds the fields of one part of the event whose values are erased, as far as a reader would have
/// been told them.
void add_erased(const gwarchod::v1::Event& event, int part, const std::string& name,
                const google::protobuf::Descriptor& message, gwarchod::v1::Class clearance,
                Strings& names) {
  for (const schema::Place& place : schema::erased_in(event, part)) {
    if (schema::class_at(message, place) > clearance) {
      continue;
    }
    names.push_back(name + "." + schema::path_of(message, place));
  }
}

Strings erased_fields(const gwarchod::v1::Event& event, const google::protobuf::Message* body,
                      gwarchod::v1::Class clearance) {
  Strings names;
  add_erased(event, gwarchod::v1::Event::kEnvelopeFieldNumber, "envelope",
             *gwarchod::v1::Envelope::descriptor(), clearance, names);
  if (body != nullptr) {
    add_erased(event, gwarchod::v1::Event::kBodyFieldNumber, "body", *body->GetDescriptor(),
               clearance, names);
  }
  return names;
}

std::string quoted(const Strings& names) {
  std::string json;
  for (const std::string& name : names) {
    json += (json.empty() ? "" : ",") + in_quotes(name);
  }
  return json;
}

std::string joined(const Strings& names) { return fmt::format("{}", fmt::join(names, "; ")); }

}  // namespace

Exporter::Exporter(const eventstore::EventStore& store, const eventstore::Keyring& keys,
                   const schema::Schema& schema, ExportOptions options)
    : store_(store),
      schema_(schema),
      reader_(std::make_unique<const EventReader>(schema, keys)),
      options_(std::move(options)),
      next_(std::max<std::uint64_t>(options_.from, 1)),
      last_(store.last_position().value()) {}

Exporter::~Exporter() = default;

schema::Result<std::unique_ptr<Exporter>, std::string> Exporter::make(
    const eventstore::EventStore& store, const eventstore::Keyring& keys,
    const schema::Schema& schema, ExportOptions options) {
  std::unique_ptr<Exporter> made(new Exporter(store, keys, schema, std::move(options)));
  if (!made->options_.kind.empty()) {
    made->kind_ = schema.find(made->options_.kind);
    if (made->kind_ == nullptr) {
      return "there is no kind of record \"" + made->options_.kind + "\"";
    }
  }
  return made;
}

std::string Exporter::next() {
  std::string piece;
  if (!std::exchange(headed_, true) && options_.format == ExportOptions::Format::kCsv) {
    Strings names = {"position", "stream", "version",    "recorded",
                     "id",       "kind",   "recordedBy", "erased"};
    append(names, schema::columns(*gwarchod::v1::Envelope::descriptor()));
    if (kind_ == nullptr) {
      names.emplace_back("body");
    } else {
      for (const std::string& name : schema::columns(*kind_->message)) {
        // What the record calls as the envelope does keeps apart: "body.source".
        const bool taken = std::ranges::find(names, name) != names.end();
        names.push_back(taken ? "body." + name : name);
      }
    }
    piece += csv_row(names);
  }
  while (next_ <= last_ && piece.size() < kPieceBytes) {
    const auto events = store_.read_log(eventstore::Position{next_}, kEventsAtOnce,
                                        eventstore::EventStore::Direction::kForward);
    if (events.empty()) {
      break;
    }
    for (const auto& stored : events) {
      if (stored.position.value() <= last_) {
        write(stored, piece);
      }
    }
    next_ = events.back().position.value() + 1;
  }
  return piece;
}

std::optional<Exporter::Redacted> Exporter::redacted(const eventstore::StoredEvent& stored) const {
  if (!options_.kind.empty() && stored.type != options_.kind) {
    return std::nullopt;
  }
  if (!options_.accounts && !name_in(stored.stream, kAccountStreams).empty()) {
    return std::nullopt;
  }
  Redacted shown{reader_->read(stored), nullptr};
  schema::redact(*shown.event.mutable_envelope(), options_.clearance);
  if (const schema::Kind* kind = schema_.find(shown.event.kind()); kind != nullptr) {
    shown.body = schema_.make(*kind);
    if (shown.body->ParseFromString(shown.event.body())) {
      schema::redact(*shown.body, options_.clearance);
    } else {
      shown.body.reset();
    }
  }
  return shown;
}

void Exporter::write(const eventstore::StoredEvent& stored, std::string& piece) const {
  const auto shown = redacted(stored);
  if (!shown) {
    return;
  }
  if (options_.format == ExportOptions::Format::kCsv) {
    write_csv(stored, shown->event, shown->body.get(), piece);
  } else {
    write_json(stored, shown->event, shown->body.get(), piece);
    piece += "}\n";
  }
}

std::string Exporter::line(const eventstore::StoredEvent& stored, std::string_view token) const {
  std::string line;
  if (const auto shown = redacted(stored)) {
    write_json(stored, shown->event, shown->body.get(), line);
    if (!token.empty()) {
      line += ",\"token\":" + in_quotes(token);
    }
    line += "}";
  }
  return line;
}

void Exporter::write_json(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                          const google::protobuf::Message* body, std::string& piece) const {
  piece += "{";
  if (options_.positions) {
    piece += "\"position\":" + std::to_string(stored.position.value()) + ",";
  }
  piece += "\"stream\":" + in_quotes(stored.stream.value());
  piece += ",\"version\":" + std::to_string(stored.version.value());
  piece += ",\"recorded\":" + in_quotes(schema::to_string(stored.recorded));
  piece += ",\"id\":" + in_quotes(stored.id);
  piece += ",\"kind\":" + in_quotes(event.kind());
  piece += ",\"recordedBy\":" + in_quotes(event.recorded_by());
  piece += ",\"envelope\":" + schema::to_json(event.envelope());
  // A kind that this program does not know (made with another --schema) keeps its envelope.
  piece += ",\"body\":" + (body == nullptr ? "null" : schema::to_json(*body));
  if (const Strings erased = erased_fields(event, body, options_.clearance); !erased.empty()) {
    piece += ",\"erased\":[" + quoted(erased) + "]";
  }
}

void Exporter::write_csv(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                         const google::protobuf::Message* body, std::string& piece) const {
  Strings cells = {std::to_string(stored.position.value()),
                   stored.stream.value(),
                   std::to_string(stored.version.value()),
                   schema::to_string(stored.recorded),
                   stored.id,
                   event.kind(),
                   event.recorded_by(),
                   joined(erased_fields(event, body, options_.clearance))};
  append(cells, schema::row(event.envelope()));
  if (kind_ == nullptr) {
    cells.push_back(body == nullptr ? "" : schema::to_json(*body));
  } else if (body != nullptr) {
    append(cells, schema::row(*body));
  } else {
    cells.resize(cells.size() + schema::columns(*kind_->message).size());
  }
  piece += csv_row(cells);
}

}  // namespace app
