#pragma once

#include <cstddef>

#include "simulation/register.h"
#include "simulation/writer.h"

namespace app {

/// What may go wrong at a provider on a day, and what is said and done of it then and in the weeks
/// after: concerns, complaints, reports of adults at risk with their enquiries and outcomes,
/// incidents; and what goes well. How likely each is follows from the provider's trouble on that
/// day.
class SimConcerns {
 public:
  explicit SimConcerns(SimWriter& writer) : writer_(writer) {}
  void day(SimProvider& provider, std::size_t number, schema::Day today, double rate);

 private:
  void low_level(SimProvider& provider, std::size_t number, schema::Day today);
  void complaint(SimProvider& provider, std::size_t number, schema::Day today);
  void report(SimProvider& provider, std::size_t number, schema::Day today);
  void enquiry(SimProvider& provider, std::size_t number, schema::Day began,
               const std::string& name, const std::string& adult,
               const gwarchod::v1::Envelope& about);
  void incident(SimProvider& provider, std::size_t number, schema::Day today);
  void regulator(SimProvider& provider, std::size_t number, schema::Day today);
  void compliment(SimProvider& provider, std::size_t number, schema::Day today);
  [[nodiscard]] static std::string theme(SimProvider& provider);
  [[nodiscard]] std::string fresh_name(const char* what);

  SimWriter& writer_;
  std::size_t named_ = 0;
};

}  // namespace app
