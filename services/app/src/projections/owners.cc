#include "projections/owners.h"

#include <algorithm>
#include <utility>

namespace app {

using gwarchod::v1::BoardRow;

std::vector<std::string> Owners::put(const BoardRow& row) {
  const std::string& owner = row.owner_group();
  const auto before = owner_of_.find(row.provider());
  std::vector<std::string> changed;
  if (before != owner_of_.end() && before->second != owner) {
    auto& left = services_[before->second];
    if (left[row.provider()].is_high) changed.push_back(before->second);
    left.erase(row.provider());
    owner_of_.erase(before);
  }
  if (owner.empty()) return changed;
  owner_of_[row.provider()] = owner;
  Service now{.service = escalation::owned_service(row)};
  now.is_high = escalation::has_others_watched(*policy_, now.service);
  Service& held = services_[owner][row.provider()];
  const bool told = held.is_high || now.is_high;
  const bool same = held.is_high == now.is_high && held.service.name == now.service.name &&
                    held.service.stage.id() == now.service.stage.id();
  if (told && !same) changed.push_back(owner);
  held = std::move(now);
  return changed;
}

SharedEntry Owners::with_watch(const SharedEntry& entry, std::uint64_t position) const {
  const std::string& owner = entry->row.owner_group();
  if (owner.empty()) return entry;
  std::vector<escalation::OwnedService> others;
  for (const auto& [other, service] : services_.at(owner)) {
    if (other != entry->row.provider() && service.is_high) others.push_back(service.service);
  }
  auto shown = std::make_shared<BoardEntry>(*entry);
  shown->moved_at = position;
  if (auto watch = escalation::owner_watch(*policy_, owner, others)) {
    *shown->row.add_flags() = std::move(*watch);
  }
  return shown;
}

std::vector<SharedEntry> Owners::show(const std::vector<SharedEntry>& changed,
                                      std::uint64_t position, const EntryOf& entry_of) {
  std::set<std::string> owners;
  std::set<std::string_view> those;
  for (const SharedEntry& entry : changed) {
    for (std::string& owner : put(entry->row)) owners.insert(std::move(owner));
    if (!entry->row.owner_group().empty()) those.insert(entry->row.provider());
  }
  std::vector<SharedEntry> shown;
  shown.reserve(changed.size());
  for (const SharedEntry& entry : changed) shown.push_back(with_watch(entry, position));
  for (const std::string& owner : owners) {
    for (const auto& [provider, service] : services_[owner]) {
      if (those.contains(provider)) continue;
      if (const SharedEntry entry = entry_of(provider)) {
        shown.push_back(with_watch(entry, position));
      }
    }
  }
  return shown;
}

}  // namespace app
