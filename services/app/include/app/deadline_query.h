#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "gwarchod/v1/envelope.pb.h"
#include "schema/time.h"

namespace app {

/// The most deadlines given at once.
inline constexpr std::size_t kDeadlinesMax = 5'000;

/// What is asked of the clocks that run or ran out; empty fields ask nothing.
struct DeadlineQuery {
  std::string provider;
  gwarchod::v1::Agency owner = gwarchod::v1::AGENCY_UNSPECIFIED;
  std::string account;  // that recorded what started them
  std::optional<schema::Day> as_of;
  bool overdue_only = false;
  std::size_t limit = kDeadlinesMax;  // as many of them are given, the most overdue
};

}  // namespace app
