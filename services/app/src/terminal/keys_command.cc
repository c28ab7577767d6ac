#include <ostream>

#include "app/authority_folder.h"
#include "app/terminal.h"

namespace app {

int make_keys(const Terminal& terminal, const std::filesystem::path& file) {
  if (const auto made = make_master_key(file); !made) {
    terminal.err << made.error() << "\n";
    return kWrongUse;
  }
  terminal.out << "A master key, readable by you alone: " << file.string() << "\n"
               << "Keep a copy of it in another place: without it, nothing personal can be read.\n";
  return kDone;
}

int rotate_keys(const Terminal& terminal, const std::filesystem::path& file) {
  const auto old = read_master_key(terminal.master, terminal.data);
  if (!old) {
    terminal.err << old.error() << "\n";
    return kWrongUse;
  }
  const auto fresh = read_master_key({file, {}}, terminal.data);
  if (!fresh) {
    terminal.err << fresh.error() << "\n";
    return kWrongUse;
  }
  auto keys =
      eventstore::open_keyring(keys_in(terminal.data), eventstore::KeyringMode::kExisting, *old);
  if (!keys) {
    terminal.err << keys.error().line << "\n";
    return kWrongUse;
  }
  (*keys)->rewrap(*fresh);
  terminal.out << "The keys of " << terminal.data.string() << " are wrapped by " << file.string()
               << " now: give it from here on.\n"
               << "The old master key opens them no more; it opens copies of the keys made "
                  "before, so destroy it with them.\n";
  return kDone;
}

}  // namespace app
