#include <algorithm>

#include "gwarchod/v1/records/decisions.pb.h"
#include "timeline/timeline.h"

namespace timeline {
namespace {

constexpr std::string_view kCorrection = "Correction";

std::string corrected(const gwarchod::v1::Event& event) {
  if (event.kind() != kCorrection) return {};
  gwarchod::v1::Correction correction;
  correction.ParseFromString(event.body());
  return correction.corrects();
}

}  // namespace

void evolve(Links& links, std::string_view id, const gwarchod::v1::Event& event) {
  const std::string& updates = event.envelope().updates();
  if (!updates.empty()) links.updated_by[updates] = id;
  const std::string corrects = corrected(event);
  if (corrects.empty()) return;
  std::vector<std::string>& corrections = links.corrections[corrects];
  if (std::ranges::find(corrections, id) == corrections.end()) corrections.emplace_back(id);
}

// A correction names a record that was there before it, so the walk ends.
std::string corrected_by(const Links& links, std::string_view id) {
  const auto found = links.corrections.find(id);
  if (found == links.corrections.end()) return {};
  for (const std::string& correction : found->second) {
    if (corrected_by(links, correction).empty()) return correction;
  }
  return {};
}

std::string touched_by(const gwarchod::v1::Event& event) {
  const std::string& updates = event.envelope().updates();
  return updates.empty() ? corrected(event) : updates;
}

void add_links_of(const Links& links, std::string_view id, Links& about) {
  if (const auto updated = links.updated_by.find(id); updated != links.updated_by.end()) {
    about.updated_by.insert(*updated);
  }
  const auto corrected = links.corrections.find(id);
  if (corrected == links.corrections.end()) return;
  if (!about.corrections.insert(*corrected).second) return;
  for (const std::string& correction : corrected->second) add_links_of(links, correction, about);
}

void save(const Links& links, schema::PackedWriter& to) {
  to.number(links.updated_by.size());
  for (const auto& [id, by] : links.updated_by) {
    to.id(id);
    to.id(by);
  }
  to.number(links.corrections.size());
  for (const auto& [id, corrections] : links.corrections) {
    to.id(id);
    to.number(corrections.size());
    for (const std::string& correction : corrections) to.id(correction);
  }
}

Links load_links(schema::PackedReader& from) {
  Links links;
  for (std::size_t left = from.count(); left > 0; --left) {
    std::string id = from.id();
    links.updated_by.emplace_hint(links.updated_by.end(), std::move(id), from.id());
  }
  for (std::size_t left = from.count(); left > 0; --left) {
    std::vector<std::string>& corrections = links.corrections[from.id()];
    for (std::size_t more = from.count(); more > 0; --more) corrections.push_back(from.id());
  }
  return links;
}

std::size_t bytes_of(const Links& links) {
  constexpr std::size_t kEntryBytes = 180;  // a node of the map and two ids
  return kEntryBytes * (links.updated_by.size() + links.corrections.size());
}

}  // namespace timeline
