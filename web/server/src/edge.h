#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/tracker.h"
#include "metrics.h"
#include "pages.h"
#include "problem.h"
#include "route.h"
#include "router.h"
#include "run_work.h"
#include "web/server.h"

namespace web {

inline constexpr std::string_view kLivePath = "/api/v1/live";

/// What every request passes through, whatever its route: target, route, Origin, session, CSRF, and
/// on the way out the security headers and the metrics. Knows no socket: tests and fuzzers call it
/// bare. Threads: any; nothing of it changes after it is made.
class Edge {
 public:
  /// `url` is the server's own address, to compare Origin with.
  Edge(const app::Tracker& tracker, const Router& router, const Pages& pages, Metrics& metrics,
       RunWork run, std::string url);

  /// Answers once: at once, or later on another thread.
  void answer(Request request, Reply reply) const;

  /// How large a body may be that is taken piece by piece; nothing for a request whose body is read
  /// whole.
  [[nodiscard]] std::optional<std::uint64_t> streamed_bytes_max(const std::string& method,
                                                                const std::string& target) const;
  /// What a request is answered with before its body is read, or the sink that takes it.
  struct OpenedBody {
    std::optional<Response> answer;
    std::shared_ptr<BodySink> sink;
    /// Every answer of the sink's passes through it on its way out.
    std::function<Response(Response)> dressed;
  };
  /// Calls `opened` once: at once, or later on another thread.
  void open_body(Request request, std::function<void(OpenedBody)> opened) const;

  /// The caller of a live socket about to open, or the problem that keeps it from opening.
  struct LiveCaller {
    std::string token;
    app::Caller caller;
  };
  [[nodiscard]] schema::Result<LiveCaller, Problem> admit_live(const Request& request) const;

  /// Adds what every answer carries.
  static void dress(Response& response, bool is_page);

 private:
  using Dressed = std::function<Response(Response)>;
  /// A request and its route; or its answer, where it has none.
  struct Found {
    std::shared_ptr<Call> call;
    const Route* route = nullptr;
    Dressed dressed;
    std::optional<Response> answer;
  };
  [[nodiscard]] Found find(Request request) const;
  /// What the route's Access refuses. Fills in the caller.
  [[nodiscard]] std::optional<Problem> refusal(Call& call, const Route& route) const;
  void handle(const std::shared_ptr<Call>& call, const Route& route, const Reply& reply) const;
  [[nodiscard]] bool is_our_origin(const Request& request) const;

  const app::Tracker& tracker_;
  const Router& router_;
  const Pages& pages_;
  Metrics& metrics_;
  RunWork run_;
  std::string url_;
};

}  // namespace web
