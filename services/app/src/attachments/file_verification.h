#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "eventstore/blob_store.h"
#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "schema/schema.h"

namespace app {

/// A file that is not what its record says.
struct FileFault {
  std::string record_id;
  eventstore::Position position;  // of the record
  eventstore::Token token;
  std::string sha256;  // where it stands; empty where that cannot be known
  std::string what;    // plain: "is not in its folder"
};

/// What was found of the files of a log.
struct FilesVerified {
  std::uint64_t read = 0;      // opened with their keys, and are what their records say
  std::uint64_t measured = 0;  // are there, as long as they should be, and were not opened
  std::uint64_t erased = 0;
  /// Their keys are gone, and the log does not say why: log and keys are copies of different times.
  std::uint64_t without_key = 0;
  std::vector<FileFault> faults;
  /// Names in the folder, of no record, or of one whose file was erased.
  std::vector<std::string> unnamed;
};

/// Holds the files against the records of them; made when the log has just been opened. `keys`:
/// none for a log whose keys are not at hand; the files are then measured, and not opened. Memory:
/// 64 KiB of a file, and about 200 bytes for each file. Errors:  those of the store's reads;
/// std::runtime_error when the folder cannot be read.
class FileVerification {
 public:
  using Progress = std::function<void(std::size_t done, std::size_t of)>;

  FileVerification(const eventstore::EventStore& store, const schema::Schema& schema,
                   const eventstore::BlobStore& blobs, const eventstore::Keyring* keys);

  [[nodiscard]] FilesVerified run(const Progress& progress);

 private:
  struct Known {
    std::string record_id;
    eventstore::Position position;
    std::uint64_t bytes = 0;
    bool erased = false;
    bool seen = false;
  };
  void learn_records();
  void learn_erasures();
  void read_files(const Progress& progress);
  void look_into_folder();

  const eventstore::EventStore& store_;
  const schema::Schema& schema_;
  const eventstore::BlobStore& blobs_;
  const eventstore::Keyring* keys_;
  const std::filesystem::file_time_type settled_;
  std::map<eventstore::Token, Known, std::less<>> files_;
  std::set<std::string> faulty_;  // names of files that are told of already
  FilesVerified found_;
};

/// The tokens that the log says were erased.
[[nodiscard]] std::set<eventstore::Token> erased_tokens(const eventstore::EventStore& store);

}  // namespace app
