#include "attachments/file_verification.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include "event_reader.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records/recordkeeping.pb.h"

namespace app {
namespace {

using eventstore::BlobProblem;
using eventstore::StoredEvent;

constexpr const char* kAttachment = "Attachment";
constexpr const char* kErased = "SubjectErased";
// A server beside us may have put a file in its place before we opened the log, and recorded it
// after.
constexpr std::chrono::minutes kUnderWay{1};

/// Each event of the type that is on disk now.
template <class Visit>
void for_each_of(const eventstore::EventStore& store, const char* type, Visit visit) {
  const eventstore::Position last = store.last_position();
  eventstore::Position at{0};
  while (at < last) {
    const eventstore::Batch batch = store.read_batch(at, {.types = {type}}, {});
    for (const StoredEvent& stored : batch.events) {
      if (stored.position <= last) visit(stored);
    }
    at = batch.through;
  }
}

std::string plain(const BlobProblem& problem) {
  switch (problem.kind) {
    case BlobProblem::Kind::kMissing:
      return "is not in its folder";
    case BlobProblem::Kind::kDamaged:
      return "is not what was stored";
    case BlobProblem::Kind::kErased:
    case BlobProblem::Kind::kStorageFailed:
    case BlobProblem::Kind::kTooLarge:
      return problem.what;
  }
  return problem.what;
}

}  // namespace

std::set<eventstore::Token> erased_tokens(const eventstore::EventStore& store) {
  std::set<eventstore::Token> tokens;
  gwarchod::v1::SubjectErased erased;
  for_each_of(store, kErased, [&](const StoredEvent& stored) {
    if (erased.ParseFromString(from_store(stored).body())) tokens.insert(erased.token());
  });
  return tokens;
}

FileVerification::FileVerification(const eventstore::EventStore& store,
                                   const schema::Schema& schema, const eventstore::BlobStore& blobs,
                                   const eventstore::Keyring* keys)
    : store_(store),
      schema_(schema),
      blobs_(blobs),
      keys_(keys),
      settled_(std::filesystem::file_time_type::clock::now() - kUnderWay) {}

FilesVerified FileVerification::run(const Progress& progress) {
  learn_records();
  learn_erasures();
  if (keys_ != nullptr) read_files(progress);
  look_into_folder();
  return std::move(found_);
}

// The token, the size and the record's id stand in the open.
void FileVerification::learn_records() {
  gwarchod::v1::Attachment attachment;
  for_each_of(store_, kAttachment, [&](const StoredEvent& stored) {
    if (!attachment.ParseFromString(from_store(stored).body()) || attachment.token().empty()) {
      return;
    }
    files_.try_emplace(attachment.token(),
                       Known{.record_id = stored.id,
                             .position = stored.position,
                             .bytes = static_cast<std::uint64_t>(attachment.bytes())});
  });
}

void FileVerification::learn_erasures() {
  for (const eventstore::Token& token : erased_tokens(store_)) {
    const auto file = files_.find(token);
    if (file == files_.end()) continue;
    file->second.erased = true;
    ++found_.erased;
  }
}

void FileVerification::read_files(const Progress& progress) {
  const EventReader reader(schema_, *keys_);
  const std::size_t living = files_.size() - found_.erased;
  std::size_t done = 0;
  gwarchod::v1::Attachment attachment;
  for_each_of(store_, kAttachment, [&](const StoredEvent& stored) {
    if (!attachment.ParseFromString(reader.read(stored).body())) return;
    const auto file = files_.find(attachment.token());
    if (file == files_.end() || file->second.erased || file->second.seen) return;
    file->second.seen = true;  // the same content under another record is the same file
    const auto opened = blobs_.open({attachment.sha256(), attachment.token()});
    if (opened) {
      ++found_.read;
    } else if (attachment.sha256().empty() || opened.error().kind == BlobProblem::Kind::kErased) {
      ++found_.without_key;  // of the file, or of its record, which alone says where it stands
    } else {
      found_.faults.push_back({stored.id, stored.position, attachment.token(), attachment.sha256(),
                               plain(opened.error())});
      faulty_.insert(attachment.sha256());
    }
    progress(++done, living);
  });
}

void FileVerification::look_into_folder() {
  blobs_.for_each([&](const eventstore::BlobStore::Lying& lying) {
    const auto file = lying.token ? files_.find(*lying.token) : files_.end();
    if (file == files_.end() || file->second.erased) {
      if (!faulty_.contains(lying.sha256) && lying.written < settled_) {
        found_.unnamed.push_back(lying.sha256);
      }
      return;
    }
    if (keys_ != nullptr) return;
    Known& known = file->second;
    known.seen = true;
    if (lying.sealed_bytes == eventstore::sealed_blob_bytes(known.bytes)) {
      ++found_.measured;
    } else {
      found_.faults.push_back({known.record_id, known.position, *lying.token, lying.sha256,
                               "is not as long as it was stored"});
    }
  });
  if (keys_ != nullptr) return;
  for (const auto& [token, known] : files_) {
    if (known.seen || known.erased) continue;
    found_.faults.push_back({known.record_id, known.position, token, {}, "is not in its folder"});
  }
}

}  // namespace app
