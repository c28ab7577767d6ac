#pragma once

#include <string>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/options.pb.h"

namespace app {

/// Who asks. Made from a session by the edge, or by a command line (`Caller::system()`).
struct Caller {
  std::string account;
  std::string name;
  gwarchod::v1::Role role = gwarchod::v1::READ_ONLY;
  gwarchod::v1::Agency agency = gwarchod::v1::AGENCY_UNSPECIFIED;
  std::string csrf_token;

  /// The person at the server's own terminal: may do and see everything but P4.
  [[nodiscard]] static Caller system();

  /// The highest class of field that they see (domain.md 3.2).
  [[nodiscard]] gwarchod::v1::Class clearance() const;
};

}  // namespace app
