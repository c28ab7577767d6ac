#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// One of the read models that the log is folded into ("board", "accounts", "policies").
struct ProjectionState {
  std::string name;
  std::uint64_t position = 0;  // everything up to here is taken in
  /// The event here could not be taken in: it takes in nothing more until it is built anew, or a
  /// mended program is started. The log, commands and the other projections go on.
  std::optional<std::uint64_t> stopped_at;
  std::string why;
  /// Another version is being built beside it, which will take its place.
  struct Building {
    std::uint64_t done = 0;
    std::uint64_t of = 0;
  };
  std::optional<Building> building;
};

/// What a projection built anew from the log's first event was beside the one that stood.
struct Rebuilt {
  std::string name;
  std::uint64_t position = 0;          // of both
  std::size_t entries = 0;             // compared: providers, accounts, policies
  std::vector<std::string> differing;  // ids of some of those that were not the same
  bool equal = true;
  bool replaced = false;  // the new one stands in its place
  std::string fault;      // why it could not be built; empty: it could
};

}  // namespace app
