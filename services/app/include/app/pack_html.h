#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/problem.h"
#include "gwarchod/v1/pack.pb.h"
#include "schema/result.h"

namespace app {

/// The page that a pack is put into, built beside the page of the tracker.
inline constexpr const char* kPackTemplateFile = "pack-template.html";

/// Errors: no-pack-template, and how it is built.
[[nodiscard]] schema::Result<std::string, Problem> read_pack_template(
    const std::filesystem::path& pages);

/// The pack as one file that needs nothing else: the template with the pack in it as JSON, and as
/// tables that need no script to be read, in both languages. Whatever people wrote is escaped.
/// The template holds, each once, <!--pack:title-->, <!--pack:plain--> and <!--pack:data-->.
/// Errors: no-pack-template, where the template lacks one of those.
[[nodiscard]] schema::Result<std::string, Problem> pack_html(const gwarchod::v1::Pack& pack,
                                                             std::string_view page);

/// "gwarchod-rose-court-2026-11-22.html"
[[nodiscard]] std::string pack_file_name(const gwarchod::v1::Pack& pack);

}  // namespace app
