#include "match_compiler.h"

#include <algorithm>
#include <set>

#include "gwarchod/v1/options.pb.h"
#include "test_compiler.h"

namespace escalation {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using gwarchod::v1::FieldTest;
using gwarchod::v1::Match;

/// One match, over all its kinds.
class MatchCompiler {
 public:
  MatchCompiler(const Match& match, const Wanted& wanted, const schema::Schema& schema,
                const Place& place, CompiledPolicy::Inside& inside, Faults& faults)
      : match_(match),
        wanted_(wanted),
        schema_(schema),
        place_(place),
        inside_(inside),
        faults_(faults) {}

  const FieldDescriptor* compile() {
    check();
    for (const schema::Kind* kind : kinds()) add(*kind);
    if (match_.any_concern() && match_.element().empty()) tell_of_fields_nobody_has();
    return per_leaf_;
  }

 private:
  void check() {
    if (match_.any_concern() == (match_.kinds_size() > 0)) {
      tell(place_, "a match names kinds, or any_concern, one of the two");
    }
    for (int i = 0; i < match_.where_size(); ++i) {
      check_test({&match_.where(i), place_.at("where", i)}, faults_);
    }
    for (int i = 0; i < match_.where_element_size(); ++i) {
      check_test({&match_.where_element(i), place_.at("where_element", i)}, faults_);
    }
    if (match_.element().empty() && match_.where_element_size() > 0) {
      tell(place_.at("where_element", 0), "where_element needs element");
    }
    if (match_.any_concern() && !match_.element().empty()) {
      tell(place_.at("element"), "any_concern takes no element: the kinds have none in common");
    }
  }

  std::vector<const schema::Kind*> kinds() {
    std::vector<const schema::Kind*> found;
    if (match_.any_concern() && !match_.element().empty()) return found;  // told already
    if (match_.any_concern()) {
      for (const schema::Kind* kind : schema_.kinds()) {
        if (kind->options->concern() && !kind->options->system()) found.push_back(kind);
      }
      if (found.empty()) tell(place_, "no kind of record is a concern: this can never fire");
      return found;
    }
    for (int i = 0; i < match_.kinds_size(); ++i) {
      const schema::Kind* kind = schema_.find(match_.kinds(i));
      if (kind == nullptr) {
        tell(place_.at("kinds", i), "there is no kind \"" + match_.kinds(i) + "\"");
      } else if (kind->options->system()) {
        tell(place_.at("kinds", i),
             "\"" + kind->name + "\" is written by the system: no rule may look at it");
      } else {
        found.push_back(kind);
      }
    }
    return found;
  }

  void add(const schema::Kind& kind) {
    Extract extract;
    extract.rule = wanted_.rule;
    extract.part = wanted_.part;
    extract.by_theme = wanted_.by_theme;
    const Descriptor& record = *kind.message;
    const Holder whole{record, true, {}};
    const Holder alone{record, false, {}};
    extract.where = tests(match_.where(), "where", whole);
    const Descriptor* element = element_of(record, extract);
    if (!match_.day_field().empty())
      extract.day = date(match_.day_field(), place_.at("day_field"), whole);
    if (const auto open = date(wanted_.open_until, wanted_.open_place, alone)) {
      extract.open_until = open->path;
    }
    add_clock(alone, extract);
    if (element == nullptr) {
      add_dues(alone, extract);
    } else {
      const Holder part{*element, false, schema::surroundings_at(record, *extract.element)};
      extract.where_element = tests(match_.where_element(), "where_element", part);
      add_dues(part, extract);
    }
    inside_.kinds[kind.name].extracts.push_back(std::move(extract));
  }

  void add_clock(const Holder& record, Extract& extract) {
    const auto day = [&](const std::string& field) -> std::optional<schema::FieldPath> {
      const auto found = date(field, wanted_.of_fields, record);
      if (!found) return std::nullopt;
      return found->path;
    };
    extract.extended = day(wanted_.extended);
    extract.paused = day(wanted_.paused);
    extract.resumed = day(wanted_.resumed);
    if (!wanted_.link.empty()) extract.link = plain(wanted_.link, record, Leaf::kText);
    for (const std::string& field : wanted_.says) {
      if (auto path = plain(field, record, Leaf::kList)) extract.says.push_back(std::move(*path));
    }
  }

  enum class Leaf { kText, kList };

  /// A field of one value, that the log holds in the open.
  std::optional<schema::FieldPath> plain(const std::string& field, const Holder& record,
                                         Leaf leaf) {
    auto path = schema::compile_path(record.message, field);
    if (!path) {
      tell(wanted_.of_fields, path.error());
      return std::nullopt;
    }
    const auto type =
        leaf == Leaf::kText ? FieldDescriptor::CPPTYPE_STRING : FieldDescriptor::CPPTYPE_ENUM;
    if (path->leaf->is_repeated() || path->leaf->cpp_type() != type) {
      tell(wanted_.of_fields,
           "\"" + field + (leaf == Leaf::kText ? "\" names no record" : "\" is no list"));
      return std::nullopt;
    }
    const std::string sealed = sealed_fault(field, record.message, *path, record.around, false);
    if (sealed.empty()) return *path;
    tell(wanted_.of_fields, sealed);
    return std::nullopt;
  }

