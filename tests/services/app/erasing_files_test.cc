#include <gmock/gmock.h>

#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <stdexcept>

#include "app/attachments.h"
#include "support/authority.h"
#include "support/folder.h"

/// Files attached to the records of a person, when the person is erased.
namespace {

using namespace authority;
using namespace gwarchod::v1;
namespace fs = std::filesystem;
using testing::Contains;

/// Ids as another source gives them, with something done before one is given.
class InterruptedIds final : public app::IdSource {
 public:
  explicit InterruptedIds(std::unique_ptr<app::IdSource> ids) : ids_(std::move(ids)) {}
  std::string event_id() override {
    if (before && --calls_before == 0) std::exchange(before, {})();
    return ids_->event_id();
  }
  std::string secret() override { return ids_->secret(); }

  std::function<void()> before;
  int calls_before = 0;

 private:
  std::unique_ptr<app::IdSource> ids_;
};

class ErasingFiles : public Authority {
 protected:
  ErasingFiles() {
    auto interrupted = std::make_unique<InterruptedIds>(std::move(ids));
    interruption = interrupted.get();
    ids = std::move(interrupted);
    open_again();
    enrol("rose-court");
    enrol("lily-lodge", "Lily Lodge");
  }
  /// Another tracker over the same store and the same files: what a restart is.
  void open_again() {
    attachments.reset();
    tracker = std::make_unique<app::Tracker>(*store, *keys, schema, clock, *ids, settings);
    blobs.emplace(folder_.path() / "attachments", *keys,
                  [this](const auto& address) { return app::is_on_record(*store, address); });
    app::erase_files_too(*tracker, *blobs);
    attachments.emplace(*tracker, *blobs);
    tracker->catch_up();
  }
  std::string report(const std::string& provider, const std::vector<std::string>& people) {
    auto request = adult_at_risk("2026-04-01", people.front(), "Left alone");
    for (const std::string& person : people) request.mutable_envelope()->add_people(person);
    return must_record(provider, request);
  }
  /// A file of this content, attached to the record; empty: to the provider.
  std::string attach(const std::string& provider, const std::string& to,
                     const std::string& content) {
    app::AttachRequest request;
    request.title = "Letter of " + content;
    request.attached_to = to;
    auto upload = attachments->begin(officer(), provider, request, {});
    EXPECT_TRUE(upload.has_value()) << upload.error().DebugString();
    EXPECT_TRUE((*upload)->write(content).has_value());
    std::promise<Answered> promise;
    auto answer = promise.get_future();
    (*upload)->finish([&](const Answered& recorded) { promise.set_value(recorded); },
                      [](const std::function<void()>& work) { work(); });
    const Answered recorded = answer.get();
    const std::string id = recorded ? recorded->event_id() : std::string{};
    EXPECT_NE(id, "");
    tracker->catch_up();
    return id;
  }
  app::Tracker::Outcome<Erasure> erase(const std::string& person, const std::string& record = {}) {
    EraseRequest request;
    request.set_person(person);
    request.set_record_id(record);
    request.set_why("Asked for, and nothing stands against it.");
    request.set_authority("Data protection officer");
    return tracker->erase(administrator(), request);
  }
  /// That it is said alone, as when the program ends before anything is done.
  void say_person_erased(const std::string& person) {
    SubjectErased erased;
    erased.set_token(*keys->find(person));
    erased.set_why("Asked for");
    erased.set_authority("The court");
    say_erased("said-" + person, erased);
  }
  /// What asking for a file is answered with: "given", or the problem's code.
  std::string asked(const std::string& provider, const std::string& file) const {
    const auto download = attachments->open(officer(), provider, file);
    return download ? "given" : download.error().code();
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }
  [[nodiscard]] Attachment record_of(const std::string& file) const {
    Attachment attachment;
    EXPECT_TRUE(attachment.ParseFromString(opened(file).body()));
    return attachment;
  }
  /// Of what the log says was erased, the records it names.
  [[nodiscard]] std::vector<std::string> said_of() const {
    std::vector<std::string> records;
    store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      SubjectErased erased;
      Event event;
      if (stored.type == "SubjectErased" && event.ParseFromString(stored.payload) &&
          erased.ParseFromString(event.body())) {
        records.push_back(erased.record_id());
      }
      return true;
    });
    return records;
  }

  folder::Temporary folder_;
  InterruptedIds* interruption = nullptr;
  std::optional<eventstore::BlobStore> blobs;
  std::optional<app::Attachments> attachments;
};

