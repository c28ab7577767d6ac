#pragma once

#include <map>
#include <vector>

#include "app/tracker.h"
#include "simulation/register.h"
#include "simulation/routine.h"
#include "simulation/writer.h"

namespace app {

/// The sub-group: meets on the second Wednesday, and at once when something serious is suggested.
/// It takes up what the tracker says needs a decision, mostly follows the suggestion, now and then
/// does not, and leaves some of it to the next meeting. Decisions bring visits, plans and
/// embargoes.
class SimMeetings {
 public:
  SimMeetings(Tracker& tracker, SimWriter& writer, SimRoutine& routine,
              std::vector<SimProvider>& providers);

  /// Puts down for today what is decided today; nothing on a day without a meeting.
  void day(schema::Day today);

 private:
  struct Case {
    schema::Day pending_since;
    bool pending = false;
    schema::Day decided;
    std::string embargo;  // the name of the act, while it is in force
    std::string plan;
  };
  void take_up(std::size_t number, const gwarchod::v1::BoardRow& row, schema::Day today);
  void raise(std::size_t number, const gwarchod::v1::BoardRow& row,
             const gwarchod::v1::StageName& to, schema::Day today);
  void lower(std::size_t number, const gwarchod::v1::BoardRow& row, const std::string& to,
             schema::Day today);
  void meeting(std::size_t number, const std::string& discussion, schema::Day today);
  void plan(std::size_t number, bool corrective, schema::Day today);
  void escalate(std::size_t number, schema::Day today);
  void tell(std::size_t number, const std::vector<gwarchod::v1::Agency>& agencies,
            schema::Day today);
  void meet_provider(std::size_t number, schema::Day today);
  [[nodiscard]] gwarchod::v1::StageName stage(const std::string& number) const;

  Tracker& tracker_;
  SimWriter& writer_;
  SimRoutine& routine_;
  std::vector<SimProvider>& providers_;
  std::map<std::string, std::size_t> numbers_;  // by id
  std::vector<Case> cases_;
  gwarchod::v1::Policy policy_;
  std::size_t named_ = 0;
};

}  // namespace app
