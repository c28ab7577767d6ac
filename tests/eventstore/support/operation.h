#pragma once

#include <cstdint>
#include <iosfwd>
#include <random>
#include <string>

#include "eventstore/support/model.h"

namespace eventstore::test {

/// One thing done to a store, all of it worked out from one number: so a history is a list of
/// numbers, which RapidCheck makes shorter when it fails.
struct Operation {
  std::uint64_t number = 0;

  enum class Kind {
    kAppend,
    kReadLog,
    kReadStream,
    kScan,
    kFind,
    kVersions,
    kPutSide,
    kReadSide,
    kSettle,  // wait for every answer
    kReopen
  };
  [[nodiscard]] Kind kind() const;
};

void showValue(const Operation& operation, std::ostream& out);

/// Random numbers that are always the same for the operation.
[[nodiscard]] std::minstd_rand numbers_of(const Operation& operation);
[[nodiscard]] std::uint64_t below(std::minstd_rand& numbers, std::uint64_t bound);

/// A commit over few streams, ids and keys, so that they meet; some are right, some stale, some
/// too large. `scope` keeps histories in one store apart.
[[nodiscard]] Commit commit_of(const Operation& operation, const std::string& scope,
                               const Model& model);
[[nodiscard]] std::string stream_of(std::minstd_rand& numbers, const std::string& scope);
/// Of one of the last events, or one that is not there.
[[nodiscard]] std::string id_of(std::minstd_rand& numbers, const std::string& scope,
                                const Model& model);

}  // namespace eventstore::test
