#include "upcasters.h"

namespace app {
namespace {

/// 1 to 2: what is personal of a record came to be sealed. What was stored in the open stays there,
/// so there is nothing to open: the event is as it would be read.
void was_in_the_open(gwarchod::v1::Event& event) {
  event.clear_sealed_for();
  event.clear_sealed();
  event.clear_sealed_fields();
}

}  // namespace

Upcasters::Upcasters(const schema::Schema& schema) {
  for (const schema::Kind* kind : schema.kinds()) {
    Forms& forms = kinds_[kind->name];
    if (kind->options->system()) continue;
    forms.current = kSealedVersion;
    forms.from[kOpenVersion] = was_in_the_open;
  }
}

std::uint32_t Upcasters::current(const std::string& kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? 0 : found->second.current;
}

void Upcasters::bring_up_to_date(gwarchod::v1::Event& event) const {
  if (event.schema_version() >= kSealedVersion) return;  // most are, and no kind is further on
  const auto found = kinds_.find(event.kind());
  if (found == kinds_.end()) return;
  const Forms& forms = found->second;
  for (std::uint32_t version = event.schema_version(); version < forms.current; ++version) {
    if (const auto step = forms.from.find(version); step != forms.from.end()) step->second(event);
    event.set_schema_version(version + 1);
  }
}

}  // namespace app
