#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "days.h"
#include "escalation/policy.h"
#include "schema/wire.h"

namespace escalation {

/// A field a rule reads: of the record's own bytes, or of the envelope.
struct FieldRef {
  bool of_envelope = false;
  schema::FieldPath path;
};

/// One FieldTest, its names and values looked up.
struct Test {
  FieldRef from;
  bool absent = false;  // the kind has no such field: as one not set
  bool is_text = false;
  bool has_any = false;
  std::vector<std::int64_t> any_numbers, none_numbers;
  std::vector<std::string> any_texts, none_texts;
  bool is_set = false, is_not_set = false;
  std::optional<std::int64_t> at_least, at_most;
};

/// What a record is to a rule: one it looks for, or one that ends (Lasting) or resets (Count).
enum class Part : std::uint8_t { kMain, kEnd };

/// One match of one rule, for one kind.
struct Extract {
  std::uint16_t rule = 0;
  Part part = Part::kMain;
  std::vector<Test> where;
  std::optional<schema::FieldPath> element;
  std::vector<Test> where_element;
  std::optional<FieldRef> day;                  // Match.day_field
  std::optional<schema::FieldPath> due, done;   // of the record or, with `element`, of the element
  std::optional<schema::FieldPath> per;         // Overdue.per_field, likewise
  std::optional<schema::FieldPath> open_until;  // of the record
  bool by_theme = false;
  // Of the record, to a clock: see Clock in policy.proto.
  std::optional<schema::FieldPath> extended, paused, resumed, link;
  std::vector<schema::FieldPath> says;  // lists that tell one flag from another: its group
};

/// Everything the fold reads of one kind.
struct KindPlan {
  bool is_decision = false;
  bool is_correction = false;
  bool merges = false, splits = false;                // occurrences
  schema::FieldPath to_stage, effective, review_due;  // of a decision
  std::optional<schema::FieldPath> evidence;          // of a decision: records
  std::optional<schema::FieldPath> exit_tests;        // of one: messages, in each
  schema::FieldPath exit_evidence;                    // a record
  schema::FieldPath corrects;                         // of a correction
  schema::FieldPath grouped;  // of a merge or a split: the records it is about
  std::vector<schema::FieldPath> people;
  std::vector<Extract> extracts;
};

/// What stands in a place of a rule's words.
enum class Blank : std::uint8_t {
  kNone,
  kCount,
  kPeople,
  kSources,
  kIndicators,
  kTheme,
  kWindow,
  kDates,
  kDays,
  kDue,
  kWhich,
  kUntil,
  kRule,
  kHave,
  kNeed,
  kOwner,
  kServices,
  kStage,
};

/// Words with places: each piece is text and the blank after it.
struct Piece {
  std::string text;
  Blank blank = Blank::kNone;
};
struct Template {
  std::vector<Piece> en, cy;
};

/// kNoted: no rule, but records that a clock, a flag or an exit test looks for.
enum class TestKind : std::uint8_t { kCount, kLasting, kOverdue, kAbsence, kNoted };

struct CompiledRule {
  TestKind kind = TestKind::kCount;
  std::size_t stage = 0;  // index in the policy
  Template words;
  // Count
  std::uint32_t at_least = 1;
  DayNumber window_days = 0;
  std::uint32_t people = 0, sources = 0, indicators = 0;
  bool same_theme = false;
  bool leaves_in_order = true;  // records leave the window in the order in which they entered
  // Lasting, Absence
  DayNumber days = 0;
  // Overdue
  unsigned working_days = 0;
  bool per_field = false;
  bool per_text = false;  // the groups are texts; else numbers, labelled:
  std::map<std::uint32_t, gwarchod::v1::Text> labels;
};

/// A clock, of a stage or of records, or a notice that is counted. What starts it (kMain) and what
/// stops it (kEnd) is noted under `lookout`.
struct CompiledClock {
  gwarchod::v1::Clock clock;
  std::uint16_t lookout = 0;
  std::optional<std::size_t> stage;  // index in the policy
  bool is_review = false;
  DayNumber since = std::numeric_limits<DayNumber>::min();
  DayNumber until = kNever;
};

struct CompiledFlag {
  int flag = 0;               // index in the policy
  std::uint16_t lookout = 0;  // kMain: raises it; kEnd: ends it
  std::vector<std::map<std::uint32_t, gwarchod::v1::Text>> says;
};

struct CompiledExit {
  std::size_t stage = 0;
  int exit = 0;                                      // index in the stage's
  std::optional<std::uint16_t> shown_by, none_open;  // lookouts
};

/// Words for what is near; without pieces, what they would say is not told.
struct NearTemplates {
  Template occurrences, people, sources, indicators, by_itself;
  DayNumber days = 0;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

struct CompiledPolicy::Inside {
  gwarchod::v1::Policy policy;
  Calendar calendar;
  // As in the policy, then what the board counts, then the lookouts of clocks, flags and exit
  // tests.
  std::vector<CompiledRule> rules;
  std::vector<CompiledClock> clocks;
  std::vector<CompiledFlag> flags;
  std::vector<CompiledExit> exits;
  std::uint16_t registered = 0, reviews = 0, red = 0;  // lookouts
  std::optional<std::uint16_t> actions;                // the rule whose records are actions
  std::array<std::uint32_t, 5> weights{};              // of a concern, by how serious it is
  std::unordered_map<std::string, KindPlan, TextHash, std::equal_to<>> kinds;
  std::map<std::string, std::size_t, std::less<>> stages;
  std::map<std::uint32_t, gwarchod::v1::Text> themes;
  Template standing;
  NearTemplates near;
  Template owner_watch;

  [[nodiscard]] std::size_t board() const { return static_cast<std::size_t>(policy.rules_size()); }
};

}  // namespace escalation
