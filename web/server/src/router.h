#pragma once

#include <map>
#include <string>
#include <vector>

#include "route.h"

namespace web {

/// Finds the route of a method and path. Patterns have fixed segments and places ("{id}"); no two
/// routes of one method fit one path (checked when it is made).
class Router {
 public:
  /// Throws std::logic_error for two routes of one method and pattern.
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  // null: see `allowed`
    std::map<std::string, std::string, std::less<>> places;
    std::string allowed;  // "GET, POST": the path is known, the method is not; empty: unknown path
  };
  /// HEAD finds what GET does.
  [[nodiscard]] Match find(const std::string& method, const Target& target) const;

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Compiled {
    std::vector<std::string> segments;
    std::size_t route;
  };
  std::vector<Route> routes_;
  std::vector<Compiled> compiled_;
};

}  // namespace web
