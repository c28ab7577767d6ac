#include "simulation/register.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "exchange/slug.h"

namespace app {
namespace {

using gwarchod::v1::ProviderRegistered;

constexpr const char* kNote =
    "Invented for a demonstration: no such service, company or person exists. / Dychmygol, at "
    "ddibenion "
    "arddangos: nid oes gwasanaeth, cwmni na pherson o'r fath.";
constexpr std::array kWeaknesses = {"MEDICATION", "STAFFING", "NUTRITION", "PERSONAL_CARE",
                                    "MANAGEMENT", "RECORDS",  "DIGNITY",   "PRESSURE_CARE"};

/// One line of the published list: so many of a service, in the county and in use or not.
struct Shape {
  enum class Group { kHome, kHomeCare, kDay };
  Group group;
  std::size_t count;
  bool in_county;
  bool in_use;
};

std::vector<Shape> shapes(const SimulationSettings& settings) {
  using enum Shape::Group;
  if (settings.demonstration) {  // V12.20
    return {{kHome, 21, true, true},
            {kHome, 128, false, true},
            {kHomeCare, 20, true, true},
            {kHomeCare, 38, true, false},
            {kDay, 24, true, true}};
  }
  const std::size_t home_care = settings.providers / 4;
  const std::size_t day = settings.providers / 10;
  return {{kHome, settings.providers - home_care - day, true, true},
          {kHomeCare, home_care, true, true},
          {kDay, day, true, true}};
}

class Maker {
 public:
  Maker(const SimulationSettings& settings, const gwarchod::v1::Stories& stories,
        const SimTexts& texts)
      : settings_(settings), stories_(stories), texts_(texts), random_(settings.seed) {}

  std::vector<SimProvider> make() {
    for (const Shape& shape : shapes(settings_)) {
      for (std::size_t i = 0; i < shape.count; ++i) {
        const gwarchod::v1::Story* story = settings_.demonstration ? story_for(shape) : nullptr;
        made_.push_back(one(shape, story));
      }
    }
    return std::move(made_);
  }

 private:
  const gwarchod::v1::Story* story_for(const Shape& shape) {
    for (const auto& story : stories_.stories()) {
      const bool home = story.service() <= gwarchod::v1::CARE_HOME_DEMENTIA;
      const bool care = story.service() == gwarchod::v1::DOMICILIARY;
      const bool fits = shape.group == Shape::Group::kHome       ? home
                        : shape.group == Shape::Group::kHomeCare ? care
                                                                 : !home && !care;
      if (fits && story.in_county() == shape.in_county && story.in_use() == shape.in_use &&
          told_.insert(&story).second) {
        return &story;
      }
    }
    return nullptr;
  }

  SimProvider one(const Shape& shape, const gwarchod::v1::Story* story) {
    SimProvider provider;
    provider.random = Random(random_.next());
    Random& random = provider.random;
    ProviderRegistered& registered = provider.registration;
    set_service(shape, random, registered);
    set_place(shape, random, registered);
    set_owner(shape, random, registered);
    registered.set_name(story != nullptr ? story->name() : fresh_name(shape.group));
    registered.set_registration_note(kNote);
    registered.set_council_lead(random.chance(0.5) ? "Contracts team, east"
                                                   : "Contracts team, west");
    if (story != nullptr) {
      provider.story = story;
      registered.set_service(story->service());
      registered.set_town(story->town());
      registered.set_places(story->places());
    }
    provider.id = fresh_id(slug(registered.name()));
    provider.cymraeg = random.chance(0.25);
    set_character(shape, provider);
    if (story != nullptr) {
      provider.temper = 0;
      provider.trouble = 0;
      provider.episode = 0;
    }
    return provider;
  }

  void set_service(const Shape& shape, Random& random, ProviderRegistered& registered) const {
    switch (shape.group) {
      case Shape::Group::kHome: {
        const int draw = random.between(1, 10);
        registered.set_service(draw <= 5   ? gwarchod::v1::CARE_HOME_RESIDENTIAL
                               : draw <= 8 ? gwarchod::v1::CARE_HOME_NURSING
                                           : gwarchod::v1::CARE_HOME_DEMENTIA);
        registered.set_places(random.between(8, 72));
        registered.add_client_groups(draw > 8 ? "People living with dementia" : "Older people");
        break;
      }
      case Shape::Group::kHomeCare:
        registered.set_service(gwarchod::v1::DOMICILIARY);
        registered.add_client_groups("Adults at home");
        break;
      case Shape::Group::kDay:
        registered.set_service(gwarchod::v1::DAY_CARE);
        registered.set_places(random.between(10, 40));
        registered.add_client_groups(random.chance(0.5) ? "Older people"
                                                        : "Adults with a learning disability");
        break;
    }
  }

