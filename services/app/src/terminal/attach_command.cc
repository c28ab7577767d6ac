#include <fmt/format.h>

#include <fstream>
#include <future>
#include <ostream>

#include "app/attachments.h"
#include "app/problem.h"
#include "app/terminal.h"
#include "events.h"
#include "terminal/open.h"

namespace app {
namespace {

using Recorded = Tracker::Outcome<gwarchod::v1::Recorded>;

int cannot(const Terminal& terminal, const std::filesystem::path& file, const char* what) {
  return refuse(terminal, fmt::format("{} cannot be {}", file.string(), what));
}

/// What keeps the file out, told; kDone when all of it was taken.
int send(const Terminal& terminal, const std::filesystem::path& file, AttachmentUpload& upload) {
  std::ifstream from(file, std::ios::binary);
  std::string piece(eventstore::kBlobChunkBytes, '\0');
  while (from) {
    from.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto size = static_cast<std::size_t>(from.gcount());
    if (size == 0) break;
    if (auto taken = upload.write(std::string_view{piece}.substr(0, size)); !taken) {
      return refuse(terminal, taken.error());
    }
  }
  return from.eof() ? kDone : cannot(terminal, file, "read");
}

}  // namespace

int attach_file(const Terminal& terminal, const AttachCommand& command) {
  auto authority = open_authority(terminal, eventstore::OpenMode::kExisting, KeyUse::kNeeded);
  if (!authority) {
    return kWrongUse;
  }
  Attachments attachments(*authority->tracker, *authority->blobs);
  AttachRequest request;
  request.title = command.title;
  request.attached_to = command.attached_to;
  request.on = command.on;
  auto upload = attachments.begin(Caller::system(), command.provider, request, {});
  if (!upload) {
    return refuse(terminal, upload.error());
  }
  if (const int sent = send(terminal, command.file, **upload); sent != kDone) {
    return sent;
  }
  std::promise<Recorded> promise;
  auto answer = promise.get_future();
  (*upload)->finish([&promise](const Recorded& recorded) { promise.set_value(recorded); },
                    [](const std::function<void()>& work) { work(); });
  const Recorded recorded = answer.get();
  if (!recorded) {
    return refuse(terminal, recorded.error());
  }
  if (terminal.json) {
    terminal.out << fmt::format("{{\"eventId\":\"{}\",\"position\":\"{}\"}}\n",
                                recorded->event_id(), recorded->position());
  } else {
    terminal.out << "Attached: " << recorded->event_id() << "\n";
  }
  return kDone;
}

int give_attachment(const Terminal& terminal, const std::string& event_id,
                    const std::filesystem::path& out) {
  auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNeeded);
  if (!authority) {
    return kWrongUse;
  }
  const Attachments attachments(*authority->tracker, *authority->blobs);
  const auto stored = authority->folder.store->find(event_id);
  const std::string provider =
      stored ? std::string(name_in(stored->stream, kProviderStreams)) : std::string{};
  auto file = provider.empty() ? Tracker::Outcome<std::unique_ptr<AttachmentDownload>>{not_found()}
                               : attachments.open(Caller::system(), provider, event_id);
  if (!file) {
    return refuse(terminal, file.error());
  }
  // Under its own name, which nothing of a title can lead out of this folder; never over another.
  const std::filesystem::path path =
      out.empty() ? std::filesystem::path{(*file)->file_name()} : out;
  if (path != "-" && std::filesystem::exists(path)) {
    return cannot(terminal, path, "written: there is one already; name another with --out");
  }
  std::ofstream written;
  if (path != "-") written.open(path, std::ios::binary);
  std::ostream& to = path == "-" ? terminal.out : written;
  while (const auto piece = (*file)->next()) to << *piece;
  to.flush();
  if (!to) {
    return cannot(terminal, path, "written");
  }
  if (path != "-") terminal.out << path.string() << "\n";
  return kDone;
}

}  // namespace app
