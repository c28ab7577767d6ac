#include <chrono>
#include <utility>

#include "app/follow.h"
#include "edge_limits.h"
#include "number.h"
#include "problem.h"
#include "routes.h"
#include "sealed_text.h"

namespace web {

namespace {

using std::chrono::steady_clock;

/// One request for the next events, from its first look at the log to its answer.
struct Following {
  std::unique_ptr<app::Follower> follower;
  std::vector<std::string> lines;
  steady_clock::time_point until;
};

Response page(const Following& following, const SealedText& tokens, bool caught_up) {
  std::string events;
  for (const std::string& line : following.lines) {
    if (!events.empty()) events += ',';
    events += line;
  }
  Response response;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = "{\"events\":[" + events + "],\"next\":\"" +
                  tokens.seal(following.follower->token()) +
                  "\",\"caughtUp\":" + (caught_up ? "true" : "false") + "}";
  return response;
}

/// Reads on until something is to be shown, the end is reached, or the request has read its share.
void read_on(Following& following, std::uint64_t last) {
  for (std::size_t rounds = 0;
       rounds < kEventRoundsMax && following.lines.empty() && following.follower->position() < last;
       ++rounds) {
    following.lines = following.follower->next(std::chrono::milliseconds{0});
  }
}

/// The routes' own: keeps what a waiting request needs.
class Events {
 public:
  explicit Events(const RouteContext& context)
      : tracker_(context.tracker),
        run_(context.run),
        wait_(context.wait_beyond),
        tokens_(context.cursor_key, "event token") {}

  void answer(const Call& call, const Reply& reply) const {
    app::FollowOptions options;
    options.kind = call.target.parameter("kind").value_or("");
    options.provider = call.target.parameter("provider").value_or("");
    options.positions = false;
    options.limits = {.events = kEventPageMax, .bytes = kEventPageBytesMax};
    const auto wait = parse_number(call.target.parameter("wait").value_or("0"));
    if (!wait || *wait > static_cast<std::uint64_t>(kEventWaitMax.count())) {
      const std::string most = std::to_string(kEventWaitMax.count());
      return reply(problem_response(
          bad_parameter("wait", "wait is a whole number of seconds, 0 to " + most + ".",
                        "Nifer cyfan o eiliadau, 0 i " + most + ", yw wait.")));
    }
    if (const auto after = call.target.parameter("after"); after && !after->empty()) {
      // A text that does not open is a token that is none.
      options.token = tokens_.open(*after).value_or("-");
    }
    auto follower = tracker_.follow_events(*call.caller, std::move(options));
    if (!follower) return reply(problem_response(follower.error()));
    const auto following = std::make_shared<Following>();
    following->follower = std::move(*follower);
    following->until = steady_clock::now() + std::chrono::seconds{*wait};
    go_on(following, reply);
  }

 private:
  void go_on(const std::shared_ptr<Following>& following, const Reply& reply) const {
    try {
      const std::uint64_t last = tracker_.position();
      read_on(*following, last);
      const bool caught_up = following->follower->position() >= last;
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(following->until - steady_clock::now());
      if (!following->lines.empty() || !caught_up || left.count() <= 0) {
        return reply(page(*following, tokens_, caught_up));
      }
      wait_(following->follower->position(), left, [this, following, reply, last] {
        // Woken without news: by the time, or because the server stops.
        if (tracker_.position() <= last) following->until = steady_clock::now();
        const auto work = [this, following, reply] { go_on(following, reply); };
        if (!run_(Runs::kTracker, work)) reply(problem_response(too_busy()));
      });
    } catch (const std::exception&) {
      reply(problem_response(server_fault()));
    }
  }

  const app::Tracker& tracker_;
  RunWork run_;
  RouteContext::WaitBeyond wait_;
  SealedText tokens_;
};

}  // namespace

void add_event_routes(std::vector<Route>& routes, const RouteContext& context) {
  const auto events = std::make_shared<Events>(context);
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/events",
       .access = Access::kSignedIn,
       .handler = [events](const std::shared_ptr<const Call>& call,
                           const Reply& reply) { events->answer(*call, reply); },
       .summary = "What was recorded after a token, in order, redacted; waits for more if asked",
       .parameters = {{"after", "query", "`next` of the answer before. Default: the beginning"},
                      {"kind", "query", "Only records of this kind"},
                      {"provider", "query", "Only of this provider"},
                      {"wait", "query", "Seconds to wait for news, 0 to 30. Default 0"}},
       .response = gwarchod::v1::EventPage::descriptor()});
}

}  // namespace web
