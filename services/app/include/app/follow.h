#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/export.h"
#include "eventstore/subscription.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"
#include "schema/schema.h"

namespace app {

/// Whose events are followed, and how they are written.
struct FollowOptions {
  std::string kind;      // only records of this kind; empty: all
  std::string provider;  // only of this provider; empty: all
  /// Where to go on: a token that was given for the same kind and provider. Empty: the beginning.
  std::string token;
  /// As ExportOptions has them.
  gwarchod::v1::Class clearance = gwarchod::v1::P0;
  bool accounts = false;
  bool positions = true;
  /// Each line says the token that leads on after it.
  bool tokens = false;
  eventstore::BatchLimits limits;
};

/// Follows the log, each event one line of JSON as the export writes it, redacted alike: first
/// those on disk, then new ones as they come. Threads: one. The store, the ring and the schema
/// outlive it.
class Follower {
 public:
  /// Refused: invalid (no such kind), or token-refused with the reason in plain words.
  [[nodiscard]] static schema::Result<std::unique_ptr<Follower>, gwarchod::v1::Problem> make(
      const eventstore::EventStore& store, const eventstore::Keyring& keys,
      const schema::Schema& schema, FollowOptions options);

  /// The next lines, without their ends. None at the timeout, after the store's interrupt(), or
  /// when what was read is not shown to this reader: look at position().
  [[nodiscard]] std::vector<std::string> next(std::chrono::milliseconds timeout);
  /// Everything up to here was read.
  [[nodiscard]] std::uint64_t position() const { return subscription_.position().value(); }
  [[nodiscard]] std::string token() const { return subscription_.token(); }

 private:
  Follower(eventstore::Subscription subscription, std::unique_ptr<Exporter> exporter, bool tokens)
      : subscription_(std::move(subscription)), exporter_(std::move(exporter)), tokens_(tokens) {}

  eventstore::Subscription subscription_;
  std::unique_ptr<Exporter> exporter_;
  bool tokens_;
};

}  // namespace app
