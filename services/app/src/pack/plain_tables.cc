#include "pack/plain_tables.h"

#include <fmt/format.h>

#include "schema/show.h"
#include "schema/time.h"

namespace app {
namespace {

using gwarchod::v1::Pack;
using gwarchod::v1::StageName;
using gwarchod::v1::Text;
using gwarchod::v1::TimelineItem;

/// The tables in one language.
class Tables {
 public:
  Tables(const Pack& pack, bool cymraeg) : pack_(pack), cymraeg_(cymraeg) {}

  [[nodiscard]] std::string html() const {
    std::string html = fmt::format(R"(<section lang="{}">)", cymraeg_ ? "cy" : "en");
    html += "\n<p><strong>" + in(pack_.marking()) + "</strong> " + html_text(pack_.authority()) +
            "</p>\n<h1>" + html_text(pack_.provider().row().name()) + "</h1>\n";
    html += status() + records() + "</section>\n";
    return html;
  }

 private:
  [[nodiscard]] std::string in(const Text& text) const {
    return html_text(cymraeg_ && !text.cy().empty() ? text.cy() : text.en());
  }
  [[nodiscard]] const char* in(const char* en, const char* cy) const { return cymraeg_ ? cy : en; }

  [[nodiscard]] std::string stage(const StageName& stage) const {
    return html_text(stage.number()) + (stage.number().empty() ? "" : " ") + in(stage.name());
  }

  [[nodiscard]] std::string day(const std::string& iso) const {
    const auto parsed = schema::parse_day(iso);
    return parsed ? in(schema::day_in_words(*parsed)) : html_text(iso);
  }

  [[nodiscard]] std::string status() const {
    const auto& status = pack_.provider().status();
    std::string html =
        fmt::format("<p>{}: {}. {}: {}. {}: {}.</p>\n", in("As of", "Ar"), day(status.as_of()),
                    in("Decided", "Penderfynwyd"), stage(status.decided()),
                    in("Suggested", "Awgrymir"), stage(status.suggested()));
    if (status.reasons().empty()) return html;
    html += fmt::format("<h2>{}</h2>\n<ul>\n", in("Reasons", "Rhesymau"));
    for (const auto& reason : status.reasons()) html += "<li>" + in(reason.words()) + "</li>\n";
    return html + "</ul>\n";
  }

  [[nodiscard]] std::string records() const {
    std::string html = fmt::format(
        "<h2>{}</h2>\n<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
        "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        in("Records", "Cofnodion"), in("When", "Pryd"), in("What", "Beth"),
        in("In a line", "Mewn llinell"));
    for (const TimelineItem& item : pack_.timeline().items()) html += row(item);
    return html + "</tbody>\n</table>\n";
  }

  [[nodiscard]] std::string row(const TimelineItem& item) const {
    std::string line = in(item.line());
    if (!item.corrected_by().empty()) {
      line = fmt::format("<s>{}</s> ({})", line, in("corrected", "cywirwyd"));
    }
    return fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td></tr>\n", day(item.occurred_from()),
                       in(item.kind_name()), line);
  }

  const Pack& pack_;
  bool cymraeg_;
};

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string plain_tables(const Pack& pack) {
  return Tables(pack, false).html() + Tables(pack, true).html();
}

}  // namespace app
