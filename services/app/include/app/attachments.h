#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/media_type.h"
#include "app/tracker.h"
#include "eventstore/blob_store.h"
#include "gwarchod/v1/records/recordkeeping.pb.h"

namespace app {

/// What is said of a file that is attached, besides the file.
struct AttachRequest {
  std::string title;
  std::string attached_to;  // the id of another record of the provider; empty: of the provider
  gwarchod::v1::DocumentLanguage language = gwarchod::v1::DOCUMENT_LANGUAGE_UNSPECIFIED;
  std::string on;  // the day it is of, yyyy-mm-dd; empty: today
};

/// A file on its way in. Gone without finish(), nothing is left of it.
/// Threads: one at a time. Every member blocks for the disk.
class AttachmentUpload {
 public:
  /// Pieces of any size. After a refusal nothing more is taken.
  /// Refused: type-not-allowed, too-large, storage.
  [[nodiscard]] Tracker::Outcome<void> write(std::string_view piece);
  using Elsewhere = std::function<void(std::function<void()>)>;
  /// Records it. Refused also as Tracker::record is, and empty-file. `elsewhere` runs what waits
  /// for the disk once it is recorded, and then the answer: the store's thread must not.
  void finish(Tracker::Answer answer, Elsewhere elsewhere);

 private:
  friend class Attachments;
  AttachmentUpload(Tracker& tracker, Caller caller, std::string provider, WriteTerms terms,
                   const MediaSniffer& sniffer)
      : tracker_(tracker),
        caller_(std::move(caller)),
        provider_(std::move(provider)),
        terms_(std::move(terms)),
        type_(sniffer) {}

  Tracker& tracker_;
  Caller caller_;
  std::string provider_;
  WriteTerms terms_;
  gwarchod::v1::Envelope envelope_;
  gwarchod::v1::Attachment attachment_;
  MediaTypeDecision type_;
  std::unique_ptr<eventstore::BlobWriter> writer_;
  std::uint64_t bytes_ = 0;
};

/// A file on its way out.
/// Threads: one at a time. Every member blocks for the disk.
class AttachmentDownload {
 public:
  AttachmentDownload(gwarchod::v1::Attachment attachment,
                     std::unique_ptr<eventstore::BlobReader> reader)
      : attachment_(std::move(attachment)), reader_(std::move(reader)) {}

  [[nodiscard]] const gwarchod::v1::Attachment& attachment() const { return attachment_; }
  /// Of the title, without what a file's name cannot hold, and the extension of its type.
  [[nodiscard]] std::string file_name() const;
  /// The next piece, at most kBlobChunkBytes; nothing at the end. Throws std::runtime_error when
  /// the file was damaged since it was opened: what was given before is good, and the rest is
  /// withheld.
  [[nodiscard]] std::optional<std::string> next();

 private:
  gwarchod::v1::Attachment attachment_;
  std::unique_ptr<eventstore::BlobReader> reader_;
};

/// Files kept with the record: sealed beside the log, each told of by a record of kind Attachment.
/// docs/attachments.md says which types are taken.
/// Threads: any. The tracker and the store outlive it, and it its uploads and downloads.
class Attachments {
 public:
  /// Throws std::runtime_error when types of file cannot be told on this machine.
  Attachments(Tracker& tracker, eventstore::BlobStore& blobs);

  /// Everything that can be refused before a byte of the file has come is refused here, as
  /// Tracker::record does.
  [[nodiscard]] Tracker::Outcome<std::unique_ptr<AttachmentUpload>> begin(
      const Caller& caller, const std::string& provider, const AttachRequest& request,
      const WriteTerms& terms);
  /// Who may see the record, and that which it belongs to, may have the file.
  /// Refused: unknown-provider, not-found, not-allowed, attachment-erased (410),
  /// attachment-damaged.
  [[nodiscard]] Tracker::Outcome<std::unique_ptr<AttachmentDownload>> open(
      const Caller& caller, const std::string& provider, const std::string& event_id) const;

 private:
  Tracker& tracker_;
  eventstore::BlobStore& blobs_;
  MediaSniffer sniffer_;
};

/// From now on the tracker erases files of this store with the records that they belong to. Said
/// before it takes in the log, for it may have an erasure to finish.
void erase_files_too(Tracker& tracker, eventstore::BlobStore& blobs);

/// Where the file of an attachment stands.
[[nodiscard]] eventstore::BlobAddress address_of(const gwarchod::v1::Attachment& attachment);
/// Whether any record of the log is of this file: what the store asks about a file that was
/// finished just before a crash. Reads the log, newest part last.
[[nodiscard]] bool is_on_record(const eventstore::EventStore& store,
                                const eventstore::BlobAddress& address);

}  // namespace app
