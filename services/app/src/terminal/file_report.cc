#include "terminal/file_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/authority_folder.h"
#include "app/master_key.h"
#include "attachments/file_verification.h"
#include "eventstore/blob_store.h"
#include "eventstore/rocks_store.h"
#include "terminal/progress.h"

namespace app {
namespace {

// More are counted, and not named: whoever lost a whole folder needs no list of it.
constexpr std::size_t kNamedMax = 50;

std::string files(std::uint64_t number) {
  return with_commas(number) + (number == 1 ? " file" : " files");
}

bool is_master_key_given(const Terminal& terminal) {
  std::error_code ignored;
  return !terminal.master.file.empty() || !terminal.master.text.empty() ||
         std::filesystem::exists(terminal.data / kDemonstrationKeyFile, ignored);
}

/// A line for the terminal, as part of another.
std::string inside(std::string line) {
  constexpr std::string_view kName = "gwarchod: ";
  return line.starts_with(kName) ? line.substr(kName.size()) : line;
}

/// The ring, opened to read; without one, `fault` says why when a key was given in vain.
std::unique_ptr<eventstore::Keyring> ring_of(const Terminal& terminal, std::string& fault) {
  std::error_code ignored;
  if (!is_master_key_given(terminal) || !std::filesystem::exists(keys_in(terminal.data), ignored)) {
    return nullptr;
  }
  const auto master = read_master_key(terminal.master, terminal.data);
  if (!master) {
    fault = inside(master.error());
    return nullptr;
  }
  auto ring =
      eventstore::open_keyring(keys_in(terminal.data), eventstore::KeyringMode::kReadOnly, *master);
  if (!ring) {
    fault = inside(ring.error().line);
    return nullptr;
  }
  return std::move(*ring);
}

/// Without those that a server erased while we read.
void forget_erased_since(const Terminal& terminal, std::vector<FileFault>& faults) {
  if (faults.empty()) return;
  const auto now =
      eventstore::open_rocks_store(terminal.data, eventstore::OpenMode::kReadOnly, terminal.clock);
  if (!now) return;
  const auto erased = erased_tokens(**now);
  std::erase_if(faults, [&](const FileFault& fault) { return erased.contains(fault.token); });
}

std::string line_of(const FileFault& fault, const eventstore::BlobStore& blobs) {
  const std::string file = fault.sha256.empty() ? "" : " " + blobs.path_of(fault.sha256).string();
  return fmt::format("the file{} of record {}, at position {}, {}", file, fault.record_id,
                     with_commas(fault.position.value()), fault.what);
}

std::string listed(const std::vector<std::string>& names) {
  const std::size_t named = std::min(names.size(), kNamedMax);
  return fmt::format("{}{}", fmt::join(names.begin(), names.begin() + std::ptrdiff_t(named), ", "),
                     named < names.size() ? " ..." : "");
}

}  // namespace

FileReport look_at_files(const Terminal& terminal, const eventstore::EventStore& store) {
  std::string no_ring;
  const auto ring = ring_of(terminal, no_ring);
  const auto no_keys = eventstore::make_no_keyring();
  const eventstore::BlobStore blobs(attachments_in(terminal.data), ring ? *ring : *no_keys);
  FileVerification verification(store, terminal.schema, blobs, ring.get());
  const auto progress = progress_on(terminal.err);
  FilesVerified found = verification.run(
      [&](std::size_t done, std::size_t of) { progress("Files read:", done, of); });
  forget_erased_since(terminal, found.faults);

  FileReport report;
  report.json = fmt::format(
      ",\"files\":{{\"read\":{},\"measured\":{},\"erased\":{},\"withoutKey\":{},\"damaged\":{},"
      "\"unnamed\":{}}}",
      found.read, found.measured, found.erased, found.without_key, found.faults.size(),
      found.unnamed.size());
  if (found.read > 0) {
    report.notes.push_back(
        fmt::format("The attached files are whole: {} read, to the last byte", files(found.read)));
  }
  if (found.measured > 0) {
    report.notes.push_back(
        fmt::format("{} measured, each as long as recorded, but not opened: that takes the keys "
                    "and --master-key",
                    files(found.measured)));
    if (!no_ring.empty()) report.faults.push_back("the files cannot be opened: " + no_ring);
  }
  if (found.erased > 0) report.notes.push_back(files(found.erased) + " erased");
  if (found.without_key > 0) {
    report.notes.push_back(
        fmt::format("{} without a key, and the log does not say that they were erased: log and "
                    "keys are copies of different times",
                    files(found.without_key)));
  }
  if (!found.unnamed.empty()) {
    report.notes.push_back(
        fmt::format("{} in {} of no record, or of one that was erased; that is "
                    "no damage: {}",
                    files(found.unnamed.size()), attachments_in(terminal.data).string(),
                    listed(found.unnamed)));
  }
  const std::size_t named = std::min(found.faults.size(), kNamedMax);
  for (std::size_t at = 0; at < named; ++at) {
    report.faults.push_back(line_of(found.faults[at], blobs));
  }
  if (found.faults.size() > named) {
    report.faults.push_back(fmt::format("and {} more", files(found.faults.size() - named)));
  }
  return report;
}

}  // namespace app
