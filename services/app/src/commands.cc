#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "append_problem.h"
#include "events.h"
#include "gwarchod/v1/records/register.pb.h"
#include "inside.h"
#include "schema/json.h"
#include "schema/show.h"
#include "schema/validate.h"
#include "secrets.h"

namespace app {
namespace {

using eventstore::ExpectedVersion;
using gwarchod::v1::Event;
using gwarchod::v1::Recorded;

// The same request gives the same bytes: maps are written in order.
std::string bytes_of(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// What the key of `terms` stands for; not worked out when there is none.
eventstore::Hash content_of(const WriteTerms& terms, std::string_view wish, std::string_view of,
                            const google::protobuf::Message& request) {
  if (terms.idempotency_key.empty()) return {};
  std::string bytes(wish);
  bytes.push_back('\0');
  bytes += of;
  bytes.push_back('\0');
  bytes += bytes_of(request);
  return sha256(bytes);
}

std::optional<Problem> read_body(const google::protobuf::Struct& body,
                                 google::protobuf::Message& into) {
  const auto read = schema::from_struct(body, into, "body");
  if (read) return std::nullopt;
  const std::string& place = read.error().place;
  const std::string words = place + " " + read.error().what;
  return invalid({make_field_problem(place, words, "Ni ellir darllen hwn: " + words)});
}

// A record brought up to date keeps what the caller could not see of the version it names. A name
// that is of no version, or of another kind, is left to the decider to refuse.
void keep_what_is_withheld(const eventstore::EventStore& store, const EventReader& reader,
                           const Caller& caller, const std::string& provider,
                           gwarchod::v1::Envelope& envelope, google::protobuf::Message& body) {
  if (envelope.updates().empty()) return;
  const auto stored = store.find(envelope.updates());
  if (!stored || stored->stream != provider_stream(provider)) return;
  const Event event = reader.read(*stored);
  const std::unique_ptr<google::protobuf::Message> earlier(body.New());
  if (event.kind() != body.GetDescriptor()->name() || !earlier->ParseFromString(event.body())) {
    return;
  }
  schema::keep_withheld(*earlier, body, caller.clearance());
  schema::keep_withheld(event.envelope(), envelope, caller.clearance());
}

std::optional<Problem> check_terms(const WriteTerms& terms) {
  if (terms.idempotency_key.size() <= kIdempotencyKeyCharactersMax) return std::nullopt;
  return invalid({make_field_problem("Idempotency-Key", "This key has more than 120 characters.",
                                     "Mae gan yr allwedd hon fwy na 120 o nodau.")});
}

Problem problem_of(const providers::Rejection& rejection) {
  switch (rejection.reason) {
    case providers::Rejection::Reason::kUnknownProvider:
      return unknown_provider();
    case providers::Rejection::Reason::kExists:
      return exists();
    case providers::Rejection::Reason::kInvalid:
      return invalid(rejection.faults);
  }
}

ExpectedVersion expected_by(const WriteTerms& terms) {
  if (!terms.expected_version) return ExpectedVersion::some();
  return ExpectedVersion::exactly(eventstore::StreamVersion{*terms.expected_version});
}

}  // namespace

bool Tracker::Inside::has_provider(const std::string& provider) const {
  return providers::is_provider_id(provider) &&
         store.ordered_version(provider_stream(provider)).value() > 0;
}

providers::Known Tracker::Inside::known_of(const std::string& provider) const {
  return {.schema = schema,
          .today = today(),
          .kind_of = [this, stream = provider_stream(provider)](
                         std::string_view id) -> std::optional<std::string> {
            const auto found = store.find(std::string(id));
            if (!found || found->stream != stream) return std::nullopt;
            return found->type;
          },
          .has_stage =
              [this](std::string_view stage) {
                return policy_on(today(), kAnyPosition)->has_stage(stage);
              },
          .exits_to = [this, provider](
                          std::string_view stage,
                          std::string_view day) { return exits_to(provider, stage, day); }};
}

void Tracker::Inside::append(const Caller& caller, const eventstore::StreamId& stream,
                             ExpectedVersion expected, std::vector<Event> events,
                             const WriteTerms& terms, eventstore::Hash content, Answer answer) {
  eventstore::Commit commit;
  eventstore::StreamWrite write{stream, expected, {}};
  const schema::Instant now = clock.now();
  try {
    for (Event& event : events) {
      write.events.push_back(sealer.to_store(std::move(event), caller, ids, now));
    }
  } catch (const eventstore::KeysDiskFull&) {
    answer(disk_full());
    return;
  }
  const std::string id = write.events.front().id;
  commit.writes.push_back(std::move(write));
  if (!terms.idempotency_key.empty()) {
    commit.idempotency_key = caller.account + ":" + terms.idempotency_key;
    commit.content_hash = content;
  }
  // Nothing of the tracker but its store is kept: the answer may come while it is being closed.
  auto answered = [&log = store, id, stream, answer = std::move(answer)](const auto& appended) {
    if (!appended) {
      answer(problem_of(appended.error()));
      return;
    }
    Recorded recorded;
    recorded.set_event_id(id);
    recorded.set_position(appended->first.value());
    recorded.set_version(appended->versions.front().value());
    recorded.set_provider(std::string(name_in(stream, kProviderStreams)));
    recorded.set_repeated_request(appended->repeated);
    if (appended->repeated) {
      // What was answered then: another id, and another provider if the id was made.
      const auto stored =
          log.read_log(appended->first, 1, eventstore::EventStore::Direction::kForward);
      if (!stored.empty()) {
        recorded.set_event_id(stored.front().id);
        recorded.set_provider(std::string(name_in(stored.front().stream, kProviderStreams)));
      }
    }
    answer(recorded);
  };
  store.append(std::move(commit), std::move(answered));
}

void Tracker::record(const Caller& caller, const std::string& provider,
                     const gwarchod::v1::RecordRequest& request, const WriteTerms& terms,
                     Answer answer) {
  if (!accounts::may_record(caller.role)) return answer(not_allowed());
  if (auto problem = check_terms(terms)) return answer(*problem);
  // Whether the provider exists is asked of the store as the event is ordered, not before: there it
  // costs nothing. Only a refusal must know first, for an unknown provider is the greater fault.
  const auto refuse = [&](Problem problem) {
    answer(inside_->has_provider(provider) ? std::move(problem) : unknown_provider());
  };
  if (!providers::is_provider_id(provider)) return answer(unknown_provider());
  const auto kind = providers::recordable(inside_->schema, request.kind());
  if (!kind) return refuse(problem_of(kind.error()));
  const std::unique_ptr<google::protobuf::Message> body = inside_->schema.make(**kind);
  if (auto problem = read_body(request.body(), *body)) return refuse(*problem);
  gwarchod::v1::Envelope envelope = request.envelope();
  keep_what_is_withheld(inside_->store, inside_->reader, caller, provider, envelope, *body);
  const providers::Record command{.kind = **kind, .envelope = envelope, .body = *body};
  auto faults = providers::faults(command, inside_->known_of(provider));
  if (!faults.empty()) return refuse(invalid(std::move(faults)));
  auto decided = providers::decide({.exists = true}, command);
  if (!decided) return refuse(problem_of(decided.error()));
  inside_->append(caller, provider_stream(provider), expected_by(terms), std::move(*decided), terms,
                  content_of(terms, "record", provider, request), std::move(answer));
}

void Tracker::register_provider(const Caller& caller, const gwarchod::v1::RegisterRequest& request,
                                const WriteTerms& terms, Answer answer) {
  if (!accounts::may_record(caller.role)) return answer(not_allowed());
  if (auto problem = check_terms(terms)) return answer(*problem);
  gwarchod::v1::ProviderRegistered body;
  if (auto problem = read_body(request.body(), body)) return answer(*problem);
  std::string provider = request.provider();
  if (provider.empty()) {
    provider = providers::provider_id_of(body.name());
    if (inside_->has_provider(provider)) {
      const std::string random = inside_->ids.event_id();
      provider += "-" + random.substr(random.size() - 8);
    }
  }
  const providers::Register command{
      .provider = provider, .envelope = request.envelope(), .body = body};
  auto faults = providers::faults(command, inside_->known_of(provider));
  if (!faults.empty()) return answer(invalid(std::move(faults)));
  // Only the store knows a repeat of the very request that registered it: let it refuse the rest.
  const bool may_be_repeat = !terms.idempotency_key.empty();
  auto decided =
      providers::decide({.exists = !may_be_repeat && inside_->has_provider(provider)}, command);
  if (!decided) return answer(problem_of(decided.error()));
  inside_->append(caller, provider_stream(provider), ExpectedVersion::no_stream(),
                  std::move(*decided), terms, content_of(terms, "register", "", request),
                  [answer = std::move(answer)](const Outcome<Recorded>& recorded) {
                    const bool taken = !recorded && recorded.error().code() == "wrong-version";
                    answer(taken ? Outcome<Recorded>(exists()) : recorded);
                  });
}

std::optional<Problem> Tracker::why_not_attach(const Caller& caller, const std::string& provider,
                                               const gwarchod::v1::Envelope& envelope,
                                               const gwarchod::v1::Attachment& attachment,
                                               const WriteTerms& terms) const {
  if (!accounts::may_record(caller.role)) return not_allowed();
  if (auto problem = check_terms(terms)) return problem;
  if (!inside_->has_provider(provider)) return unknown_provider();
  const providers::Known known = inside_->known_of(provider);
  auto faults = providers::faults(
      providers::Record{
          .kind = *inside_->schema.find("Attachment"), .envelope = envelope, .body = attachment},
      known);
  if (!attachment.attached_to().empty() && !known.kind_of(attachment.attached_to())) {
    faults.push_back(make_field_problem("body.attachedTo",
                                        "This provider has no record of that id.",
                                        "Nid oes gan y darparwr hwn gofnod o'r id hwnnw."));
  }
  if (!faults.empty()) return invalid(std::move(faults));
  return std::nullopt;
}

void Tracker::record_attachment(const Caller& caller, const std::string& provider,
                                const gwarchod::v1::Envelope& envelope,
                                const gwarchod::v1::Attachment& attachment, const WriteTerms& terms,
                                Answer answer) {
  if (auto problem = why_not_attach(caller, provider, envelope, attachment, terms)) {
    return answer(*problem);
  }
  auto decided = providers::decide(
      {.exists = true},
      providers::Record{
          .kind = *inside_->schema.find("Attachment"), .envelope = envelope, .body = attachment});
  if (!decided) return answer(problem_of(decided.error()));
  // The same file sent again is the same request, whatever key it was sealed with.
  gwarchod::v1::Attachment asked = attachment;
  asked.clear_token();
  inside_->append(caller, provider_stream(provider), expected_by(terms), std::move(*decided), terms,
                  content_of(terms, "attach", provider, asked), std::move(answer));
}

void Tracker::adopt_policy(const Caller& caller, const gwarchod::v1::PolicyAdopted& adopted,
                           Answer answer) {
  if (!accounts::may_adopt_policy(caller.role)) return answer(not_allowed());
  auto faults = schema::validate(adopted, today(), "");
  const auto compiled = escalation::compile(adopted.policy(), inside_->schema,
                                            escalation::Calendar::england_and_wales());
  if (!compiled) {
    for (const auto& fault : compiled.error()) {
      faults.push_back(make_field_problem("policy", fault.what, fault.what));
    }
  }
  if (adopted.why().empty()) {
    faults.push_back(make_field_problem("why", "Say why it is adopted.",
                                        "Dywedwch pam y mae'n cael ei fabwysiadu."));
  }
  if (adopted.approved_by().empty()) {
    faults.push_back(
        make_field_problem("approvedBy", "Say who approved it.", "Dywedwch pwy a'i cymeradwyodd."));
  }
  {
    const std::shared_lock lock(inside_->views.mutex);
    if (inside_->views.policies.has(adopted.policy().version())) {
      return answer(policy_adopted_before(adopted.policy().version()));
    }
    auto too_early = why_too_early(inside_->views.policies, adopted.policy().effective_from());
    if (too_early) faults.push_back(std::move(*too_early));
  }
  if (!faults.empty()) return answer(invalid(std::move(faults)));
  inside_->append(caller, policy_stream(), ExpectedVersion::any(),
                  {system_event("PolicyAdopted", adopted.SerializeAsString(), today())}, {}, {},
                  std::move(answer));
}

}  // namespace app
