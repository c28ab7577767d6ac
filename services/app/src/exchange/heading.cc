#include "exchange/heading.h"

namespace app {

void Heading::add(const Cells& names, const std::string& prefix) {
  for (const std::string& name : names) {
    columns_.emplace(prefix + name, count_);
    ++count_;
  }
}

std::optional<std::size_t> Heading::find(const std::string& name) const {
  const auto found = columns_.find(name);
  return found == columns_.end() ? std::nullopt : std::optional{found->second};
}

schema::Result<CompiledTake, std::string> CompiledTake::compile(const gwarchod::v1::Take& take,
                                                                const Heading& heading) {
  CompiledTake compiled;
  if (take.column().empty()) {
    return compiled;
  }
  const auto index = heading.find(take.column());
  if (!index) {
    return "the file has no column \"" + take.column() + "\", which the mapping reads";
  }
  compiled.take_ = take;
  compiled.index_ = *index;
  compiled.set_ = true;
  return compiled;
}

std::string_view CompiledTake::read(const Cells& cells) const {
  if (!set_) {
    return {};
  }
  std::string_view text = cells[index_];
  if (!take_.after().empty()) {
    const auto at = text.find(take_.after());
    if (at == std::string_view::npos) {
      return {};
    }
    text.remove_prefix(at + take_.after().size());
  }
  if (!take_.until().empty()) {
    text = text.substr(0, text.find(take_.until()));
  }
  return text;
}

}  // namespace app
