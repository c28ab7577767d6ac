#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>

#include "gwarchod/v1/envelope.pb.h"
#include "schema/time.h"

/// What to do about a wrong value, in both languages, naming the field by its label. One sentence
/// each.
namespace schema::remedy {

using Field = google::protobuf::FieldDescriptor;
using gwarchod::v1::Text;

[[nodiscard]] Text missing(const Field& field);
[[nodiscard]] Text empty_element(const Field& field);
[[nodiscard]] Text too_long(const Field& field, std::size_t characters);
[[nodiscard]] Text too_many(const Field& field, int elements);
[[nodiscard]] Text unreadable(const Field& field);
[[nodiscard]] Text no_date(const Field& field);
[[nodiscard]] Text too_early(const Field& field, Day earliest);
[[nodiscard]] Text in_the_future(const Field& field, Day today);
[[nodiscard]] Text no_time(const Field& field);
[[nodiscard]] Text no_reference(const Field& field);
[[nodiscard]] Text no_event(const Field& field);
[[nodiscard]] Text out_of_range(const Field& field);
[[nodiscard]] Text not_on_list(const Field& field, int number);
[[nodiscard]] Text before(const Field& later, const Field& earlier);
[[nodiscard]] Text no_language(const Field& field);

}  // namespace schema::remedy
