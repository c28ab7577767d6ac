#include "route.h"

#include <utility>

namespace web {

std::string Call::place(std::string_view name) const {
  const auto found = places.find(name);
  return found == places.end() ? std::string{} : found->second;
}

Handler at_once(std::function<Response(const Call&)> answer) {
  return [answer = std::move(answer)](const std::shared_ptr<const Call>& call, const Reply& reply) {
    reply(answer(*call));
  };
}

}  // namespace web
