#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <string>
#include <vector>

#include "escalation/policy.h"

namespace escalation {

/// Where a part of a policy stands in its text. A policy that came from no text is on line 0.
class Place {
 public:
  Place() = default;
  Place(const google::protobuf::TextFormat::ParseInfoTree* tree,
        const google::protobuf::Descriptor* type)
      : tree_(tree), type_(type), line_(1) {}

  /// The place of a field, or of one element of a repeated one. A field that is not written is
  /// where its message begins.
  [[nodiscard]] Place at(const char* field, int index = -1) const;
  [[nodiscard]] int line() const { return line_; }

 private:
  const google::protobuf::TextFormat::ParseInfoTree* tree_ = nullptr;
  const google::protobuf::Descriptor* type_ = nullptr;
  int line_ = 0;
};

/// What is wrong so far. A policy is read to its end, so that all is told at once.
class Faults {
 public:
  void add(const Place& place, std::string what) {
    all_.push_back({place.line(), std::move(what)});
  }
  void add(int line, std::string what) { all_.push_back({line, std::move(what)}); }
  [[nodiscard]] bool none() const { return all_.empty(); }
  /// In the order of the lines.
  [[nodiscard]] std::vector<PolicyFault> take();

 private:
  std::vector<PolicyFault> all_;
};

/// Tells of a text that lacks one of the languages.
void need_both(const gwarchod::v1::Text& text, const std::string& what, const Place& place,
               Faults& faults);

}  // namespace escalation
