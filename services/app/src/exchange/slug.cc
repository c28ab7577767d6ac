#include "exchange/slug.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace app {
namespace {

constexpr std::size_t kCharactersMax = 60;

// The circumflex letters of Welsh, and what else names in Wales bring with them.
constexpr std::pair<std::string_view, char> kPlain[] = {
    {"â", 'a'}, {"ê", 'e'}, {"î", 'i'}, {"ô", 'o'}, {"û", 'u'}, {"ŵ", 'w'}, {"ŷ", 'y'}, {"Â", 'a'},
    {"Ê", 'e'}, {"Î", 'i'}, {"Ô", 'o'}, {"Û", 'u'}, {"Ŵ", 'w'}, {"Ŷ", 'y'}, {"á", 'a'}, {"é", 'e'},
    {"í", 'i'}, {"ó", 'o'}, {"ú", 'u'}, {"ä", 'a'}, {"ë", 'e'}, {"ï", 'i'}, {"ö", 'o'}, {"ü", 'u'},
};

}  // namespace

std::string slug(std::string_view text) {
  std::string made;
  bool gap = false;
  const auto put = [&](char c) {
    if (gap && !made.empty()) {
      made.push_back('-');
    }
    gap = false;
    made.push_back(c);
  };
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    std::size_t taken = 1;
    if (first < 0x80 && std::isalnum(first) != 0) {
      put(static_cast<char>(std::tolower(first)));
    } else if (first < 0x80) {
      gap = gap || first != '\'';
    } else {
      for (const auto& [accented, plain] : kPlain) {
        if (text.starts_with(accented)) {
          put(plain);
          taken = accented.size();
          break;
        }
      }
    }
    text.remove_prefix(taken);
  }
  made.resize(std::min(made.size(), kCharactersMax));
  while (made.ends_with('-')) {
    made.pop_back();
  }
  return made;
}

}  // namespace app
