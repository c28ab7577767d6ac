#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "simulation/random.h"

namespace app {

struct SimText {
  std::string theme;
  std::string en;
  std::string cy;
};

/// The sentences and names that synthetic records are made of: services/app/simulation/*.csv.
class SimTexts {
 public:
  SimTexts();

  /// A sentence of the kind ("complaint", "red"), of the theme if there is one.
  [[nodiscard]] const SimText& sentence(const std::string& kind, const std::string& theme,
                                        Random& random) const;
  /// Names of a list ("home_cy", "vale"), `en` and `cy`.
  [[nodiscard]] const std::vector<SimText>& names(const std::string& list) const;

 private:
  std::map<std::string, std::vector<SimText>> sentences_;
  std::map<std::string, std::vector<SimText>> names_;
};

}  // namespace app
