#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/evidence_commands.h"
#include "app/report_commands.h"
#include "app/terminal.h"
#include "web/serve.h"

/// What was written on the command line, and how a command is added to what may be. The commands
/// themselves stand in main.cpp; those that only read, in command_line_reading.cc.

struct CommandLine {
  std::string data = "data";
  std::string schema;
  std::string master_key;
  std::string lang = "en";
  bool json = false;
  web::ServeCommand serve;
  app::ImportCommand import;
  app::ExportCommand export_log;
  app::RebuildCommand rebuild;
  app::FollowCommand follow;
  app::AttachCommand attach;
  std::string event;
  app::AccountCommand account;
  app::PolicyCommand policy;
  app::EraseCommand erase;
  app::CheckpointCommand checkpoint;
  app::ProofCommand proof;
  app::VerifyCommand verify;
  app::BackupCommand backup;
  app::RestoreCommand restore;
  app::SimulationSettings simulation;
  std::string authority = "Synthetic authority";
  std::string provider;
  app::AsOf as_of;
  app::DeadlinesCommand deadlines;
  app::FiguresCommand figures;
  std::string pages;   // of a pack
  std::string output;  // likewise
  std::string format = "text";
  std::string file;
  std::function<int(const app::Terminal&)> run;
};

inline CLI::App* add_command(CLI::App& parent, const char* name, const char* about,
                             CommandLine& line) {
  CLI::App* command = parent.add_subcommand(name, about);
  command->add_option("--data", line.data, "The authority's data folder")->capture_default_str();
  command->add_option("--schema", line.schema,
                      "A compiled descriptor set that adds kinds of record");
  command->add_option("--master-key", line.master_key,
                      "File of the master key (or its text in GWARCHOD_MASTER_KEY)");
  command->add_option("--lang", line.lang, "Language of what is printed")
      ->check(CLI::IsMember({"en", "cy"}));
  command->add_flag("--json", line.json, "Print JSON, for a script");
  return command;
}

/// The command, once parsed, runs so with what was wanted of it.
template <class Wanted>
void runs(CLI::App& command, CommandLine& line, int (*run)(const app::Terminal&, const Wanted&),
          Wanted CommandLine::* wanted) {
  command.callback([&line, run, wanted] {
    line.run = [&line, run, wanted](const app::Terminal& terminal) {
      return run(terminal, line.*wanted);
    };
  });
}

/// The same, of more than one thing wanted.
inline void runs(CLI::App& command, CommandLine& line,
                 int (*run)(const app::Terminal&, const CommandLine&)) {
  command.callback([&line, run] {
    line.run = [&line, run](const app::Terminal& terminal) { return run(terminal, line); };
  });
}

/// Those that only read: status, timeline, deadlines, figures, rebuild.
void add_reading(CLI::App& program, CommandLine& line);
