#include "process_compiler.h"

#include <algorithm>
#include <set>
#include <utility>

#include "check.h"
#include "match_compiler.h"
#include "rule_compiler.h"
#include "schema/show.h"
#include "schema/time.h"

namespace escalation {
namespace {

using gwarchod::v1::Clock;
using gwarchod::v1::Exit;
using gwarchod::v1::Flag;
using gwarchod::v1::Match;
using gwarchod::v1::Notice;
using gwarchod::v1::Stage;
using Matches = google::protobuf::RepeatedPtrField<Match>;

constexpr const char* kReview = "review";
constexpr const char* kStepTaken = "StepTaken";
constexpr int kSaysMax = 2;
constexpr std::size_t kLookoutsMax = 2'000;

class ProcessCompiler {
 public:
  ProcessCompiler(const schema::Schema& schema, const Place& place, CompiledPolicy::Inside& inside,
                  Faults& faults)
      : schema_(schema), place_(place), inside_(inside), faults_(faults) {}

  void compile() {
    const gwarchod::v1::Policy& policy = inside_.policy;
    inside_.registered = lookout();
    inside_.kinds["ProviderRegistered"].extracts.push_back({.rule = inside_.registered});
    inside_.reviews = lookout();
    matches(policy.reviews(), {.rule = inside_.reviews}, place_, "reviews");
    inside_.red = lookout();
    matches(policy.red(), {.rule = inside_.red}, place_, "red");
    for (int i = 0; i < policy.stages_size(); ++i) add_stage(i, place_.at("stages", i));
    for (int i = 0; i < policy.clocks_size(); ++i) {
      const Place at = place_.at("clocks", i);
      check_clock(policy.clocks(i), at);
      if (policy.clocks(i).starts().empty()) {
        faults_.add(at, "a clock of no stage needs what starts it");
      }
      add_clock(policy.clocks(i), std::nullopt, at);
    }
    for (int i = 0; i < policy.flags_size(); ++i) add_flag(i, place_.at("flags", i));
    if (policy.has_owner_watch()) add_owner_watch(policy.owner_watch(), place_.at("owner_watch"));
    if (policy.has_near()) add_near(policy.near(), place_.at("near"));
    if (inside_.rules.size() > kLookoutsMax) {
      faults_.add(place_, "more than " + std::to_string(kLookoutsMax) + " things to look for");
    }
  }

 private:
  std::uint16_t lookout(DayNumber days_at_most = 0) {
    CompiledRule noted;
    noted.kind = TestKind::kNoted;
    noted.window_days = days_at_most;
    inside_.rules.push_back(std::move(noted));
    return static_cast<std::uint16_t>(inside_.rules.size() - 1);
  }

  void matches(const Matches& all, const Wanted& wanted, const Place& place, const char* name) {
    for (int i = 0; i < all.size(); ++i) {
      compile_match(all[i], wanted, schema_, place.at(name, i), inside_, faults_);
    }
  }

  void add_owner_watch(const gwarchod::v1::OwnerWatch& watch, const Place& place) {
    need_both(watch.name(), "the watch's name", place.at("name"), faults_);
    inside_.owner_watch =
        compile_words(watch.words(), {Blank::kOwner, Blank::kServices, Blank::kStage},
                      place.at("words"), faults_);
    const auto& stages = inside_.policy.stages();
    const bool reached = std::any_of(stages.begin(), stages.end(), [&](const Stage& stage) {
      return stage.level() >= watch.from_level();
    });
    if (watch.from_level() == 0)
      faults_.add(place, "from_level is missing: every service would do");
    if (!reached)
      faults_.add(place.at("from_level"), "no stage is so high: this can never be raised");
  }

  void add_near(const gwarchod::v1::NearWords& near, const Place& place) {
    const std::vector<Blank> counted{Blank::kRule, Blank::kHave, Blank::kNeed, Blank::kUntil};
    NearTemplates& words = inside_.near;
    words.occurrences = compile_words(near.occurrences(), counted, place, faults_);
    words.people = compile_words(near.people(), counted, place, faults_);
    words.sources = compile_words(near.sources(), counted, place, faults_);
    words.indicators = compile_words(near.indicators(), counted, place, faults_);
    words.by_itself =
        compile_words(near.by_itself(), {Blank::kRule, Blank::kUntil}, place, faults_);
    if (near.days() > kDaysMax) faults_.add(place.at("days"), "more than a hundred years");
    words.days = static_cast<DayNumber>(std::min(near.days(), kDaysMax));
  }

