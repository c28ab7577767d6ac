#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"
#include "schema/schema.h"
#include "schema/wire.h"

/// What of a record is personal, and so sealed before it is stored; read from the descriptor.
/// Source: docs/adr/0003-what-is-personal-is-sealed.md.
namespace schema {

enum class Personal {
  kOpen,    // stays as it is, for rules to test
  kPerson,  // a reference to a person: a token takes its place
  kSealed,  // taken out and sealed
};

/// What is said of the fields around a field: what is inside a part is at least as sensitive as the
/// part, and all about the subject when the part is.
struct Surroundings {
  gwarchod::v1::Class class_ = gwarchod::v1::CLASS_UNSPECIFIED;
  bool subject = false;
};

/// Of a field that is not a part: references to people are replaced; every field marked `subject`,
/// and every text of class P2 or above, is sealed. Days, times and the ids of records are no text.
[[nodiscard]] Personal personal(const google::protobuf::FieldDescriptor& field,
                                const Surroundings& around = {});

/// The same of the field at the end of a path from `message`.
[[nodiscard]] Personal personal_at(const google::protobuf::Descriptor& message,
                                   const FieldPath& path, const Surroundings& around = {});
/// What is around the fields of the part at the end of the path.
[[nodiscard]] Surroundings surroundings_at(const google::protobuf::Descriptor& message,
                                           const FieldPath& path);

/// False when messages of the type hold nothing personal, whatever they say.
[[nodiscard]] bool may_be_personal(const google::protobuf::Descriptor& message);
/// The names of the kinds of which that is not said.
[[nodiscard]] std::set<std::string, std::less<>> personal_kinds(const Schema& schema);

/// Field numbers down to one field, the index of a repeated part after its field's number.
using Place = std::vector<std::uint32_t>;

using Places = std::vector<Place>;

/// Notes in the event that what stood at a place inside its envelope or its body (`part`, the
/// number of that field of Event) is not there: sealed or, in one that was read, erased.
void note_sealed(gwarchod::v1::Event& event, int part, const Place& place);
/// The places noted in that part.
[[nodiscard]] Places erased_in(const gwarchod::v1::Event& event, int part);
/// "fields[0].was": a place in a message of the type, by JSON names.
[[nodiscard]] std::string path_of(const google::protobuf::Descriptor& message, const Place& place);
/// The class of what stands there: the highest on the way to it.
[[nodiscard]] gwarchod::v1::Class class_at(const google::protobuf::Descriptor& message,
                                           const Place& place);

/// Moves what is sealed out of `message` into `taken`, an empty message of its type, where parts of
/// repeated fields stand at their own index; tells of each where it stood. References to people
/// are given to `replace`, which puts another text in their place. Returns whether anything was
/// taken. Linear in the message's size.
bool take_out(google::protobuf::Message& message, google::protobuf::Message& taken,
              const std::function<void(const Place&)>& tell,
              const std::function<void(std::string&)>& replace);

/// Puts back what take_out took, whatever the schema now says of its fields.
void put_back(const google::protobuf::Message& taken, google::protobuf::Message& message);

/// Gives each reference to a person to `replace`; one that it leaves empty is cleared, and its
/// place told.
void replace_people(google::protobuf::Message& message,
                    const std::function<void(const Place&)>& tell,
                    const std::function<void(std::string&)>& replace);

}  // namespace schema
