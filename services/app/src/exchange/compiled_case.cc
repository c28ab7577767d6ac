#include "exchange/compiled_case.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "exchange/csv_dates.h"
#include "schema/show.h"

namespace app {
namespace {

constexpr std::size_t kTimesMax = 1000;

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{number}
                                                                  : std::nullopt;
}

bool holds(const gwarchod::v1::Condition& condition, std::string_view text) {
  const auto is_text = [&](const std::string& one) { return one == text; };
  if (condition.any_of_size() > 0 && std::ranges::none_of(condition.any_of(), is_text)) {
    return false;
  }
  if (std::ranges::any_of(condition.none_of(), is_text)) {
    return false;
  }
  if (condition.has_at_least() || condition.has_at_most()) {
    const auto number = to_number(text);
    return number && (!condition.has_at_least() || *number >= condition.at_least()) &&
           (!condition.has_at_most() || *number <= condition.at_most());
  }
  return true;
}

}  // namespace

bool CompiledCase::registers() const {
  return kind_ != nullptr && kind_->name == "ProviderRegistered";
}

bool CompiledCase::applies(const Cells& cells) const {
  return std::ranges::all_of(
      tests_, [&](const Test& test) { return holds(test.condition, test.of.read(cells)); });
}

schema::Result<CompiledCase, std::string> CompiledCase::compile(
    const gwarchod::v1::Mapping& mapping, const gwarchod::v1::Case& one, const Heading& heading,
    const schema::Schema& schema, const std::string& county) {
  CompiledCase compiled;
  compiled.source_ = one;
  compiled.occurred_ = one.has_occurred() ? one.occurred() : mapping.occurred();
  for (const auto& condition : one.when()) {
    auto of = CompiledTake::compile(condition.of(), heading);
    if (!of) {
      return of.error();
    }
    compiled.tests_.push_back({condition, std::move(*of)});
  }
  if (one.kind().empty()) {
    return one.left_out().empty()
               ? schema::Result<CompiledCase, std::string>{std::string(
                     "a case has neither a kind nor a reason to leave its rows out")}
               : schema::Result<CompiledCase, std::string>{std::move(compiled)};
  }
  compiled.kind_ = schema.find(one.kind());
  if (compiled.kind_ == nullptr || compiled.kind_->options->system() ||
      compiled.kind_->options->file()) {
    return "there is no kind of record \"" + one.kind() + "\"";
  }
  if ((one.updates_registration() && !compiled.registers()) ||
      (one.has_strikes() != (one.kind() == "Correction"))) {
    return "a case of kind " + one.kind() + " cannot strike out or update the registration";
  }
  auto body = CompiledAssigns::compile(one.body(), *compiled.kind_->message, heading, county);
  if (!body) {
    return body.error();
  }
  compiled.body_ = std::move(*body);
  auto both = mapping.envelope();
  both.MergeFrom(one.envelope());
  auto envelope =
      CompiledAssigns::compile(both, *gwarchod::v1::Envelope::descriptor(), heading, county);
  if (!envelope) {
    return envelope.error();
  }
  compiled.envelope_ = std::move(*envelope);
  const std::pair<CompiledTake*, const gwarchod::v1::Take*> takes[] = {
      {&compiled.on_, &compiled.occurred_.on()},
      {&compiled.precision_, &compiled.occurred_.precision()},
      {&compiled.since_, &compiled.occurred_.since()},
      {&compiled.times_, one.has_strikes() ? &one.strikes().times() : &one.times()},
      {&compiled.group_, one.has_strikes() ? &one.strikes().group() : &one.group()},
  };
  for (const auto& [to, take] : takes) {
    auto read = CompiledTake::compile(*take, heading);
    if (!read) {
      return read.error();
    }
    *to = std::move(*read);
  }
  return compiled;
}

void CompiledCase::fill(const Cells& cells, schema::Day exported_on,
                        google::protobuf::Message& body, gwarchod::v1::Envelope& envelope,
                        std::vector<CellFault>& faults) const {
  body_.fill(cells, body, faults);
  envelope_.fill(cells, envelope, faults);
  fill_occurred(cells, exported_on, envelope, faults);
}

void CompiledCase::fill_occurred(const Cells& cells, schema::Day exported_on,
                                 gwarchod::v1::Envelope& envelope,
                                 std::vector<CellFault>& faults) const {
  schema::Day day = exported_on;
  if (on_.is_set()) {
    const std::string iso = iso_date(on_.read(cells), occurred_.date());
    const auto read = schema::parse_day(iso);
    if (!read) {
      faults.push_back({on_.column(), "\"" + std::string(on_.read(cells)) +
                                          "\" is no date of the form " +
                                          date_form_words(occurred_.date())});
      return;
    }
    day = *read;
  }
  envelope.set_occurred_from(schema::to_string(day));
  envelope.set_precision(gwarchod::v1::DAY);
  if (occurred_.exactness().empty()) {
    return;
  }
  const std::string_view text = precision_.read(cells);
  const auto found = std::ranges::find_if(occurred_.exactness(), [&](const auto& exactness) {
    return !precision_.is_set() || exactness.is() == text;
  });
  if (found == occurred_.exactness().end()) {
    faults.push_back(
        {precision_.column(), "\"" + std::string(text) + "\" is not known to the mapping"});
    return;
  }
  envelope.set_precision(found->precision());
  if (found->months() == 0) {
    return;
  }
  const auto since = schema::parse_day(iso_date(since_.read(cells), occurred_.date()));
  const schema::Day from = since ? *since : months_before(day, found->months());
  envelope.set_occurred_from(schema::to_string(std::min(from, day)));
  envelope.set_occurred_to(schema::to_string(day));
}

std::optional<std::size_t> CompiledCase::times(const Cells& cells,
                                               std::vector<CellFault>& faults) const {
  if (!times_.is_set()) {
    return 1;
  }
  std::string_view text = times_.read(cells);
  if (source_.has_strikes() && text.starts_with('-')) {
    text.remove_prefix(1);
  }
  const auto number = to_number(text);
  if (!number || *number < 1 || static_cast<std::size_t>(*number) > kTimesMax) {
    faults.push_back(
        {times_.column(), "\"" + std::string(text) + "\" is no number from 1 to 1,000"});
    return std::nullopt;
  }
  return static_cast<std::size_t>(*number);
}

std::string CompiledCase::group(const Cells& cells) const {
  return std::string(group_.read(cells));
}

std::string CompiledCase::column_of(const std::string& field) const {
  const auto dot = field.find('.');
  const std::string name = dot == std::string::npos ? field : field.substr(dot + 1);
  if (field.starts_with("envelope.occurred")) {
    return on_.column();
  }
  return field.starts_with("envelope.") ? envelope_.column_of(name) : body_.column_of(name);
}

}  // namespace app
