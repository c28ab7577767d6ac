#include <ostream>

#include "app/follow.h"
#include "app/terminal.h"
#include "terminal/open.h"

namespace app {
namespace {

constexpr std::chrono::milliseconds kPatience{60'000};  // then it asks again

}  // namespace

int follow_log(const Terminal& terminal, const FollowCommand& command) {
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kFollow, terminal.clock,
                                      terminal.master, KeyUse::kNeeded);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return kWrongUse;
  }
  FollowOptions options;
  options.token = command.token;
  options.kind = command.kind;
  options.provider = command.provider;
  options.clearance = Caller::system().clearance();
  options.accounts = true;
  options.tokens = true;
  auto follower = Follower::make(*folder->store, *folder->keys, terminal.schema, options);
  if (!follower) {
    return refuse(terminal, follower.error());
  }
  const std::uint64_t there = folder->store->last_position().value();
  while (!command.until_caught_up || (*follower)->position() < there) {
    const bool behind = (*follower)->position() < there;
    for (const std::string& line :
         (*follower)->next(behind ? std::chrono::milliseconds{0} : kPatience)) {
      terminal.out << line << "\n";
    }
    terminal.out.flush();
    if (!terminal.out) {
      terminal.err << "gwarchod: what was followed could not be written\n";
      return kFault;
    }
  }
  return kDone;
}

}  // namespace app
