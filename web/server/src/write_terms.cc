#include "write_terms.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "number.h"

namespace web {

namespace {

using gwarchod::v1::Recorded;

bool is_key_character(char c) { return c > ' ' && c <= '~'; }

/// `"5"`, as our ETag gives it; `*` asks for nothing.
std::optional<std::uint64_t> parse_etag(std::string_view text) {
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return std::nullopt;
  return parse_number(text.substr(1, text.size() - 2));
}

Response recorded(const app::Tracker::Outcome<Recorded>& outcome, bool names_place) {
  if (!outcome) return problem_response(outcome.error());
  Response response = json_response(*outcome, 201);
  response.headers.push_back({"ETag", "\"" + std::to_string(outcome->version()) + "\""});
  if (names_place) {
    response.headers.push_back({"Location", "/api/v1/providers/" + outcome->provider()});
  }
  return response;
}

}  // namespace

schema::Result<app::WriteTerms, Problem> read_terms(const Request& request) {
  app::WriteTerms terms;
  terms.idempotency_key = std::string{request.header("Idempotency-Key")};
  if (terms.idempotency_key.size() > app::kIdempotencyKeyCharactersMax ||
      !std::ranges::all_of(terms.idempotency_key, is_key_character)) {
    return make_problem(400, "bad-idempotency-key",
                        "Idempotency-Key is 1 to 120 letters, digits and signs.",
                        "Idempotency-Key yw rhwng 1 a 120 o lythrennau, digidau ac arwyddion.");
  }
  const std::string_view match = request.header("If-Match");
  if (!match.empty() && match != "*") {
    terms.expected_version = parse_etag(match);
    if (!terms.expected_version) {
      return make_problem(400, "bad-if-match",
                          "If-Match is a version in quotation marks, as ETag gave it.",
                          "Fersiwn mewn dyfynodau yw If-Match, fel y rhoddodd ETag.");
    }
  }
  return terms;
}

app::Tracker::Answer answer_here(const Reply& reply) {
  return
      [reply](const app::Tracker::Outcome<Recorded>& outcome) { reply(recorded(outcome, false)); };
}

/// The tracker answers on its writer's thread, which has better to do than to write JSON.
app::Tracker::Answer answer_elsewhere(const RunWork& run, const Reply& reply, bool names_place) {
  return [run, reply, names_place](const app::Tracker::Outcome<Recorded>& outcome) {
    const auto work = [reply, outcome, names_place] { reply(recorded(outcome, names_place)); };
    if (!run(Runs::kTracker, work)) work();
  };
}

std::vector<Parameter> write_parameters() {
  return {
      {"Idempotency-Key", "header", "The same key with the same content is recorded once"},
      {"If-Match", "header", "The provider's version, in quotation marks: refused if it moved"}};
}

}  // namespace web
