#include "remedies.h"

#include <fmt/format.h>

#include "rules.h"
#include "schema/show.h"
#include "value_words.h"

namespace schema::remedy {
namespace {

/// One sentence in each language; `{0}` is the field's label in that language, then the arguments.
template <class... Arguments>
Text sentence(const Field& field, fmt::format_string<const std::string&, const Arguments&...> en,
              fmt::format_string<const std::string&, const Arguments&...> cy,
              const Arguments&... arguments) {
  const Text label = label_of(field);
  return text(fmt::format(en, label.en(), arguments...), fmt::format(cy, label.cy(), arguments...));
}

std::string amount(const Field& field, std::int64_t number) {
  return rules_of(field).is() == gwarchod::v1::PENCE ? pounds(number) : number_in_words(number);
}

}  // namespace

Text missing(const Field& field) {
  if (field.message_type() != nullptr) {
    return sentence(field, R"(Add at least one entry under "{}")",
                    R"(Ychwanegwch o leiaf un cofnod o dan "{}")");
  }
  if (field.enum_type() != nullptr) {
    return sentence(field, R"(Choose an answer to "{}")", R"(Dewiswch ateb i "{}")");
  }
  if (rules_of(field).is() == gwarchod::v1::DATE) {
    return sentence(field, R"(Enter the date for "{}")", R"(Rhowch y dyddiad ar gyfer "{}")");
  }
  return sentence(field, R"(Enter "{}")", R"(Rhowch "{}")");
}

Text empty_element(const Field& field) {
  return sentence(field, R"(Fill in or remove the empty line of "{}")",
                  R"(Llenwch neu dilëwch linell wag "{}")");
}

Text too_long(const Field& field, std::size_t characters) {
  const std::string most = number_in_words(characters_max(field));
  const std::string has = number_in_words(static_cast<std::int64_t>(characters));
  return sentence(field, R"(Shorten "{}" to {} characters or fewer: it has {})",
                  R"(Byrhewch "{}" i {} nod neu lai: mae ganddo {})", most, has);
}

Text too_many(const Field& field, int elements) {
  return sentence(field, R"(Give {1} entries or fewer under "{0}": it has {2})",
                  R"(Rhowch {1} cofnod neu lai o dan "{0}": mae ganddo {2})", kElementsMax,
                  elements);
}

Text unreadable(const Field& field) {
  return sentence(field, R"(Type "{}" again: it holds characters that cannot be read)",
                  R"(Teipiwch "{}" eto: mae ynddo nodau na ellir eu darllen)");
}

Text no_date(const Field& field) {
  return sentence(field, R"(Enter "{}" as a real date, year-month-day, such as 2026-03-12)",
                  R"(Rhowch "{}" fel dyddiad go iawn, blwyddyn-mis-diwrnod, er enghraifft )"
                  "2026-03-12");
}

Text too_early(const Field& field, Day earliest) {
  const Text day = day_in_words(earliest);
  return text(fmt::format(R"(Check the year of "{}": it must be {} or later)", label_of(field).en(),
                          day.en()),
              fmt::format(R"(Gwiriwch flwyddyn "{}": rhaid iddo fod yn {} neu'n hwyrach)",
                          label_of(field).cy(), day.cy()));
}

Text in_the_future(const Field& field, Day today) {
  const Text day = day_in_words(today);
  return text(
      fmt::format(R"("{}" must be today ({}) or in the past)", label_of(field).en(), day.en()),
      fmt::format(R"(Rhaid i "{}" fod heddiw ({}) neu yn y gorffennol)", label_of(field).cy(),
                  day.cy()));
}

Text no_time(const Field& field) {
  return sentence(field, R"(Enter "{}" as hours and minutes, such as 14:30)",
                  R"(Rhowch "{}" fel oriau a munudau, er enghraifft 14:30)");
}

Text no_reference(const Field& field) {
  return sentence(
      field,
      R"(Enter "{}" as a reference of letters, digits and hyphens, such as P-1024, )"
      "never a name",
      R"(Rhowch "{}" fel cyfeirnod o lythrennau, digidau a chysylltnodau, er enghraifft )"
      "P-1024, byth enw");
}

Text no_event(const Field& field) {
  return sentence(field, R"(Choose the record for "{}": this is not the id of one)",
                  R"(Dewiswch y cofnod ar gyfer "{}": nid rhif adnabod cofnod yw hwn)");
}

Text out_of_range(const Field& field) {
  const Range range = range_of(field);
  const std::string least = amount(field, range.least);
  const std::string most = amount(field, range.most);
  if (rules_of(field).is() == gwarchod::v1::PENCE) {
    return sentence(field, R"(Enter "{}" as an amount from {} to {})",
                    R"(Rhowch "{}" fel swm rhwng {} a {})", least, most);
  }
  return sentence(field, R"(Enter "{}" as a whole number from {} to {})",
                  R"(Rhowch "{}" fel rhif cyfan rhwng {} a {})", least, most);
}

Text not_on_list(const Field& field, int number) {
  return sentence(field, R"(Choose "{}" from its list: {} is not on it)",
                  R"(Dewiswch "{}" o'i restr: nid yw {} arni)", number);
}

Text before(const Field& later, const Field& earlier) {
  return text(fmt::format(R"("{}" must be the same day as "{}" or after it)", label_of(later).en(),
                          label_of(earlier).en()),
              fmt::format(R"(Rhaid i "{}" fod yr un diwrnod â "{}" neu ar ei ôl)",
                          label_of(later).cy(), label_of(earlier).cy()));
}

Text no_language(const Field& field) {
  return sentence(field, R"(Enter "{}" as en or cy)", R"(Rhowch "{}" fel en neu cy)");
}

}  // namespace schema::remedy
