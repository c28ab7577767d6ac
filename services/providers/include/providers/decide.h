#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace providers {

/// What a decision needs to know of one provider's stream.
struct State {
  bool exists = false;
  std::uint64_t version = 0;
};

/// What a decision needs to know beside the stream, each looked up when asked for.
struct Known {
  const schema::Schema& schema;
  schema::Day today;
  /// The kind of an event of this provider's stream; nothing when the stream has no such event.
  std::function<std::optional<std::string>(std::string_view event_id)> kind_of;
  /// Whether the policy in force has a stage of that id.
  std::function<bool(std::string_view stage)> has_stage;
  /// Of a decision taken on that day (yyyy-mm-dd): the exit tests of the stage that stood then, as
  /// the record shows them, if `to` is lower; else none.
  std::function<std::vector<gwarchod::v1::ExitShown>(std::string_view to, std::string_view day)>
      exits_to;
};

/// A wish: enter this provider in the register. `body` is a ProviderRegistered. Wishes refer to
/// what the caller holds.
struct Register {
  const std::string& provider;
  const gwarchod::v1::Envelope& envelope;
  const google::protobuf::Message& body;
};

/// A wish: record this of the provider. `body` is a message of the kind.
struct Record {
  const schema::Kind& kind;
  const gwarchod::v1::Envelope& envelope;
  const google::protobuf::Message& body;
};

/// Why a wish was refused. Nothing is recorded.
struct Rejection {
  enum class Reason {
    kUnknownProvider,
    kExists,
    kInvalid,  // `faults` tells each
  };
  Reason reason;
  std::vector<gwarchod::v1::FieldProblem> faults;
};

inline constexpr std::size_t kProviderIdCharactersMax = 60;

/// Small letters, digits and hyphens, 1 to kProviderIdCharactersMax of them.
[[nodiscard]] bool is_provider_id(std::string_view text);
/// An id made of a name: "Tŷ Hafan (Barry)" gives "ty-hafan-barry"; "provider" when nothing is
/// left.
[[nodiscard]] std::string provider_id_of(std::string_view name);

/// The kind of that name, if people may record it.
/// Errors: kInvalid, at "kind": there is none of that name, or only the system writes it.
[[nodiscard]] schema::Result<const schema::Kind*, Rejection> recordable(
    const schema::Schema& schema, std::string_view name);

/// Every fault that the wish has whatever the state: the costly part of a decision, for a caller
/// who would rather not hold others up with it. `decide` presumes that there is none left.
[[nodiscard]] std::vector<gwarchod::v1::FieldProblem> faults(const Register& command,
                                                             const Known& known);
[[nodiscard]] std::vector<gwarchod::v1::FieldProblem> faults(const Record& command,
                                                             const Known& known);

/// What comes of the wish: refused as kExists, or kUnknownProvider; else the event.
/// The events hold their envelopes and bodies; who recorded them, and when, is for the caller to
/// fill in.
using Decision = schema::Result<std::vector<gwarchod::v1::Event>, Rejection>;
[[nodiscard]] Decision decide(const State& state, const Register& command);
[[nodiscard]] Decision decide(const State& state, const Record& command);

[[nodiscard]] State evolve(State state, const gwarchod::v1::Event& event);

}  // namespace providers