  void add_stage(int number, const Place& place) {
    const Stage& stage = inside_.policy.stages(number);
    const auto index = static_cast<std::size_t>(number);
    for (int i = 0; i < stage.clocks_size(); ++i) {
      add_clock(stage.clocks(i), index, place.at("clocks", i));
    }
    for (int i = 0; i < stage.notices_size(); ++i) {
      if (!stage.notices(i).id().empty()) {
        add_notice(stage.notices(i), index, place.at("notices", i));
      }
    }
    std::set<std::string> seen;
    for (int i = 0; i < stage.exits_size(); ++i) {
      const Place at = place.at("exits", i);
      if (!seen.insert(stage.exits(i).id()).second) {
        faults_.add(at.at("id"), "a second exit test \"" + stage.exits(i).id() + "\"");
      }
      add_exit(index, i, at);
    }
  }

  /// What check_frame says of a stage's clock, of one that stands by itself; and of each its days.
  void check_clock(const Clock& clock, const Place& place) {
    if (!is_id(clock.id())) faults_.add(place.at("id"), "a clock needs an id of a-z, 0-9 and -");
    if (!ids_.insert(clock.id()).second) {
      faults_.add(place.at("id"), "a second clock \"" + clock.id() + "\"");
    }
    need_both(clock.name(), "the clock's name", place.at("name"), faults_);
    check_limit(clock, place, faults_);
  }

  DayNumber day(const std::string& text, DayNumber otherwise, const Place& place) {
    if (text.empty()) return otherwise;
    const auto day = schema::parse_day(text);
    if (day) return number_of(*day);
    faults_.add(place, "\"" + text + "\" is no day (yyyy-mm-dd)");
    return otherwise;
  }

  void add_clock(const Clock& clock, std::optional<std::size_t> stage, const Place& place) {
    CompiledClock compiled{.clock = clock, .lookout = lookout(), .stage = stage};
    compiled.is_review = stage && clock.id() == kReview;
    compiled.since = day(clock.since(), compiled.since, place.at("since"));
    compiled.until = day(clock.until(), compiled.until, place.at("until"));
    if (compiled.since > compiled.until) {
      faults_.add(place, "the clock ends before it begins: it can never run");
    }
    const bool reads_record = !clock.done_field().empty() || !clock.extended_field().empty() ||
                              !clock.paused_field().empty() || !clock.resumed_field().empty();
    if (reads_record && clock.starts().empty()) {
      faults_.add(place, "a clock reads fields of the record that starts it: give `starts`");
    }
    if (clock.paused_field().empty() != clock.resumed_field().empty()) {
      faults_.add(place, "paused_field and resumed_field go together");
    }
    Wanted starts{.rule = compiled.lookout};
    starts.open_until = clock.done_field();
    starts.open_place = place.at("done_field");
    starts.extended = clock.extended_field();
    starts.paused = clock.paused_field();
    starts.resumed = clock.resumed_field();
    starts.of_fields = place;
    matches(clock.starts(), starts, place, "starts");
    Wanted stops{.rule = compiled.lookout, .part = Part::kEnd};
    stops.link = clock.link_field();
    stops.of_fields = place.at("link_field");
    matches(clock.stops(), stops, place, "stops");
    add_step(clock.id(), compiled.lookout);
    inside_.clocks.push_back(std::move(compiled));
  }

  /// A StepTaken that names the clock stops it, where the schema has that kind.
  void add_step(const std::string& id, std::uint16_t lookout) {
    if (schema_.find(kStepTaken) == nullptr) return;
    Match taken;
    taken.add_kinds(kStepTaken);
    taken.set_day_field("taken_on");
    gwarchod::v1::FieldTest& names = *taken.add_where();
    names.set_field("step");
    names.add_any_of(id);
    Wanted stops{.rule = lookout, .part = Part::kEnd};
    stops.link = "for_record";
    compile_match(taken, stops, schema_, Place(), inside_, faults_);
  }

  /// A notice is a clock of its stage that asks for somebody to be told.
  void add_notice(const Notice& notice, std::size_t stage, const Place& place) {
    if (!is_id(notice.id())) {
      faults_.add(place.at("id"), "a notice has an id of a-z, 0-9 and -, or none");
    }
    Clock clock;
    clock.set_id(notice.id());
    clock.mutable_name()->set_en("To be told: " + notice.whom().en());
    clock.mutable_name()->set_cy("I gael gwybod: " + notice.whom().cy());
    clock.set_working_days(std::max(1U, notice.working_days()));
    *clock.mutable_starts() = notice.starts();
    *clock.mutable_stops() = notice.stops();
    add_clock(clock, stage, place);
  }

