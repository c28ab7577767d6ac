#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "app/import.h"
#include "exchange/heading.h"
#include "gwarchod/v1/mapping.pb.h"

namespace app {

/// Gathers faults: all are counted, the first kImportFaultsShownMax are kept.
class FaultList {
 public:
  void add(std::string file, std::size_t line, std::string column, std::string what);
  [[nodiscard]] bool empty() const { return faults_.total == 0; }
  [[nodiscard]] ImportFaults take() { return std::move(faults_); }

 private:
  ImportFaults faults_;
};

/// The rows of a file, with those of the files it joins beside each.
struct ImportTable {
  struct Row {
    std::size_t line = 0;
    Cells cells;
  };
  Heading heading;
  gwarchod::v1::Mapping mapping;
  std::vector<Row> rows;
  std::string file;  // as faults name it
};

/// Reads the file and its joins whole. Faults go to the list; what could be read is returned.
[[nodiscard]] ImportTable read_import_table(const ImportOptions& options, FaultList& faults,
                                            const ImportProgress& progress);

}  // namespace app
