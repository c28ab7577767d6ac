#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "app/master_key.h"
#include "app/simulate.h"
#include "schema/schema.h"
#include "schema/time.h"

/// The commands of the program, without their parsing (main.cpp) and without the server (web).
/// Each returns what the program ends with: kDone, kFault (it found a fault), kWrongUse (it was
/// asked for what cannot be, or the data folder is missing, in use or unreadable: one plain line on
/// `err`). Answers go to `out`; faults, and how far long work has come, to `err`.
namespace app {

inline constexpr int kDone = 0;
inline constexpr int kFault = 1;
inline constexpr int kWrongUse = 2;

struct Terminal {
  std::ostream& out;
  std::ostream& err;
  const schema::Clock& clock;
  const schema::Schema& schema;
  std::filesystem::path data;  // the data folder
  bool json = false;           // for scripts
  bool cymraeg = false;        // words in Welsh
  MasterKeySource master = {};
};

/// Says why not, in one plain line on `err`. Gives kWrongUse, or kFault, to end with.
int refuse(const Terminal& terminal, const std::string& why);
int fail(const Terminal& terminal, const std::string& why);

struct ImportCommand {
  std::filesystem::path file;
  std::string
      mapping;  // a file; or the name of one that the program holds; empty: chosen by the heading
  std::string local_authority;
  std::string county;
  std::string exported_on;  // yyyy-mm-dd; empty: today
  bool dry_run = false;
};
[[nodiscard]] int import_file(const Terminal& terminal, const ImportCommand& command);

struct ExportCommand {
  std::string format = "jsonl";
  std::string kind;
  std::uint64_t from = 1;
};
[[nodiscard]] int export_log(const Terminal& terminal, const ExportCommand& command);

struct AttachCommand {
  std::string provider;
  std::filesystem::path file;
  std::string title;
  std::string attached_to;  // another record of the provider
  std::string on;           // yyyy-mm-dd; empty: today
};
[[nodiscard]] int attach_file(const Terminal& terminal, const AttachCommand& command);
/// Writes the file of an attachment: to `out`, "-" for standard output, or under its title here.
/// Never over another file.
[[nodiscard]] int give_attachment(const Terminal& terminal, const std::string& event_id,
                                  const std::filesystem::path& out);

struct FollowCommand {
  std::string token;     // of the line after which to go on; empty: the beginning
  std::string kind;      // empty: all
  std::string provider;  // empty: all
  bool until_caught_up = false;
};
/// One line of JSON for each event, with the token that leads on after it; then waits for more,
/// beside a running server too, until it is interrupted.
[[nodiscard]] int follow_log(const Terminal& terminal, const FollowCommand& command);

/// As read_selection() reads them (selection.h).
struct AsOf {
  std::string day;
  std::string known_at;
  std::string known_to;
};
/// Of one provider, or of all.
[[nodiscard]] int show_status(const Terminal& terminal, const std::string& provider,
                              const AsOf& as_of);
[[nodiscard]] int show_timeline(const Terminal& terminal, const std::string& provider,
                                const AsOf& as_of);

struct DeadlinesCommand {
  std::string provider;
  std::string agency;   // whose it is to do: "COUNCIL_CONTRACTS"
  std::string account;  // that recorded what started it
  std::string as_of;    // yyyy-mm-dd; empty: today
  bool overdue = false;
  bool calendar = false;  // as iCalendar
};
/// What is due and overdue, of one provider or of all.
[[nodiscard]] int show_deadlines(const Terminal& terminal, const DeadlinesCommand& command);

/// The policy in force; the default one where there is no data folder.
[[nodiscard]] int show_policy(const Terminal& terminal);

struct PolicyCommand {
  std::filesystem::path file;  // in protobuf text form
  bool beside_log = false;     // check: also against the policies that the data folder has adopted
  std::string why;
  std::string approved_by;
  std::string from;  // yyyy-mm-dd; empty: as the file says
};
/// Tells every fault, with its line.
[[nodiscard]] int check_policy(const Terminal& terminal, const PolicyCommand& command);
/// What the policy would have suggested over the whole log; beside a running server too. Ctrl-C
/// stops it (kFault); nothing is ever changed by it.
[[nodiscard]] int try_policy(const Terminal& terminal, const PolicyCommand& command);
/// Records that it was adopted, by whom, why and from when.
[[nodiscard]] int adopt_policy(const Terminal& terminal, const PolicyCommand& command);

struct RebuildCommand {
  std::string projection;  // empty: each
  bool check = false;      // only compare; beside a running server too
};
/// Builds what is read of the log anew from its first event and compares: kFault when it differs.
[[nodiscard]] int rebuild_projections(const Terminal& terminal, const RebuildCommand& command);

struct AccountCommand {
  std::string account;
  std::string name;
  std::string role = "OFFICER";
  std::string agency = "COUNCIL_CONTRACTS";
  std::string why;
  std::string address = "http://localhost:8080";  // of the server, for the sign-in link
};
[[nodiscard]] int add_account(const Terminal& terminal, const AccountCommand& command);
[[nodiscard]] int list_accounts(const Terminal& terminal);
[[nodiscard]] int disable_account(const Terminal& terminal, const AccountCommand& command);
[[nodiscard]] int reset_account(const Terminal& terminal, const AccountCommand& command);

struct EraseCommand {
  std::string person;  // by reference; or
  std::string record;  // the id of one that names nobody
  std::string why;
  std::string authority;
};
/// Tells what it did; asks nothing back.
[[nodiscard]] int erase_person(const Terminal& terminal, const EraseCommand& command);

/// Makes a master key in a new file.
[[nodiscard]] int make_keys(const Terminal& terminal, const std::filesystem::path& file);
/// Wraps every key of the folder anew, by the master key of the file.
[[nodiscard]] int rotate_keys(const Terminal& terminal, const std::filesystem::path& file);

/// `settings.last_day` is made the day before today.
[[nodiscard]] int simulate_authority(const Terminal& terminal, SimulationSettings settings,
                                     const std::string& authority);

}  // namespace app
