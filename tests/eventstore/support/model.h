#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "eventstore/support/stores.h"

namespace eventstore::test {

/// What a store should do, in the words of its header, in a way so plain that it is plainly right.
/// Its first position is the one after those the store had before.
class Model {
 public:
  struct Event {
    std::string id;
    std::string stream;
    std::uint64_t version;
    std::string payload;
    std::uint64_t position;
  };
  struct Refused {
    AppendError::Kind kind;
  };
  using Outcome = Result<Appended, Refused>;

  explicit Model(std::uint64_t before) : before_(before) {}

  [[nodiscard]] Outcome append(const Commit& commit);

  [[nodiscard]] std::uint64_t before() const { return before_; }
  [[nodiscard]] std::uint64_t last() const { return before_ + log_.size(); }
  [[nodiscard]] const std::vector<Event>& log() const { return log_; }
  /// Of the stream's events; empty when there are none.
  [[nodiscard]] std::vector<Event> stream(const std::string& name) const;
  [[nodiscard]] std::uint64_t version(const std::string& name) const;
  [[nodiscard]] const Event* find(const std::string& id) const;
  [[nodiscard]] std::map<std::string, std::string>& side() { return side_; }

 private:
  [[nodiscard]] std::uint64_t count_of(const Commit& commit, const std::string& name,
                                       std::size_t writes) const;

  std::uint64_t before_;
  std::vector<Event> log_;
  std::unordered_map<std::string, std::vector<std::size_t>> streams_;  // places in log_
  std::unordered_map<std::string, std::size_t> ids_;                   // likewise
  std::unordered_map<std::string, std::pair<Hash, Appended>> answers_;
  std::map<std::string, std::string> side_;
};

}  // namespace eventstore::test
