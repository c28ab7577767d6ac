#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "append_problem.h"
#include "events.h"
#include "inside.h"
#include "secrets.h"

namespace app {
namespace {

using accounts::Account;
using eventstore::ExpectedVersion;

constexpr const char* kFirstAccount = "administrator";

Problem problem_of(accounts::Rejection rejection) {
  switch (rejection) {
    case accounts::Rejection::kNotAllowed:
      return not_allowed();
    case accounts::Rejection::kInvalidId:
      return invalid({make_field_problem(
          "account", "An account's id is 1 to 60 small letters (a to z), digits and hyphens.",
          "1 i 60 o lythrennau bach (a i z), digidau a chysylltnodau yw id cyfrif.")});
    case accounts::Rejection::kInvalidName:
      return invalid({make_field_problem("name", "Enter a name of at most 200 characters.",
                                         "Rhowch enw o 200 nod ar y mwyaf.")});
    case accounts::Rejection::kInvalidRole:
      return invalid({make_field_problem("role", "Choose a role and an agency.",
                                         "Dewiswch rôl ac asiantaeth.")});
    case accounts::Rejection::kExists:
      return exists();
    case accounts::Rejection::kUnknownAccount:
      return not_found();
    case accounts::Rejection::kDisabled:
      return invalid({make_field_problem("account", "This account is disabled, and stays so.",
                                         "Mae'r cyfrif hwn wedi'i analluogi, ac felly y bydd.")});
    case accounts::Rejection::kLastAdministrator:
      return invalid(
          {make_field_problem("account", "This is the last administrator: add another first.",
                              "Dyma'r gweinyddwr olaf: ychwanegwch un arall yn gyntaf.")});
    case accounts::Rejection::kWrongPassword:
      return wrong_password();
    case accounts::Rejection::kWrongLink:
      return wrong_link();
    case accounts::Rejection::kBadPassword:
      return invalid({make_field_problem("password", "Choose a password of 12 to 200 characters.",
                                         "Dewiswch gyfrinair o 12 i 200 nod.")});
  }
}

Caller caller_as(const Account& account, const std::string& token) {
  Caller caller;
  caller.account = account.id;
  caller.name = account.name;
  caller.role = account.role;
  caller.agency = account.agency;
  caller.csrf_token = csrf_token(token);
  return caller;
}

// A copy: nothing of the views is held on to.
accounts::Directory one_account(const Views& views, const std::string& id) {
  accounts::Directory directory;
  const std::shared_lock lock(views.mutex);
  const auto found = views.directory.accounts.find(id);
  if (found != views.directory.accounts.end()) directory.accounts.insert(*found);
  return directory;
}

std::string hash_of(const accounts::Directory& directory, const std::string& id) {
  const auto found = directory.accounts.find(id);
  return found == directory.accounts.end() ? std::string{} : found->second.argon2id;
}

accounts::Directory everyone(const Views& views) {
  accounts::Directory directory;
  const std::shared_lock lock(views.mutex);
  directory.accounts = views.directory.accounts;
  return directory;
}

}  // namespace

Tracker::Outcome<void> Tracker::Inside::write(const std::string& account, const std::string& by,
                                              ExpectedVersion expected,
                                              const accounts::Decision& decision) {
  if (!decision) return problem_of(decision.error());
  if (decision->empty()) return {};
  Caller writer;
  writer.account = by;
  eventstore::StreamWrite write{account_stream(account), expected, {}};
  for (const accounts::AccountEvent& event : *decision) {
    write.events.push_back(
        to_store(system_event(accounts::kind_of(event), accounts::serialize(event), today()),
                 writer, ids, clock.now()));
  }
  eventstore::Commit commit;
  commit.writes.push_back(std::move(write));
  const auto appended = store.append_and_wait(std::move(commit));
  if (!appended) {
    const bool raced =
        appended.error().kind == eventstore::AppendError::Kind::kWrongExpectedVersion;
    return raced ? app::exists() : app::problem_of(appended.error());
  }
  wait_for_accounts(appended->last.value());
  return {};
}

Tracker::Outcome<Tracker::SignedIn> Tracker::sign_in(const gwarchod::v1::SignInRequest& request) {
  const std::string& id = request.account();
  if (!accounts::is_account_id(id)) return wrong_password();
  {
    const std::lock_guard lock(inside_->attempts_mutex);
    if (!inside_->attempts.may_try(id, inside_->clock.now())) return too_many_attempts();
  }
  std::call_once(inside_->nobody_made, [this] {
    inside_->hash_of_nobody = hash_password("nobody", inside_->settings.password_cost);
  });
  const accounts::Directory directory = one_account(inside_->views, id);
  const std::string hash = hash_of(directory, id);
  const bool matches =
      is_password(request.password(), hash.empty() ? inside_->hash_of_nobody : hash);
  const schema::Instant now = inside_->clock.now();
  const std::string token = inside_->ids.secret();
  const auto decision =
      accounts::decide(directory,
                       accounts::SignIn{.account = id,
                                        .password_right = matches && !hash.empty(),
                                        .token_sha256 = token_sha256(token)},
                       now);
  {
    const std::lock_guard lock(inside_->attempts_mutex);
    if (decision) {
      inside_->attempts.succeeded(id);
    } else {
      inside_->attempts.failed(id, now);
    }
  }
  const auto written = inside_->write(id, id, ExpectedVersion::any(), decision);
  if (!written) return written.error();
  return SignedIn{token, session_view(caller_of(token))};
}

Tracker::Outcome<Tracker::SignedIn> Tracker::sign_in_by_link(
    const gwarchod::v1::LinkSignInRequest& request) {
  if (!accounts::is_good_password(request.password())) {
    return problem_of(accounts::Rejection::kBadPassword);
  }
  const std::string link = token_sha256(request.token());
  const accounts::Directory directory = everyone(inside_->views);
  const schema::Instant now = inside_->clock.now();
  const Account* account = accounts::account_of_link(directory, link, now);
  if (account == nullptr) return wrong_link();
  const std::string token = inside_->ids.secret();
  const auto decision = accounts::decide(
      directory,
      accounts::SignInByLink{
          .link_sha256 = link,
          .argon2id = hash_password(request.password(), inside_->settings.password_cost),
          .token_sha256 = token_sha256(token)},
      now);
  // Exactly the version looked at: of two who use the link at once, one comes too late.
  const auto expected = ExpectedVersion::exactly(eventstore::StreamVersion{account->version});
  const auto written = inside_->write(account->id, account->id, expected, decision);
  if (!written) {
    return written.error().code() == "exists" ? wrong_link() : written.error();
  }
  return SignedIn{token, session_view(caller_of(token))};
}

Tracker::Outcome<Tracker::SignedIn> Tracker::demo_sign_in(
    const gwarchod::v1::DemoSignInRequest& request) {
  if (!inside_->settings.demonstration) return not_found();
  const std::string id = accounts::demonstration_account(request.role());
  const std::string token = inside_->ids.secret();
  const std::lock_guard lock(inside_->administering);
  const auto decision = accounts::decide(
      one_account(inside_->views, id),
      accounts::DemonstrationSignIn{.role = request.role(), .token_sha256 = token_sha256(token)},
      inside_->clock.now());
  const auto written = inside_->write(id, id, ExpectedVersion::any(), decision);
  if (!written) return written.error();
  return SignedIn{token, session_view(caller_of(token))};
}

void Tracker::sign_out(const std::string& token) {
  const std::string hash = token_sha256(token);
  accounts::Directory session;
  {
    const std::shared_lock lock(inside_->views.mutex);
    const auto found = inside_->views.directory.sessions.find(hash);
    if (found == inside_->views.directory.sessions.end()) return;
    session.sessions.insert(*found);
  }
  const std::string account = session.sessions.begin()->second.account;
  // A disk that fails is told by the next write; the cookie is taken away all the same.
  (void)inside_->write(account, account, ExpectedVersion::any(),
                       accounts::decide(session, accounts::SignOut{hash}));
}

std::optional<Caller> Tracker::caller_of(const std::string& token) const {
  const std::string hash = token_sha256(token);
  const std::shared_lock lock(inside_->views.mutex);
  const Account* account =
      accounts::account_of(inside_->views.directory, hash, inside_->clock.now());
  if (account == nullptr) return std::nullopt;
  return caller_as(*account, token);
}

gwarchod::v1::SessionView Tracker::session_view(const std::optional<Caller>& caller) const {
  gwarchod::v1::SessionView view;
  view.set_authority(inside_->settings.authority);
  view.set_demonstration(inside_->settings.demonstration);
  view.set_today(schema::to_string(today()));
  if (!caller) return view;
  view.set_signed_in(true);
  view.set_account(caller->account);
  view.set_name(caller->name);
  view.set_role(caller->role);
  view.set_agency(caller->agency);
  view.set_csrf_token(caller->csrf_token);
  view.set_may_record(accounts::may_record(caller->role));
  view.set_may_administer(accounts::may_administer(caller->role));
  return view;
}

Tracker::Outcome<std::string> Tracker::add_account(const Caller& caller,
                                                   const gwarchod::v1::AddAccountRequest& request) {
  std::string link = inside_->ids.secret();
  const std::lock_guard lock(inside_->administering);
  const auto decision = accounts::decide(everyone(inside_->views),
                                         accounts::AddAccount{.by = caller.role,
                                                              .account = request.account(),
                                                              .name = request.name(),
                                                              .role = request.role(),
                                                              .agency = request.agency(),
                                                              .link_sha256 = token_sha256(link)},
                                         inside_->clock.now());
  const auto written =
      inside_->write(request.account(), caller.account, ExpectedVersion::no_stream(), decision);
  if (!written) return written.error();
  return link;
}

Tracker::Outcome<std::string> Tracker::make_calendar_link(const Caller& caller) {
  std::string token = inside_->ids.secret();
  const auto decision = accounts::decide(
      one_account(inside_->views, caller.account),
      accounts::MakeCalendarLink{.account = caller.account, .token_sha256 = token_sha256(token)});
  const auto written =
      inside_->write(caller.account, caller.account, ExpectedVersion::any(), decision);
  if (!written) return written.error();
  return token;
}

Tracker::Outcome<void> Tracker::disable_account(const Caller& caller, const std::string& account,
                                                const std::string& why) {
  const std::lock_guard lock(inside_->administering);
  const auto decision =
      accounts::decide(everyone(inside_->views),
                       accounts::DisableAccount{.by = caller.role, .account = account, .why = why});
  return inside_->write(account, caller.account, ExpectedVersion::any(), decision);
}

Tracker::Outcome<std::string> Tracker::reset_account(const Caller& caller,
                                                     const std::string& account) {
  std::string link = inside_->ids.secret();
  const std::lock_guard lock(inside_->administering);
  const auto decision = accounts::decide(
      everyone(inside_->views),
      accounts::ResetAccount{
          .by = caller.role, .account = account, .link_sha256 = token_sha256(link)},
      inside_->clock.now());
  const auto written = inside_->write(account, caller.account, ExpectedVersion::any(), decision);
  if (!written) return written.error();
  return link;
}

Tracker::Outcome<gwarchod::v1::Accounts> Tracker::accounts(const Caller& caller) const {
  if (!accounts::may_administer(caller.role)) return not_allowed();
  gwarchod::v1::Accounts listed;
  const std::shared_lock lock(inside_->views.mutex);
  for (const auto& [id, account] : inside_->views.directory.accounts) {
    gwarchod::v1::AccountView& view = *listed.add_accounts();
    view.set_account(id);
    view.set_name(account.name);
    view.set_role(account.role);
    view.set_agency(account.agency);
    view.set_disabled(account.disabled);
  }
  return listed;
}

// A link that was printed and lost, before anybody chose a password, is made again.
std::optional<std::string> Tracker::first_sign_in_token() {
  if (inside_->settings.demonstration || inside_->settings.read_only) return std::nullopt;
  const accounts::Directory directory = everyone(inside_->views);
  for (const auto& [id, account] : directory.accounts) {
    if (!account.argon2id.empty()) return std::nullopt;
  }
  if (directory.accounts.contains(kFirstAccount)) {
    const auto reset = reset_account(Caller::system(), kFirstAccount);
    return reset ? std::optional(*reset) : std::nullopt;
  }
  gwarchod::v1::AddAccountRequest request;
  request.set_account(kFirstAccount);
  request.set_name("Administrator");
  request.set_role(gwarchod::v1::ADMINISTRATOR);
  request.set_agency(gwarchod::v1::COUNCIL_CONTRACTS);
  const auto added = add_account(Caller::system(), request);
  return added ? std::optional(*added) : std::nullopt;
}

}  // namespace app
