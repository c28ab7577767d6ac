#pragma once

#include <string>
#include <vector>

#include "services/escalation/support/history.h"

/// Random records of RapidCheck, for what is true of every history.
namespace spec {

/// The first day of every random history, and how many days it has.
inline const Day kFirst = day("2024-01-01");
inline constexpr int kDays = 500;

[[nodiscard]] std::string day_at(int number);
[[nodiscard]] Record concern();
/// Concerns and other records, each with an id of its own.
[[nodiscard]] std::vector<Record> some_records(int at_most);
/// A merge of some of the records, or a split of one.
[[nodiscard]] Record merge_or_split(const std::vector<Record>& records);
/// The same with decisions, updates, corrections, merges and splits among them.
[[nodiscard]] std::vector<Record> some_history(int at_most);

}  // namespace spec
