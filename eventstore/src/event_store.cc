#include "eventstore/event_store.h"

#include <algorithm>
#include <future>

namespace eventstore {

bool EventFilter::wants(std::string_view of_stream, std::string_view type) const {
  return of_stream.starts_with(stream_prefix) && (stream.empty() || of_stream == stream) &&
         (types.empty() || std::ranges::find(types, type) != types.end());
}

Result<Appended, AppendError> EventStore::append_and_wait(Commit commit) {
  std::promise<Result<Appended, AppendError>> promise;
  auto answer = promise.get_future();
  append(std::move(commit), [&promise](const auto& result) { promise.set_value(result); });
  return answer.get();
}

}  // namespace eventstore
