#include "app/selection.h"

#include <cctype>
#include <charconv>
#include <string>

namespace app {
namespace {

using gwarchod::v1::Agency;

std::optional<std::uint64_t> position_of(std::string_view text) {
  std::uint64_t position = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return position;
}

std::optional<Agency> agency_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  Agency agency = gwarchod::v1::AGENCY_UNSPECIFIED;
  if (!Agency_Parse(name, &agency) || agency == gwarchod::v1::AGENCY_UNSPECIFIED) {
    return std::nullopt;
  }
  return agency;
}

/// "council-contracts, council-safeguarding, ..."
std::string agencies() {
  std::string names;
  const auto* list = gwarchod::v1::Agency_descriptor();
  for (int i = 1; i < list->value_count(); ++i) {
    names += names.empty() ? "" : ", ";
    for (const char c : list->value(i)->name()) {
      names += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return names;
}

}  // namespace

schema::Result<Selection, FieldProblem> read_selection(std::string_view as_of,
                                                       std::string_view as_known_at,
                                                       std::string_view known_to) {
  Selection selection;
  if (!as_of.empty()) {
    selection.as_of = schema::parse_day(as_of);
    if (!selection.as_of) {
      return make_field_problem("as_of", "Give a day, written 2026-03-12.",
                                "Rhowch ddiwrnod, ar ffurf 2026-03-12.");
    }
  }
  if (!as_known_at.empty()) {
    selection.known_on = schema::parse_day(as_known_at);
    if (!selection.known_on) selection.known_at = position_of(as_known_at);
    if (!selection.known_on && !selection.known_at) {
      return make_field_problem("as_known_at",
                                "Give a day, written 2026-03-12, or a position of the log, 1234.",
                                "Rhowch ddiwrnod, ar ffurf 2026-03-12, neu safle yn y log, 1234.");
    }
  }
  if (!known_to.empty()) {
    selection.known_to = agency_of(known_to);
    if (!selection.known_to) {
      return make_field_problem("known_to", "Give one of the agencies: " + agencies() + ".",
                                "Rhowch un o'r asiantaethau: " + agencies() + ".");
    }
  }
  return selection;
}

}  // namespace app