TEST_F(ErasingFiles, TakesThoseAttachedToThePersonsRecordsAndTellsHowMany) {
  const std::string record = report("rose-court", {"P-1"});
  const std::string first = attach("rose-court", record, "first");
  const std::string second = attach("rose-court", record, "second");
  const auto erasure = erase("P-1");
  ASSERT_TRUE(erasure.has_value()) << erasure.error().DebugString();
  EXPECT_EQ(erasure->records_count(), 1U);
  EXPECT_EQ(erasure->files_count(), 2U);
  EXPECT_EQ(erasure->files_elsewhere_count(), 0U);
  EXPECT_EQ(files(), 0U);
  for (const std::string& file : {first, second}) {
    EXPECT_EQ(asked("rose-court", file), "attachment-erased");
    // Its title and its hash are as personal as the file.
    EXPECT_EQ(record_of(file).title(), "");
    EXPECT_EQ(record_of(file).sha256(), "");
    EXPECT_THAT(said_of(), Contains(file));
  }
}

TEST_F(ErasingFiles, LeavesThoseOfOthersAndOfTheProvider) {
  attach("rose-court", report("rose-court", {"P-1"}), "first");
  const std::string other = attach("rose-court", report("rose-court", {"P-2"}), "second");
  const std::string of_provider = attach("rose-court", "", "third");
  ASSERT_EQ(erase("P-1")->files_count(), 1U);
  EXPECT_EQ(asked("rose-court", other), "given");
  EXPECT_EQ(asked("rose-court", of_provider), "given");
  EXPECT_EQ(record_of(other).title(), "Letter of second");
  EXPECT_EQ(erase("P-2")->files_count(), 1U);
  EXPECT_EQ(asked("rose-court", of_provider), "given");
}

TEST_F(ErasingFiles, TakesThatOfARecordAboutTwoPeopleWithEither) {
  const std::string file = attach("rose-court", report("rose-court", {"P-1", "P-2"}), "both");
  EXPECT_EQ(erase("P-2")->files_count(), 1U);
  EXPECT_EQ(asked("rose-court", file), "attachment-erased");
  EXPECT_EQ(erase("P-1")->files_count(), 0U) << "it was gone already";
}

TEST_F(ErasingFiles, TakesTheSameContentFromWhereElseItIsAttached) {
  const std::string elsewhere = attach("lily-lodge", report("lily-lodge", {"P-2"}), "same");
  const std::string here = attach("rose-court", report("rose-court", {"P-1"}), "same");
  ASSERT_EQ(files(), 1U);
  const auto erasure = erase("P-1");
  EXPECT_EQ(erasure->files_count(), 1U);
  EXPECT_EQ(erasure->files_elsewhere_count(), 1U);
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(asked("rose-court", here), "attachment-erased");
  EXPECT_EQ(asked("lily-lodge", elsewhere), "attachment-erased");
  EXPECT_EQ(record_of(elsewhere).sha256(), "") << "it would confirm a guess at the content";
  EXPECT_THAT(said_of(), Contains(elsewhere));
  // Attached again, it is another file, with another key.
  const std::string again = attach("lily-lodge", report("lily-lodge", {"P-2"}), "same");
  EXPECT_EQ(asked("lily-lodge", again), "given");
  EXPECT_EQ(asked("rose-court", here), "attachment-erased");
}

TEST_F(ErasingFiles, TakesWhatIsAttachedToAFileOfThePersons) {
  const std::string first = attach("rose-court", report("rose-court", {"P-1"}), "scan");
  const std::string second = attach("rose-court", first, "what the scan says");
  EXPECT_EQ(erase("P-1")->files_count(), 2U);
  EXPECT_EQ(asked("rose-court", second), "attachment-erased");
}

TEST_F(ErasingFiles, TakesThoseOfARecordThatNamesNobody) {
  const std::string record = this->record("rose-court", complaint("2026-04-01"))->event_id();
  const std::string file = attach("rose-court", record, "what she wrote");
  const auto erasure = erase("", record);
  ASSERT_TRUE(erasure.has_value()) << erasure.error().DebugString();
  EXPECT_EQ(erasure->files_count(), 1U);
  EXPECT_EQ(asked("rose-court", file), "attachment-erased");
  EXPECT_EQ(files(), 0U);
}

