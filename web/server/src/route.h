#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/caller.h"
#include "problem.h"
#include "request.h"
#include "response.h"
#include "run_work.h"
#include "schema/result.h"
#include "target.h"

namespace web {

/// One request under way, as its handler sees it.
struct Call {
  Request request;
  Target target;
  std::map<std::string, std::string, std::less<>> places;  // of the pattern: {id}
  std::string token;                  // of the cookie; empty when there is none
  std::optional<app::Caller> caller;  // set where the route's Access asks for one

  /// The text at a place of the pattern; empty when the pattern has none of that name.
  [[nodiscard]] std::string place(std::string_view name) const;
};

/// Gives the answer: once, from any thread.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(const std::shared_ptr<const Call>&, const Reply&)>;
/// Takes the body of a request piece by piece, as it comes: for what is too large to be held. Gone
/// without finish(), what came is forgotten.
/// Threads: one call at a time, and off the sockets' own.
class BodySink {
 public:
  BodySink() = default;
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  virtual ~BodySink() = default;
  /// The answer, where it is known already: the rest of the body is then read and thrown away.
  [[nodiscard]] virtual std::optional<Response> take(std::string_view piece) = 0;
  /// Everything has come.
  virtual void finish(const Reply& reply) = 0;
};
/// Begins one, or refuses before anything of the body is read.
using OpenBody = std::function<schema::Result<std::unique_ptr<BodySink>, Problem>(const Call&)>;

/// For a handler that has its answer when it returns.
[[nodiscard]] Handler at_once(std::function<Response(const Call&)> answer);

/// Who may ask. What a role may do beyond that is for services to say.
enum class Access { kAnyone, kSignedIn };

/// A parameter of the query or a header, as OpenAPI names it.
struct Parameter {
  std::string name;
  std::string in;  // "query", "header"
  std::string description;
};

/// One thing that can be asked. The router and the OpenAPI description are both made of these, so
/// that neither can say what the other does not.
struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/providers/{id}"
  Access access = Access::kAnyone;
  Runs runs = Runs::kTracker;
  Handler handler;
  /// In place of the handler, for a body of up to `body_bytes_max`.
  OpenBody open_body;
  std::uint64_t body_bytes_max = 0;

  std::string summary;
  std::vector<Parameter> parameters;
  const google::protobuf::Descriptor* request = nullptr;   // the body's message; none: no body
  const google::protobuf::Descriptor* response = nullptr;  // none: `content` alone, or no content
  std::string takes;                                       // of a body that is not JSON
  unsigned status = 200;                                   // of success
  std::string content = "application/json";
  /// A write needs the CSRF token. Signing in has none yet: the check of Origin stands for it.
  bool csrf = true;

  [[nodiscard]] bool is_write() const { return method != "GET"; }
};

}  // namespace web
