#include "app/authority_folder.h"

#include <optional>
#include <utility>

namespace app {
namespace {

constexpr const char* kName = "authority/name";
constexpr const char* kDemonstration = "authority/demonstration";
constexpr const char* kSynthetic = "authority/synthetic";

std::string mark(bool set) { return set ? "yes" : "no"; }

bool has_keys(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(keys_in(folder) / "CURRENT", ignored);
}

bool has_demonstration_key(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / kDemonstrationKeyFile, ignored);
}

/// The master key, where one is wanted; made for a demonstration that is to begin.
schema::Result<std::optional<eventstore::MasterKey>, std::string> master_key_for(
    const std::filesystem::path& folder, eventstore::OpenMode mode, const MasterKeySource& master,
    KeyUse use) {
  const bool old = mode == eventstore::OpenMode::kReadOnly && !has_keys(folder);
  if (use == KeyUse::kNone || old) {
    return std::optional<eventstore::MasterKey>{};
  }
  const bool given = !master.file.empty() || !master.text.empty();
  if (use == KeyUse::kMadeIfNone && !given && !has_keys(folder) && !has_demonstration_key(folder)) {
    std::error_code ignored;  // told when the store is opened
    std::filesystem::create_directories(folder, ignored);
    if (auto made = make_master_key(folder / kDemonstrationKeyFile); !made) {
      return made.error();
    }
  }
  auto key = read_master_key(master, folder);
  if (!key) {
    return key.error();
  }
  return std::optional(*key);
}

/// A log from before there were keys gets a ring when it is next opened to be written.
eventstore::KeyringMode mode_of(eventstore::OpenMode mode) {
  return mode == eventstore::OpenMode::kReadOnly ? eventstore::KeyringMode::kReadOnly
                                                 : eventstore::KeyringMode::kCreate;
}

}  // namespace

std::filesystem::path keys_in(const std::filesystem::path& data) { return data / "keys"; }

schema::Result<AuthorityFolder, std::string> AuthorityFolder::open(
    const std::filesystem::path& folder, eventstore::OpenMode mode, const schema::Clock& clock,
    const MasterKeySource& master, KeyUse use) {
  const auto key = master_key_for(folder, mode, master, use);
  if (!key) {
    return key.error();
  }
  auto store = eventstore::open_rocks_store(folder, mode, clock);
  if (!store) {
    return store.error().line;
  }
  AuthorityFolder opened;
  opened.store = std::move(*store);
  // After the store: a reader beside a server then finds the key of every record it sees.
  if (*key) {
    auto keys = eventstore::open_keyring(keys_in(folder), mode_of(mode), **key);
    if (!keys) {
      return keys.error().line;
    }
    opened.keys = std::move(*keys);
  } else {
    opened.keys = eventstore::make_no_keyring();
  }
  opened.settings.authority = opened.store->get_side(kName).value_or(opened.settings.authority);
  opened.settings.demonstration = opened.store->get_side(kDemonstration) == mark(true);
  opened.settings.synthetic = opened.store->get_side(kSynthetic) == mark(true);
  opened.settings.read_only = !eventstore::writes(mode);
  return opened;
}

void AuthorityFolder::keep() {
  store->put_side({{kName, settings.authority},
                   {kDemonstration, mark(settings.demonstration)},
                   {kSynthetic, mark(settings.synthetic)}},
                  true);
}

}  // namespace app
