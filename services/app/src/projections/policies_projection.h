#pragma once

#include <cstdint>

#include "projections/projection.h"
#include "projections/views.h"
#include "schema/schema.h"

namespace app {

/// The projection "policies": every policy adopted.
class PoliciesProjection final : public Projection {
 public:
  static constexpr const char* kName = "policies";
  static constexpr std::uint64_t kForm = 1;

  PoliciesProjection(Views& views, const schema::Schema& schema) : views_(views), schema_(schema) {}

  void take_in(const eventstore::StoredEvent& stored) override;
  void save(SideValues& values) override;
  void saved() override { changed_ = false; }
  /// False when what was kept is not of this form, or a policy of it cannot be read by this schema.
  [[nodiscard]] bool load(const eventstore::EventStore& store);
  void replace(Policies policies);

 private:
  Views& views_;
  const schema::Schema& schema_;
  bool changed_ = false;
};

[[nodiscard]] std::string text_of(const Policies& policies);

}  // namespace app
