#include "place.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace escalation {

Place Place::at(const char* field, int index) const {
  Place inner = *this;
  if (tree_ == nullptr) return inner;
  const google::protobuf::FieldDescriptor* of = type_->FindFieldByName(field);
  if (of == nullptr) return inner;  // of what was made from this place, not written there
  const int line = tree_->GetLocation(of, index).line;
  if (line >= 0) inner.line_ = line + 1;
  inner.type_ = of->message_type();
  inner.tree_ = inner.type_ == nullptr ? nullptr : tree_->GetTreeForNested(of, index);
  return inner;
}

std::vector<PolicyFault> Faults::take() {
  std::sort(all_.begin(), all_.end(), [](const PolicyFault& a, const PolicyFault& b) {
    return std::tie(a.line, a.what) < std::tie(b.line, b.what);
  });
  return std::exchange(all_, {});
}

void need_both(const gwarchod::v1::Text& text, const std::string& what, const Place& place,
               Faults& faults) {
  if (text.en().empty()) faults.add(place, what + " in English is missing");
  if (text.cy().empty()) faults.add(place, what + " in Welsh is missing");
}

}  // namespace escalation
