#include "problem.h"
#include "routes.h"

namespace web {

namespace {

Problem nothing_signed() {
  return make_problem(503, "no-signing-key", "This log is not signed: it is not kept on disk.",
                      "Nid yw'r log hwn wedi ei lofnodi: nid yw ar ddisg.");
}

Response text_response(const std::string& text, const std::string& file) {
  Response response;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                      {"Content-Disposition", "attachment; filename=\"" + file + "\""}};
  response.body = text;
  return response;
}

Response checkpoint(app::Evidence* evidence) {
  if (evidence == nullptr) return problem_response(nothing_signed());
  const auto note = evidence->checkpoint();
  return note ? text_response(*note, "gwarchod.checkpoint") : problem_response(note.error());
}

Response proof(app::Evidence* evidence, const app::Tracker& tracker, const Call& call) {
  if (evidence == nullptr) return problem_response(nothing_signed());
  const auto view = tracker.provider(*call.caller, call.place("id"));
  if (!view) return problem_response(view.error());
  const auto found = evidence->proof_for(*call.caller, call.place("id"), call.place("event"));
  return found ? text_response(found->text(), "gwarchod.tlog-proof")
               : problem_response(found.error());
}

}  // namespace

void add_evidence_routes(std::vector<Route>& routes, const RouteContext& context) {
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/checkpoint",
                    .access = Access::kSignedIn,
                    .handler = at_once([evidence = context.evidence](const Call&) {
                      return checkpoint(evidence.get());
                    }),
                    .summary = "The signed head of the log, a C2SP checkpoint: keep it elsewhere",
                    .content = "text/plain"});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/records/{event}/proof",
       .access = Access::kSignedIn,
       .handler = at_once([evidence = context.evidence, &tracker = context.tracker](
                              const Call& call) { return proof(evidence.get(), tracker, call); }),
       .summary = "That a record stands in the log: a C2SP tlog-proof. It holds the record for who "
                  "may read all of it, else its hash alone",
       .content = "text/plain"});
}

}  // namespace web
