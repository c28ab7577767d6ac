#pragma once

#include <memory>
#include <string>

#include "app/caller.h"
#include "app/evidence.h"
#include "app/selection.h"
#include "app/tracker.h"
#include "gwarchod/v1/course.pb.h"
#include "gwarchod/v1/figures.pb.h"
#include "gwarchod/v1/pack.pb.h"

namespace app {

/// A pack of more records would be no file to mail.
inline constexpr std::size_t kPackRecordsMax = 5'000;

struct PackRequest {
  std::string provider;
  // As read_selection() reads them; empty where nothing is asked.
  std::string as_of;
  std::string as_known_at;
  std::string known_to;
  std::string made_by;  // as the pack says it
};

/// What a meeting looks at besides the board and a status: how things went over time.
/// Threads: any, as the tracker.
class ReportDesk {
 public:
  template <class T>
  using Outcome = Tracker::Outcome<T>;

  /// The tracker outlives it.
  explicit ReportDesk(const Tracker& tracker);
  ReportDesk(const ReportDesk&) = delete;
  ReportDesk& operator=(const ReportDesk&) = delete;
  ~ReportDesk();

  /// Where a provider stood: what was decided, and what the record of each day suggested on it by
  /// the policies in force then. Both begin with its registration, or before it where anything was
  /// decided or suggested before.
  /// Limits:  the whole stream is folded for each policy there was, some microseconds an event.
  /// Refused: unknown-provider, not-known-then.
  [[nodiscard]] Outcome<gwarchod::v1::Course> course(const Caller& caller,
                                                     const std::string& provider,
                                                     const Selection& selection = {}) const;

  /// What a meeting has before it of one provider: its page, its whole time line in brief (of more
  /// than kPackRecordsMax records the newest, and `timeline.next` says so), and for each record the
  /// proof that it stands in the log, as Evidence::proof_for() gives it to this caller. Without
  /// evidence there are no proofs. What could have been seen sooner is told where all that is
  /// recorded is asked about, not what was known then or by an agency. Refused: as
  /// read_selection(), Tracker::provider() and Evidence::checkpoint().
  [[nodiscard]] Outcome<gwarchod::v1::Pack> pack(const Caller& caller, const PackRequest& request,
                                                 Evidence* evidence) const;

  /// Figures over all providers, today. They are counts (P1) of what the timelines show to everyone
  /// who signs in: that there is a record, of which kind, on which day.
  /// What each provider adds is remembered, so that only those of which something was recorded
  /// since are read again; the first time of a day the whole log is, by as many threads as there
  /// are processors. Meanwhile others who ask get the figures before, where there are any.
  /// Errors:  throws what reading the store throws.
  [[nodiscard]] std::shared_ptr<const gwarchod::v1::Figures> figures() const;

 private:
  class Remembered;
  const Tracker& tracker_;
  std::unique_ptr<Remembered> remembered_;
};

/// Which part of the figures a table holds.
enum class FiguresTable { kStages, kStrands, kThemes, kAcknowledged, kDecided };
/// "stages", "strands", "themes", "acknowledged", "decided"; nothing for another.
[[nodiscard]] std::optional<FiguresTable> figures_table(std::string_view name);
/// As CSV, one row a month and value, named in both languages; every number is one that is shown.
[[nodiscard]] std::string figures_csv(const gwarchod::v1::Figures& figures, FiguresTable table);

}  // namespace app
