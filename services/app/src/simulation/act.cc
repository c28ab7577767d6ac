#include "simulation/act.h"

#include <stdexcept>

#include "schema/json.h"

namespace app {
namespace {

Caller person(const char* account, const char* name, gwarchod::v1::Role role,
              gwarchod::v1::Agency agency) {
  Caller caller;
  caller.account = account;
  caller.name = name;
  caller.role = role;
  caller.agency = agency;
  return caller;
}

}  // namespace

SimPeople::SimPeople()
    : contracts(person("eleri-price", "Eleri Price", gwarchod::v1::OFFICER,
                       gwarchod::v1::COUNCIL_CONTRACTS)),
      safeguarding(person("gareth-pugh", "Gareth Pugh", gwarchod::v1::OFFICER,
                          gwarchod::v1::COUNCIL_SAFEGUARDING)),
      complaints(person("anwen-rees", "Anwen Rees", gwarchod::v1::OFFICER,
                        gwarchod::v1::COUNCIL_COMPLAINTS)),
      care(person("tomos-bevan", "Tomos Bevan", gwarchod::v1::OFFICER,
                  gwarchod::v1::COUNCIL_CARE_MANAGEMENT)),
      chair(person("mererid-howells", "Mererid Howells", gwarchod::v1::SUB_GROUP_MEMBER,
                   gwarchod::v1::COUNCIL_SAFEGUARDING)) {}

const Caller& SimPeople::by(const std::string& who) const {
  if (who == "safeguarding") {
    return safeguarding;
  }
  if (who == "complaints") {
    return complaints;
  }
  if (who == "care") {
    return care;
  }
  return who == "chair" ? chair : contracts;
}

gwarchod::v1::RecordRequest request_of(const google::protobuf::Message& body,
                                       const gwarchod::v1::Envelope& envelope) {
  gwarchod::v1::RecordRequest request;
  request.set_kind(body.GetDescriptor()->name());
  *request.mutable_envelope() = envelope;
  if (const auto read = schema::from_json(schema::to_json(body), *request.mutable_body()); !read) {
    throw std::logic_error("simulation: " + read.error().what);
  }
  return request;
}

}  // namespace app