  void add_dues(const Holder& holder, Extract& extract) {
    if (const auto due = date(wanted_.due_field, wanted_.due_place, holder))
      extract.due = due->path;
    if (const auto done = date(wanted_.done_field, wanted_.done_place, holder)) {
      extract.done = done->path;
    }
    if (wanted_.per_field.empty()) return;
    const auto per = schema::compile_path(holder.message, wanted_.per_field);
    if (!per) return tell(wanted_.per_place, per.error());
    const std::string sealed =
        sealed_fault(wanted_.per_field, holder.message, *per, holder.around, false);
    if (!sealed.empty()) return tell(wanted_.per_place, sealed);
    if (per->leaf->is_repeated() || per->leaf->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return tell(wanted_.per_place, "\"" + wanted_.per_field + "\" has not one value");
    }
    extract.per = *per;
    per_leaf_ = per->leaf;
  }

  std::vector<Test> tests(const google::protobuf::RepeatedPtrField<FieldTest>& texts,
                          const char* name, const Holder& holder) {
    std::vector<Test> compiled;
    for (int i = 0; i < texts.size(); ++i) {
      const std::string field = texts[i].field().substr(0, texts[i].field().find('.'));
      const bool lacking =
          !names_envelope(texts[i].field()) && holder.message.FindFieldByName(field) == nullptr;
      if (match_.any_concern() && lacking) {
        compiled.push_back({});
        compiled.back().absent = true;
        compiled.back().has_any = texts[i].any_of_size() > 0;
        compiled.back().is_set = texts[i].is_set();
        if (texts[i].has_at_least()) compiled.back().at_least = texts[i].at_least();
        if (texts[i].has_at_most()) compiled.back().at_most = texts[i].at_most();
        continue;
      }
      had_.insert(texts[i].field());
      auto test = compile_test(texts[i], holder);
      if (!test) {
        tell(place_.at(name, i), test.error());
      } else {
        compiled.push_back(std::move(*test));
      }
    }
    tell_of_contradictions(compiled, place_.at(name, 0));
    return compiled;
  }

  /// Two tests of one field, no value of which passes both.
  void tell_of_contradictions(const std::vector<Test>& tests, const Place& place) {
    for (std::size_t i = 0; i < tests.size(); ++i) {
      for (std::size_t j = i + 1; j < tests.size(); ++j) {
        const Test& a = tests[i];
        const Test& b = tests[j];
        if (a.absent || b.absent || a.from.path.leaf != b.from.path.leaf) continue;
        if (a.from.path.leaf->is_repeated() || !a.has_any || !b.has_any) continue;
        const auto in_b = [&](std::int64_t v) {
          return std::find(b.any_numbers.begin(), b.any_numbers.end(), v) != b.any_numbers.end();
        };
        if (a.is_text || std::any_of(a.any_numbers.begin(), a.any_numbers.end(), in_b)) continue;
        tell(place, "two tests of \"" + a.from.path.leaf->name() +
                        "\" that no value passes: this can never fire");
      }
    }
  }

  const Descriptor* element_of(const Descriptor& record, Extract& extract) {
    if (match_.element().empty()) return nullptr;
    const auto path = schema::compile_path(record, match_.element());
    if (!path) {
      tell(place_.at("element"), path.error());
      return nullptr;
    }
    if (!path->leaf->is_repeated() || path->leaf->message_type() == nullptr) {
      tell(place_.at("element"), "\"" + match_.element() + "\" is no list of parts");
      return nullptr;
    }
    extract.element = *path;
    return path->leaf->message_type();
  }

  std::optional<FieldRef> date(const std::string& field, const Place& place, const Holder& holder) {
    if (field.empty()) return std::nullopt;
    auto ref = compile_date(field, holder);
    if (ref) return *ref;
    tell(place, ref.error());
    return std::nullopt;
  }

  void tell_of_fields_nobody_has() {
    for (int i = 0; i < match_.where_size(); ++i) {
      const std::string& field = match_.where(i).field();
      if (field.empty() || had_.contains(field)) continue;
      tell(place_.at("where", i), "no kind that is a concern has a field \"" + field + "\"");
    }
  }

  /// Once, though several kinds of one match have the same fault.
  void tell(const Place& place, const std::string& what) {
    if (told_.emplace(place.line(), what).second) faults_.add(place, what);
  }

  const Match& match_;
  const Wanted& wanted_;
  const schema::Schema& schema_;
  const Place& place_;
  CompiledPolicy::Inside& inside_;
  Faults& faults_;
  std::set<std::pair<int, std::string>> told_;
  std::set<std::string> had_;
  const FieldDescriptor* per_leaf_ = nullptr;
};

}  // namespace

const FieldDescriptor* compile_match(const Match& match, const Wanted& wanted,
                                     const schema::Schema& schema, const Place& place,
                                     CompiledPolicy::Inside& inside, Faults& faults) {
  return MatchCompiler(match, wanted, schema, place, inside, faults).compile();
}

}  // namespace escalation
