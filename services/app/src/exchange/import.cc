#include "app/import.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "app/caller.h"
#include "event_bytes.h"
#include "event_sealer.h"
#include "events.h"
#include "exchange/compiled_case.h"
#include "exchange/import_table.h"
#include "exchange/known_providers.h"
#include "exchange/slug.h"
#include "gwarchod/v1/records.pb.h"
#include "schema/validate.h"

namespace app {
namespace {

using gwarchod::v1::Envelope;
using gwarchod::v1::ProviderRegistered;

constexpr std::size_t kRowsBetweenProgress = 5'000;

class Planner {
 public:
  Planner(const ImportOptions& options, const schema::Schema& schema, const Existing* existing,
          schema::Instant now, const ImportProgress& progress)
      : options_(options),
        schema_(schema),
        now_(now),
        progress_(progress),
        providers_(existing, schema) {
    if (existing != nullptr && existing->store.last_position().value() > 0) {
      existing_ = &existing->store;
    }
  }

  schema::Result<ImportPlan, ImportFaults> run() {
    table_ = read_import_table(options_, faults_, progress_);
    if (!faults_.empty() && table_.rows.empty()) {
      return faults_.take();
    }
    if (!compile()) {
      return faults_.take();
    }
    plan_.mapping = table_.mapping.name();
    plan_.rows = table_.rows.size();
    const std::vector<std::size_t> order = in_order();
    std::size_t done = 0;
    for (const std::size_t row : order) {
      take_row(table_.rows[row]);
      if (++done % kRowsBetweenProgress == 0) {
        progress_("checking", done, order.size());
      }
    }
    if (plan_.new_records() > eventstore::kCommitEventsMax) {
      faults_.add(table_.file, 0, "",
                  "the file makes more than 1,000,000 records: import it in parts");
    }
    if (!faults_.empty()) {
      return faults_.take();
    }
    return std::move(plan_);
  }

 private:
  bool compile() {
    const auto fault = [&](const std::string& what) {
      faults_.add("mapping " + table_.mapping.name(), 0, "", what);
      return false;
    };
    auto provider = CompiledTake::compile(table_.mapping.provider(), table_.heading);
    if (!provider || !provider->is_set()) {
      return fault(provider ? "does not say which column names the provider" : provider.error());
    }
    provider_ = std::move(*provider);
    const std::string& county =
        options_.county.empty() ? options_.local_authority : options_.county;
    int number = 0;
    for (const auto& one : table_.mapping.cases()) {
      auto compiled = CompiledCase::compile(table_.mapping, one, table_.heading, schema_, county);
      ++number;
      if (!compiled) {
        fault("case " + std::to_string(number) + ": " + compiled.error());
        continue;
      }
      cases_.push_back(std::move(*compiled));
    }
    if (!options_.local_authority.empty()) {
      authority_ = table_.heading.find(table_.mapping.authority_column());
      if (!authority_) {
        return fault("does not say which column names the local authority");
      }
    }
    if (!table_.mapping.order_column().empty()) {
      order_ = table_.heading.find(table_.mapping.order_column());
      if (!order_) {
        return fault("orders by the column \"" + table_.mapping.order_column() +
                     "\", which is not there");
      }
    }
    return faults_.empty() ||
           cases_.size() == static_cast<std::size_t>(table_.mapping.cases_size());
  }

  bool registers(const Cells& cells) const {
    return std::ranges::any_of(cases_, [&](const CompiledCase& one) {
      return one.registers() && !one.source().updates_registration() && one.applies(cells);
    });
  }

  std::vector<std::size_t> in_order() {
    std::vector<std::size_t> order;
    std::vector<bool> first(table_.rows.size());
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const Cells& cells = table_.rows[i].cells;
      if (authority_ && cells[*authority_] != options_.local_authority) {
        ++plan_.rows_elsewhere;
        continue;
      }
      first[i] = registers(cells);
      order.push_back(i);
    }
    if (authority_ && order.empty()) {
      faults_.add(table_.file, 0, table_.mapping.authority_column(),
                  "no row is of \"" + options_.local_authority + "\"");
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      if (order_) {
        const int compared = table_.rows[a].cells[*order_].compare(table_.rows[b].cells[*order_]);
        if (compared != 0) {
          return compared < 0;
        }
      }
      return first[a] != first[b] ? first[a] : a < b;
    });
    return order;
  }

