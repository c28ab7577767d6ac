#include "terminal/open.h"

#include <ostream>
#include <utility>

#include "app/attachments.h"

namespace app {
namespace {

std::unique_ptr<eventstore::BlobStore> open_blobs(const Terminal& terminal,
                                                  const AuthorityFolder& folder,
                                                  eventstore::OpenMode mode) {
  const std::filesystem::path path = attachments_in(terminal.data);
  eventstore::EventStore& store = *folder.store;
  return eventstore::writes(mode)
             ? std::make_unique<eventstore::BlobStore>(
                   path, *folder.keys,
                   [&store](const auto& address) { return is_on_record(store, address); })
             : std::make_unique<eventstore::BlobStore>(path, *folder.keys);
}

}  // namespace

std::optional<OpenAuthority> open_authority(const Terminal& terminal, eventstore::OpenMode mode,
                                            KeyUse use) {
  auto folder = AuthorityFolder::open(terminal.data, mode, terminal.clock, terminal.master, use);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return std::nullopt;
  }
  OpenAuthority opened{std::move(*folder), make_random_ids(terminal.clock), nullptr, nullptr};
  opened.tracker =
      std::make_unique<Tracker>(*opened.folder.store, *opened.folder.keys, terminal.schema,
                                terminal.clock, *opened.ids, opened.folder.settings);
  if (use != KeyUse::kNone) {
    opened.blobs = open_blobs(terminal, opened.folder, mode);
    erase_files_too(*opened.tracker, *opened.blobs);
  }
  opened.tracker->catch_up();
  for (const ProjectionState& state : opened.tracker->projections()) {
    if (!state.stopped_at) continue;
    terminal.err << "gwarchod: the projection \"" << state.name << "\" stopped at position "
                 << *state.stopped_at << " (" << state.why << "): what it shows is as of position "
                 << state.position << "\n";
  }
  return opened;
}

int refuse(const Terminal& terminal, const std::string& why) {
  terminal.err << "gwarchod: " << why << "\n";
  return kWrongUse;
}

int fail(const Terminal& terminal, const std::string& why) {
  refuse(terminal, why);
  return kFault;
}

int refuse(const Terminal& terminal, const gwarchod::v1::Problem& problem) {
  const std::string& text = words(terminal, problem.words());
  refuse(terminal, text.empty() ? problem.detail() : text);
  for (const auto& fault : problem.errors()) {
    terminal.err << "  " << fault.field() << ": " << words(terminal, fault.words()) << "\n";
  }
  return kWrongUse;
}

std::optional<schema::Day> day_of(const Terminal& terminal, const std::string& text) {
  if (text.empty()) {
    return schema::uk_day(terminal.clock.now());
  }
  auto day = schema::parse_day(text);
  if (!day) {
    terminal.err << "gwarchod: \"" << text << "\" is no day; write it as 2026-03-12\n";
  }
  return day;
}

const std::string& words(const Terminal& terminal, const gwarchod::v1::Text& text) {
  return terminal.cymraeg && !text.cy().empty() ? text.cy() : text.en();
}

}  // namespace app
