#pragma once

#include <optional>
#include <vector>

#include "gwarchod/v1/envelope.pb.h"
#include "schema/time.h"

namespace timeline {

/// The first day on which the agency knew of the record; nothing when nobody says that it did.
/// `recorded` is the day on which it was written down. The earliest of:
///   - it comes from that agency: the day it was received, else the day it was recorded;
///   - it says that the agency knew (envelope.known_to): the day it gives;
///   - it was recorded for that agency: the day it was recorded.
/// Every agency knows of decisions on a stage, of corrections, and of what was found to be one
/// occurrence or another: the sub-group on which they all sit takes them, and a reader who was not
/// told would be shown a stage that nobody was at, or a record that everyone knows to be wrong.
/// Every agency knows of the register: who provides care is published. Of those, from the day they
/// were recorded; of the register, from the day it gives, if that was before.
/// What the system wrote is known to none: it speaks of what everyone together knew.
[[nodiscard]] std::optional<schema::Day> known_since(const gwarchod::v1::Event& event,
                                                     schema::Day recorded,
                                                     gwarchod::v1::Agency agency);

/// Whether every agency knows of records of the kind.
[[nodiscard]] bool is_known_to_all(const gwarchod::v1::Event& event);

/// Each agency that knew of the record and since when, who knew first in front. Nobody where it is
/// known to all.
[[nodiscard]] std::vector<gwarchod::v1::KnownTo> known_by(const gwarchod::v1::Event& event,
                                                          schema::Day recorded);

}  // namespace timeline
