#include <algorithm>
#include <cctype>
#include <exception>
#include <iterator>
#include <set>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "append_problem.h"
#include "erasure_search.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"
#include "inside.h"
#include "schema/validate.h"

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

}  // namespace

/// What is yet to be written of keys that go: each once.
class Tracker::Inside::Saying {
 public:
  Saying(Inside& inside, const Caller& caller) : inside_(inside), caller_(caller) {}

  void was_said(const eventstore::Token& token) { said_.insert(token); }
  void add(const SubjectErased& erased) {
    if (!said_.insert(erased.token()).second) return;
    auto event =
        system_event(std::string(kSubjectErased), erased.SerializeAsString(), inside_.today());
    events_.push_back(to_store(std::move(event), caller_, inside_.ids, inside_.clock.now()));
  }
  /// Of each key of the files, for the reason and by the authority of `because`.
  void add(const std::vector<LostFile>& files, SubjectErased because) {
    for (const LostFile& lost : files) {
      because.set_record_id(lost.record_id);
      for (const eventstore::Token& token : lost.tokens) {
        because.set_token(token);
        add(because);
      }
    }
  }
  [[nodiscard]] const std::string& first_id() const { return events_.front().id; }
  /// In one commit. Nothing is done where there is nothing to write.
  [[nodiscard]] eventstore::Result<eventstore::Appended, eventstore::AppendError> append() {
    if (events_.empty()) return eventstore::Appended{};
    eventstore::Commit commit;
    commit.writes.push_back(
        {erasure_stream(), eventstore::ExpectedVersion::any(), std::exchange(events_, {})});
    return inside_.store.append_and_wait(std::move(commit));
  }

 private:
  Inside& inside_;
  const Caller& caller_;
  std::vector<eventstore::NewEvent> events_;
  std::set<eventstore::Token> said_;
};

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
// undoes, is done when the log is next opened. The person's key goes last, for while it lives there
// is something to finish.
Tracker::Outcome<gwarchod::v1::Erasure> Tracker::erase(const Caller& caller,
                                                       const EraseRequest& request) {
  if (!accounts::may_administer(caller.role)) return not_allowed();
  if (auto faults = faults_of(request, today()); !faults.empty()) return invalid(std::move(faults));
  const std::lock_guard one_at_a_time(inside_->erasing);
  const auto token = inside_->token_to_erase(request);
  if (!token) return token.error();
  SubjectErased said;
  said.set_why(request.why());
  said.set_authority(request.authority());
  Inside::Saying saying(*inside_, caller);
  said.set_token(*token);
  said.set_record_id(request.record_id());
  saying.add(said);
  ErasureSearch search(inside_->schema, inside_->keys, {{*token, ErasureSearch::kAnywhere}},
                       request.person());
  auto files = search.read_on(inside_->store);
  saying.add(files, said);
  gwarchod::v1::Erasure erasure;
  erasure.set_event_id(saying.first_id());
  erasure.set_token(*token);
  const auto appended = saying.append();
  if (!appended) return problem_of(appended.error());
  erasure.set_position(appended->first.value());
  // What was attached while we read; what comes later was attached to what is erased.
  auto late = search.read_on(inside_->store, erasure.position());
  saying.add(late, said);
  if (const auto more = saying.append(); !more) return problem_of(more.error());
  std::ranges::move(late, std::back_inserter(files));
  try {
    inside_->destroy(files, {*token});
  } catch (const eventstore::KeysDiskFull&) {
    return erasure_unfinished();
  }
  search.tell(erasure);
  return erasure;
}

// The file first: where it stands is said in the record alone, and sealed.
void Tracker::Inside::destroy(const std::vector<LostFile>& files,
                              const std::vector<eventstore::Token>& tokens) {
  std::exception_ptr refused_by_disk;
  for (const LostFile& lost : files) {
    const auto file = file_of(lost.record_id);
    try {
      if (file && erase_file) erase_file(*file);
    } catch (const std::runtime_error&) {
      refused_by_disk = std::current_exception();  // and without its key nobody can read it
    }
    for (const eventstore::Token& token : lost.tokens) (void)keys.erase(token);
  }
  for (const eventstore::Token& token : tokens) (void)keys.erase(token);
  if (refused_by_disk) std::rethrow_exception(refused_by_disk);
}

std::map<eventstore::Token, Tracker::Inside::SaidErased> Tracker::Inside::unfinished_erasures()
    const {
  std::map<eventstore::Token, SaidErased> unfinished;
  eventstore::StreamVersion from{1};
  while (true) {
    const auto events = store.read_stream(erasure_stream(), from, kReadAtOnce,
                                          eventstore::EventStore::Direction::kForward);
    for (const StoredEvent& stored : events) {
      SubjectErased erased;
      if (!erased.ParseFromString(from_store(stored).body())) continue;
      if (!keys.reference_of(erased.token())) continue;
      unfinished.try_emplace(erased.token(), SaidErased{erased, stored.position.value()});
    }
    if (events.size() < kReadAtOnce) return unfinished;
    from = eventstore::StreamVersion{events.back().version.value() + 1};
  }
}

void Tracker::Inside::finish_erasures() {
  if (settings.read_only || erasures_finished.exchange(true)) return;
  const auto unfinished = unfinished_erasures();
  if (unfinished.empty()) return;
  ErasureSearch::Doomed doomed;
  std::vector<eventstore::Token> tokens;
  for (const auto& [token, said] : unfinished) {
    doomed.emplace(token, said.position);
    tokens.push_back(token);
  }
  ErasureSearch search(schema, keys, doomed, {});
  const auto files = search.read_on(store);
  Saying saying(*this, Caller::system());
  for (const eventstore::Token& token : tokens) saying.was_said(token);
  for (const LostFile& lost : files) saying.add({lost}, unfinished.at(lost.because_of).erased);
  // Refused by the disk: it is not said of these files, and they go all the same.
  (void)saying.append();
  destroy(files, tokens);
}

}  // namespace app