  void set_place(const Shape& shape, Random& random, ProviderRegistered& registered) const {
    const SimText& place = random.pick(texts_.names(shape.in_county ? "vale" : "away"));
    registered.set_town(place.en);
    registered.set_host_authority(shape.in_county ? "Vale of Glamorgan" : place.en);
    registered.set_in_county(shape.in_county);
    registered.set_in_use(shape.in_use);
    registered.set_active_offer(random.chance(0.4));
    registered.set_language_of_service(random.chance(0.3) ? "Cymraeg, English" : "English");
  }

  void set_owner(const Shape& shape, Random& random, ProviderRegistered& registered) const {
    const int draw = random.between(1, 20);
    const bool own = shape.in_county && shape.group != Shape::Group::kHomeCare && draw <= 3;
    const bool third = !own && draw >= 18;
    const bool co_operative = !own && !third && draw == 17;
    registered.set_sector(own            ? gwarchod::v1::IN_HOUSE
                          : third        ? gwarchod::v1::THIRD_SECTOR
                          : co_operative ? gwarchod::v1::CO_OPERATIVE
                                         : gwarchod::v1::PRIVATE);
    registered.set_profit_status(own || third || co_operative ? gwarchod::v1::NOT_FOR_PROFIT
                                                              : gwarchod::v1::FOR_PROFIT);
    const std::string group = random.pick(texts_.names("group")).en;
    registered.set_legal_name(own ? "Vale of Glamorgan Council (demonstration)" : group);
    if (!own && random.chance(0.4)) {
      registered.set_owner_group(group);
    }
    registered.set_registered_manager(random.pick(texts_.names("manager")).en);
    const schema::Day began =
        settings_.last_day - std::chrono::days{settings_.days + 400U + random.below(4000)};
    registered.set_registered_on(schema::to_string(began));
    registered.set_manager_since(schema::to_string(began + std::chrono::days{random.below(300)}));
    registered.set_regulator_id("DEMO-" + std::to_string(10'000 + made_.size()));
  }

  void set_character(const Shape& shape, SimProvider& provider) const {
    Random& random = provider.random;
    provider.weakness = shape.group == Shape::Group::kHomeCare && random.chance(0.6)
                            ? "MISSED_CALLS"
                            : kWeaknesses[random.below(kWeaknesses.size())];
    provider.activity = !shape.in_use ? 0.15 : shape.group == Shape::Group::kDay ? 0.5 : 1.0;
    provider.activity *= shape.in_county ? 1.0 : 0.6;
    const double draw = random.unit();
    provider.temper = draw < 0.6 ? 0.02 : draw < 0.87 ? 0.09 : 0.22;
    provider.trouble = provider.temper;
    if (draw > 0.66) {
      const auto begins = random.below(settings_.days);
      provider.episode_from = settings_.last_day - std::chrono::days{begins};
      provider.episode_to = provider.episode_from + std::chrono::days{60U + random.below(120)};
      provider.episode = 0.25 + 0.6 * random.unit();
    }
  }

  std::string fresh_name(Shape::Group group) {
    const bool home = group == Shape::Group::kHome;
    const bool cymraeg = home && random_.chance(0.5);
    const std::string list = home                               ? (cymraeg ? "home_cy" : "home_en")
                             : group == Shape::Group::kHomeCare ? "care"
                                                                : "day";
    const std::string seconds = cymraeg ? "second_cy" : "second_en";
    for (std::size_t attempt = 0;; ++attempt) {
      std::string name = random_.pick(texts_.names(list)).en;
      if (attempt > 3) {
        name += home ? " " + random_.pick(texts_.names(seconds)).en
                     : ", " + random_.pick(texts_.names(random_.chance(0.5) ? "vale" : "away")).en;
      }
      if (attempt > 50) {
        name += " " + std::to_string(made_.size() + 1);
      }
      if (names_.insert(name).second) {
        return name;
      }
    }
  }

  std::string fresh_id(const std::string& base) {
    std::string id = base;
    for (std::size_t number = 2; !ids_.insert(id).second; ++number) {
      id = base + "-" + std::to_string(number);
    }
    return id;
  }

  const SimulationSettings& settings_;
  const gwarchod::v1::Stories& stories_;
  const SimTexts& texts_;
  Random random_;
  std::vector<SimProvider> made_;
  std::unordered_set<std::string> names_;
  std::unordered_set<std::string> ids_;
  std::unordered_set<const gwarchod::v1::Story*> told_;
};

}  // namespace

std::vector<SimProvider> make_register(const SimulationSettings& settings,
                                       const gwarchod::v1::Stories& stories,
                                       const SimTexts& texts) {
  return Maker(settings, stories, texts).make();
}

}  // namespace app
