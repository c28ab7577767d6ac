#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escalation/occurrences.h"
#include "escalation/status.h"
#include "eventstore/types.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "projections/board_entry.h"
#include "projections/versions.h"
#include "schema/packed.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "timeline/timeline.h"

namespace app {

/// Everything known of one provider that the board, its policy and its timeline need, folded from
/// its stream. It holds nothing personal, and no record: only what was read from them. It is kept
/// as bytes beside the log (a snapshot), so that a long history is not folded again.
/// Threads: as a value.
class Sheet {
 public:
  explicit Sheet(std::string provider) : provider_(std::move(provider)) {}

  /// Takes the next event of the provider's stream in; one taken in before changes nothing.
  void take_in(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
               const schema::Schema& schema, const escalation::CompiledPolicy& policy);

  /// Takes note that the next event is not one of those it is folded from.
  void pass_over(const eventstore::StoredEvent& stored) {
    version_ = stored.version.value();
    position_ = stored.position.value();
  }

  /// What the policy says on the day; a pure function of what was taken in.
  [[nodiscard]] gwarchod::v1::Status status(const escalation::CompiledPolicy& policy,
                                            schema::Day as_of) const;
  /// Adds what the policy says besides the stage, for a reader of that clearance.
  void add_outlook(const escalation::CompiledPolicy& policy, schema::Day as_of,
                   gwarchod::v1::Class clearance, gwarchod::v1::Status& status) const;
  /// The clocks that run or ran out.
  [[nodiscard]] std::vector<gwarchod::v1::Deadline> deadlines(
      const escalation::CompiledPolicy& policy, schema::Day as_of) const;
  /// What the board holds of it on the day.
  [[nodiscard]] BoardEntry entry(const escalation::CompiledPolicy& policy, schema::Day as_of) const;

  [[nodiscard]] const std::string& provider() const { return provider_; }
  /// As escalation::reports_of_same().
  [[nodiscard]] std::vector<std::string> reports_of_same(std::string_view id) const {
    return escalation::reports_of_same(facts_, id);
  }
  [[nodiscard]] const timeline::Links& links() const { return links_; }
  /// Of the last event taken in; 0 before the first.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// About how much memory it takes.
  [[nodiscard]] std::size_t bytes() const;

  /// The number of the form that save() writes; it changes with every part's.
  static constexpr std::uint64_t kForm =
      3 + 100 * escalation::kFactsForm + 10'000 * timeline::kLinksForm;
  void save(schema::PackedWriter& to) const;
  /// What save() wrote, by the same policy. Nothing when the bytes are not of that form.
  [[nodiscard]] static std::optional<Sheet> load(std::string provider, std::string_view bytes,
                                                 const escalation::CompiledPolicy& policy);

 private:
  struct Registration {
    std::uint64_t position = 0;
    std::string row;  // what it says of the row of the board, serialized
  };
  [[nodiscard]] bool struck(const std::string& id) const {
    return !links_.corrections.empty() && !timeline::corrected_by(links_, id).empty();
  }
  void take_in_kind(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                    const escalation::CompiledPolicy& policy);
  void take_in_registration(const eventstore::StoredEvent& stored,
                            const gwarchod::v1::Event& event);
  void take_in_visit(const std::string& id, const gwarchod::v1::Envelope& envelope);
  [[nodiscard]] bool has_decision_to_review(const escalation::CompiledPolicy& policy,
                                            schema::Day as_of) const;
  /// Works out anew what stands, after a record was brought up to date or corrected.
  void read_registration();
  void read_visits();
  void name_provider(gwarchod::v1::Deadline& deadline) const;
  void save_parts(schema::PackedWriter& to) const;
  [[nodiscard]] bool load_parts(schema::PackedReader& from);

  std::string provider_;
  escalation::Facts facts_;
  timeline::Links links_;
  Versions<Registration> registrations_;
  Versions<schema::Day> visits_;  // a visit counts on the day its first version gave
  std::uint32_t records_count_ = 0;
  std::string last_record_on_;
  /// Looking back over a whole history takes as long as it is, and only a decision or a correction
  /// changes what is found: it is looked for when one comes, and holds from that day on.
  struct Reviewed {
    schema::Day from;
    bool is_needed = false;
  };
  Reviewed reviewed_;
  std::uint64_t version_ = 0;
  std::uint64_t position_ = 0;
  std::int64_t recorded_unix_ms_ = 0;

  // Worked out from the above.
  gwarchod::v1::BoardRow registered_;  // what the standing registration says of the row
  std::uint64_t registration_ = 0;     // its position
  std::optional<schema::Day> last_visit_;
};

}  // namespace app
