#include "selection.h"

#include <utility>

namespace web {

schema::Result<app::Selection, Problem> selection_of(const Call& call) {
  const auto text = [&](std::string_view name) {
    return call.target.parameter(name).value_or(std::string{});
  };
  auto selection = app::read_selection(text("as_of"), text("as_known_at"), text("known_to"));
  if (selection) return *selection;
  const auto& fault = selection.error();
  return bad_parameter(fault.field(), fault.words().en(), fault.words().cy());
}

std::vector<Parameter> selection_parameters(std::vector<Parameter> more) {
  more.push_back({"as_of", "query", "Day, yyyy-mm-dd. Default: that of as_known_at, or today"});
  more.push_back({"as_known_at", "query",
                  "Only what was recorded up to the end of a day, or up to a position of the log. "
                  "Default: everything"});
  more.push_back({"known_to", "query",
                  "Only what this agency knew (health-board, police, ...). Default: everyone"});
  return more;
}

}  // namespace web
