#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/packed.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace timeline {

/// One event of a provider's stream.
struct Entry {
  std::uint64_t position = 0;
  std::uint64_t version = 0;
  std::string id;
  schema::Instant recorded;
  gwarchod::v1::Event event;
};

/// Which records of one provider were brought up to date or corrected, and by which. It holds only
/// those, so it stays small however long the history.
struct Links {
  std::map<std::string, std::string, std::less<>> updated_by;  // by the latest that names it
  std::map<std::string, std::vector<std::string>, std::less<>> corrections;
};

/// Takes one event in; taking one in twice changes nothing.
void evolve(Links& links, std::string_view id, const gwarchod::v1::Event& event);

/// The correction that strikes the record out, empty when none does: a correction which is itself
/// corrected strikes nothing out.
[[nodiscard]] std::string corrected_by(const Links& links, std::string_view id);

/// The id of the earlier record that the event brings up to date or corrects; empty when neither.
[[nodiscard]] std::string touched_by(const gwarchod::v1::Event& event);

/// The part of the links that says what became of the record, added to `about`.
void add_links_of(const Links& links, std::string_view id, Links& about);

/// The number of the form that save() writes.
inline constexpr std::uint64_t kLinksForm = 1;
void save(const Links& links, schema::PackedWriter& to);
/// What save() wrote; when the bytes are not of that form, the reader says so.
[[nodiscard]] Links load_links(schema::PackedReader& from);
/// About how much memory they take.
[[nodiscard]] std::size_t bytes_of(const Links& links);

/// How much of a record an item tells.
enum class Detail {
  kWhole,
  kBrief,  // without its fields: when, what, how serious, its line and what became of it
};

/// The event as one item of a timeline, for a reader of that clearance: what is above it is
/// withheld, and said to be. A kind that the schema does not know shows with its name and nothing
/// more.
[[nodiscard]] gwarchod::v1::TimelineItem item(const Entry& entry, const Links& links,
                                              const schema::Schema& schema,
                                              gwarchod::v1::Class clearance,
                                              Detail detail = Detail::kWhole);

}  // namespace timeline