  void take_row(const ImportTable::Row& row) {
    const std::string id = slug(provider_.read(row.cells));
    if (id.empty()) {
      fault(row, provider_.column(), "is empty: it names the provider");
      return;
    }
    bool taken = false;
    for (const CompiledCase& one : cases_) {
      if (!one.applies(row.cells)) {
        continue;
      }
      taken = true;
      if (one.kind() == nullptr) {
        ++plan_.left_out[one.source().left_out()];
      } else {
        take_case(row, one, id);
      }
    }
    if (!taken) {
      fault(row, "", "no case of the mapping " + plan_.mapping + " fits this row");
    }
  }

  void take_case(const ImportTable::Row& row, const CompiledCase& one, const std::string& id) {
    KnownProvider& provider = providers_.of(id);
    const bool registration = one.registers() && !one.source().updates_registration();
    if (!provider.known && !registration) {
      fault(row, provider_.column(),
            "unknown provider \"" + id + "\": no row registers it before this one");
      return;
    }
    std::vector<CellFault> faults;
    std::unique_ptr<google::protobuf::Message> body = schema_.make(*one.kind());
    if (one.source().updates_registration()) {
      body->CopyFrom(provider.registration);
    }
    Envelope envelope;
    one.fill(row.cells, options_.exported_on, *body, envelope, faults);
    const auto times = one.times(row.cells, faults);
    for (const CellFault& found : faults) {
      fault(row, found.column, found.what);
    }
    if (!faults.empty() || !times) {
      return;
    }
    if (registration) {
      register_provider(row, one, id, provider, *body, envelope);
    } else if (one.registers()) {
      update_registration(row, one, id, provider, *body, envelope);
    } else if (one.source().has_strikes()) {
      strike(row, one, id, *times, *body, envelope);
    } else {
      for (std::size_t i = 0; i < *times; ++i) {
        const std::string event = add(row, one, id, *body, envelope);
        counted_[id + '\n' + one.kind()->name + '\n' + one.group(row.cells)].push_back(event);
      }
    }
  }

  void register_provider(const ImportTable::Row& row, const CompiledCase& one,
                         const std::string& id, KnownProvider& provider,
                         google::protobuf::Message& body, Envelope& envelope) {
    if (provider.known && !provider.in_log) {
      fault(row, provider_.column(), "the provider \"" + id + "\" is registered twice");
      return;
    }
    const auto& fresh = dynamic_cast<const ProviderRegistered&>(body);
    if (!provider.known) {
      provider.registration = fresh;
      provider.registration_id = add(row, one, id, body, envelope);
      provider.known = true;
      ++plan_.new_providers;
      return;
    }
    if (recorded(identity(one, id, body, envelope, 0))) {
      ++plan_.recorded_already;
      provider.registration = fresh;
      return;
    }
    ProviderRegistered merged = provider.registration;
    merged.MergeFrom(fresh);
    if (google::protobuf::util::MessageDifferencer::Equals(merged, provider.registration)) {
      ++plan_.recorded_already;
      return;
    }
    update_registration(row, one, id, provider, merged, envelope);
  }

  void update_registration(const ImportTable::Row& row, const CompiledCase& one,
                           const std::string& id, KnownProvider& provider,
                           const google::protobuf::Message& body, Envelope& envelope) {
    envelope.set_updates(provider.registration_id);
    add(row, one, id, body, envelope);
    provider.registration.CopyFrom(body);
  }

  void strike(const ImportTable::Row& row, const CompiledCase& one, const std::string& id,
              std::size_t times, google::protobuf::Message& body, const Envelope& envelope) {
    auto& latest =
        counted_[id + '\n' + one.source().strikes().kind() + '\n' + one.group(row.cells)];
    if (latest.size() < times) {
      fault(row, one.source().strikes().times().column(),
            "takes back " + std::to_string(times) + " where " + std::to_string(latest.size()) +
                " of " + one.source().strikes().kind() + " stand");
      return;
    }
    const auto* corrects = body.GetDescriptor()->FindFieldByName("corrects");
    for (std::size_t i = 0; i < times; ++i) {
      body.GetReflection()->SetString(&body, corrects, latest.back());
      latest.pop_back();
      add(row, one, id, body, envelope);
    }
  }

