#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/personal.h"
#include "schema/schema.h"
#include "schema/time.h"

/// Everything people are shown of a record, read from its descriptor: one generic piece for each.
namespace schema {

/// The class of a field: its own, else its message's (record).class, else P1.
[[nodiscard]] gwarchod::v1::Class class_of(const google::protobuf::FieldDescriptor& field);

/// The set fields of a record, labelled, in the order of their numbers. A value above `clearance`
/// is empty and `withheld`; SECRET fields are left out for everyone. Values read as people write
/// them in each language: "12 March 2026" / "12 Mawrth 2026", "yes" / "ie", enumeration labels,
/// "£1,250.00". Of a repeated message each element is a part ("findings[1]") with its fields
/// inside; a field without a label is the system's own and not shown. Fields at `erased` places are
/// shown as erased, to who would be shown their value.
[[nodiscard]] std::vector<gwarchod::v1::ShownField> show(const google::protobuf::Message& record,
                                                         gwarchod::v1::Class clearance,
                                                         const Places& erased = {});

/// Clears each value above `clearance`, and every SECRET, at any depth; and what a newer schema
/// wrote.
void redact(google::protobuf::Message& record, gwarchod::v1::Class clearance);

/// Puts into `later` what `earlier` says above `clearance` and `later` leaves unset: whoever brings
/// a record up to date without seeing all of it takes nothing away. Both are of one type. A part of
/// a repeated field is the same part when all that the reader saw of it is unchanged, or, where as
/// many parts are left as there were, when it stands in the same place.
void keep_withheld(const google::protobuf::Message& earlier, google::protobuf::Message& later,
                   gwarchod::v1::Class clearance);

/// The one line of a record on a timeline: its fields marked `line` and the envelope's themes, as
/// far as `clearance` may see them, joined by " · ". Numbers, dates and what says little alone have
/// their label before them; parts that read alike are told once with their count, four of them at
/// most.
[[nodiscard]] gwarchod::v1::Text line(const google::protobuf::Message& record,
                                      const gwarchod::v1::Envelope& envelope,
                                      gwarchod::v1::Class clearance);

/// How to record a kind, and the envelope.
[[nodiscard]] gwarchod::v1::KindForm form(const Kind& kind);
[[nodiscard]] std::vector<gwarchod::v1::FieldForm> envelope_form();

/// The labels of an enumeration, without the unspecified value.
[[nodiscard]] std::vector<gwarchod::v1::Label> labels(const google::protobuf::EnumDescriptor& list);

/// "12 March 2026" / "12 Mawrth 2026"; short: "12 Mar" / "12 Maw".
[[nodiscard]] gwarchod::v1::Text day_in_words(Day day);
[[nodiscard]] gwarchod::v1::Text day_in_short(Day day);

/// The columns of a kind in CSV and spreadsheets: scalar fields by JSON name, a repeated scalar
/// joined by "; ", a repeated message as its JSON. Same order as `row`.
[[nodiscard]] std::vector<std::string> columns(const google::protobuf::Descriptor& message);
[[nodiscard]] std::vector<std::string> row(const google::protobuf::Message& record);

/// Sets one column from its text; the inverse of `row`. Enumeration values by name (also the label
/// in either language), dates also as 12/03/2026, money in pence or with a pound sign in pounds,
/// yes/no in either language, lists split at ";" (one inside an element has a backslash before it).
/// A blank clears the column. Text and numbers keep to what `validate` asks only as to type and
/// range.
///
/// Errors: a sentence saying what the column takes; the record is unchanged.
[[nodiscard]] Result<void, std::string> set_column(google::protobuf::Message& record,
                                                   const std::string& column,
                                                   const std::string& text);

}  // namespace schema
