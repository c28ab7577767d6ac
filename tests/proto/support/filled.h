#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "schema/schema.h"

namespace schema::testing {

/// Sets every field of a message, at any depth, to a value that its rules allow and that tries the
/// writer of it (quotes, separators, Welsh letters). The same seed sets the same values.
void fill(google::protobuf::Message& message, std::uint32_t seed);

/// A filled record of the kind.
[[nodiscard]] std::unique_ptr<google::protobuf::Message> filled(const Schema& schema,
                                                                const Kind& kind,
                                                                std::uint32_t seed);

/// The kinds that people record by a form.
[[nodiscard]] std::vector<const Kind*> recorded_kinds(const Schema& schema);

/// Whether two messages say the same (by their bytes, maps there are none).
[[nodiscard]] bool same(const google::protobuf::Message& a, const google::protobuf::Message& b);

/// The descriptor set of the kind that is added at test time.
[[nodiscard]] std::string added_kind_descriptor_set();

}  // namespace schema::testing
