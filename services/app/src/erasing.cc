#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"
#include "inside.h"
#include "schema/personal.h"
#include "schema/validate.h"
#include "schema/wire.h"

namespace app {
namespace {

using eventstore::StoredEvent;
using gwarchod::v1::EraseRequest;
using gwarchod::v1::Event;
using gwarchod::v1::SubjectErased;

constexpr std::string_view kSubjectErased = "SubjectErased";
constexpr std::size_t kReadAtOnce = 1024;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool holds(const std::string& text, const std::string& reference) {
  return lower(text).find(lower(reference)) != std::string::npos;
}

/// What is wrong with the request, before anything is looked up.
std::vector<FieldProblem> faults_of(const EraseRequest& request, schema::Day today) {
  std::vector<FieldProblem> faults;
  if (request.person().empty() == request.record_id().empty()) {
    faults.push_back(make_field_problem(
        "person", "Name a person by reference, or a record by its id: one of the two.",
        "Enwch berson drwy gyfeirnod, neu gofnod drwy ei rif adnabod: un o'r ddau."));
  }
  SubjectErased erased;
  erased.set_token("-");
  erased.set_why(request.why());
  erased.set_authority(request.authority());
  for (auto& fault : schema::validate(erased, today, "")) {
    // Its places begin with a point, for there is nothing before them.
    if (fault.field().starts_with('.')) fault.set_field(fault.field().substr(1));
    faults.push_back(std::move(fault));
  }
  if (request.person().empty()) return faults;
  for (const auto& [place, text] :
       {std::pair{"why", &request.why()}, std::pair{"authority", &request.authority()}}) {
    if (!holds(*text, request.person())) continue;
    faults.push_back(make_field_problem(
        place, "This names the person, and is kept for good. Leave the reference out.",
        "Mae hwn yn enwi'r person, a chaiff ei gadw am byth. Gadewch y cyfeirnod allan."));
  }
  return faults;
}

/// Whether a record of the first release names the person in the open.
bool names_in_the_open(const Event& stored, const schema::Schema& schema,
                       const std::string& person) {
  Event event = stored;
  bool named = false;
  const auto look = [&](std::string& reference) { named = named || reference == person; };
  const auto nobody_told = [](const schema::Place&) {};
  schema::replace_people(*event.mutable_envelope(), nobody_told, look);
  const schema::Kind* kind = schema.find(event.kind());
  if (kind == nullptr) return named;
  const auto body = schema.make(*kind);
  if (body->ParseFromString(event.body())) schema::replace_people(*body, nobody_told, look);
  return named;
}

/// Tells which records of the log the token seals, or name the person in the open.
class Search {
 public:
  Search(const schema::Schema& schema, eventstore::Token token, std::string person)
      : schema_(schema), token_(std::move(token)), person_(std::move(person)) {}

  void look_at(const StoredEvent& stored) {
    if (is_sealed_for_token(stored.payload)) {
      ++records_;
      providers_.emplace(name_in(stored.stream, kProviderStreams));
    } else if (!person_.empty() && stored.payload.find(person_) != std::string::npos) {
      const Event event = from_store(stored);
      if (event.sealed_for().empty() && names_in_the_open(event, schema_, person_)) ++open_;
    }
  }

  void tell(gwarchod::v1::Erasure& erasure) const {
    erasure.set_records_count(records_);
    erasure.set_open_records_count(open_);
    for (const std::string& provider : providers_) erasure.add_providers(provider);
  }

 private:
  /// Without a parse: most events are of others.
  [[nodiscard]] bool is_sealed_for_token(std::string_view payload) const {
    schema::WireReader reader(payload);
    while (const auto field = reader.next()) {
      if (field->number == Event::kSealedForFieldNumber && field->bytes == token_) return true;
    }
    return false;
  }

