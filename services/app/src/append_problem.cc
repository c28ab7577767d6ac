#include "append_problem.h"

namespace app {

Problem problem_of(const eventstore::AppendError& error) {
  using Kind = eventstore::AppendError::Kind;
  if (error.may_be_written) return may_be_recorded();
  switch (error.kind) {
    case Kind::kWrongExpectedVersion:
      if (error.actual.value() == 0) return unknown_provider();  // nobody else expects a version
      return wrong_version(error.actual.value());
    case Kind::kIdempotencyMismatch:
      return idempotency_mismatch();
    case Kind::kTooLarge:
      return too_large();
    case Kind::kBusy:
      return busy();
    case Kind::kDiskFull:
      return disk_full();
    case Kind::kDuplicateEventId:
    case Kind::kStorageFailed:
      return storage_failed();
  }
}

}  // namespace app
