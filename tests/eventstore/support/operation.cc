#include "eventstore/support/operation.h"

#include <array>
#include <ostream>
#include <utility>

namespace eventstore::test {
namespace {

using Kind = Operation::Kind;

struct Choice {
  Kind kind;
  const char* name;
  unsigned weight;
};

constexpr std::array kChoices{Choice{Kind::kAppend, "append", 1300},
                              Choice{Kind::kReadLog, "read the log", 150},
                              Choice{Kind::kReadStream, "read a stream", 150},
                              Choice{Kind::kScan, "scan", 60},
                              Choice{Kind::kFind, "find", 150},
                              Choice{Kind::kVersions, "ask versions", 100},
                              Choice{Kind::kPutSide, "put a side value", 60},
                              Choice{Kind::kReadSide, "read side values", 60},
                              Choice{Kind::kSettle, "settle", 40},
                              Choice{Kind::kReopen, "open again", 1}};

const Choice& choice_of(const Operation& operation) {
  unsigned all = 0;
  for (const Choice& choice : kChoices) {
    all += choice.weight;
  }
  auto numbers = numbers_of(operation);
  std::uint64_t at = below(numbers, all);
  for (const Choice& choice : kChoices) {
    if (at < choice.weight) {
      return choice;
    }
    at -= choice.weight;
  }
  return kChoices.front();
}

ExpectedVersion expected_of(std::minstd_rand& numbers, std::uint64_t actual) {
  switch (below(numbers, 8)) {
    case 0:
      return ExpectedVersion::no_stream();
    case 1:
      return ExpectedVersion::exactly(version(below(numbers, actual + 3)));
    case 2:
    case 3:
      return ExpectedVersion::exactly(version(actual));
    default:
      return ExpectedVersion::any();
  }
}

void make_too_large(std::minstd_rand& numbers, Commit& commit) {
  switch (below(numbers, 4)) {
    case 0:
      commit.idempotency_key = std::string(kIdempotencyKeyBytesMax + 1, 'k');
      break;
    case 1:
      commit.writes.back().stream = stream(std::string("with\0NUL", 8));
      break;
    case 2:
      commit.writes.back().events.push_back({std::string(kEventIdBytesMax + 1, 'i'), "", ""});
      break;
    default:
      commit.writes.back().events.push_back({"", "", ""});
  }
}

}  // namespace

Operation::Kind Operation::kind() const { return choice_of(*this).kind; }

void showValue(const Operation& operation, std::ostream& out) {
  out << choice_of(operation).name << " (" << operation.number << ")";
}

std::minstd_rand numbers_of(const Operation& operation) {
  // Neighbouring numbers must lead far apart: splitmix64.
  std::uint64_t mixed = operation.number + 0x9e3779b97f4a7c15U;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return std::minstd_rand{static_cast<std::uint32_t>(mixed >> 31U)};
}

std::uint64_t below(std::minstd_rand& numbers, std::uint64_t bound) {
  return bound == 0 ? 0 : numbers() % bound;
}

std::string stream_of(std::minstd_rand& numbers, const std::string& scope) {
  static constexpr std::array kNames{"a", "ab", "b", "c", "b/"};
  return scope + kNames.at(below(numbers, kNames.size()));
}

std::string id_of(std::minstd_rand& numbers, const std::string& scope, const Model& model) {
  if (model.log().empty() || below(numbers, 8) == 0) {
    return scope + "none";
  }
  const std::size_t back = below(numbers, std::min<std::size_t>(model.log().size(), 40));
  return model.log()[model.log().size() - 1 - back].id;
}

Commit commit_of(const Operation& operation, const std::string& scope, const Model& model) {
  auto numbers = numbers_of(operation);
  static_cast<void>(numbers());  // that of the kind
  Commit commit;
  const std::uint64_t writes = 1 + below(numbers, 3) * below(numbers, 2);
  std::uint64_t fresh = model.log().size();
  for (std::uint64_t write = 0; write < writes; ++write) {
    const std::string name = stream_of(numbers, scope);
    StreamWrite added{stream(name), expected_of(numbers, model.version(name)), {}};
    const std::uint64_t events = below(numbers, 4);
    for (std::uint64_t event = 0; event < events; ++event) {
      // Usually a greater id than all before; sometimes one that was used.
      const bool used = below(numbers, 40) == 0;
      added.events.push_back(test::event(used ? id_of(numbers, scope, model)
                                              : scope + "e" + std::to_string(1'000'000 + fresh++)));
    }
    commit.writes.push_back(std::move(added));
  }
  if (below(numbers, 4) == 0) {
    commit.idempotency_key = scope + "k" + std::to_string(below(numbers, 60));
    commit.content_hash = hash_of(below(numbers, 6) == 0 ? 2 : 1);
  }
  if (below(numbers, 60) == 0) {
    make_too_large(numbers, commit);
  }
  return commit;
}

}  // namespace eventstore::test
