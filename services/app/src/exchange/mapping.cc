#include "app/mapping.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <stdexcept>

#include "embedded/scotland_events_mapping.h"
#include "embedded/wales_care_homes_mapping.h"

namespace app {
namespace {

class Faults final : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    (void)column;
    found.push_back({line + 1, message});
  }
  std::vector<MappingFault> found;
};

}  // namespace

schema::Result<gwarchod::v1::Mapping, std::vector<MappingFault>> read_mapping(
    std::string_view text) {
  Faults faults;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&faults);
  gwarchod::v1::Mapping mapping;
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  if (!parser.Parse(&input, &mapping)) {
    return faults.found;
  }
  if (mapping.name().empty() || mapping.cases().empty()) {
    faults.found.push_back({1, "a mapping has a name and at least one case"});
    return faults.found;
  }
  return mapping;
}

std::vector<gwarchod::v1::Mapping> built_in_mappings() {
  std::vector<gwarchod::v1::Mapping> mappings;
  for (const std::string_view text :
       {embedded::wales_care_homes_mapping(), embedded::scotland_events_mapping()}) {
    auto read = read_mapping(text);
    if (!read) {
      throw std::logic_error("built-in mapping, line " + std::to_string(read.error().front().line) +
                             ": " + read.error().front().what);
    }
    mappings.push_back(std::move(*read));
  }
  return mappings;
}

}  // namespace app
