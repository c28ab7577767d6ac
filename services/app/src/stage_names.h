#pragma once

#include <string>
#include <string_view>

#include "gwarchod/v1/views.pb.h"
#include "policies.h"

namespace app {

/// Whether records of the kind name stages on their line.
[[nodiscard]] bool has_stages(std::string_view kind);

/// Records name stages by their id ("enhanced"). Puts what people call them in their place ("1
/// Enhanced monitoring"), in the fields and the line of an item, and gives a change of suggestion
/// its line. An id that no stage of the policy has stays as it is.
void name_stages(const escalation::CompiledPolicy& policy, gwarchod::v1::TimelineItem& item);

/// "1 Enhanced monitoring", in both languages.
[[nodiscard]] gwarchod::v1::Text stage_in_words(const gwarchod::v1::Text& name,
                                                const std::string& number);

}  // namespace app
