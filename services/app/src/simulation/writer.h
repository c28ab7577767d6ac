#pragma once

#include <string>

#include "gwarchod/v1/records.pb.h"
#include "simulation/act.h"
#include "simulation/diary.h"
#include "simulation/register.h"
#include "simulation/texts.h"

namespace app {

/// Puts records down in the diary, with the envelope that such a record would have.
class SimWriter {
 public:
  SimWriter(SimDiary& diary, const SimPeople& people, const SimTexts& texts, schema::Day last_day)
      : diary_(diary), people_(people), texts_(texts), last_day_(last_day) {}

  [[nodiscard]] const SimPeople& people() const { return people_; }
  [[nodiscard]] const SimTexts& texts() const { return texts_; }

  [[nodiscard]] static gwarchod::v1::Envelope envelope(schema::Day occurred,
                                                       gwarchod::v1::Agency source,
                                                       const std::string& theme = "");
  /// A sentence of the kind and theme, in Welsh where the provider is often written of in Welsh;
  /// says in the envelope which.
  [[nodiscard]] std::string say(SimProvider& provider, gwarchod::v1::Envelope& envelope,
                                const std::string& kind, const std::string& theme) const;
  /// A person of the provider's, by reference: the same few come back.
  [[nodiscard]] static std::string person(SimProvider& provider);

  struct Of {
    std::size_t provider;
    schema::Day recorded;  // a weekend's comes on the Monday
    const Caller& by;
    std::string name;
    std::string updates;
  };
  /// Nothing is put down for a day after the last.
  void put(const Of& of, const google::protobuf::Message& body,
           const gwarchod::v1::Envelope& envelope);

 private:
  SimDiary& diary_;
  const SimPeople& people_;
  const SimTexts& texts_;
  schema::Day last_day_;
};

/// The theme by its name in the list; none for an empty or unknown one.
[[nodiscard]] gwarchod::v1::Theme theme_of(const std::string& name);

/// The day itself, or the Monday after a weekend.
[[nodiscard]] schema::Day weekday(schema::Day day);

}  // namespace app
