#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "compiled.h"
#include "days.h"
#include "escalation/status.h"
#include "names.h"

namespace escalation {

inline constexpr std::uint32_t kNone = UINT32_MAX;
inline constexpr std::uint32_t kUnknown = UINT32_MAX - 1;  // named, but by no event that is here

/// The values of two lists fit into the group of a flag's items.
inline constexpr unsigned kSaidBits = 16;
inline constexpr std::uint32_t kSaidMask = (1U << kSaidBits) - 1;

/// What one match of one rule took from one version of a record.
struct Item {
  std::uint16_t rule = 0;
  Part part = Part::kMain;
  std::uint16_t element = 0;
  std::uint32_t group = 0;  // theme, or value of Overdue.per_field
  DayNumber day = kNever;   // Match.day_field; kNever: the day it happened
  DayNumber due = kNever;
  DayNumber late = kNever;  // first day on which it is overdue
  DayNumber done = kNever;  // Overdue.done_field, Count.open_until
  // Of a record that starts a clock, where `due` is what it was extended to and `late` the day on
  // which it was paused; and of one that stops it, the version that it names.
  DayNumber resumed = kNever;
  std::uint32_t link = kNone;
};

/// One event of a kind the policy looks at. Versions of a record form a chain: `first` is the event
/// that opened it, `previous` the one before; `latest` and `active` are kept by the first.
struct Version {
  std::uint64_t position = 0;
  std::uint32_t first = 0;
  std::uint32_t previous = kNone;
  std::uint32_t latest = 0;
  std::uint32_t active = kNone;      // the one that counts; none when all are struck out
  std::uint32_t target = kNone;      // of a correction: what it corrects
  std::uint32_t occurrence = kNone;  // shared with other records
  std::uint32_t items = 0;
  std::uint32_t people = 0;
  std::uint32_t stage = kNone;    // of a decision
  DayNumber day = 0;              // when it happened
  DayNumber effective = 0;        // of a decision
  DayNumber review_due = kNever;  // of a decision
  std::uint32_t source = 0;       // number in `sources`, and one; 0: none given
  std::uint32_t recorded_by = 0;  // number in `accounts`
  std::uint16_t items_count = 0;
  std::uint16_t people_count = 0;
  std::uint16_t indicators = 0;  // a bit each
  bool is_correction = false;
  std::uint8_t severity = 0;  // number in the list
  std::uint32_t strikes = 0;  // corrections in force that name it
};

/// An item of a version that counts, in the track of its rule.
struct Entry {
  DayNumber day = 0;
  DayNumber enter = 0;  // first day on which it tells; Overdue: late
  DayNumber leave = 0;  // first day on which it tells no more
  std::uint32_t version = 0;
  std::uint32_t since = 0;  // the version from which on it has been so: when it became known
  std::uint32_t item = 0;
  std::uint32_t newest = 0;  // the latest `since` of this entry and of all before it in the track
};

inline constexpr std::size_t kBlockEntries = 64;

/// The entries of one rule, part and group, ordered by day.
struct Track {
  std::uint16_t rule = 0;
  Part part = Part::kMain;
  std::uint32_t group = 0;
  std::vector<Entry> entries;
  std::vector<DayNumber> left;  // of each kBlockEntries of them, the day on which all have left
  std::uint32_t changes = 0;    // how often what it tells may have become other
};

struct Decided {
  std::uint32_t version = kNone;
  DayNumber effective = 0;
  DayNumber taken = 0;  // the day of the meeting
};

/// A decision that records are reports of one occurrence, or that a record is of another.
struct Grouping {
  std::uint32_t version = kNone;
  bool splits = false;
  std::uint32_t occurrence = kNone;    // the one they are of from then on
  std::vector<std::uint32_t> records;  // versions
};

/// What the groupings in force make of the occurrences that the records themselves say.
struct Regrouped {
  struct Moved {
    std::uint32_t occurrence = kNone;
    std::uint32_t since = 0;  // the version that split it from others: it counts anew since then
    bool operator==(const Moved&) const = default;
  };
  std::map<std::uint32_t, Moved> records;         // by first version
  std::map<std::uint32_t, std::uint32_t> joined;  // an occurrence: the one that it is part of

  /// `said`: what the record itself says.
  [[nodiscard]] std::uint32_t occurrence_of(std::uint32_t first, std::uint32_t said) const;
  [[nodiscard]] std::uint32_t root(std::uint32_t occurrence) const;
  [[nodiscard]] Moved moved(std::uint32_t first) const;
};

/// The records that a decision named: numbers of Facts::Inside::cited, known here or not.
struct Evidence {
  std::uint32_t version = kNone;
  std::vector<std::uint32_t> cited;
};

/// A correction of a record that no rule looks at, but that a decision named.
struct CitedCorrection {
  std::uint32_t version = kNone;
  std::uint32_t cited = kNone;
};

struct Facts::Inside {
  std::uint64_t position = 0;
  std::vector<Version> versions;  // in the order of the stream, so a later one has a greater number
  std::vector<Item> items;
  std::vector<std::uint32_t> people;
  std::vector<Track> tracks;        // ordered by rule, part, group
  std::vector<Decided> decisions;   // ordered by effective day
  std::vector<Grouping> groupings;  // in the order of the stream; most providers have none
  Regrouped regrouped;
  std::vector<Evidence> evidence;  // in the order of the stream, as the next
  std::vector<CitedCorrection> cited_corrections;
  Names ids;  // number = version
  Names occurrences, persons, groups, stages, sources, accounts, cited;

  /// The occurrence that a version counts as a report of; kNone: one of its own.
  [[nodiscard]] std::uint32_t occurrence_of(const Version& version) const {
    if (groupings.empty()) return version.occurrence;
    return regrouped.occurrence_of(version.first, version.occurrence);
  }
};

}  // namespace escalation
