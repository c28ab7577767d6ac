#include "body.h"
#include "routes.h"
#include "write_terms.h"

namespace web {

namespace {

using gwarchod::v1::Recorded;
using gwarchod::v1::RecordRequest;
using gwarchod::v1::RegisterRequest;

}  // namespace

void add_record_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/providers/{id}/records",
                    .access = Access::kSignedIn,
                    .handler =
                        [&tracker, run = context.run](const std::shared_ptr<const Call>& call,
                                                      const Reply& reply) {
                          const auto request = read_body<RecordRequest>(call->request);
                          if (!request) return reply(problem_response(request.error()));
                          const auto terms = read_terms(call->request);
                          if (!terms) return reply(problem_response(terms.error()));
                          tracker.record(*call->caller, call->place("id"), *request, *terms,
                                         answer_elsewhere(run, reply, false));
                        },
                    .summary = "Record something about a provider",
                    .parameters = write_parameters(),
                    .request = RecordRequest::descriptor(),
                    .response = Recorded::descriptor(),
                    .status = 201});
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/providers",
                    .access = Access::kSignedIn,
                    .handler =
                        [&tracker, run = context.run](const std::shared_ptr<const Call>& call,
                                                      const Reply& reply) {
                          const auto request = read_body<RegisterRequest>(call->request);
                          if (!request) return reply(problem_response(request.error()));
                          const auto terms = read_terms(call->request);
                          if (!terms) return reply(problem_response(terms.error()));
                          tracker.register_provider(*call->caller, *request, *terms,
                                                    answer_elsewhere(run, reply, true));
                        },
                    .summary = "Register a provider",
                    .parameters = write_parameters(),
                    .request = RegisterRequest::descriptor(),
                    .response = Recorded::descriptor(),
                    .status = 201});
}

}  // namespace web