TEST_F(ErasingFiles, OneAloneLeavesTheRecordItWasAttachedTo) {
  const std::string record = report("rose-court", {"P-1"});
  const std::string file = attach("rose-court", record, "the wrong letter");
  const auto erasure = erase("", file);
  ASSERT_TRUE(erasure.has_value()) << erasure.error().DebugString();
  EXPECT_EQ(erasure->files_count(), 1U);
  EXPECT_EQ(files(), 0U);
  EXPECT_NE(keys->find("P-1"), std::nullopt);
  EXPECT_EQ(opened(record).sealed_fields_size(), 0);
  EXPECT_EQ(erase("P-1")->files_count(), 0U);
}

TEST_F(ErasingFiles, TakesWhatIsAttachedWhileTheLogIsRead) {
  const std::string record = report("rose-court", {"P-1"});
  attach("rose-court", record, "first");
  std::string late;
  // The first id is that of the person's erasure; the second comes when the log was read.
  interruption->calls_before = 2;
  interruption->before = [&] {
    late = attach("rose-court", record, "late");
    AddAccountRequest account;  // nor does who changes accounts wait for it
    account.set_account("mair");
    account.set_name("Mair");
    account.set_role(OFFICER);
    account.set_agency(COUNCIL_CONTRACTS);
    EXPECT_TRUE(tracker->add_account(administrator(), account).has_value());
  };
  EXPECT_EQ(erase("P-1")->files_count(), 2U);
  ASSERT_NE(late, "");
  EXPECT_EQ(asked("rose-court", late), "attachment-erased");
  EXPECT_THAT(said_of(), Contains(late));
  EXPECT_EQ(files(), 0U);
}

TEST_F(ErasingFiles, IsFinishedWhenTheLogIsNextOpened) {
  const std::string record = report("rose-court", {"P-1"});
  const std::string file = attach("rose-court", record, "first");
  const std::string elsewhere = attach("lily-lodge", "", "first");
  say_person_erased("P-1");
  open_again();
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(keys->find("P-1"), std::nullopt);
  for (const std::string& id : {file, elsewhere}) {
    EXPECT_EQ(record_of(id).sha256(), "");
    EXPECT_THAT(said_of(), Contains(id));
  }
  EXPECT_EQ(asked("rose-court", file), "attachment-erased");
  const std::size_t said = said_of().size();
  open_again();
  EXPECT_EQ(said_of().size(), said) << "what is finished is not said again";
}

TEST_F(ErasingFiles, IsFinishedFromWhereverItStopped) {
  for (const int done : {0, 1, 2}) {
    SCOPED_TRACE(done);
    const std::string person = "P-" + std::to_string(done);
    const std::string file = attach("rose-court", report("rose-court", {person}), person);
    const eventstore::BlobAddress address = app::address_of(record_of(file));
    Event stored;
    ASSERT_TRUE(stored.ParseFromString(store->find(file)->payload));
    const eventstore::Token own = stored.sealed_for(0);
    say_person_erased(person);
    if (done > 0) ASSERT_TRUE(blobs->erase(address));
    if (done > 1) ASSERT_TRUE(keys->erase(own));
    open_again();
    EXPECT_EQ(files(), 0U);
    EXPECT_EQ(keys->find(person), std::nullopt);
    EXPECT_EQ(keys->reference_of(address.token), std::nullopt);
    EXPECT_EQ(keys->reference_of(own), std::nullopt);
    EXPECT_EQ(asked("rose-court", file), "attachment-erased");
  }
}

TEST_F(ErasingFiles, FinishedLaterLeavesWhatWasAttachedAfterIt) {
  const std::string record = report("rose-court", {"P-1"});
  say_person_erased("P-1");
  const std::string after = attach("rose-court", record, "the answer to the request");
  open_again();
  EXPECT_EQ(keys->find("P-1"), std::nullopt);
  EXPECT_EQ(asked("rose-court", after), "given");
}

TEST_F(ErasingFiles, DestroysTheKeysOfWhatTheDiskDoesNotRemove) {
  const std::string file = attach("rose-court", report("rose-court", {"P-1"}), "first");
  tracker->erase_files_by([](const Attachment&) { throw std::runtime_error("read-only disk"); });
  EXPECT_THROW((void)erase("P-1"), std::runtime_error);
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(asked("rose-court", file), "attachment-erased");
  EXPECT_EQ(keys->find("P-1"), std::nullopt);
}

}  // namespace
