#include "erasure_search.h"

#include <chrono>
#include <optional>
#include <utility>

#include "events.h"
#include "eventstore/subscription.h"
#include "gwarchod/v1/records/recordkeeping.pb.h"
#include "schema/personal.h"
#include "schema/wire.h"

namespace app {
namespace {

using eventstore::StoredEvent;
using eventstore::Token;
using gwarchod::v1::Attachment;
using gwarchod::v1::Event;

constexpr const char* kAttachment = "Attachment";

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

/// What stands in the open of a record of a file; nothing when no file of ours came with it.
std::optional<Attachment> attachment_of(const Event& event) {
  Attachment attachment;
  if (!attachment.ParseFromString(event.body()) || attachment.token().empty()) return std::nullopt;
  return attachment;
}

}  // namespace

ErasureSearch::ErasureSearch(const schema::Schema& schema, const eventstore::Keyring& keys,
                             Doomed doomed, std::string person)
    : schema_(schema), keys_(keys), doomed_(std::move(doomed)), person_(std::move(person)) {}

std::vector<LostFile> ErasureSearch::read_on(const eventstore::EventStore& store,
                                             std::uint64_t before) {
  store.scan(eventstore::Position{seen_ + 1}, [&](const StoredEvent& stored) {
    if (stored.position.value() >= before) return false;
    look_at(stored);
    seen_ = stored.position.value();
    return true;
  });
  if (!files_.empty()) find_elsewhere(store);
  return std::exchange(found_, {});
}

void ErasureSearch::look_at(const StoredEvent& stored) {
  if (const Token* token = sealer_of(stored); token != nullptr) {
    ++records_;
    providers_.emplace(name_in(stored.stream, kProviderStreams));
    named_.emplace(stored.id, *token);
  } else if (!person_.empty() && stored.payload.find(person_) != std::string::npos) {
    const Event event = from_store(stored);
    if (event.sealed_for().empty() && names_in_the_open(event, schema_, person_)) {
      ++open_;
      named_.emplace(stored.id, doomed_.begin()->first);
    }
  }
  if (stored.type == kAttachment) look_at_attachment(stored);
}

// A record stands in the log before what is attached to it: one pass finds whatever hangs on it.
void ErasureSearch::look_at_attachment(const StoredEvent& stored) {
  const Event event = from_store(stored);
  const auto attachment = attachment_of(event);
  if (!attachment) return;
  auto because = named_.find(stored.id);
  if (because == named_.end()) because = named_.find(attachment->attached_to());
  if (because == named_.end()) return;
  const Token token = because->second;
  if (stored.position.value() >= doomed_.at(token)) return;
  named_.emplace(stored.id, token);
  auto tokens = living(event, attachment->token());
  if (tokens.empty()) return;  // erased before
  if (!lost_.insert(stored.id).second) return;
  ++attached_;
  files_.emplace(attachment->token(), token);
  found_.push_back({stored.id, std::move(tokens), token});
}

// The same content under two records is one file, with one key. Its hash, and most likely its
// title, are as personal there: so that record goes as the first does.
void ErasureSearch::find_elsewhere(const eventstore::EventStore& store) {
  eventstore::Subscription attachments(store, eventstore::Position{0}, {.types = {kAttachment}});
  while (attachments.position().value() < seen_) {
    for (const StoredEvent& stored : attachments.next(std::chrono::milliseconds{0})) {
      const Event event = from_store(stored);
      const auto attachment = attachment_of(event);
      const auto file = attachment ? files_.find(attachment->token()) : files_.end();
      if (file == files_.end() || !lost_.insert(stored.id).second) continue;
      ++elsewhere_;
      found_.push_back({stored.id, living(event, file->first), file->second});
    }
  }
}

// Without a parse: most events are of others.
const Token* ErasureSearch::sealer_of(const StoredEvent& stored) const {
  schema::WireReader reader(stored.payload);
  while (const auto field = reader.next()) {
    if (field->number != Event::kSealedForFieldNumber) continue;
    const auto token = doomed_.find(field->bytes);
    if (token != doomed_.end() && stored.position.value() < token->second) return &token->first;
  }
  return nullptr;
}

// A key of its own stands for no reference; that of another person is not ours to destroy.
std::vector<Token> ErasureSearch::living(const Event& event, const Token& file) const {
  std::vector<Token> tokens;
  if (keys_.reference_of(file)) tokens.push_back(file);
  for (const Token& token : event.sealed_for()) {
    if (keys_.reference_of(token) == std::string{}) tokens.push_back(token);
  }
  return tokens;
}

void ErasureSearch::tell(gwarchod::v1::Erasure& erasure) const {
  erasure.set_records_count(records_);
  erasure.set_open_records_count(open_);
  erasure.set_files_count(attached_);
  erasure.set_files_elsewhere_count(elsewhere_);
  erasure.clear_providers();
  for (const std::string& provider : providers_) erasure.add_providers(provider);
}

}  // namespace app
