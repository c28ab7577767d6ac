#include "faults.h"

namespace providers {
namespace {

using gwarchod::v1::ExitShown;

gwarchod::v1::FieldProblem problem(const std::string& field, const char* en, const char* cy) {
  gwarchod::v1::FieldProblem made;
  made.set_field(field);
  made.mutable_words()->set_en(en);
  made.mutable_words()->set_cy(cy);
  return made;
}

/// Each test by its words, in both languages, after what is said of them.
void add_named(const std::vector<ExitShown>& exits, gwarchod::v1::FieldProblem& to) {
  const char* between = "";
  for (const ExitShown& exit : exits) {
    to.mutable_words()->mutable_en()->append(between + exit.words().en());
    to.mutable_words()->mutable_cy()->append(between + exit.words().cy());
    between = "; ";
  }
}

}  // namespace

gwarchod::v1::FieldProblem unknown_kind() {
  return problem("kind",
                 "There is no kind of record of this name. Choose one of the list of forms.",
                 "Nid oes math o gofnod o'r enw hwn. Dewiswch un o'r rhestr ffurflenni.");
}

gwarchod::v1::FieldProblem system_kind() {
  return problem("kind", "Only the system itself writes this kind of record.",
                 "Dim ond y system ei hun sy'n ysgrifennu'r math hwn o gofnod.");
}

gwarchod::v1::FieldProblem file_kind() {
  return problem("kind", "This kind of record comes with a file: attach the file itself.",
                 "Daw'r math hwn o gofnod gyda ffeil: atodwch y ffeil ei hun.");
}

gwarchod::v1::FieldProblem bad_provider_id() {
  return problem("provider",
                 "A provider's id is 1 to 60 small letters (a to z), digits and hyphens.",
                 "1 i 60 o lythrennau bach (a i z), digidau a chysylltnodau yw id darparwr.");
}

gwarchod::v1::FieldProblem registered_already() {
  return problem(
      "envelope.updates",
      "The provider is registered already: name the registration that this brings up to date.",
      "Mae'r darparwr wedi'i gofrestru eisoes: enwch y cofrestriad y mae hwn yn ei ddiweddaru.");
}

gwarchod::v1::FieldProblem updates_unknown() {
  return problem("envelope.updates", "This provider has no record of that id to bring up to date.",
                 "Nid oes gan y darparwr hwn gofnod o'r id hwnnw i'w ddiweddaru.");
}

gwarchod::v1::FieldProblem updates_other_kind() {
  return problem("envelope.updates", "A record brings up to date only one of its own kind.",
                 "Dim ond cofnod o'r un math y gall cofnod ei ddiweddaru.");
}

gwarchod::v1::FieldProblem updates_at_registration() {
  return problem("envelope.updates", "A provider's first registration brings nothing up to date.",
                 "Nid yw cofrestriad cyntaf darparwr yn diweddaru dim.");
}

gwarchod::v1::FieldProblem corrects_unknown() {
  return problem("body.corrects", "This provider has no record of that id to correct.",
                 "Nid oes gan y darparwr hwn gofnod o'r id hwnnw i'w gywiro.");
}

gwarchod::v1::FieldProblem corrects_system() {
  return problem("body.corrects",
                 "What the system wrote is not corrected: correct the record that caused it.",
                 "Ni chywirir yr hyn a ysgrifennodd y system: cywirwch y cofnod a'i hachosodd.");
}

gwarchod::v1::FieldProblem corrects_registration() {
  return problem("body.corrects",
                 "A registration is not struck out: record one that brings it up to date.",
                 "Ni chaiff cofrestriad ei ddileu: cofnodwch un sy'n ei ddiweddaru.");
}

gwarchod::v1::FieldProblem unknown_stage() {
  return problem("body.toStage", "The policy in force has no stage of this id.",
                 "Nid oes gan y polisi mewn grym gam o'r id hwn.");
}

gwarchod::v1::FieldProblem report_unknown(const std::string& field) {
  return problem(
      field, "This provider has no record of that id. Choose records of this provider.",
      "Nid oes gan y darparwr hwn gofnod o'r id hwnnw. Dewiswch gofnodion y darparwr hwn.");
}

gwarchod::v1::FieldProblem no_report_kind(const std::string& field) {
  return problem(field,
                 "A correction, a merge, a split and what the system wrote are no reports of an "
                 "occurrence. To undo a merge or a split, correct it.",
                 "Nid yw cywiriad, uno, gwahanu na'r hyn a ysgrifennodd y system yn adroddiadau am "
                 "ddigwyddiad. I ddadwneud uno neu wahanu, cywirwch ef.");
}

gwarchod::v1::FieldProblem merged_too_few(const std::string& field) {
  return problem(field, "Name at least two different records.",
                 "Enwch o leiaf ddau gofnod gwahanol.");
}

gwarchod::v1::FieldProblem exits_unanswered(const std::vector<ExitShown>& exits) {
  auto made = problem("body.exitTests",
                      "To lower the stage, answer each exit test of the stage that is left, met or "
                      "not. Not answered: ",
                      "I ostwng y cam, atebwch bob prawf gadael y cam a adewir, wedi'i fodloni neu "
                      "beidio. Heb ei ateb: ");
  add_named(exits, made);
  return made;
}

gwarchod::v1::FieldProblem exits_unshown(const std::vector<ExitShown>& exits) {
  auto made = problem("body.exitTests",
                      "The record does not show this met. Name the record that shows it, or answer "
                      "that it is not met: ",
                      "Nid yw'r cofnod yn dangos bod hwn wedi'i fodloni. Enwch y cofnod sy'n ei "
                      "ddangos, neu atebwch nad yw wedi'i fodloni: ");
  add_named(exits, made);
  return made;
}

gwarchod::v1::FieldProblem exit_evidence_unknown(const std::string& record) {
  auto made = problem("body.exitTests", "This provider has no record of the id given as evidence: ",
                      "Nid oes gan y darparwr hwn gofnod o'r id a roddwyd yn dystiolaeth: ");
  made.mutable_words()->mutable_en()->append(record);
  made.mutable_words()->mutable_cy()->append(record);
  return made;
}

}  // namespace providers
