#include "simulation/writer.h"

#include <algorithm>

namespace app {

gwarchod::v1::Theme theme_of(const std::string& name) {
  gwarchod::v1::Theme theme = gwarchod::v1::THEME_UNSPECIFIED;
  gwarchod::v1::Theme_Parse(name, &theme);
  return theme;
}

schema::Day weekday(schema::Day day) {
  const std::chrono::weekday name{day};
  return name == std::chrono::Saturday ? day + std::chrono::days{2}
         : name == std::chrono::Sunday ? day + std::chrono::days{1}
                                       : day;
}

gwarchod::v1::Envelope SimWriter::envelope(schema::Day occurred, gwarchod::v1::Agency source,
                                           const std::string& theme) {
  gwarchod::v1::Envelope envelope;
  envelope.set_occurred_from(schema::to_string(occurred));
  envelope.set_precision(gwarchod::v1::DAY);
  envelope.set_source(source);
  if (const auto found = theme_of(theme); found != gwarchod::v1::THEME_UNSPECIFIED) {
    envelope.add_themes(found);
  }
  return envelope;
}

std::string SimWriter::say(SimProvider& provider, gwarchod::v1::Envelope& envelope,
                           const std::string& kind, const std::string& theme) const {
  const SimText& text = texts_.sentence(kind, theme, provider.random);
  const bool cymraeg = provider.random.chance(provider.cymraeg ? 0.5 : 0.08);
  envelope.set_language(cymraeg ? "cy" : "en");
  return cymraeg ? text.cy : text.en;
}

std::string SimWriter::person(SimProvider& provider) {
  const auto number = 1000 + (provider.registration.name().size() * 7 % 900) * 10;
  return "A-" + std::to_string(number + provider.random.below(8));
}

void SimWriter::put(const Of& of, const google::protobuf::Message& body,
                    const gwarchod::v1::Envelope& envelope) {
  const schema::Day recorded = weekday(of.recorded);
  if (recorded > last_day_) {
    return;
  }
  SimAct act;
  act.recorded = recorded;
  act.provider = of.provider;
  act.by = &of.by;
  act.request = request_of(body, envelope);
  act.request.mutable_envelope()->set_received_on(schema::to_string(
      std::min(recorded, *schema::parse_day(envelope.occurred_from()) + std::chrono::days{1})));
  act.name = of.name;
  act.updates = of.updates;
  diary_.put(std::move(act));
}

}  // namespace app
