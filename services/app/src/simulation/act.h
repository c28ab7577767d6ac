#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "app/caller.h"
#include "gwarchod/v1/commands.pb.h"
#include "schema/time.h"

namespace app {

/// One record that is going to be made: on which day, of whom, by whom.
struct SimAct {
  schema::Day recorded;
  std::size_t provider = 0;
  const Caller* by = nullptr;
  gwarchod::v1::RecordRequest request;
  std::string name;     // by which later acts of the provider refer to it
  std::string updates;  // the name of the act that it brings up to date
};

/// The people who write in the synthetic authority.
struct SimPeople {
  Caller contracts;
  Caller safeguarding;
  Caller complaints;
  Caller care;
  Caller chair;

  SimPeople();
  /// "contracts", "safeguarding" ...; contracts for anything else.
  [[nodiscard]] const Caller& by(const std::string& who) const;
};

/// A request to record the message: its JSON as the command takes it.
[[nodiscard]] gwarchod::v1::RecordRequest request_of(const google::protobuf::Message& body,
                                                     const gwarchod::v1::Envelope& envelope);

}  // namespace app
