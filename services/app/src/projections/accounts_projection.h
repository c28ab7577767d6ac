#pragma once

#include <set>
#include <string>

#include "projections/projection.h"
#include "projections/views.h"
#include "schema/time.h"

namespace app {

/// The projection "accounts": who may sign in, and who is signed in.
class AccountsProjection final : public Projection {
 public:
  static constexpr const char* kName = "accounts";
  static constexpr std::uint64_t kForm = accounts::kDirectoryForm;

  explicit AccountsProjection(Views& views) : views_(views) {}

  void take_in(const eventstore::StoredEvent& stored) override;
  void save(SideValues& values) override;
  void saved() override { changed_.clear(); }
  /// False when what was kept is not of this form.
  [[nodiscard]] bool load(const eventstore::EventStore& store, schema::Instant now);
  void forget_expired(schema::Instant now);
  void replace(accounts::Directory directory);

 private:
  Views& views_;
  std::set<std::string> changed_;
};

/// Takes an event of an account's stream in; any other changes nothing.
void evolve(accounts::Directory& directory, const eventstore::StoredEvent& stored);

}  // namespace app
