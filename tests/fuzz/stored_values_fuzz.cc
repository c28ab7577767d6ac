// What stands beside the events on a disk: the head of the tree, its tiles, answers to repeats,
// keys and numbers. What is read is written as it was.
#include <bit>
#include <vector>

#include "bytes.h"
#include "layout.h"
#include "tree.h"

namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kLeavesMax = 256;

/// A tree taken up from a frontier, leaves and tiles that may be anything.
void restore(const eventstore::Frontier& frontier, std::string_view bytes) {
  std::vector<eventstore::Hash> leaves;
  while (bytes.size() >= kHashBytes && leaves.size() < kLeavesMax) {
    leaves.push_back(eventstore::hash_at(bytes));
    bytes.remove_prefix(kHashBytes);
  }
  eventstore::Tree tree;
  const auto read_tile = [&](unsigned, std::uint64_t index) {
    return index % 2 == 0 ? std::optional{std::string{bytes}} : std::nullopt;
  };
  if (tree.restore(frontier, std::move(leaves), read_tile)) {
    fuzz::check(tree.frontier() == frontier);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  if (const auto frontier = eventstore::frontier_of_value(input)) {
    fuzz::check(eventstore::frontier_value(*frontier) == input);
    restore(*frontier, input);
  }
  if (size > 0 && data[0] < size) {
    // The first byte parts what may be a frontier from what may be tiles.
    if (const auto frontier = eventstore::frontier_of_value(input.substr(1, data[0]))) {
      restore(*frontier, input.substr(std::size_t{1} + data[0]));
    }
  }
  if (const auto answer = eventstore::answer_of_value(input)) {
    fuzz::check(eventstore::answer_value(*answer) == input);
  }
  if (const auto number = eventstore::number_of_value(input)) {
    fuzz::check(eventstore::number_value(*number) == input);
  }
  if (const auto position = eventstore::position_of_key(input)) {
    fuzz::check(eventstore::log_key(*position) == input);
  }
  static_cast<void>(eventstore::version_of_key(input));
  return 0;
}
