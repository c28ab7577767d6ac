#pragma once

#include <optional>
#include <span>
#include <vector>

#include "escalation/status.h"

namespace escalation {

/// By whose knowledge a history is told again.
enum class Knowledge {
  kRecorded,  // by what was on record here
  kPooled,    // by what any agency knew, had they pooled it
};

/// An event and the day from which it counts.
struct Learned {
  ProviderEvent event;
  Day day;
};

/// The day on which an event became known.
/// Recorded: the UK day it was recorded. Pooled: the earliest of that day, of the day we heard of
/// it and of the days since which an agency knew; never before the first day it can have happened.
/// What the program itself took in (`recorded_by` "system": an import) was on paper long before,
/// and the day it was recorded says nothing of when anybody knew. Pooled, it became known on the
/// day we heard of it or an agency knew; when it says neither, on the day it happened, as the
/// policy counts it (the last day of its range). That is a choice: it makes an imported history as
/// early known as can be. An event without a day of recording is taken the same way.
[[nodiscard]] Day became_known(const gwarchod::v1::Event& event, Knowledge knowledge);

/// A provider's stream in the order in which it became known: of one day, in the order of the
/// stream. No event becomes known before the one that it brings up to date or corrects.
[[nodiscard]] std::vector<Learned> in_order_known(std::span<const ProviderEvent> stream,
                                                  Knowledge knowledge);

}  // namespace escalation
