#include <algorithm>
#include <array>
#include <utility>

#include "providers/decide.h"

namespace providers {
namespace {

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// The letters of Welsh names that are not ASCII, and how they are written without their accent.
constexpr std::array<std::pair<std::string_view, char>, 24> kAccented{{
    {"â", 'a'}, {"ê", 'e'}, {"î", 'i'}, {"ô", 'o'}, {"û", 'u'}, {"ŵ", 'w'}, {"ŷ", 'y'}, {"á", 'a'},
    {"é", 'e'}, {"í", 'i'}, {"ó", 'o'}, {"ú", 'u'}, {"ä", 'a'}, {"ë", 'e'}, {"ï", 'i'}, {"ö", 'o'},
    {"ü", 'u'}, {"Â", 'a'}, {"Ê", 'e'}, {"Î", 'i'}, {"Ô", 'o'}, {"Û", 'u'}, {"Ŵ", 'w'}, {"Ŷ", 'y'},
}};

// The letter that the text begins with, small and plain, and how many bytes it takes.
std::pair<char, std::size_t> first_letter(std::string_view text) {
  const char c = text.front();
  if (is_plain(c)) return {c, 1};
  if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a'), 1};
  for (const auto& [letter, plain] : kAccented) {
    if (text.starts_with(letter)) return {plain, letter.size()};
  }
  return {c == '\'' ? '\'' : '-', 1};
}

}  // namespace

bool is_provider_id(std::string_view text) {
  return !text.empty() && text.size() <= kProviderIdCharactersMax &&
         std::ranges::all_of(text, [](char c) { return is_plain(c) || c == '-'; });
}

std::string provider_id_of(std::string_view name) {
  constexpr std::size_t kLength = kProviderIdCharactersMax - 10;  // room for a suffix
  std::string id;
  while (!name.empty() && id.size() < kLength) {
    const auto [letter, bytes] = first_letter(name);
    name.remove_prefix(bytes);
    if (letter == '\'') continue;
    if (letter != '-' || (!id.empty() && id.back() != '-')) id.push_back(letter);
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "provider" : id;
}

}  // namespace providers
