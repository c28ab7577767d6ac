#include "app/attachments.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/problem.h"
#include "events.h"

namespace app {
namespace {

using eventstore::BlobProblem;

// What stands for the hash and the type until they are known, so that the rest can be checked.
constexpr std::size_t kHashDigits = 64;

Problem file_too_large() {
  return make_problem("too-large", 413, "The file is larger than 100 MiB.",
                      "Mae'r ffeil yn fwy na 100 MiB.");
}

Problem empty_file() {
  return make_problem("empty-file", 422, "The file is empty.", "Mae'r ffeil yn wag.");
}

Problem erased() {
  return make_problem("attachment-erased", 410, "This file was erased. The record of it stays.",
                      "Dilëwyd y ffeil hon. Mae'r cofnod ohoni yn aros.");
}

Problem damaged() {
  return make_problem(
      "attachment-damaged", 500,
      "The file is not whole on the server's disk, and nothing of it is given. Ask whoever keeps "
      "the server to restore it from a backup, or attach the same file again: it then takes its "
      "place.",
      "Nid yw'r ffeil yn gyfan ar ddisg y gweinydd, ac ni roddir dim ohoni. Gofynnwch i bwy bynnag "
      "sy'n cadw'r gweinydd ei hadfer o gopi wrth gefn, neu atodwch yr un ffeil eto: bydd wedyn yn "
      "cymryd ei lle.");
}

Problem problem_of(const BlobProblem& problem) {
  switch (problem.kind) {
    case BlobProblem::Kind::kTooLarge:
      return file_too_large();
    case BlobProblem::Kind::kStorageFailed:
      return storage_failed();
    case BlobProblem::Kind::kErased:
      return erased();
    case BlobProblem::Kind::kMissing:
    case BlobProblem::Kind::kDamaged:
      return damaged();
  }
  return storage_failed();
}

using Claim = std::unique_ptr<eventstore::BlobClaim>;

/// A letter that a file's name may hold on any system.
bool is_for_names(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F &&
         std::string_view{"/\\:*?\"<>|"}.find(c) == std::string_view::npos;
}

}  // namespace

Tracker::Outcome<void> AttachmentUpload::write(std::string_view piece) {
  if (auto taken = type_.add(piece); !taken) return taken.error();
  if (auto written = writer_->write(piece); !written) return problem_of(written.error());
  bytes_ += piece.size();
  return {};
}

void AttachmentUpload::finish(Tracker::Answer answer, Elsewhere elsewhere) {
  const auto refuse = [&](Problem problem) {
    writer_.reset();  // whoever is told that it was refused finds nothing of it
    answer(std::move(problem));
  };
  if (bytes_ == 0) return refuse(empty_file());
  const auto type = type_.finish();
  if (!type) return refuse(type.error());
  auto finished = writer_->finish();
  if (!finished) return refuse(problem_of(finished.error()));
  const std::shared_ptr<Claim> claim = std::make_shared<Claim>(std::move(*finished));
  attachment_.set_sha256((*claim)->address().sha256);
  attachment_.set_token((*claim)->address().token);
  attachment_.set_media_type(std::string((*type)->name));
  attachment_.set_bytes(static_cast<std::int64_t>(bytes_));
  tracker_.record_attachment(caller_, provider_, envelope_, attachment_, terms_,
                             [claim, elsewhere = std::move(elsewhere), answer = std::move(answer)](
                                 const Tracker::Outcome<gwarchod::v1::Recorded>& done) {
                               elsewhere([claim, answer, done] {
                                 if (done) (*claim)->keep();
                                 claim->reset();
                                 answer(done);
                               });
                             });
}

std::string AttachmentDownload::file_name() const {
  std::string name;
  std::ranges::copy_if(attachment_.title(), std::back_inserter(name), is_for_names);
  const auto letter = name.find_first_not_of(". ");
  name = letter == std::string::npos ? "attachment" : name.substr(letter);
  const MediaType* type = media_type_of(attachment_.media_type());
  const std::string extension = type == nullptr ? "" : "." + std::string(type->extension);
  return name.ends_with(extension) ? name : name + extension;
}

std::optional<std::string> AttachmentDownload::next() {
  auto piece = reader_->next();
  if (!piece) throw std::runtime_error(piece.error().what);
  return piece->empty() ? std::optional<std::string>{} : std::move(*piece);
}

Attachments::Attachments(Tracker& tracker, eventstore::BlobStore& blobs)
    : tracker_(tracker), blobs_(blobs) {}

void erase_files_too(Tracker& tracker, eventstore::BlobStore& blobs) {
  tracker.erase_files_by([&blobs](const gwarchod::v1::Attachment& attachment) {
    (void)blobs.erase(address_of(attachment));
  });
}

Tracker::Outcome<std::unique_ptr<AttachmentUpload>> Attachments::begin(const Caller& caller,
                                                                       const std::string& provider,
                                                                       const AttachRequest& request,
                                                                       const WriteTerms& terms) {
  std::unique_ptr<AttachmentUpload> upload(
      new AttachmentUpload(tracker_, caller, provider, terms, sniffer_));
  upload->envelope_.set_occurred_from(request.on.empty() ? schema::to_string(tracker_.today())
                                                         : request.on);
  upload->envelope_.set_source(caller.agency == gwarchod::v1::AGENCY_UNSPECIFIED
                                   ? gwarchod::v1::COUNCIL_CONTRACTS
                                   : caller.agency);
  upload->attachment_.set_title(request.title);
  upload->attachment_.set_attached_to(request.attached_to);
  upload->attachment_.set_document_language(request.language);
  gwarchod::v1::Attachment complete = upload->attachment_;
  complete.set_sha256(std::string(kHashDigits, '0'));
  if (auto why = tracker_.why_not_attach(caller, provider, upload->envelope_, complete, terms)) {
    return *why;
  }
  auto writer = blobs_.begin();
  if (!writer) return problem_of(writer.error());
  upload->writer_ = std::move(*writer);
  return upload;
}

Tracker::Outcome<std::unique_ptr<AttachmentDownload>> Attachments::open(
    const Caller& caller, const std::string& provider, const std::string& event_id) const {
  auto attachment = tracker_.attachment(caller, provider, event_id);
  if (!attachment) return attachment.error();
  // An erased record holds no hash any more.
  if (attachment->sha256().empty()) return erased();
  auto reader = blobs_.open(address_of(*attachment));
  if (!reader) return problem_of(reader.error());
  return std::make_unique<AttachmentDownload>(std::move(*attachment), std::move(*reader));
}

eventstore::BlobAddress address_of(const gwarchod::v1::Attachment& attachment) {
  return {attachment.sha256(), attachment.token()};
}

// By its token, which stands in the open.
bool is_on_record(const eventstore::EventStore& store, const eventstore::BlobAddress& address) {
  eventstore::Subscription attachments(store, eventstore::Position{0}, {.types = {"Attachment"}});
  const eventstore::Position last = store.last_position();
  while (attachments.position() < last) {
    for (const auto& stored : attachments.next(std::chrono::milliseconds{0})) {
      gwarchod::v1::Attachment attachment;
      if (attachment.ParseFromString(from_store(stored).body()) &&
          attachment.token() == address.token) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace app
