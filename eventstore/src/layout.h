#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/types.h"
#include "storage.h"

/// Where everything stands in RocksDB. Numbers in keys are big-endian, so that they sort.
namespace eventstore {

/// The form of all this. A store of a higher number is refused; a change of any layout raises it.
inline constexpr std::uint64_t kFormat = 1;

enum Family : std::size_t {
  kLog,          // position -> leaf hash, record bytes
  kStreams,      // stream, NUL, version -> position
  kIds,          // event id -> position
  kIdempotency,  // key -> content hash, first and last position, versions
  kTree,         // tiles and the frontier: tree.h
  kSide,         // side values, as the caller has them
  kMeta,         // "format" -> kFormat
  kFamilies
};

/// RocksDB's own name for its first family is fixed; ours begin after it.
inline constexpr std::array<const char*, kFamilies> kFamilyNames{
    "log", "streams", "ids", "idempotency", "tree", "side", "meta"};

inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kFrontierKey = "frontier";

[[nodiscard]] std::string log_key(std::uint64_t position);
/// The position of a log key, or nothing when it is none.
[[nodiscard]] std::optional<std::uint64_t> position_of_key(std::string_view key);

[[nodiscard]] std::string stream_key(std::string_view stream, std::uint64_t version);
/// The version of a stream key, or nothing when it is none.
[[nodiscard]] std::optional<std::uint64_t> version_of_key(std::string_view key);

[[nodiscard]] std::string tile_key(unsigned level, std::uint64_t index);

/// A position, version or format as a value.
[[nodiscard]] std::string number_value(std::uint64_t number);
[[nodiscard]] std::optional<std::uint64_t> number_of_value(std::string_view value);

[[nodiscard]] std::string answer_value(const Answer& answer);
[[nodiscard]] std::optional<Answer> answer_of_value(std::string_view value);

/// A log value: the record's leaf hash and its bytes.
struct LogValue {
  std::string_view leaf;
  std::string_view record;
};
[[nodiscard]] std::optional<LogValue> parse_log_value(std::string_view value);

[[nodiscard]] inline std::string_view view_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
/// The hash at the front of `bytes`, of which there must be enough.
[[nodiscard]] Hash hash_at(std::string_view bytes);

}  // namespace eventstore
