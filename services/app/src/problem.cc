#include "app/problem.h"

#include <fmt/format.h>

#include <utility>

namespace app {

Problem make_problem(std::string_view code, std::uint32_t status, std::string_view en,
                     std::string_view cy) {
  Problem problem;
  problem.set_type(fmt::format("urn:gwarchod:problem:{}", code));
  problem.set_code(std::string(code));
  problem.set_status(status);
  problem.set_title(std::string(en));
  problem.set_detail(std::string(en));
  problem.mutable_words()->set_en(std::string(en));
  problem.mutable_words()->set_cy(std::string(cy));
  return problem;
}

FieldProblem make_field_problem(std::string_view place, std::string_view en, std::string_view cy) {
  FieldProblem problem;
  problem.set_field(std::string(place));
  problem.mutable_words()->set_en(std::string(en));
  problem.mutable_words()->set_cy(std::string(cy));
  return problem;
}

Problem unknown_provider() {
  return make_problem("unknown-provider", 404, "There is no provider of this id in the register.",
                      "Nid oes darparwr o'r id hwn yn y gofrestr.");
}

Problem not_known_then() {
  return make_problem("not-known-then", 404,
                      "Nothing of this provider was on record then. Choose a later day.",
                      "Nid oedd dim am y darparwr hwn ar gofnod bryd hynny. Dewiswch ddiwrnod "
                      "diweddarach.");
}

Problem wrong_version(std::uint64_t actual) {
  return make_problem(
      "wrong-version", 412,
      fmt::format("Something else was recorded in the meantime: the version is now {}. Look at it, "
                  "then record again.",
                  actual),
      fmt::format("Cofnodwyd rhywbeth arall yn y cyfamser: y fersiwn nawr yw {}. Edrychwch arno, "
                  "yna cofnodwch eto.",
                  actual));
}

Problem invalid(std::vector<FieldProblem> faults) {
  Problem problem = make_problem("invalid", 422, "Some of what was entered needs to be put right.",
                                 "Mae angen cywiro rhywfaint o'r hyn a roddwyd.");
  for (FieldProblem& fault : faults) *problem.add_errors() = std::move(fault);
  return problem;
}

Problem not_signed_in() {
  return make_problem("not-signed-in", 401, "Sign in first.", "Mewngofnodwch yn gyntaf.");
}

Problem wrong_password() {
  return make_problem("not-signed-in", 401, "The account or the password is not right.",
                      "Nid yw'r cyfrif neu'r cyfrinair yn gywir.");
}

Problem wrong_link() {
  return make_problem(
      "not-signed-in", 401,
      "This sign-in link has been used, or has expired. Ask an administrator for a new one.",
      "Mae'r ddolen fewngofnodi hon wedi'i defnyddio, neu wedi dod i ben. Gofynnwch i weinyddwr am "
      "un newydd.");
}

Problem too_many_attempts() {
  return make_problem("too-many-attempts", 429,
                      "Too many attempts to sign in. Wait 15 minutes, then try again.",
                      "Gormod o ymdrechion i fewngofnodi. Arhoswch 15 munud, yna ceisiwch eto.");
}

Problem not_allowed() {
  return make_problem("not-allowed", 403, "Your role does not allow this.",
                      "Nid yw eich rôl yn caniatáu hyn.");
}

Problem idempotency_mismatch() {
  return make_problem("idempotency-mismatch", 422,
                      "This Idempotency-Key was used before, for something else.",
                      "Defnyddiwyd yr Idempotency-Key hwn o'r blaen, ar gyfer rhywbeth arall.");
}

Problem exists() {
  return make_problem("exists", 409, "There is one of this id already.",
                      "Mae un o'r id hwn eisoes.");
}

Problem not_found() {
  return make_problem("not-found", 404, "There is no such thing.", "Nid oes y fath beth.");
}

Problem unknown_person() {
  return make_problem("unknown-person", 404,
                      "The record holds nobody of this reference, or they were erased before.",
                      "Nid oes neb o'r cyfeirnod hwn yn y cofnod, neu cawsant eu dileu o'r blaen.");
}

Problem too_large() {
  return make_problem("too-large", 413, "This is more than can be recorded at once.",
                      "Mae hyn yn fwy nag y gellir ei gofnodi ar unwaith.");
}

Problem storage_failed() {
  return make_problem(
      "storage", 503,
      "The server's disk fails: nothing was recorded. What is on record can still be read. Tell "
      "whoever looks after the server.",
      "Mae disg y gweinydd yn methu: ni chofnodwyd dim. Gellir darllen yr hyn sydd ar gofnod o "
      "hyd. "
      "Rhowch wybod i'r sawl sy'n gofalu am y gweinydd.");
}

Problem disk_full() {
  return make_problem(
      "disk-full", 507,
      "The server's disk is full: nothing was recorded. What is on record can still be read. When "
      "room has been made on the disk, record it again.",
      "Mae disg y gweinydd yn llawn: ni chofnodwyd dim. Gellir darllen yr hyn sydd ar gofnod o "
      "hyd. "
      "Pan fydd lle wedi'i wneud ar y ddisg, cofnodwch eto.");
}

Problem erasure_unfinished() {
  return make_problem(
      "erasure-unfinished", 507,
      "The disk of the keys is full: the erasure is on record, but not done. Make room on the disk "
      "and start the server again: it is done then.",
      "Mae disg yr allweddi'n llawn: mae'r dileu ar gofnod, ond heb ei wneud. Gwnewch le ar y "
      "ddisg "
      "ac ailgychwynnwch y gweinydd: caiff ei wneud bryd hynny.");
}

Problem busy() {
  return make_problem(
      "busy", 503, "Too much is waiting to be recorded: this was not. Try again in a moment.",
      "Mae gormod yn aros i gael ei gofnodi: ni chofnodwyd hwn. Rhowch gynnig arall "
      "arni ymhen eiliad.");
}

Problem may_be_recorded() {
  return make_problem(
      "outcome-unknown", 503,
      "The server's disk failed in the middle of recording this: it cannot be told yet whether it "
      "is on record. Send the same again: it is recorded once.",
      "Methodd disg y gweinydd wrth gofnodi hwn: ni ellir dweud eto a yw ar gofnod. Anfonwch yr un "
      "peth eto: fe'i cofnodir unwaith.");
}

}  // namespace app
