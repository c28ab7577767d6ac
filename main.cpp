// The front door: reads the command line, builds the objects, runs. What the commands do stands in
// services/app (app/terminal.h) and web/server.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "app/system_clock.h"
#include "command_line.h"
#include "schema/schema.h"

namespace {

void add_serve(CLI::App& program, CommandLine& line) {
  web::ServeCommand& wanted = line.serve;
  CLI::App* command = add_command(program, "serve", "Serve the tracker to browsers", line);
  command->add_option("--listen", wanted.listen, "Address and port")->capture_default_str();
  command->add_option("--authority", wanted.authority, "Name of the authority, kept in the folder");
  command->add_option("--pages", wanted.pages, "Folder of the built page");
  command->add_option("--public-url", wanted.public_url, "Address in the browser, behind a proxy");
  command->add_flag("--demo", wanted.demo, "A demonstration authority, made in an empty folder");
  command->add_flag("--behind-proxy", wanted.behind_proxy, "A proxy on this machine ends TLS");
  runs(*command, line, web::serve, &CommandLine::serve);
}

void add_import(CLI::App& program, CommandLine& line) {
  app::ImportCommand& wanted = line.import;
  CLI::App* import =
      program.add_subcommand("import", "Import a CSV file (also .gz), all or nothing");
  import->require_subcommand(1);
  for (const auto& [name, about] : {std::pair{"providers", "A register of providers"},
                                    std::pair{"records", "A history of records"}}) {
    CLI::App* command = add_command(*import, name, about, line);
    command->add_option("file", wanted.file, "The CSV file")->required();
    command->add_option("--mapping", wanted.mapping,
                        "How its rows become records: a file, or wales-care-homes, scotland-events "
                        "(default: whichever fits the heading)");
    command->add_option("--local-authority,--authority", wanted.local_authority,
                        "Only rows of this local authority; they are in the county");
    command->add_option("--county", wanted.county,
                        "The local authority whose providers are in the county");
    command->add_option("--exported-on", wanted.exported_on,
                        "Day of the export, for rows without a date (default: today)");
    command->add_flag("--dry-run", wanted.dry_run, "Tell what would happen; store nothing");
    runs(*command, line, app::import_file, &CommandLine::import);
  }
}

void add_export(CLI::App& program, CommandLine& line) {
  app::ExportCommand& wanted = line.export_log;
  CLI::App* command = add_command(program, "export", "Write the log to standard output", line);
  command->add_option("--from", wanted.from, "First position")->capture_default_str();
  command->add_option("--kind", wanted.kind, "Only records of this kind (Complaint)");
  command->add_option("--format", wanted.format, "How it is written")
      ->check(CLI::IsMember({"jsonl", "csv"}))
      ->capture_default_str();
  runs(*command, line, app::export_log, &CommandLine::export_log);
}

void add_attachments(CLI::App& program, CommandLine& line) {
  app::AttachCommand& wanted = line.attach;
  CLI::App* attach = add_command(program, "attach", "Keep a file with a provider's record", line);
  attach->add_option("provider", wanted.provider, "The provider's id")->required();
  attach->add_option("file", wanted.file, "The file, up to 100 MiB")->required();
  attach->add_option("--title", wanted.title, "What it is")->required();
  attach->add_option("--to", wanted.attached_to, "The id of the record which it belongs to");
  attach->add_option("--on", wanted.on, "The day it is of (default: today)");
  runs(*attach, line, app::attach_file, &CommandLine::attach);
  CLI::App* give = add_command(program, "attachment", "Write out the file of a record", line);
  give->add_option("event", line.event, "The id of the record")->required();
  give->add_option("--out", line.file, "Where to (default: under its title; - standard output)");
  runs(*give, line, [](const app::Terminal& terminal, const CommandLine& wanted) {
    return app::give_attachment(terminal, wanted.event, wanted.file);
  });
}

void add_follow(CLI::App& program, CommandLine& line) {
  app::FollowCommand& wanted = line.follow;
  CLI::App* command = add_command(
      program, "follow", "Print each event as it is recorded, beside a running server too", line);
  command->add_option("--from", wanted.token, "Go on after the line of this token");
  command->add_option("--provider", wanted.provider, "Only of this provider");
  command->add_option("--kind", wanted.kind, "Only records of this kind (Complaint)");
  command->add_flag("--until-caught-up", wanted.until_caught_up, "End instead of waiting for more");
  runs(*command, line, app::follow_log, &CommandLine::follow);
}

/// What a log is to be held against: of verify and restore.
void add_kept(CLI::App& command, app::VerifyCommand& wanted) {
  command.add_option("--against", wanted.against,
                     "A checkpoint that was kept elsewhere, or a proof of growth");
  command.add_option("--proof", wanted.proofs, "A proof that was kept elsewhere");
  command.add_option("--key", wanted.key,
                     "The public key they are signed with, or a file of some (default: log.vkey)");
  command.add_flag("--without-files", wanted.without_files, "Leave the attached files out");
}

void add_evidence(CLI::App& program, CommandLine& line) {
  CLI::App* checkpoint =
      add_command(program, "checkpoint", "Print the signed head of the log", line);
  checkpoint->add_option("--out", line.checkpoint.out, "Write it to a file");
  checkpoint->add_option("--since", line.checkpoint.since,
                         "Prove too that the log only grew since this checkpoint, or since "
                         "the one of such a proof");
  checkpoint->add_flag("--public-keys", line.checkpoint.public_keys,
                       "Print the public keys of the log instead");
  checkpoint->add_flag("--new-key", line.checkpoint.new_key,
                       "Make another signing key first: the old one is lost");
  runs(*checkpoint, line, app::show_checkpoint, &CommandLine::checkpoint);
  CLI::App* proof = add_command(program, "proof", "Prove that an event stands in the log", line);
  proof->add_option("event", line.proof.event, "The event's id")->required();
  proof->add_option("--out", line.proof.out, "Write it to a file");
  proof->add_flag("--hash-alone", line.proof.hash_alone, "Leave the record itself out");
  runs(*proof, line, app::show_proof, &CommandLine::proof);
  CLI::App* verify = add_command(program, "verify",
                                 "Read the whole log and every attached file, recompute every "
                                 "proof, and compare it with what was kept elsewhere",
                                 line);
  add_kept(*verify, line.verify);
  runs(*verify, line, app::verify_log, &CommandLine::verify);
}

void add_backup(CLI::App& program, CommandLine& line) {
  CLI::App* backup =
      add_command(program, "backup", "Copy log and attachments, beside a running server too", line);
  backup->add_option("folder", line.backup.to, "The folder of backups")->required();
  backup->add_option("--keys-to", line.backup.keys_to, "Copy the keys into this folder, apart");
  backup->add_option("--keep", line.backup.kept, "How many backups the folder keeps")
      ->check(CLI::Range(1U, 10'000U))
      ->capture_default_str();
  backup->add_flag("--list", line.backup.list, "Tell what the folder holds");
  runs(*backup, line, app::back_up, &CommandLine::backup);
  CLI::App* restore = add_command(program, "restore",
                                  "Put a backup into an empty data folder, and verify it", line);
  restore->add_option("folder", line.restore.from, "The folder of backups")->required();
  restore->add_option("--number", line.restore.number, "Which (default: the latest)");
  restore->add_option("--keys-from", line.restore.keys_from, "Put the keys of this folder back");
  add_kept(*restore, line.restore.verify);
  runs(*restore, line, app::restore, &CommandLine::restore);
}

void add_policy(CLI::App& program, CommandLine& line) {
  CLI::App* policy = program.add_subcommand("policy", "What makes each stage be suggested");
  policy->require_subcommand(1);
  add_command(*policy, "show", "Print the policy in force", line)->callback([&line] {
    line.run = app::show_policy;
  });
  CLI::App* check = add_command(*policy, "check", "Tell every fault of a policy file", line);
  CLI::App* trial = add_command(
      *policy, "try", "Tell what a policy file would have suggested over the whole record", line);
  CLI::App* adopt = add_command(*policy, "adopt", "Put a policy file in force", line);
  for (CLI::App* command : {check, trial, adopt}) {
    command->add_option("file", line.policy.file, "The policy, in protobuf text form")->required();
  }
  adopt->add_option("--why", line.policy.why, "Why it is adopted")->required();
  adopt->add_option("--approved-by", line.policy.approved_by, "Who approved it")->required();
  adopt->add_option("--from", line.policy.from, "In force from this day (default: as it says)");
  check->get_option("--data")->each([&line](const auto&) { line.policy.beside_log = true; });
  runs(*check, line, app::check_policy, &CommandLine::policy);
  runs(*trial, line, app::try_policy, &CommandLine::policy);
  runs(*adopt, line, app::adopt_policy, &CommandLine::policy);
}

void add_account(CLI::App& program, CommandLine& line) {
  app::AccountCommand& wanted = line.account;
  CLI::App* account = program.add_subcommand("account", "Who may sign in");
  account->require_subcommand(1);
  CLI::App* add = add_command(*account, "add", "Add one; prints a one-time sign-in link", line);
  CLI::App* list = add_command(*account, "list", "List them", line);
  CLI::App* disable = add_command(*account, "disable", "Let nobody sign in with it again", line);
  CLI::App* reset = add_command(*account, "reset", "Print a new one-time sign-in link", line);
  for (CLI::App* command : {add, disable, reset}) {
    command->add_option("account", wanted.account, "Its id (eleri-price)")->required();
  }
  for (CLI::App* command : {add, reset}) {
    command->add_option("--address", wanted.address, "Address of the server, for the link")
        ->capture_default_str();
  }
  add->add_option("--name", wanted.name, "The person's name")->required();
  add->add_option("--role", wanted.role, "ADMINISTRATOR, OFFICER, SUB_GROUP_MEMBER or READ_ONLY")
      ->capture_default_str();
  add->add_option("--agency", wanted.agency,
                  "COUNCIL_CONTRACTS, COUNCIL_SAFEGUARDING, HEALTH_BOARD ...")
      ->capture_default_str();
  disable->add_option("--why", wanted.why, "The reason, for the record");
  runs(*add, line, app::add_account, &CommandLine::account);
  runs(*disable, line, app::disable_account, &CommandLine::account);
  runs(*reset, line, app::reset_account, &CommandLine::account);
  list->callback([&line] { line.run = app::list_accounts; });
}

void add_keys(CLI::App& program, CommandLine& line) {
  CLI::App* keys = program.add_subcommand("keys", "The master key, which seals what is personal");
  keys->require_subcommand(1);
  CLI::App* make = keys->add_subcommand("make", "Make a master key in a new file");
  make->add_option("file", line.file, "The file; keep it apart from the data")->required();
  runs(*make, line, [](const app::Terminal& terminal, const CommandLine& wanted) {
    return app::make_keys(terminal, wanted.file);
  });
  CLI::App* rotate =
      add_command(*keys, "rotate", "Wrap every key anew by another master key", line);
  rotate->add_option("--new", line.file, "File of the new master key")->required();
  runs(*rotate, line, [](const app::Terminal& terminal, const CommandLine& wanted) {
    return app::rotate_keys(terminal, wanted.file);
  });
  CLI::App* erase = add_command(program, "erase",
                                "Destroy a person's key: their details can be read no more", line);
  erase->add_option("person", line.erase.person, "The person's reference (P-1024)");
  erase->add_option("--record", line.erase.record, "Instead: the id of a record that names nobody");
  erase->add_option("--why", line.erase.why, "The reason, without naming the person")->required();
  erase->add_option("--authority", line.erase.authority, "By whose authority")->required();
  runs(*erase, line, app::erase_person, &CommandLine::erase);
}

void add_simulate(CLI::App& program, CommandLine& line) {
  app::SimulationSettings& wanted = line.simulation;
  CLI::App* command =
      add_command(program, "simulate", "Make a synthetic authority in an empty data folder", line);
  command->add_option("--providers", wanted.providers, "How many providers")
      ->check(CLI::Range(std::size_t{1}, app::kSimulatedProvidersMax));
  command->add_option("--events", wanted.events, "About how many records")
      ->check(CLI::Range(std::size_t{1}, app::kSimulatedEventsMax));
  command->add_option("--seed", wanted.seed, "The same seed makes the same authority");
  command->add_option("--days", wanted.days, "How many days of records, up to yesterday")
      ->check(CLI::Range(1U, 20'000U));
  command->add_option("--authority", line.authority, "Its name");
  command->add_flag("--demo", wanted.demonstration, "The demonstration of serve --demo");
  runs(*command, line, [](const app::Terminal& terminal, const CommandLine& wanted) {
    return app::simulate_authority(terminal, wanted.simulation, wanted.authority);
  });
}

/// False, and told on stderr, when the descriptor set cannot be taken in.
bool take_schema(schema::Schema& schema, const std::string& file) {
  if (file.empty()) return true;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream) {
    std::cerr << "gwarchod: the schema " << file << " cannot be read\n";
    return false;
  }
  const auto added = schema.add(bytes.str());
  if (!added) std::cerr << "gwarchod: " << file << ": " << added.error() << "\n";
  return added.has_value();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{
      "Gwarchod keeps the record of concerns about social-care providers, and works out "
      "from it how worried to be about each one and why."};
  program.require_subcommand(1);
  CommandLine line;
  add_serve(program, line);
  add_import(program, line);
  add_export(program, line);
  add_follow(program, line);
  add_attachments(program, line);
  add_reading(program, line);
  add_evidence(program, line);
  add_backup(program, line);
  add_policy(program, line);
  add_account(program, line);
  add_keys(program, line);
  add_simulate(program, line);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? app::kDone : app::kWrongUse;
  }
  try {
    schema::Schema schema;
    if (!take_schema(schema, line.schema)) return app::kWrongUse;
    const app::SystemClock clock;
    const char* const given = std::getenv("GWARCHOD_MASTER_KEY");
    const app::MasterKeySource master{line.master_key, given == nullptr ? "" : given};
    return line.run(
        {std::cout, std::cerr, clock, schema, line.data, line.json, line.lang == "cy", master});
  } catch (const std::exception& error) {
    std::cerr << "gwarchod: " << error.what() << "\n";
    return app::kFault;
  }
}
