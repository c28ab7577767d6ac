#include "app/pack_html.h"

#include <array>
#include <fstream>
#include <sstream>

#include "pack/plain_tables.h"
#include "schema/json.h"

namespace app {
namespace {

using gwarchod::v1::Pack;

Problem no_template(const std::string& what_en, const std::string& what_cy) {
  return make_problem("no-pack-template", 503,
                      what_en + " Build the page: npm run build in web/client.",
                      what_cy + " Adeiladwch y dudalen: npm run build yn web/client.");
}

/// JSON as it may stand in a script element of HTML: nothing in it ends the element, begins a
/// comment or ends a line of script. In JSON these characters stand in texts alone.
std::string json_in_html(const std::string& json) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEscapes = {{
      {"<", "\\u003c"},
      {">", "\\u003e"},
      {"&", "\\u0026"},
      {"\xE2\x80\xA8", "\\u2028"},
      {"\xE2\x80\xA9", "\\u2029"},
  }};
  std::string html;
  html.reserve(json.size() + json.size() / 8);
  const std::string_view rest = json;
  for (std::size_t at = 0; at < rest.size();) {
    std::string_view put = rest.substr(at, 1);
    std::size_t taken = 1;
    for (const auto& [from, to] : kEscapes) {
      if (!rest.substr(at).starts_with(from)) continue;
      put = to;
      taken = from.size();
    }
    html += put;
    at += taken;
  }
  return html;
}

}  // namespace

schema::Result<std::string, Problem> read_pack_template(const std::filesystem::path& pages) {
  std::ifstream stream(pages / kPackTemplateFile, std::ios::binary);
  std::ostringstream bytes;
  if (stream) bytes << stream.rdbuf();
  if (stream && bytes.tellp() > 0) return bytes.str();
  return no_template("The template of the meeting pack is not beside the page (" +
                         std::string(kPackTemplateFile) + ").",
                     "Nid yw templed y pecyn cyfarfod wrth ymyl y dudalen (" +
                         std::string(kPackTemplateFile) + ").");
}

schema::Result<std::string, Problem> pack_html(const Pack& pack, std::string_view page) {
  const std::string data = R"(<script type="application/json" id="pack">)" +
                           json_in_html(schema::to_json(pack)) + "</script>";
  const std::array<std::pair<std::string_view, std::string>, 3> parts = {{
      {"<!--pack:title-->", html_text(pack.provider().row().name() + " - " + pack.authority())},
      {"<!--pack:plain-->", plain_tables(pack)},
      {"<!--pack:data-->", data},
  }};
  // In their order, so that nothing which was put in is looked at again.
  std::string html;
  for (const auto& [place, text] : parts) {
    const std::size_t at = page.find(place);
    if (at == std::string_view::npos) {
      return no_template("The template of the meeting pack is of another release.",
                         "Mae templed y pecyn cyfarfod o ryddhad arall.");
    }
    html += page.substr(0, at);
    html += text;
    page.remove_prefix(at + place.size());
  }
  html += page;
  return html;
}

std::string pack_file_name(const Pack& pack) {
  return "gwarchod-" + pack.provider().row().provider() + "-" + pack.provider().status().as_of() +
         ".html";
}

}  // namespace app
