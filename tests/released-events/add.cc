// Adds an example of each kind of event in the form that this program stores it in, where there is
// none yet. What is there is left alone.
//   ninja -C build/dev add_released_events && build/dev/tests/add_released_events
#include <filesystem>
#include <iostream>

#include "services/app/support/released.h"
#include "upcasters.h"

int main() {
  const schema::Schema schema;
  const app::Upcasters upcasters(schema);
  const auto storage = released::read_keys();
  const auto keys = released::ring_over(*storage);
  const app::EventSealer sealer(schema, *keys);
  int added = 0;
  for (const schema::Kind* kind : schema.kinds()) {
    for (const std::uint32_t version : {app::kOpenVersion, upcasters.current(kind->name)}) {
      // Only the first release wrote records in the open.
      const bool begun = std::filesystem::exists(released::folder() / "keys.txt");
      if (version == app::kOpenVersion && upcasters.current(kind->name) != version && begun) {
        continue;
      }
      const released::Example example = released::make(schema, *kind, version, sealer);
      if (std::filesystem::exists(released::folder() / example.name())) continue;
      released::write(example);
      std::cout << example.name() << "\n";
      ++added;
    }
  }
  released::write_keys(*storage);
  std::cout << added << " added\n";
}