  /// Checks the record and puts it into the commit, unless the log has it; returns its id.
  std::string add(const ImportTable::Row& row, const CompiledCase& one, const std::string& id,
                  const google::protobuf::Message& body, const Envelope& envelope) {
    const schema::Day today = schema::uk_day(now_);
    auto problems = schema::validate(body, today, "body");
    for (auto& problem : schema::validate(envelope, today, "envelope")) {
      problems.push_back(std::move(problem));
    }
    for (const auto& problem : problems) {
      fault(row, one.column_of(problem.field()), problem.words().en());
    }
    const std::string event_id = next_identity(one, id, body, envelope);
    if (!problems.empty()) {
      return event_id;
    }
    if (recorded(event_id)) {
      ++plan_.recorded_already;
      return event_id;
    }
    ++plan_.records[one.kind()->name];
    const std::string& day = envelope.occurred_from();
    plan_.first_day = plan_.first_day.empty() ? day : std::min(plan_.first_day, day);
    plan_.last_day = std::max(plan_.last_day, day);
    gwarchod::v1::Event event;
    event.set_kind(one.kind()->name);
    *event.mutable_envelope() = envelope;
    event.set_body(body.SerializeAsString());
    stamp(event, Caller::system(), now_);
    put(id, {event_id, event.kind(), event.SerializeAsString()});
    return event_id;
  }

  /// Events stand in the commit as they were known, so runs of one stream alternate.
  void put(const std::string& id, eventstore::NewEvent event) {
    auto& writes = plan_.commit.writes;
    const auto stream = provider_stream(id);
    if (writes.empty() || writes.back().stream != stream) {
      const bool first = !providers_.of(id).in_log && streams_.insert(id).second;
      writes.push_back(
          {stream,
           first ? eventstore::ExpectedVersion::no_stream() : eventstore::ExpectedVersion::any(),
           {}});
    }
    writes.back().events.push_back(std::move(event));
  }

  /// The id of a record follows from what it says, so that it is known again in another file; equal
  /// records of one file are told apart by their number.
  std::string identity(const CompiledCase& one, const std::string& id,
                       const google::protobuf::Message& body, const Envelope& envelope,
                       std::size_t number) const {
    std::string content = table_.mapping.name() + '\0' + id + '\0' + one.kind()->name + '\0' +
                          std::to_string(number) + '\0' + body.SerializeAsString();
    if (one.dated_by_row()) {
      content += envelope.SerializeAsString();
    }
    return uuid_of(content_hash(content));
  }
  std::string next_identity(const CompiledCase& one, const std::string& id,
                            const google::protobuf::Message& body, const Envelope& envelope) {
    return identity(one, id, body, envelope, equals_[identity(one, id, body, envelope, 0)]++);
  }

  bool recorded(const std::string& event_id) const {
    return existing_ != nullptr && existing_->find(event_id).has_value();
  }

  void fault(const ImportTable::Row& row, const std::string& column, const std::string& what) {
    faults_.add(table_.file, row.line, column, what);
  }

  const ImportOptions& options_;
  const schema::Schema& schema_;
  const eventstore::EventStore* existing_ = nullptr;  // null: the log is empty
  schema::Instant now_;
  const ImportProgress& progress_;
  FaultList faults_;
  ImportTable table_;
  ImportPlan plan_;
  CompiledTake provider_;
  std::vector<CompiledCase> cases_;
  std::optional<std::size_t> authority_;
  std::optional<std::size_t> order_;
  KnownProviders providers_;
  std::unordered_set<std::string> streams_;
  std::unordered_map<std::string, std::vector<std::string>> counted_;
  std::unordered_map<std::string, std::size_t> equals_;
};

}  // namespace

std::string ImportFault::text() const {
  std::string text = file + (line == 0 ? "" : ":" + std::to_string(line)) + ": ";
  return text + (column.empty() ? "" : column + ": ") + what;
}

std::size_t ImportPlan::new_records() const {
  std::size_t sum = 0;
  for (const auto& [kind, count] : records) {
    sum += count;
  }
  return sum;
}

schema::Result<ImportPlan, ImportFaults> plan_import(const ImportOptions& options,
                                                     const schema::Schema& schema,
                                                     const Existing* existing, schema::Instant now,
                                                     const ImportProgress& progress) {
  return Planner(options, schema, existing, now, progress).run();
}

void seal(ImportPlan& plan, const schema::Schema& schema, eventstore::Keyring& keys) {
  EventSealer(schema, keys).seal(plan.commit);
}

}  // namespace app
