#pragma once

#include <string>
#include <vector>

#include "gwarchod/v1/views.pb.h"

/// The words of each refusal, in both languages.
namespace providers {

[[nodiscard]] gwarchod::v1::FieldProblem unknown_kind();
[[nodiscard]] gwarchod::v1::FieldProblem system_kind();
[[nodiscard]] gwarchod::v1::FieldProblem bad_provider_id();
[[nodiscard]] gwarchod::v1::FieldProblem registered_already();
[[nodiscard]] gwarchod::v1::FieldProblem updates_unknown();
[[nodiscard]] gwarchod::v1::FieldProblem updates_other_kind();
[[nodiscard]] gwarchod::v1::FieldProblem updates_at_registration();
[[nodiscard]] gwarchod::v1::FieldProblem corrects_unknown();
[[nodiscard]] gwarchod::v1::FieldProblem file_kind();
[[nodiscard]] gwarchod::v1::FieldProblem corrects_system();
[[nodiscard]] gwarchod::v1::FieldProblem corrects_registration();
[[nodiscard]] gwarchod::v1::FieldProblem unknown_stage();
[[nodiscard]] gwarchod::v1::FieldProblem report_unknown(const std::string& field);
[[nodiscard]] gwarchod::v1::FieldProblem no_report_kind(const std::string& field);
[[nodiscard]] gwarchod::v1::FieldProblem merged_too_few(const std::string& field);
/// Those of the stage left that nobody answered; those said to be met that the record shows unmet.
[[nodiscard]] gwarchod::v1::FieldProblem exits_unanswered(
    const std::vector<gwarchod::v1::ExitShown>& exits);
[[nodiscard]] gwarchod::v1::FieldProblem exits_unshown(
    const std::vector<gwarchod::v1::ExitShown>& exits);
[[nodiscard]] gwarchod::v1::FieldProblem exit_evidence_unknown(const std::string& record);

}  // namespace providers
