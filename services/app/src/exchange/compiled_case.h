#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/heading.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/mapping.pb.h"
#include "schema/result.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

/// What is wrong with one cell.
struct CellFault {
  std::string column;
  std::string what;
};

/// A list of assignments to one message, ready to run over rows.
class CompiledAssigns {
 public:
  /// Errors: a sentence naming the field or column that is not there.
  [[nodiscard]] static schema::Result<CompiledAssigns, std::string> compile(
      const google::protobuf::RepeatedPtrField<gwarchod::v1::Assign>& assigns,
      const google::protobuf::Descriptor& message, const Heading& heading,
      const std::string& county);

  /// Sets what the row gives; what it does not give stays as it is.
  void fill(const Cells& cells, google::protobuf::Message& message,
            std::vector<CellFault>& faults) const;
  /// The column that a field is read from, for faults found later; empty when it is read from none.
  [[nodiscard]] std::string column_of(const std::string& field) const;

 private:
  struct One {
    gwarchod::v1::Assign assign;
    CompiledTake from;
    std::string element;  // "findings#2"; empty: a field of the message itself
    const google::protobuf::FieldDescriptor* repeated = nullptr;
    std::string column;  // within its message
  };
  [[nodiscard]] std::optional<std::string> text(const One& one, const Cells& cells,
                                                std::vector<CellFault>& faults) const;

  std::vector<One> ones_;
  std::string county_;
};

/// One case of a mapping, ready to run over rows.
class CompiledCase {
 public:
  [[nodiscard]] static schema::Result<CompiledCase, std::string> compile(
      const gwarchod::v1::Mapping& mapping, const gwarchod::v1::Case& one, const Heading& heading,
      const schema::Schema& schema, const std::string& county);

  [[nodiscard]] bool applies(const Cells& cells) const;
  [[nodiscard]] const schema::Kind* kind() const { return kind_; }
  [[nodiscard]] const gwarchod::v1::Case& source() const { return source_; }
  [[nodiscard]] bool registers() const;
  /// True when the row, not the command line, says when it happened.
  [[nodiscard]] bool dated_by_row() const { return on_.is_set(); }

  void fill(const Cells& cells, schema::Day exported_on, google::protobuf::Message& body,
            gwarchod::v1::Envelope& envelope, std::vector<CellFault>& faults) const;
  /// How many records the row makes; nothing (and a fault) when its text is no number to 1,000.
  [[nodiscard]] std::optional<std::size_t> times(const Cells& cells,
                                                 std::vector<CellFault>& faults) const;
  [[nodiscard]] std::string group(const Cells& cells) const;
  /// The CSV column behind a field named as validation names it ("body.sector", "envelope.source").
  [[nodiscard]] std::string column_of(const std::string& field) const;

 private:
  struct Test {
    gwarchod::v1::Condition condition;
    CompiledTake of;
  };
  void fill_occurred(const Cells& cells, schema::Day exported_on, gwarchod::v1::Envelope& envelope,
                     std::vector<CellFault>& faults) const;

  gwarchod::v1::Case source_;
  gwarchod::v1::Occurred occurred_;
  const schema::Kind* kind_ = nullptr;
  std::vector<Test> tests_;
  CompiledAssigns body_;
  CompiledAssigns envelope_;
  CompiledTake on_;
  CompiledTake precision_;
  CompiledTake since_;
  CompiledTake times_;
  CompiledTake group_;
};

}  // namespace app
