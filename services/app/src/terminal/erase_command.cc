#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "app/terminal.h"
#include "schema/json.h"
#include "terminal/open.h"
#include "terminal/progress.h"

namespace app {
namespace {

void tell_files(const Terminal& terminal, const gwarchod::v1::Erasure& erasure) {
  const std::uint32_t here = erasure.files_count();
  const std::uint32_t elsewhere = erasure.files_elsewhere_count();
  if (here > 0) {
    terminal.out << fmt::format("{} {} attached to {} went too.\n", with_commas(here),
                                here == 1 ? "file" : "files",
                                erasure.records_count() == 1 ? "it" : "them");
  }
  if (elsewhere > 0) {
    terminal.out << fmt::format(
        "{} other {} had the same content attached, and lost it too: it is one file.\n",
        with_commas(elsewhere), elsewhere == 1 ? "record" : "records");
  }
}

void tell(const Terminal& terminal, const gwarchod::v1::Erasure& erasure) {
  terminal.out << fmt::format(
      "Erased. {} {} can be read in full no more{}{}\n", with_commas(erasure.records_count()),
      erasure.records_count() == 1 ? "record" : "records",
      erasure.providers().empty() ? "." : ", of: ", fmt::join(erasure.providers(), ", "));
  tell_files(terminal, erasure);
  terminal.out << fmt::format("In the log {} stands for who was erased; position {} says why.\n",
                              erasure.token(), erasure.position());
  if (erasure.open_records_count() > 0) {
    terminal.out << fmt::format(
        "{} older records name the person in the open, and still do: see docs/personal-data.md\n",
        with_commas(erasure.open_records_count()));
  }
  terminal.out << "Copies of the keys made before still hold the key: destroy them too.\n";
}

}  // namespace

int erase_person(const Terminal& terminal, const EraseCommand& command) {
  auto authority = open_authority(terminal, eventstore::OpenMode::kExisting, KeyUse::kNeeded);
  if (!authority) {
    terminal.err << "(beside a running server, erase in its page, or by POST /api/v1/erasures)\n";
    return kWrongUse;
  }
  gwarchod::v1::EraseRequest request;
  request.set_person(command.person);
  request.set_record_id(command.record);
  request.set_why(command.why);
  request.set_authority(command.authority);
  const auto erasure = authority->tracker->erase(Caller::system(), request);
  if (!erasure) {
    return refuse(terminal, erasure.error());
  }
  if (terminal.json) {
    terminal.out << schema::to_json(*erasure) << "\n";
  } else {
    tell(terminal, *erasure);
  }
  return kDone;
}

}  // namespace app
