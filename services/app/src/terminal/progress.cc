#include "terminal/progress.h"

#include <unistd.h>

#include <iostream>
#include <memory>

namespace app {
namespace {

constexpr std::size_t kQuarters = 4;

}  // namespace

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3; place -= 3) {
    text.insert(place - 3, ",");
  }
  return text;
}

ImportProgress progress_on(std::ostream& err) {
  const bool person = &err == &std::cerr && isatty(STDERR_FILENO) == 1;
  auto told = std::make_shared<std::size_t>(0);
  return [&err, person, told](const std::string& doing, std::size_t done, std::size_t of) {
    if (person) {
      err << "\r" << doing << " " << with_commas(done);
      if (of > 0) {
        err << " of " << with_commas(of);
      }
      err << "        " << std::flush;
      if (of > 0 && done >= of) {
        err << "\n";
      }
      return;
    }
    const std::size_t quarter = of == 0 ? 0 : done * kQuarters / of;
    if (quarter > *told) {
      *told = quarter;
      err << doing << " " << with_commas(done) << " of " << with_commas(of) << std::endl;
    }
  };
}

}  // namespace app
