#include "names.h"

#include <functional>

namespace escalation {

std::uint32_t Names::add(std::string_view text) {
  if (ends_.size() * 2 >= slots_.size()) grow();
  const std::size_t slot = slot_of(text);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  texts_.append(text);
  ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  slots_[slot] = size();
  return size() - 1;
}

std::optional<std::uint32_t> Names::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t found = slots_[slot_of(text)];
  if (found == 0) return std::nullopt;
  return found - 1;
}

std::string_view Names::text(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(begin, ends_[number] - begin);
}

void Names::save(schema::PackedWriter& to) const {
  to.number(size());
  for (std::uint32_t number = 0; number < size(); ++number) to.id(text(number));
}

bool Names::load(schema::PackedReader& from) {
  const std::size_t count = from.count();
  for (std::size_t number = 0; number < count; ++number) {
    if (add(from.id()) != number) return false;
  }
  return true;
}

std::size_t Names::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(text)&mask;
  while (slots_[slot] != 0 && this->text(slots_[slot] - 1) != text) slot = (slot + 1) & mask;
  return slot;
}

void Names::grow() {
  constexpr std::size_t kFirstSlots = 8;
  slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, 0);
  for (std::uint32_t number = 0; number < size(); ++number)
    slots_[slot_of(text(number))] = number + 1;
}

}  // namespace escalation
