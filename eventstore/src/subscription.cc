#include "eventstore/subscription.h"

#include <algorithm>
#include <stdexcept>

#include "resume_token.h"

namespace eventstore {
namespace {

using std::chrono::steady_clock;

/// What the store holds at a position; it is there.
StoredEvent event_at(const EventStore& store, Position position) {
  auto events = store.read_log(position, 1, EventStore::Direction::kForward);
  if (events.empty() || events.front().position != position) {
    throw std::logic_error("the log has a gap at position " + std::to_string(position.value()));
  }
  return std::move(events.front());
}

ResumeToken token_at(const EventStore& store, const EventFilter& filter, const StoredEvent& event) {
  return {.position = event.position,
          .filter = fingerprint(filter),
          .log = fingerprint(event_at(store, Position{1})),
          .event = fingerprint(event)};
}

TokenRefusal refusal(TokenRefusal::Kind kind) {
  using Kind = TokenRefusal::Kind;
  switch (kind) {
    case Kind::kNoToken:
      return {kind, "this is no token of ours, or it is not whole: start from the beginning"};
    case Kind::kOtherFilter:
      return {kind,
              "the token was given for another choice of events: ask as you asked then, or start "
              "from the beginning"};
    case Kind::kOtherLog:
      return {kind, "the token was given by another log: start from the beginning"};
    case Kind::kLogShorter:
      return {kind,
              "the log ends before the token: it was restored from an earlier copy; start from the "
              "beginning"};
    case Kind::kLogParted:
      return {kind,
              "the log was restored from an earlier copy and went on otherwise than the token "
              "knows: start from the beginning"};
  }
  return {kind, {}};
}

}  // namespace

Subscription::Subscription(const EventStore& store, Position after, EventFilter filter,
                           BatchLimits limits)
    : store_(&store), position_(after), filter_(std::move(filter)), limits_(limits) {}

Result<Subscription, TokenRefusal> Subscription::resume(const EventStore& store,
                                                        std::string_view text, EventFilter filter,
                                                        BatchLimits limits) {
  using Kind = TokenRefusal::Kind;
  const auto token = read_token(text);
  if (!token) return refusal(Kind::kNoToken);
  if (token->filter != fingerprint(filter)) return refusal(Kind::kOtherFilter);
  if (token->position.value() > 0) {
    const Position last = store.last_position();
    if (last.value() == 0) return refusal(Kind::kLogShorter);
    if (token->log != fingerprint(event_at(store, Position{1}))) return refusal(Kind::kOtherLog);
    if (token->position > last) return refusal(Kind::kLogShorter);
    if (token->event != fingerprint(event_at(store, token->position))) {
      return refusal(Kind::kLogParted);
    }
  }
  return Subscription(store, token->position, std::move(filter), limits);
}

std::vector<StoredEvent> Subscription::next(std::chrono::milliseconds timeout) {
  const auto until = steady_clock::now() + timeout;
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now());
    const auto wait = std::max(left, std::chrono::milliseconds{0});
    if (store_->last_position() <= position_ && store_->wait_beyond(position_, wait) <= position_) {
      return {};
    }
    Batch batch = store_->read_batch(position_, filter_, limits_);
    check(batch);
    position_ = batch.through;
    if (!batch.events.empty() || steady_clock::now() >= until) return std::move(batch.events);
  }
}

void Subscription::check(const Batch& batch) const {
  const auto gap_after = [](Position position) {
    return std::logic_error("the log has a gap after position " + std::to_string(position.value()));
  };
  if (batch.looked_at == 0 || batch.through.value() != position_.value() + batch.looked_at) {
    throw gap_after(position_);
  }
  Position last = position_;
  for (const StoredEvent& event : batch.events) {
    const bool follows =
        filter_.wants_all() ? event.position.value() == last.value() + 1 : event.position > last;
    if (!follows || event.position > batch.through) throw gap_after(last);
    last = event.position;
  }
}

std::string Subscription::token() const {
  if (position_.value() == 0) return write_token({.filter = fingerprint(filter_)});
  return token_after(event_at(*store_, position_));
}

std::string Subscription::token_after(const StoredEvent& event) const {
  return write_token(token_at(*store_, filter_, event));
}

}  // namespace eventstore
