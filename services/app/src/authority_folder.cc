#include "app/authority_folder.h"

#include <utility>

namespace app {
namespace {

constexpr const char* kName = "authority/name";
constexpr const char* kDemonstration = "authority/demonstration";
constexpr const char* kSynthetic = "authority/synthetic";

std::string mark(bool set) { return set ? "yes" : "no"; }

}  // namespace

schema::Result<AuthorityFolder, std::string> AuthorityFolder::open(
    const std::filesystem::path& folder, eventstore::OpenMode mode, const schema::Clock& clock) {
  auto store = eventstore::open_rocks_store(folder, mode, clock);
  if (!store) {
    return store.error().line;
  }
  AuthorityFolder opened;
  opened.store = std::move(*store);
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
