#include "schema/validate.h"

#include <algorithm>

#include "gwarchod/v1/envelope.pb.h"
#include "remedies.h"
#include "rules.h"
#include "schema/utf8.h"
#include "value_words.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::FieldProblem;
using gwarchod::v1::Text;

using namespace std::chrono_literals;

/// Nothing recorded here happened before it; a year of "0206" is a slip of the hand.
constexpr Day kEarliestDay = std::chrono::sys_days{1850y / 1 / 1};

bool is_blank(std::string_view words) {
  return words.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Control characters, but for those that lay text out, are no writing.
bool is_writing(std::string_view words) {
  return std::all_of(words.begin(), words.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\r' || c == '\t';
  });
}

bool is_reference(std::string_view words) {
  return std::all_of(words.begin(), words.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':' ||
           c == '/';
  });
}

bool is_time(std::string_view words) {
  const auto two = [&](std::size_t at) {
    const bool digits =
        words[at] >= '0' && words[at] <= '9' && words[at + 1] >= '0' && words[at + 1] <= '9';
    return digits ? (words[at] - '0') * 10 + (words[at + 1] - '0') : 99;
  };
  return words.size() == 5 && words[2] == ':' && two(0) <= 23 && two(3) <= 59;
}

class Check {
 public:
  Check(Day today, std::vector<FieldProblem>& problems) : today_(today), problems_(problems) {}

  void message(const Message& message, const std::string& prefix) {
    const auto& descriptor = *message.GetDescriptor();
    const Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor& one = *descriptor.field(i);
      const int count = values_count(reflection, message, one);
      // Most fields of most records are empty: not even their path is made.
      if (count > 0 || rules_of(one).required()) field(message, one, count, path_of(prefix, one));
    }
    if (is_envelope(descriptor)) envelope(message, prefix);
  }

 private:
  static std::string path_of(const std::string& prefix, const FieldDescriptor& one) {
    return prefix.empty() ? one.json_name() : prefix + "." + one.json_name();
  }

  /// By name where the pool is another's: the message may be a dynamic one.
  static bool is_envelope(const google::protobuf::Descriptor& descriptor) {
    const auto& ours = *gwarchod::v1::Envelope::descriptor();
    return &descriptor == &ours || descriptor.full_name() == ours.full_name();
  }

  void tell(const std::string& path, const Text& words) {
    FieldProblem problem;
    problem.set_field(path);
    *problem.mutable_words() = words;
    problems_.push_back(std::move(problem));
  }

  void field(const Message& message, const FieldDescriptor& one, int count,
             const std::string& path) {
    if (rules_of(one).required() && is_missing(message, one, count)) {
      tell(path, remedy::missing(one));
      return;
    }
    if (one.is_repeated() && count > kElementsMax) {
      tell(path, remedy::too_many(one, count));
      return;  // not one fault for each of what may be a million
    }
    for (int i = 0; i < count; ++i) {
      value(message, one, value_index(one, i),
            one.is_repeated() ? path + "[" + std::to_string(i) + "]" : path);
    }
  }

  static bool is_missing(const Message& message, const FieldDescriptor& one, int count) {
    if (one.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return false;  // "no" is an answer
    if (count == 0) return true;
    return !one.is_repeated() && one.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
           is_blank(text_of(message, one, -1));
  }

  void value(const Message& message, const FieldDescriptor& one, int at, const std::string& path) {
    if (one.message_type() != nullptr) {
      this->message(part_of(message, one, at), path);
    } else if (one.enum_type() != nullptr) {
      list(message, one, at, path);
    } else if (one.type() == FieldDescriptor::TYPE_STRING) {
      text(one, text_of(message, one, at), path);
    } else if (is_integer(one) && is_labelled(one)) {
      const std::int64_t number = integer_of(message, one, at);
      const Range range = range_of(one);
      const bool negative_unsigned =
          number < 0 && one.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
      if (number < range.least || number > range.most || negative_unsigned) {
        tell(path, remedy::out_of_range(one));
      }
    }
  }

  void list(const Message& message, const FieldDescriptor& one, int at, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    const int number = at < 0 ? reflection.GetEnumValue(message, &one)
                              : reflection.GetRepeatedEnumValue(message, &one, at);
    if (number == 0 || one.enum_type()->FindValueByNumber(number) == nullptr) {
      tell(path, remedy::not_on_list(one, number));
    }
  }

  void text(const FieldDescriptor& one, const std::string& words, const std::string& path) {
    const auto characters = code_points(words);
    if (!characters || !is_writing(words)) {
      tell(path, remedy::unreadable(one));
    } else if (one.is_repeated() && is_blank(words)) {
      tell(path, remedy::empty_element(one));
    } else if (*characters > characters_max(one)) {
      tell(path, remedy::too_long(one, *characters));
    } else if (rules_of(one).is() == gwarchod::v1::DATE) {
      date(one, words, path);
    } else if (rules_of(one).is() == gwarchod::v1::TIME && !is_time(words)) {
      tell(path, remedy::no_time(one));
    } else if (rules_of(one).is() == gwarchod::v1::PERSON && !is_reference(words)) {
      tell(path, remedy::no_reference(one));
    } else if (rules_of(one).is() == gwarchod::v1::EVENT && !is_reference(words)) {
      tell(path, remedy::no_event(one));
    }
  }

  void date(const FieldDescriptor& one, const std::string& words, const std::string& path) {
    const auto day = parse_day(words);
    if (!day) {
      tell(path, remedy::no_date(one));
    } else if (*day < kEarliestDay) {
      tell(path, remedy::too_early(one, kEarliestDay));
    } else if (*day > today_ && !rules_of(one).may_be_future()) {
      tell(path, remedy::in_the_future(one, today_));
    }
  }

  /// What holds between fields of the envelope. By number, because the message may be a dynamic
  /// one.
  void envelope(const Message& message, const std::string& prefix) {
    using gwarchod::v1::Envelope;
    const auto& descriptor = *message.GetDescriptor();
    const auto& from = *descriptor.FindFieldByNumber(Envelope::kOccurredFromFieldNumber);
    const auto& to = *descriptor.FindFieldByNumber(Envelope::kOccurredToFieldNumber);
    if (values_count(message, to) > 0) {
      const auto first = parse_day(text_of(message, from, -1));
      const auto last = parse_day(text_of(message, to, -1));
      if (first && last && *last < *first) tell(path_of(prefix, to), remedy::before(to, from));
    }
    const auto& language = *descriptor.FindFieldByNumber(Envelope::kLanguageFieldNumber);
    if (values_count(message, language) > 0) {
      const std::string code = text_of(message, language, -1);
      if (code != "en" && code != "cy") {
        tell(path_of(prefix, language), remedy::no_language(language));
      }
    }
  }

  Day today_;
  std::vector<FieldProblem>& problems_;
};

}  // namespace

std::vector<FieldProblem> validate(const Message& message, Day today, const std::string& prefix) {
  std::vector<FieldProblem> problems;
  Check(today, problems).message(message, prefix);
  return problems;
}

}  // namespace schema
