#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/mapping.pb.h"
#include "schema/result.h"

namespace app {

struct MappingFault {
  int line = 0;  // 1-based, of the mapping's text
  std::string what;
};

/// Reads a mapping in protobuf text form. What it says of kinds and columns is checked when it
/// meets a schema and a file (plan_import). Errors: every fault, with its line.
[[nodiscard]] schema::Result<gwarchod::v1::Mapping, std::vector<MappingFault>> read_mapping(
    std::string_view text);

/// The mappings the program holds: services/app/mappings/*.textproto.
[[nodiscard]] std::vector<gwarchod::v1::Mapping> built_in_mappings();

}  // namespace app
