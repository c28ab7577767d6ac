// A sheet as bytes, for its snapshot beside the log.
#include <utility>

#include "projections/sheet.h"

namespace app {
namespace {

using schema::PackedReader;
using schema::PackedWriter;

template <class T, class SaveValue>
void save_versions(const Versions<T>& versions, PackedWriter& to, const SaveValue& save_value) {
  to.number(versions.all().size());
  for (const auto& version : versions.all()) {
    to.id(version.id);
    to.number(version.first);
    save_value(version.value);
  }
}

template <class T, class LoadValue>
bool load_versions(Versions<T>& versions, PackedReader& from, const LoadValue& load_value) {
  for (std::size_t left = from.count(); left > 0; --left) {
    std::string id = from.id();
    const auto first = from.number_as<std::uint32_t>();
    if (!versions.put_back({std::move(id), first, load_value()})) return false;
  }
  return true;
}

}  // namespace

void Sheet::save(PackedWriter& to) const {
  to.number(version_);
  to.number(position_);
  to.difference(recorded_unix_ms_);
  to.number(records_count_);
  to.text(last_record_on_);
  to.difference(reviewed_.from.time_since_epoch().count());
  to.number(reviewed_.is_needed ? 1 : 0);
  save_parts(to);
  timeline::save(links_, to);
  escalation::save(facts_, to);
}

void Sheet::save_parts(PackedWriter& to) const {
  save_versions(registrations_, to, [&](const Registration& registration) {
    to.number(registration.position);
    to.text(registration.row);
  });
  save_versions(visits_, to,
                [&](schema::Day day) { to.difference(day.time_since_epoch().count()); });
}

bool Sheet::load_parts(PackedReader& from) {
  const auto load_registration = [&] {
    const std::uint64_t position = from.number();
    return Registration{position, std::string(from.text())};
  };
  const auto load_day = [&] { return schema::Day{std::chrono::days{from.difference()}}; };
  return load_versions(registrations_, from, load_registration) &&
         load_versions(visits_, from, load_day);
}

std::optional<Sheet> Sheet::load(std::string provider, std::string_view bytes,
                                 const escalation::CompiledPolicy& policy) {
  Sheet sheet(std::move(provider));
  PackedReader from(bytes);
  sheet.version_ = from.number();
  sheet.position_ = from.number();
  sheet.recorded_unix_ms_ = from.difference();
  sheet.records_count_ = from.number_as<std::uint32_t>();
  sheet.last_record_on_ = from.text();
  sheet.reviewed_.from = schema::Day{std::chrono::days{from.difference()}};
  sheet.reviewed_.is_needed = from.number() != 0;
  if (!sheet.load_parts(from)) return std::nullopt;
  sheet.links_ = timeline::load_links(from);
  auto facts = escalation::load(from, policy);
  if (!facts || !from.is_good() || !from.is_at_end()) return std::nullopt;
  sheet.facts_ = std::move(*facts);
  sheet.read_registration();
  sheet.read_visits();
  return sheet;
}

std::size_t Sheet::bytes() const {
  constexpr std::size_t kVersionBytes = 100;  // with its id
  return sizeof(Sheet) + facts_.bytes() + timeline::bytes_of(links_) +
         kVersionBytes * visits_.all().size() + 4 * kVersionBytes * registrations_.all().size();
}

}  // namespace app
