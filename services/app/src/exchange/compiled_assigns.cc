#include <algorithm>

#include "exchange/compiled_case.h"
#include "exchange/csv_dates.h"
#include "schema/show.h"

namespace app {
namespace {

constexpr std::string_view kNothing = "-";

const google::protobuf::FieldDescriptor* find_field(const google::protobuf::Descriptor& message,
                                                    const std::string& json_name) {
  for (int i = 0; i < message.field_count(); ++i) {
    if (message.field(i)->json_name() == json_name) {
      return message.field(i);
    }
  }
  return nullptr;
}

}  // namespace

schema::Result<CompiledAssigns, std::string> CompiledAssigns::compile(
    const google::protobuf::RepeatedPtrField<gwarchod::v1::Assign>& assigns,
    const google::protobuf::Descriptor& message, const Heading& heading,
    const std::string& county) {
  CompiledAssigns compiled;
  compiled.county_ = county;
  for (const auto& assign : assigns) {
    One one;
    one.assign = assign;
    auto from = CompiledTake::compile(assign.from(), heading);
    if (!from) {
      return from.error();
    }
    one.from = std::move(*from);
    const auto dot = assign.to().find('.');
    const google::protobuf::Descriptor* holder = &message;
    if (dot != std::string::npos) {
      one.element = assign.to().substr(0, dot);
      one.repeated = find_field(message, one.element.substr(0, one.element.find('#')));
      if (one.repeated == nullptr || !one.repeated->is_repeated() ||
          one.repeated->message_type() == nullptr) {
        return message.name() + " has no repeated message \"" + one.element + "\"";
      }
      holder = one.repeated->message_type();
    }
    one.column = dot == std::string::npos ? assign.to() : assign.to().substr(dot + 1);
    if (find_field(*holder, one.column) == nullptr) {
      return holder->name() + " has no field \"" + one.column + "\"";
    }
    compiled.ones_.push_back(std::move(one));
  }
  return compiled;
}

std::optional<std::string> CompiledAssigns::text(const One& one, const Cells& cells,
                                                 std::vector<CellFault>& faults) const {
  if (!one.from.is_set()) {
    return one.assign.text();
  }
  const std::string_view read = one.from.read(cells);
  if (one.assign.in_county()) {
    return !county_.empty() && read == county_ ? std::optional<std::string>{"true"} : std::nullopt;
  }
  if (read.empty()) {
    return one.assign.when_empty().empty() ? std::nullopt : std::optional{one.assign.when_empty()};
  }
  for (const auto& word : one.assign.words()) {
    if (word.contains().empty() ? word.is() == read
                                : read.find(word.contains()) != std::string_view::npos) {
      return word.means();
    }
  }
  if (one.assign.otherwise() == kNothing) {
    return std::nullopt;
  }
  if (!one.assign.otherwise().empty()) {
    return one.assign.otherwise();
  }
  if (!one.assign.words().empty()) {
    faults.push_back(
        {one.from.column(), "\"" + std::string(read) + "\" is not known to the mapping"});
    return std::nullopt;
  }
  return iso_date(read, one.assign.date());
}

void CompiledAssigns::fill(const Cells& cells, google::protobuf::Message& message,
                           std::vector<CellFault>& faults) const {
  // The elements for which the row gives something; of a constant alone none is made, unless
  // nothing of the element is read from rows at all.
  std::map<std::string, std::pair<bool, bool>>
      elements;  // read from rows at all; given by this row
  std::vector<std::optional<std::string>> texts;
  texts.reserve(ones_.size());
  for (const One& one : ones_) {
    texts.push_back(text(one, cells, faults));
    if (!one.element.empty() && one.from.is_set()) {
      auto& [read, given] = elements[one.element];
      read = true;
      given = given || texts.back().has_value();
    }
  }
  std::map<std::string, google::protobuf::Message*> made;
  for (std::size_t i = 0; i < ones_.size(); ++i) {
    const One& one = ones_[i];
    if (!texts[i]) {
      continue;
    }
    google::protobuf::Message* holder = &message;
    if (!one.element.empty()) {
      const auto known = elements.find(one.element);
      if (known != elements.end() && known->second.first && !known->second.second) {
        continue;
      }
      auto& element = made[one.element];
      if (element == nullptr) {
        element = message.GetReflection()->AddMessage(&message, one.repeated);
      }
      holder = element;
    }
    if (const auto set = schema::set_column(*holder, one.column, *texts[i]); !set) {
      faults.push_back({one.from.is_set() ? one.from.column() : one.assign.to(), set.error()});
    }
  }
}

std::string CompiledAssigns::column_of(const std::string& field) const {
  for (const One& one : ones_) {
    if (one.assign.to() == field && one.from.is_set()) {
      return one.from.column();
    }
  }
  return field;
}

}  // namespace app
