#pragma once

#include <cstddef>

#include "simulation/register.h"
#include "simulation/writer.h"

namespace app {

/// What comes round by itself: the approved list, insurance, questionnaires, visits, inspections,
/// the workforce, and what the host authority says. Each provider has its own days of the year.
class SimRoutine {
 public:
  SimRoutine(SimWriter& writer, schema::Day first_day) : writer_(writer), first_day_(first_day) {}

  /// What stands in the record when the tracker is first used.
  void begin(SimProvider& provider, std::size_t number);
  void day(SimProvider& provider, std::size_t number, schema::Day today);
  /// An unannounced visit, whose findings follow from how the provider fares.
  void spot_visit(SimProvider& provider, std::size_t number, schema::Day today, const char* reason);

 private:
  void insurance(SimProvider& provider, std::size_t number, schema::Day from, bool employers);
  void questionnaire(SimProvider& provider, std::size_t number, schema::Day sent);
  void arranged_visit(SimProvider& provider, std::size_t number, schema::Day today);
  void inspection(SimProvider& provider, std::size_t number, schema::Day today);
  void workforce(SimProvider& provider, std::size_t number, schema::Day today);
  void training(SimProvider& provider, std::size_t number, schema::Day today);
  void survey(SimProvider& provider, std::size_t number, schema::Day today);
  void host(SimProvider& provider, std::size_t number, schema::Day today);

  SimWriter& writer_;
  schema::Day first_day_;
};

}  // namespace app