  void add_flag(int number, const Place& place) {
    const Flag& flag = inside_.policy.flags(number);
    if (!is_id(flag.id())) faults_.add(place.at("id"), "a flag needs an id of a-z, 0-9 and -");
    if (!flag_ids_.insert(flag.id()).second) {
      faults_.add(place.at("id"), "a second flag \"" + flag.id() + "\"");
    }
    need_both(flag.name(), "the flag's name", place.at("name"), faults_);
    if (flag.match().empty()) faults_.add(place, "match is missing: this can never be raised");
    if (flag.says_size() > kSaysMax) {
      faults_.add(place.at("says", kSaysMax), "a flag says at most two lists of its record");
    }
    if (flag.days_at_most() > kDaysMax) {
      faults_.add(place.at("days_at_most"), "more than a hundred years");
    }
    const auto days = static_cast<DayNumber>(std::min(flag.days_at_most(), kDaysMax));
    CompiledFlag compiled{.flag = number, .lookout = lookout(days), .says = {}};
    Wanted raises{.rule = compiled.lookout};
    raises.open_until = flag.until_field();
    raises.open_place = place.at("until_field");
    raises.of_fields = place;
    raises.says.assign(flag.says().begin(), flag.says().end());
    if (raises.says.size() > kSaysMax) raises.says.resize(kSaysMax);
    matches(flag.match(), raises, place, "match");
    matches(flag.ends(), {.rule = compiled.lookout, .part = Part::kEnd}, place, "ends");
    for (const std::string& field : raises.says) compiled.says.push_back(labels(flag, field));
    inside_.flags.push_back(std::move(compiled));
  }

  /// The labels of a list, as the first kind that raises the flag has it.
  std::map<std::uint32_t, gwarchod::v1::Text> labels(const Flag& flag, const std::string& field) {
    std::map<std::uint32_t, gwarchod::v1::Text> labels;
    if (flag.match().empty() || flag.match(0).kinds().empty()) return labels;
    const schema::Kind* kind = schema_.find(flag.match(0).kinds(0));
    const auto* leaf = kind == nullptr ? nullptr : kind->message->FindFieldByName(field);
    if (leaf == nullptr || leaf->enum_type() == nullptr) return labels;
    for (const gwarchod::v1::Label& label : schema::labels(*leaf->enum_type())) {
      const auto* value = leaf->enum_type()->FindValueByName(label.value());
      labels[static_cast<std::uint32_t>(value->number())] = label.text();
    }
    return labels;
  }

  void add_exit(std::size_t stage, int number, const Place& place) {
    const Exit& exit = inside_.policy.stages(static_cast<int>(stage)).exits(number);
    if (!is_id(exit.id()))
      faults_.add(place.at("id"), "an exit test needs an id of a-z, 0-9 and -");
    need_both(exit.words(), "the exit test", place.at("words"), faults_);
    const int asked = (exit.quiet_days() > 0 ? 1 : 0) + (exit.shown_by().empty() ? 0 : 1) +
                      (exit.none_open().empty() ? 0 : 1);
    if (asked > 1) {
      faults_.add(place, "an exit test has one of quiet_days, shown_by and none_open, or none");
    }
    if (exit.shown_by().empty() && (exit.shown_at_least() > 0 || !exit.reset().empty())) {
      faults_.add(place, "shown_at_least and reset go with shown_by");
    }
    if (exit.quiet_days() > kDaysMax) {
      faults_.add(place.at("quiet_days"), "more than a hundred years");
    }
    CompiledExit compiled{.stage = stage, .exit = number, .shown_by = {}, .none_open = {}};
    if (!exit.shown_by().empty()) {
      compiled.shown_by = lookout();
      matches(exit.shown_by(), {.rule = *compiled.shown_by}, place, "shown_by");
      matches(exit.reset(), {.rule = *compiled.shown_by, .part = Part::kEnd}, place, "reset");
    }
    if (!exit.none_open().empty()) {
      compiled.none_open = lookout();
      matches(exit.none_open(), {.rule = *compiled.none_open}, place, "none_open");
    }
    inside_.exits.push_back(compiled);
  }

  const schema::Schema& schema_;
  const Place& place_;
  CompiledPolicy::Inside& inside_;
  Faults& faults_;
  std::set<std::string> ids_, flag_ids_;
};

}  // namespace

void compile_process(const schema::Schema& schema, const Place& place,
                     CompiledPolicy::Inside& inside, Faults& faults) {
  ProcessCompiler(schema, place, inside, faults).compile();
}

}  // namespace escalation
