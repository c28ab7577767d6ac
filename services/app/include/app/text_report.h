#pragma once

#include <span>
#include <string>
#include <vector>

#include "gwarchod/v1/views.pb.h"

namespace app {

enum class Language { kEnglish, kWelsh };

inline constexpr std::size_t kReportColumns = 80;
/// A record written down more days than this after it happened is said to be late.
inline constexpr int kLateDays = 7;

/// The status of one provider for a terminal: stage decided and suggested, every reason with the
/// days and positions of its records, and when it changes by itself. Lines of at most
/// kReportColumns.
[[nodiscard]] std::string status_text(const std::string& name, const gwarchod::v1::Status& status,
                                      Language language);

/// When each stage could have been suggested, was, and was decided, a line each; nothing of a
/// provider that was never suggested one.
[[nodiscard]] std::string foresights_text(const gwarchod::v1::Foresights& foresights,
                                          Language language);

struct NamedStatus {
  std::string name;
  gwarchod::v1::Status status;
};
/// Of all: how many stand at each stage, then those that need a decision or stand above the first
/// stage, the highest first, each with its first reason.
[[nodiscard]] std::string statuses_text(const std::string& authority,
                                        std::vector<NamedStatus> statuses,
                                        std::span<const gwarchod::v1::StageName> stages,
                                        Language language);

/// What is due, a line each; "!" before what is overdue.
[[nodiscard]] std::string deadlines_text(const gwarchod::v1::Deadlines& deadlines,
                                         Language language);

/// The items as they are given, a day and a line each, corrected ones marked, and when late ones
/// were written down.
[[nodiscard]] std::string timeline_text(const std::string& name,
                                        std::span<const gwarchod::v1::TimelineItem> items,
                                        Language language);

}  // namespace app
