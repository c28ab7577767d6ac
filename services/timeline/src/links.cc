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

}  // namespace timeline
