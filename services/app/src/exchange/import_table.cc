#include "exchange/import_table.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "app/csv.h"

namespace app {
namespace {

constexpr std::size_t kRowsBetweenProgress = 10'000;

/// Calls `visit` for each row, the heading's the first; faults go to the list. False: nothing could
/// be read.
bool read_rows(const std::filesystem::path& path, FaultList& faults,
               const std::function<bool(CsvReader::Row&)>& visit) {
  const std::string file = path.string();
  auto bytes = open_bytes(path);
  if (!bytes) {
    faults.add(file, 0, "", bytes.error());
    return false;
  }
  try {
    CsvReader reader(std::move(*bytes));
    CsvReader::Row row;
    CsvFault fault;
    Cells names;
    for (auto next = reader.next(row, fault); next != CsvReader::Next::kEnd;
         next = reader.next(row, fault)) {
      if (next == CsvReader::Next::kFault) {
        const bool named = fault.column > 0 && fault.column <= names.size();
        faults.add(file, fault.line, named ? names[fault.column - 1] : "", fault.what);
        continue;
      }
      if (names.empty()) {
        names = row.cells;
      }
      if (!visit(row)) {
        return false;
      }
    }
    if (names.empty()) {
      faults.add(file, 1, "", "the file is empty");
      return false;
    }
  } catch (const std::runtime_error& error) {
    faults.add(file, 0, "", error.what());
    return false;
  }
  return true;
}

bool has_columns(const gwarchod::v1::Mapping& mapping, const Cells& names) {
  return std::ranges::all_of(mapping.columns(), [&](const std::string& column) {
    return std::ranges::find(names, column) != names.end();
  });
}

bool choose_mapping(const ImportOptions& options, const Cells& names, ImportTable& table,
                    FaultList& faults) {
  if (options.mapping) {
    table.mapping = *options.mapping;
  } else {
    auto known = built_in_mappings();
    const auto found =
        std::ranges::find_if(known, [&](const auto& m) { return has_columns(m, names); });
    if (found == known.end()) {
      std::string list;
      for (const auto& mapping : known) {
        list += (list.empty() ? "" : ", ") + mapping.name();
      }
      faults.add(table.file, 1, "",
                 "the heading fits none of the mappings the program holds (" + list +
                     "); name one with --mapping");
      return false;
    }
    table.mapping = *found;
  }
  for (const std::string& column : table.mapping.columns()) {
    if (std::ranges::find(names, column) == names.end()) {
      faults.add(table.file, 1, column,
                 "is missing from the heading; the mapping " + table.mapping.name() + " needs it");
    }
  }
  return has_columns(table.mapping, names);
}

/// The rows of a joined file by their key; its names go to the heading.
using Joined = std::unordered_map<std::string, Cells>;
struct Join {
  Joined rows;
  std::size_t column = 0;   // of the file imported
  std::size_t columns = 0;  // how many it adds
};

std::optional<Join> read_join(const ImportOptions& options, const gwarchod::v1::Join& wanted,
                              ImportTable& table, FaultList& faults) {
  Join join;
  const auto path = options.file.parent_path() / wanted.file();
  std::optional<std::size_t> key;
  const bool read = read_rows(path, faults, [&](CsvReader::Row& row) {
    if (key) {
      join.rows.insert_or_assign(row.cells[*key], std::move(row.cells));
      return true;
    }
    const auto found = std::ranges::find(row.cells, wanted.key());
    if (found == row.cells.end()) {
      faults.add(path.string(), 1, wanted.key(), "is missing from the heading");
      return false;
    }
    key = static_cast<std::size_t>(found - row.cells.begin());
    join.columns = row.cells.size();
    table.heading.add(row.cells, wanted.name() + ".");
    return true;
  });
  const auto column = table.heading.find(wanted.column());
  if (!read || !column) {
    return std::nullopt;
  }
  join.column = *column;
  return join;
}

}  // namespace

void FaultList::add(std::string file, std::size_t line, std::string column, std::string what) {
  ++faults_.total;
  if (faults_.shown.size() < kImportFaultsShownMax) {
    faults_.shown.push_back({std::move(file), line, std::move(column), std::move(what)});
  }
}

ImportTable read_import_table(const ImportOptions& options, FaultList& faults,
                              const ImportProgress& progress) {
  ImportTable table;
  table.file = options.file.string();
  std::vector<Join> joins;
  bool headed = false;
  read_rows(options.file, faults, [&](CsvReader::Row& row) {
    if (!headed) {
      headed = true;
      table.heading.add(row.cells, "");
      if (!choose_mapping(options, row.cells, table, faults)) {
        return false;
      }
      for (const auto& wanted : table.mapping.joins()) {
        auto join = read_join(options, wanted, table, faults);
        if (!join) {
          return false;
        }
        joins.push_back(std::move(*join));
      }
      return true;
    }
    if (table.rows.size() == kImportRowsMax) {
      faults.add(table.file, row.line, "",
                 "the file has more than 1,000,000 rows: import it in parts");
      return false;
    }
    Cells cells = std::move(row.cells);
    for (const Join& join : joins) {
      const auto found = join.rows.find(cells[join.column]);
      if (found == join.rows.end()) {
        cells.resize(cells.size() + join.columns);
      } else {
        cells.insert(cells.end(), found->second.begin(), found->second.end());
      }
    }
    table.rows.push_back({row.line, std::move(cells)});
    if (table.rows.size() % kRowsBetweenProgress == 0) {
      progress("reading", table.rows.size(), 0);
    }
    return true;
  });
  return table;
}

}  // namespace app
