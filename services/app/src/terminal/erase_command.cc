#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "app/terminal.h"
#include "schema/json.h"
#include "terminal/open.h"
#include "terminal/progress.h"

namespace app {
namespace {

void say(const Terminal& terminal, const std::string& en, const std::string& cy) {
  terminal.out << (terminal.cymraeg ? cy : en) << "\n";
}

void tell_files(const Terminal& terminal, const gwarchod::v1::Erasure& erasure) {
  if (const std::uint32_t here = erasure.files_count(); here > 0) {
    const std::string count = with_commas(here);
    say(terminal,
        fmt::format("{} {} attached to what was erased: gone too.", count,
                    here == 1 ? "file" : "files"),
        fmt::format("Ffeiliau a atodwyd i'r hyn a ddilëwyd, sydd wedi mynd hefyd: {}.", count));
  }
  if (const std::uint32_t elsewhere = erasure.files_elsewhere_count(); elsewhere > 0) {
    const std::string count = with_commas(elsewhere);
    say(terminal,
        fmt::format("{} other {} had the same file attached, and lost it too.", count,
                    elsewhere == 1 ? "record" : "records"),
        fmt::format("Cofnodion eraill yr oedd yr un ffeil ynghlwm wrthynt, ac a'i collodd: {}.",
                    count));
  }
}

void tell(const Terminal& terminal, const gwarchod::v1::Erasure& erasure) {
  const std::string count = with_commas(erasure.records_count());
  const std::string providers = fmt::format("{}", fmt::join(erasure.providers(), ", "));
  say(terminal,
      fmt::format("Erased. {} {} can be read in full no more{}{}", count,
                  erasure.records_count() == 1 ? "record" : "records",
                  providers.empty() ? "." : ", of: ", providers),
      fmt::format("Wedi'i ddileu. Cofnodion na ellir eu darllen yn llawn mwyach: {}{}", count,
                  providers.empty() ? "." : " (" + providers + ")"));
  tell_files(terminal, erasure);
  say(terminal,
      fmt::format("In the log {} stands for who was erased; position {} says why.", erasure.token(),
                  erasure.position()),
      fmt::format("Yn y log saif {} yn lle'r sawl a ddilëwyd; mae safle {} yn dweud pam.",
                  erasure.token(), erasure.position()));
  if (erasure.open_records_count() > 0) {
    const std::string open = with_commas(erasure.open_records_count());
    say(terminal,
        fmt::format("{} older records name the person in the open, and still do: see "
                    "docs/personal-data.md",
                    open),
        fmt::format("Cofnodion hŷn sy'n dal i enwi'r person yn agored: {}. Gweler "
                    "docs/personal-data.md",
                    open));
  }
  say(terminal, "Copies of the keys made before still hold the key: destroy them too.",
      "Mae copïau o'r allweddi a wnaed cynt yn dal yr allwedd o hyd. Dinistriwch nhw hefyd.");
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
