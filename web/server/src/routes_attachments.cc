#include <boost/url/pct_string_view.hpp>
#include <utility>

#include "edge_limits.h"
#include "routes.h"
#include "schema/utf8.h"
#include "write_terms.h"

namespace web {

namespace {

constexpr const char* kTitle = "Gwarchod-Title";

Problem no_attachments() {
  return make_problem(503, "no-attachments", "This server keeps no files.",
                      "Nid yw'r gweinydd hwn yn cadw ffeiliau.");
}

/// A text of a header, in which only ASCII is at home: UTF-8, percent-encoded. Not in the address,
/// which others write down: a title may be about a person.
schema::Result<std::string, Problem> title_of(const Request& request) {
  const std::string_view text = request.header(kTitle);
  const auto encoded = boost::urls::make_pct_string_view({text.data(), text.size()});
  const std::string title = encoded ? encoded->decode() : std::string{};
  if (!encoded || !schema::is_utf8(title)) {
    return make_problem(400, "bad-title",
                        "The header Gwarchod-Title is the title in UTF-8, percent-encoded.",
                        "Y teitl mewn UTF-8, wedi'i amgodio â chanrannau, yw'r pennyn "
                        "Gwarchod-Title.");
  }
  return title;
}

schema::Result<app::AttachRequest, Problem> read_request(const Call& call) {
  app::AttachRequest request;
  auto title = title_of(call.request);
  if (!title) return title.error();
  request.title = std::move(*title);
  request.attached_to = call.target.parameter("attached_to").value_or("");
  request.on = call.target.parameter("on").value_or("");
  const auto language = call.target.parameter("language");
  if (language && !gwarchod::v1::DocumentLanguage_Parse(*language, &request.language)) {
    return bad_parameter("language",
                         "language is DOCUMENT_ENGLISH, DOCUMENT_WELSH or DOCUMENT_BILINGUAL.",
                         "DOCUMENT_ENGLISH, DOCUMENT_WELSH neu DOCUMENT_BILINGUAL yw language.");
  }
  return request;
}

/// The way from the socket to the file.
class AttachmentSink final : public BodySink {
 public:
  AttachmentSink(std::unique_ptr<app::AttachmentUpload> upload, RunWork run)
      : upload_(std::move(upload)), run_(std::move(run)) {}

  std::optional<Response> take(std::string_view piece) override {
    auto taken = upload_->write(piece);
    if (taken) return std::nullopt;
    upload_.reset();  // whoever is told that it was refused finds nothing of it
    return problem_response(taken.error());
  }
  void finish(const Reply& reply) override {
    upload_->finish(answer_here(reply), [run = run_](std::function<void()> work) {
      if (!run(Runs::kTracker, work)) work();
    });
  }

 private:
  std::unique_ptr<app::AttachmentUpload> upload_;
  RunWork run_;
};

schema::Result<std::unique_ptr<BodySink>, Problem> open_body(app::Attachments* attachments,
                                                             const RunWork& run, const Call& call) {
  if (attachments == nullptr) return no_attachments();
  const auto request = read_request(call);
  if (!request) return request.error();
  const auto terms = read_terms(call.request);
  if (!terms) return terms.error();
  auto upload = attachments->begin(*call.caller, call.place("id"), *request, *terms);
  if (!upload) return upload.error();
  return std::unique_ptr<BodySink>(std::make_unique<AttachmentSink>(std::move(*upload), run));
}

bool is_plain_in_header(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-' || c == '_';
}

/// RFC 6266: the name for all, and for those who read it the name in UTF-8 (RFC 8187).
std::string disposition_of(const std::string& name) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string ascii;
  std::string encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain_in_header(c)) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 0x0FU];
    }
    if (byte < 0x80) {
      ascii += is_plain_in_header(c) || c == ' ' ? c : '_';
    } else if (byte >= 0xC0) {
      ascii += '_';  // once for each letter
    }
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
}

Response download(const app::Attachments* attachments, const Call& call) {
  if (attachments == nullptr) return problem_response(no_attachments());
  auto opened = attachments->open(*call.caller, call.place("id"), call.place("event"));
  if (!opened) return problem_response(opened.error());
  const std::shared_ptr<app::AttachmentDownload> file = std::move(*opened);
  Response response;
  response.headers = {{"Content-Type", file->attachment().media_type()},
                      {"Content-Disposition", disposition_of(file->file_name())}};
  response.length = static_cast<std::uint64_t>(file->attachment().bytes());
  response.next_chunk = [file] { return file->next(); };
  return response;
}

std::vector<Parameter> upload_parameters() {
  std::vector<Parameter> parameters = write_parameters();
  parameters.push_back({kTitle, "header", "Its title: UTF-8, percent-encoded"});
  parameters.push_back({"attached_to", "query", "The id of the record which it belongs to"});
  parameters.push_back(
      {"language", "query", "DOCUMENT_ENGLISH, DOCUMENT_WELSH or DOCUMENT_BILINGUAL"});
  parameters.push_back({"on", "query", "The day it is of, yyyy-mm-dd. Default: today"});
  return parameters;
}

}  // namespace

void add_attachment_routes(std::vector<Route>& routes, const RouteContext& context) {
  routes.push_back(
      {.method = "POST",
       .pattern = "/api/v1/providers/{id}/attachments",
       .access = Access::kSignedIn,
       .open_body = [attachments = context.attachments, run = context.run](
                        const Call& call) { return open_body(attachments, run, call); },
       .body_bytes_max = kUploadBytesMax,
       .summary = "Attach a file, of a type that its content tells, up to 100 MiB",
       .parameters = upload_parameters(),
       .response = gwarchod::v1::Recorded::descriptor(),
       .takes = "application/octet-stream",
       .status = 201});
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/providers/{id}/attachments/{event}",
                    .access = Access::kSignedIn,
                    .handler = at_once([attachments = context.attachments](const Call& call) {
                      return download(attachments, call);
                    }),
                    .summary = "The file of a record of kind Attachment",
                    .content = "application/octet-stream"});
}

}  // namespace web
