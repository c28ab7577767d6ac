#include "router.h"

#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace web {

namespace {

using Places = std::map<std::string, std::string, std::less<>>;

bool is_place(const std::string& segment) { return segment.starts_with('{'); }

std::vector<std::string> split(const std::string& pattern) {
  std::vector<std::string> segments;
  std::istringstream rest{pattern};
  for (std::string segment; std::getline(rest, segment, '/');) {
    if (!segment.empty()) segments.push_back(segment);
  }
  return segments;
}

std::optional<Places> fit(const std::vector<std::string>& pattern,
                          const std::vector<std::string>& segments) {
  if (pattern.size() != segments.size()) return std::nullopt;
  Places places;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_place(pattern[i])) {
      places.emplace(pattern[i].substr(1, pattern[i].size() - 2), segments[i]);
    } else if (pattern[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return places;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!seen.emplace(routes_[i].method, routes_[i].pattern).second) {
      throw std::logic_error("two routes for " + routes_[i].method + " " + routes_[i].pattern);
    }
    compiled_.push_back({split(routes_[i].pattern), i});
  }
}

Router::Match Router::find(const std::string& method, const Target& target) const {
  const std::string wanted = method == "HEAD" ? "GET" : method;
  Match match;
  for (const Compiled& candidate : compiled_) {
    auto places = fit(candidate.segments, target.segments);
    if (!places) continue;
    const Route& route = routes_[candidate.route];
    if (route.method == wanted) {
      return {.route = &route, .places = std::move(*places), .allowed = {}};
    }
    match.allowed += (match.allowed.empty() ? "" : ", ") + route.method;
  }
  return match;
}

}  // namespace web
