#include <fmt/format.h>

#include <fstream>
#include <ostream>
#include <sstream>

#include "app/import.h"
#include "app/terminal.h"
#include "event_bytes.h"
#include "terminal/open.h"
#include "terminal/progress.h"

namespace app {
namespace {

std::optional<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return file ? std::optional{text.str()} : std::nullopt;
}

/// Fills in the mapping asked for; false, and told on `err`, when it cannot be read.
bool take_mapping(const Terminal& terminal, const std::string& wanted, ImportOptions& options) {
  if (wanted.empty()) {
    return true;
  }
  for (auto& known : built_in_mappings()) {
    if (known.name() == wanted) {
      options.mapping = std::move(known);
      return true;
    }
  }
  const auto text = read_text(wanted);
  if (!text) {
    terminal.err << "gwarchod: the mapping " << wanted
                 << " is neither a file that can be read nor a name that the program knows\n";
    return false;
  }
  auto read = read_mapping(*text);
  if (!read) {
    for (const auto& fault : read.error()) {
      terminal.err << wanted << ":" << fault.line << ": " << fault.what << "\n";
    }
    return false;
  }
  options.mapping = std::move(*read);
  return true;
}

int tell(const Terminal& terminal, const ImportFaults& faults) {
  for (const auto& fault : faults.shown) {
    terminal.err << fault.text() << "\n";
  }
  if (faults.total > faults.shown.size()) {
    terminal.err << "... and " << with_commas(faults.total - faults.shown.size()) << " more\n";
  }
  terminal.err << "gwarchod: " << with_commas(faults.total)
               << (faults.total == 1 ? " fault" : " faults") << "; nothing was imported\n";
  return kFault;
}

void tell(const Terminal& terminal, const ImportPlan& plan, bool dry_run) {
  const auto line = [&](const std::string& text) { terminal.out << text << "\n"; };
  line(fmt::format("{} rows by the mapping {}", with_commas(plan.rows), plan.mapping));
  if (plan.rows_elsewhere > 0) {
    line(fmt::format("{:>9} of other local authorities, passed over",
                     with_commas(plan.rows_elsewhere)));
  }
  for (const auto& [why, count] : plan.left_out) {
    line(fmt::format("{:>9} left out: {}", with_commas(count), why));
  }
  if (plan.recorded_already > 0) {
    line(fmt::format("{:>9} records are in the log already", with_commas(plan.recorded_already)));
  }
  if (plan.new_records() == 0) {
    line("Nothing is new.");
    return;
  }
  line(fmt::format("{} {} records, from {} to {}:", dry_run ? "Would import" : "Imported",
                   with_commas(plan.new_records()), plan.first_day, plan.last_day));
  for (const auto& [kind, count] : plan.records) {
    line(fmt::format("{:>9} {}", with_commas(count), kind));
  }
  line(fmt::format("{:>9} new providers", with_commas(plan.new_providers)));
  if (dry_run) {
    line("Nothing was stored (--dry-run).");
  }
}

void tell_stages(const Terminal& terminal, const Tracker& tracker) {
  std::map<std::string, std::size_t> standing;
  const gwarchod::v1::Board board = tracker.board(Caller::system());
  for (const auto& row : board.rows()) {
    ++standing[row.suggested().id()];
  }
  terminal.out << "Providers by the stage that the record suggests:\n";
  for (const auto& stage : board.stages()) {
    if (!stage.off_ladder()) {
      terminal.out << fmt::format("{:>9} {} {}\n", with_commas(standing[stage.id()]),
                                  stage.number(), words(terminal, stage.name()));
    }
  }
}

void tell_json(const Terminal& terminal, const ImportPlan& plan, bool dry_run) {
  std::string kinds;
  for (const auto& [kind, count] : plan.records) {
    kinds += fmt::format("{}\"{}\":{}", kinds.empty() ? "" : ",", kind, count);
  }
  terminal.out << fmt::format(
      "{{\"mapping\":\"{}\",\"rows\":{},\"dryRun\":{},\"newRecords\":{},\"recordedAlready\":{},"
      "\"newProviders\":{},\"from\":\"{}\",\"to\":\"{}\",\"kinds\":{{{}}}}}\n",
      plan.mapping, plan.rows, dry_run, plan.new_records(), plan.recorded_already,
      plan.new_providers, plan.first_day, plan.last_day, kinds);
}

/// The same file, mapping and choice of rows are the same import, whatever the day.
void set_idempotency(ImportPlan& plan) {
  std::string ids;
  for (const auto& write : plan.commit.writes) {
    for (const auto& event : write.events) {
      ids += event.id;
    }
  }
  plan.commit.content_hash = content_hash(ids);
  plan.commit.idempotency_key = "import:" + uuid_of(plan.commit.content_hash);
}

int commit(const Terminal& terminal, OpenAuthority& authority, ImportPlan& plan) {
  set_idempotency(plan);
  seal(plan, terminal.schema, *authority.folder.keys);
  const auto appended = authority.folder.store->append_and_wait(std::move(plan.commit));
  if (!appended) {
    terminal.err << "gwarchod: the disk refused the import; nothing was stored. "
                 << appended.error().what << "\n";
    return kFault;
  }
  if (!terminal.json) {
    terminal.err << "working out the stages" << std::endl;
  }
  authority.tracker->catch_up();
  return kDone;
}

}  // namespace

int import_file(const Terminal& terminal, const ImportCommand& command) {
  ImportOptions options;
  options.file = command.file;
  options.local_authority = command.local_authority;
  options.county = command.county;
  const auto exported_on = day_of(terminal, command.exported_on);
  if (!exported_on || !take_mapping(terminal, command.mapping, options)) {
    return kWrongUse;
  }
  options.exported_on = *exported_on;
  const ImportProgress progress =
      terminal.json ? ImportProgress([](const std::string&, std::size_t, std::size_t) {})
                    : progress_on(terminal.err);
  std::optional<OpenAuthority> authority;
  if (!command.dry_run || std::filesystem::exists(terminal.data)) {
    authority = open_authority(
        terminal, command.dry_run ? eventstore::OpenMode::kReadOnly : eventstore::OpenMode::kCreate,
        KeyUse::kNeeded);
    if (!authority) {
      return kWrongUse;
    }
  }
  std::optional<Existing> existing;
  if (authority) existing.emplace(*authority->folder.store, *authority->folder.keys);
  auto plan = plan_import(options, terminal.schema, existing ? &*existing : nullptr,
                          terminal.clock.now(), progress);
  if (!plan) {
    return tell(terminal, plan.error());
  }
  if (!command.dry_run && plan->new_records() > 0) {
    if (const int failed = commit(terminal, *authority, *plan); failed != kDone) {
      return failed;
    }
  }
  if (terminal.json) {
    tell_json(terminal, *plan, command.dry_run);
    return kDone;
  }
  tell(terminal, *plan, command.dry_run);
  if (!command.dry_run) {
    tell_stages(terminal, *authority->tracker);
  }
  return kDone;
}

}  // namespace app
