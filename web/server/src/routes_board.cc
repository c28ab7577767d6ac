#include "problem.h"
#include "routes.h"
#include "selection.h"

namespace web {

namespace {

Route read_route(std::string pattern, std::string summary,
                 const google::protobuf::Descriptor* response,
                 std::function<Response(const Call&)> answer) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.access = Access::kSignedIn;
  route.response = response;
  route.handler = at_once(std::move(answer));
  return route;
}

}  // namespace

void add_board_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  Route board = read_route("/api/v1/board", "Every provider, its stage and the reasons",
                           gwarchod::v1::Board::descriptor(),
                           [&tracker, board = context.board](const Call& call) {
                             const auto selection = selection_of(call);
                             if (!selection) return problem_response(selection.error());
                             if (selection->is_now()) return json_response(board(*call.caller));
                             return json_response(tracker.board(*call.caller, *selection));
                           });
  board.parameters = selection_parameters();
  routes.push_back(std::move(board));
  routes.push_back(read_route("/api/v1/forms", "How to record each kind that the reader may record",
                              gwarchod::v1::Forms::descriptor(), [&tracker](const Call& call) {
                                return json_response(tracker.forms(*call.caller));
                              }));
  routes.push_back(read_route("/api/v1/policy", "The policy in force",
                              gwarchod::v1::Policy::descriptor(),
                              [&tracker](const Call&) { return json_response(tracker.policy()); }));
}

}  // namespace web
