#pragma once

#include <string>
#include <string_view>

#include "gwarchod/v1/mapping.pb.h"
#include "schema/time.h"

namespace app {

/// The date as it is stored (yyyy-mm-dd) of a text in the form; the text itself when it is not of
/// it.
[[nodiscard]] std::string iso_date(std::string_view text, gwarchod::v1::DateForm form);

/// "2026-03-12" or "12/03/2026", for words.
[[nodiscard]] std::string date_form_words(gwarchod::v1::DateForm form);

/// The day so many months earlier; the month's last when it has no such day.
[[nodiscard]] schema::Day months_before(schema::Day day, unsigned months);

}  // namespace app
