#include <memory>

#include "app/policy_desk.h"
#include "app/trials.h"
#include "body.h"
#include "routes.h"

namespace web {

namespace {

using gwarchod::v1::PolicyFile;
using gwarchod::v1::TrialState;

template <class T>
Response response_of(const app::Tracker::Outcome<T>& outcome, unsigned status = 200) {
  return outcome ? json_response(*outcome, status) : problem_response(outcome.error());
}

Route check_route(app::Tracker& tracker) {
  return {.method = "POST",
          .pattern = "/api/v1/policy/check",
          .access = Access::kSignedIn,
          .handler = at_once([&tracker](const Call& call) {
            const auto file = read_body<PolicyFile>(call.request);
            if (!file) return problem_response(file.error());
            return json_response(app::PolicyDesk(tracker).check(*file));
          }),
          .summary = "Every fault of a policy file, with its line",
          .request = PolicyFile::descriptor(),
          .response = gwarchod::v1::PolicyCheck::descriptor()};
}

Route adopt_route(app::Tracker& tracker) {
  Route route{.method = "POST",
              .pattern = "/api/v1/policy",
              .access = Access::kSignedIn,
              .summary = "Adopt a policy: who approved it, why and from when (administrators)",
              .request = PolicyFile::descriptor(),
              .response = gwarchod::v1::Recorded::descriptor(),
              .status = 201};
  route.handler = [&tracker](const std::shared_ptr<const Call>& call, const Reply& reply) {
    const auto file = read_body<PolicyFile>(call->request);
    if (!file) return reply(problem_response(file.error()));
    app::PolicyDesk(tracker).adopt(
        *call->caller, *file, [reply](const auto& recorded) { reply(response_of(recorded, 201)); });
  };
  return route;
}

void add_trial_routes(std::vector<Route>& routes, app::Tracker& tracker) {
  const auto trials = std::make_shared<app::Trials>(tracker);
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/policy/trials",
                    .access = Access::kSignedIn,
                    .handler = at_once([trials](const Call& call) {
                      const auto file = read_body<PolicyFile>(call.request);
                      if (!file) return problem_response(file.error());
                      return response_of(trials->start(*call.caller, *file), 202);
                    }),
                    .summary = "Begin a trial of a policy over the whole record, beside those that "
                               "were in force; one at a time",
                    .request = PolicyFile::descriptor(),
                    .response = TrialState::descriptor(),
                    .status = 202});
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/policy/trials/{id}",
                    .access = Access::kSignedIn,
                    .handler = at_once([trials](const Call& call) {
                      return response_of(trials->state(*call.caller, call.place("id")));
                    }),
                    .summary = "How far a trial is, and what came of it",
                    .response = TrialState::descriptor()});
  routes.push_back({.method = "DELETE",
                    .pattern = "/api/v1/policy/trials/{id}",
                    .access = Access::kSignedIn,
                    .handler = at_once([trials](const Call& call) {
                      return response_of(trials->stop(*call.caller, call.place("id")));
                    }),
                    .summary = "Stop a trial",
                    .response = TrialState::descriptor()});
}

}  // namespace

void add_policy_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/policies",
                    .access = Access::kSignedIn,
                    .handler = at_once([&tracker](const Call&) {
                      return json_response(app::PolicyDesk(tracker).adopted());
                    }),
                    .summary = "Every policy adopted, newest first",
                    .response = gwarchod::v1::AdoptedPolicies::descriptor()});
  routes.push_back(check_route(tracker));
  routes.push_back(adopt_route(tracker));
  add_trial_routes(routes, tracker);
}

}  // namespace web
