#include "app/authority_folder.h"

#include <optional>
#include <utility>

#include "app/log_keys.h"

namespace app {
namespace {

constexpr const char* kName = "authority/name";
constexpr const char* kDemonstration = "authority/demonstration";
constexpr const char* kSynthetic = "authority/synthetic";
constexpr const char* kKeysMade = "authority/keys";

std::string mark(bool set) { return set ? "yes" : "no"; }

bool has_keys(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(keys_in(folder) / "CURRENT", ignored);
}

bool has_demonstration_key(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / kDemonstrationKeyFile, ignored);
}

using Wanted = std::optional<eventstore::MasterKey>;

/// The master key, where one is wanted.
schema::Result<Wanted, std::string> master_key_for(const std::filesystem::path& folder,
                                                   eventstore::OpenMode mode,
                                                   const MasterKeySource& master, KeyUse use) {
  const bool old = !eventstore::writes(mode) && !has_keys(folder);
  if (use == KeyUse::kNone || old) {
    return Wanted{};
  }
  auto key = read_master_key(master, folder);
  if (!key) {
    return key.error();
  }
  return Wanted{*key};
}

/// For a demonstration, or what is to become one: nobody else gets a key made unasked.
schema::Result<void, std::string> make_demonstration_key(const std::filesystem::path& folder,
                                                         const AuthorityFolder& opened,
                                                         const MasterKeySource& master) {
  const bool given = !master.file.empty() || !master.text.empty();
  const bool invented = opened.store->last_position().value() == 0 || opened.settings.synthetic ||
                        opened.settings.demonstration;
  if (given || !invented || has_keys(folder) || has_demonstration_key(folder)) {
    return {};
  }
  return make_master_key(folder / kDemonstrationKeyFile);
}

std::string keys_gone(const std::filesystem::path& folder) {
  return "gwarchod: the keys of this log are not in " + keys_in(folder).string() +
         ": put them back from a copy, or nothing personal of it can be read";
}

/// A log from before there were keys gets a ring when it is next opened to be written.
eventstore::KeyringMode mode_of(eventstore::OpenMode mode) {
  if (mode == eventstore::OpenMode::kFollow) return eventstore::KeyringMode::kFollow;
  return eventstore::writes(mode) ? eventstore::KeyringMode::kCreate
                                  : eventstore::KeyringMode::kReadOnly;
}

}  // namespace

std::filesystem::path keys_in(const std::filesystem::path& data) { return data / "keys"; }

std::filesystem::path attachments_in(const std::filesystem::path& data) {
  return data / "attachments";
}

schema::Result<AuthorityFolder, std::string> AuthorityFolder::open(
    const std::filesystem::path& folder, eventstore::OpenMode mode, const schema::Clock& clock,
    const MasterKeySource& master, KeyUse use) {
  if (use == KeyUse::kNeeded) {
    // Before anything is made: without the key there is nothing to be done here.
    if (const auto key = master_key_for(folder, mode, master, use); !key) {
      return key.error();
    }
  }
  auto store = eventstore::open_rocks_store(folder, mode, clock);
  if (!store) {
    return store.error().line;
  }
  AuthorityFolder opened;
  if (mode == eventstore::OpenMode::kCreate) {
    const auto made = make_log_keys(folder);
    if (!made) {
      return made.error();
    }
    opened.made_signing_key = *made;
  }
  opened.store = std::move(*store);
  opened.settings.authority = opened.store->get_side(kName).value_or(opened.settings.authority);
  opened.settings.demonstration = opened.store->get_side(kDemonstration) == mark(true);
  opened.settings.synthetic = opened.store->get_side(kSynthetic) == mark(true);
  opened.settings.read_only = !eventstore::writes(mode);
  if (use == KeyUse::kMadeIfNone) {
    if (const auto made = make_demonstration_key(folder, opened, master); !made) {
      return made.error();
    }
  }
  if (auto refused = opened.open_keys(folder, mode, master, use)) {
    return *refused;
  }
  return opened;
}

// After the store: a reader beside a server then finds the key of every record it sees.
std::optional<std::string> AuthorityFolder::open_keys(const std::filesystem::path& folder,
                                                      eventstore::OpenMode mode,
                                                      const MasterKeySource& master, KeyUse use) {
  const bool keys_made = store->get_side(kKeysMade) == mark(true);
  // Never another ring in the place of one that is lost: what it sealed would read as erased.
  if (use != KeyUse::kNone && keys_made && !has_keys(folder)) {
    return keys_gone(folder);
  }
  const auto key = master_key_for(folder, mode, master, use);
  if (!key) {
    return key.error();
  }
  if (!*key) {
    keys = eventstore::make_no_keyring();
    return std::nullopt;
  }
  auto ring = eventstore::open_keyring(keys_in(folder), mode_of(mode), **key);
  if (!ring) {
    return ring.error().line;
  }
  keys = std::move(*ring);
  if (!keys_made && eventstore::writes(mode)) {
    store->put_side({{kKeysMade, mark(true)}}, true);
  }
  return std::nullopt;
}

void AuthorityFolder::keep() {
  store->put_side({{kName, settings.authority},
                   {kDemonstration, mark(settings.demonstration)},
                   {kSynthetic, mark(settings.synthetic)}},
                  true);
}

}  // namespace app
