#include "accounts/decide.h"

namespace accounts {
namespace {

struct Part {
  Role role;
  const char* account;
  const char* name;
  Agency agency;
};

// Between them they show what each clearance sees.
constexpr Part kParts[] = {
    {gwarchod::v1::ADMINISTRATOR, "demo-administrator", "Demonstration administrator",
     gwarchod::v1::COUNCIL_CONTRACTS},
    {gwarchod::v1::OFFICER, "demo-officer", "Demonstration officer",
     gwarchod::v1::COUNCIL_SAFEGUARDING},
    {gwarchod::v1::SUB_GROUP_MEMBER, "demo-sub-group", "Demonstration sub-group member",
     gwarchod::v1::HEALTH_BOARD},
    {gwarchod::v1::READ_ONLY, "demo-read-only", "Demonstration reader",
     gwarchod::v1::COUNCIL_CARE_MANAGEMENT},
};

const Part* part_of(Role role) {
  for (const Part& part : kParts) {
    if (part.role == role) return &part;
  }
  return nullptr;
}

}  // namespace

std::string demonstration_account(Role role) {
  const Part* part = part_of(role);
  return part == nullptr ? std::string{} : part->account;
}

Decision decide(const Directory& directory, const DemonstrationSignIn& command, Instant now) {
  const Part* part = part_of(command.role);
  if (part == nullptr) return Rejection::kInvalidRole;
  std::vector<AccountEvent> events;
  const auto known = directory.accounts.find(part->account);
  if (known == directory.accounts.end()) {
    gwarchod::v1::AccountAdded added;
    added.set_account(part->account);
    added.set_name(part->name);
    added.set_role(part->role);
    added.set_agency(part->agency);
    events.emplace_back(added);
  } else if (known->second.disabled) {
    return Rejection::kDisabled;
  }
  gwarchod::v1::SignedIn signed_in;
  signed_in.set_token_sha256(command.token_sha256);
  signed_in.set_expires_unix_ms(std::chrono::duration_cast<std::chrono::milliseconds>(
                                    (now + kSessionLasts).time_since_epoch())
                                    .count());
  events.emplace_back(signed_in);
  return events;
}

}  // namespace accounts
