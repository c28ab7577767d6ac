#include "app/follow.h"

#include <utility>

#include "app/problem.h"
#include "events.h"

namespace app {
namespace {

using eventstore::TokenRefusal;

eventstore::EventFilter filter_of(const FollowOptions& options) {
  eventstore::EventFilter filter;
  if (!options.kind.empty()) filter.types.push_back(options.kind);
  if (!options.provider.empty()) filter.stream = provider_stream(options.provider).value();
  return filter;
}

Problem problem_of(TokenRefusal::Kind kind) {
  using Kind = TokenRefusal::Kind;
  constexpr const char* kCode = "token-refused";
  constexpr unsigned kBad = 400;
  constexpr unsigned kGone = 410;
  switch (kind) {
    case Kind::kNoToken:
      return make_problem(
          kCode, kBad, "This is no token of ours, or it is not whole. Start from the beginning.",
          "Nid un o'n tocynnau ni yw hwn, neu nid yw'n gyfan. Dechreuwch o'r dechrau.");
    case Kind::kOtherFilter:
      return make_problem(
          kCode, kBad,
          "The token was given for another choice of events. Ask for the same kind and provider as "
          "then, or start from the beginning.",
          "Rhoddwyd y tocyn ar gyfer dewis arall o ddigwyddiadau. Gofynnwch am yr un math a "
          "darparwr "
          "ag o'r blaen, neu dechreuwch o'r dechrau.");
    case Kind::kOtherLog:
      return make_problem(kCode, kGone,
                          "The token was given by another log. Start from the beginning.",
                          "Rhoddwyd y tocyn gan log arall. Dechreuwch o'r dechrau.");
    case Kind::kLogShorter:
      return make_problem(
          kCode, kGone,
          "The log ends before the token: it was restored from an earlier copy. Start from the "
          "beginning.",
          "Mae'r log yn gorffen cyn y tocyn: fe'i hadferwyd o gopi cynharach. Dechreuwch o'r "
          "dechrau.");
    case Kind::kLogParted:
      return make_problem(
          kCode, kGone,
          "The log was restored from an earlier copy and has gone on otherwise than the token "
          "knows. Start from the beginning.",
          "Adferwyd y log o gopi cynharach ac aeth yn ei flaen yn wahanol i'r hyn y mae'r tocyn yn "
          "ei wybod. Dechreuwch o'r dechrau.");
  }
  return {};
}

}  // namespace

schema::Result<std::unique_ptr<Follower>, Problem> Follower::make(
    const eventstore::EventStore& store, const eventstore::Keyring& keys,
    const schema::Schema& schema, FollowOptions options) {
  ExportOptions written;
  written.kind = options.kind;
  written.clearance = options.clearance;
  written.accounts = options.accounts;
  written.positions = options.positions;
  auto exporter = Exporter::make(store, keys, schema, std::move(written));
  if (!exporter) {
    return invalid(
        {make_field_problem("kind", "There is no such kind of record.", "Nid oes y fath gofnod.")});
  }
  eventstore::Subscription subscription(store, eventstore::Position{0}, filter_of(options),
                                        options.limits);
  if (!options.token.empty()) {
    auto resumed =
        eventstore::Subscription::resume(store, options.token, filter_of(options), options.limits);
    if (!resumed) return problem_of(resumed.error().kind);
    subscription = *resumed;
  }
  return std::unique_ptr<Follower>(
      new Follower(std::move(subscription), std::move(*exporter), options.tokens));
}

std::vector<std::string> Follower::next(std::chrono::milliseconds timeout) {
  std::vector<std::string> lines;
  for (const eventstore::StoredEvent& stored : subscription_.next(timeout)) {
    std::string line =
        exporter_->line(stored, tokens_ ? subscription_.token_after(stored) : std::string{});
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace app