  const schema::Schema& schema_;
  eventstore::Token token_;
  std::string person_;
  std::uint32_t records_ = 0;
  std::uint32_t open_ = 0;
  std::set<std::string> providers_;
};

}  // namespace

// A record that names nobody has a key of its own.
Tracker::Outcome<eventstore::Token> Tracker::Inside::token_to_erase(
    const EraseRequest& request) const {
  if (!request.person().empty()) {
    if (auto token = keys.find(request.person())) return *token;
    return unknown_person();
  }
  const auto stored = store.find(request.record_id());
  if (!stored || name_in(stored->stream, kProviderStreams).empty()) return not_found();
  const Event event = reader.read_sealed(*stored);
  if (event.sealed_for().empty()) {
    return invalid({make_field_problem("recordId", "Nothing of this record is sealed.",
                                       "Nid oes dim o'r cofnod hwn wedi'i selio.")});
  }
  const auto reference = keys.reference_of(event.sealed_for(0));
  if (event.sealed_for_size() == 1 && !reference) return unknown_person();
  if (event.sealed_for_size() > 1 || !reference->empty()) {
    return invalid(
        {make_field_problem("recordId", "This record names people: erase them by their reference.",
                            "Mae'r cofnod hwn yn enwi pobl: dilëwch nhw drwy eu "
                            "cyfeirnod.")});
  }
  return event.sealed_for(0);
}

std::optional<gwarchod::v1::Attachment> Tracker::Inside::file_of(const std::string& record) const {
  const auto stored = record.empty() ? std::nullopt : store.find(record);
  gwarchod::v1::Attachment file;
  if (!stored || stored->type != "Attachment" ||
      !file.ParseFromString(reader.read(*stored).body()) || file.token().empty()) {
    return std::nullopt;
  }
  return file;
}

void Tracker::erase_files_by(FileEraser eraser) { inside_->erase_file = std::move(eraser); }

// Said first and done then: an erasure that a crash cuts short, or that an older copy of the keys
// undoes, is done when the log is next opened.
Tracker::Outcome<gwarchod::v1::Erasure> Tracker::erase(const Caller& caller,
                                                       const EraseRequest& request) {
  if (!accounts::may_administer(caller.role)) return not_allowed();
  if (auto faults = faults_of(request, today()); !faults.empty()) return invalid(std::move(faults));
  const std::lock_guard one_at_a_time(inside_->administering);
  const auto token = inside_->token_to_erase(request);
  if (!token) return token.error();
  const auto file = inside_->file_of(request.record_id());
  eventstore::StreamWrite write{erasure_stream(), eventstore::ExpectedVersion::any(), {}};
  const auto say = [&](const eventstore::Token& destroyed) {
    SubjectErased erased;
    erased.set_token(destroyed);
    erased.set_record_id(request.record_id());
    erased.set_why(request.why());
    erased.set_authority(request.authority());
    write.events.push_back(
        to_store(system_event(std::string(kSubjectErased), erased.SerializeAsString(), today()),
                 caller, inside_->ids, inside_->clock.now()));
  };
  say(*token);
  if (file) say(file->token());
  gwarchod::v1::Erasure erasure;
  erasure.set_event_id(write.events.front().id);
  erasure.set_token(*token);
  eventstore::Commit commit;
  commit.writes.push_back(std::move(write));
  const auto appended = inside_->store.append_and_wait(std::move(commit));
  if (!appended) return storage_failed();
  erasure.set_position(appended->first.value());
  // The file first: where it stands is said in the record alone.
  if (file && inside_->erase_file) inside_->erase_file(*file);
  if (file) (void)inside_->keys.erase(file->token());
  (void)inside_->keys.erase(*token);
  Search search(inside_->schema, *token, request.person());
  inside_->store.scan(eventstore::Position{1}, [&](const StoredEvent& stored) {
    search.look_at(stored);
    return true;
  });
  search.tell(erasure);
  return erasure;
}

void Tracker::Inside::finish_erasures() {
  if (settings.read_only || erasures_finished.exchange(true)) return;
  eventstore::StreamVersion from{1};
  while (true) {
    const auto events = store.read_stream(erasure_stream(), from, kReadAtOnce,
                                          eventstore::EventStore::Direction::kForward);
    for (const StoredEvent& stored : events) {
      SubjectErased erased;
      if (!erased.ParseFromString(from_store(stored).body())) continue;
      if (keys.reference_of(erased.token())) (void)keys.erase(erased.token());
    }
    if (events.size() < kReadAtOnce) return;
    from = eventstore::StreamVersion{events.back().version.value() + 1};
  }
}

}  // namespace app
