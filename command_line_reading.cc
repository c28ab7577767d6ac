#include "command_line.h"

void add_reading(CLI::App& program, CommandLine& line) {
  const auto add_as_of = [&line](CLI::App* command) {
    command->add_option("--as-of", line.as_of.day,
                        "Read on this day (2026-03-12); default: that of --as-known-at, or today");
    command->add_option("--as-known-at", line.as_of.known_at,
                        "Only what was recorded up to the end of this day, or up to this position");
    command->add_option("--known-to", line.as_of.known_to,
                        "Only what this agency knew (health-board, police, ...)");
  };
  CLI::App* status = add_command(program, "status", "The stage of each provider, and why", line);
  status->add_option("--provider", line.provider, "One provider only, with every reason");
  add_as_of(status);
  runs(*status, line, [](const app::Terminal& terminal, const CommandLine& wanted) {
    return app::show_status(terminal, wanted.provider, wanted.as_of);
  });
  CLI::App* timeline = add_command(program, "timeline", "What is recorded of one provider", line);
  timeline->add_option("provider", line.provider, "The provider's id")->required();
  timeline->add_option("--format", line.format, "How it is written; html: a meeting pack, one file")
      ->check(CLI::IsMember({"text", "json", "html"}));
  timeline->add_option("--output", line.output, "html: the file to write");
  timeline->add_option("--pages", line.pages, "html: folder of the built page");
  add_as_of(timeline);
  timeline->callback([&line] {
    line.json = line.json || line.format == "json";
    line.run = [&line](const app::Terminal& terminal) {
      if (line.format == "html") {
        return app::make_pack(
            terminal, {line.provider, line.as_of, web::pages_folder(line.pages), line.output});
      }
      return app::show_timeline(terminal, line.provider, line.as_of);
    };
  });
  CLI::App* due = add_command(program, "deadlines", "What is due and overdue", line);
  due->add_option("--provider", line.deadlines.provider, "Of this provider only");
  due->add_option("--agency", line.deadlines.agency, "Of this agency only (COUNCIL_CONTRACTS)");
  due->add_option("--account", line.deadlines.account, "Of what this account recorded only");
  due->add_option("--as-of", line.deadlines.as_of, "As it stood on this day (2026-03-12)");
  due->add_flag("--overdue", line.deadlines.overdue, "Only what is overdue");
  due->add_flag("--ics", line.deadlines.calendar, "Print a calendar (iCalendar)");
  runs(*due, line, app::show_deadlines, &CommandLine::deadlines);
  CLI::App* figures = add_command(
      program, "figures", "Figures over all providers, by month of the last three years", line);
  figures->add_option("--csv", line.figures.csv,
                      "One table as CSV: stages, strands, themes, acknowledged or decided");
  runs(*figures, line, app::show_figures, &CommandLine::figures);
  CLI::App* rebuild =
      add_command(program, "rebuild",
                  "Build the board, accounts and policies anew from the log; compare", line);
  rebuild->add_option("--projection", line.rebuild.projection, "Only this one")
      ->check(CLI::IsMember({"board", "accounts", "policies"}));
  rebuild->add_flag("--check", line.rebuild.check,
                    "Only compare with what stands; a server may be running");
  runs(*rebuild, line, app::rebuild_projections, &CommandLine::rebuild);
}
