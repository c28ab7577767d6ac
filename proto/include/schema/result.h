#pragma once

#include <boost/system/result.hpp>

namespace schema {

/// A value, or the reason there is none. For failures a caller is expected to meet: a rejected
/// command, a wrong expected version, a malformed line. Surprises throw instead (style.md 5).
template <class T, class E>
using Result = boost::system::result<T, E>;

}  // namespace schema
