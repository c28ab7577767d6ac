#include "terminal/verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <ostream>

#include "eventstore/event_proof.h"
#include "eventstore/growth_proof.h"
#include "eventstore/rocks_store.h"
#include "evidence/private_file.h"
#include "terminal/file_report.h"
#include "terminal/progress.h"

namespace app {
namespace {

using eventstore::Beside;

std::string hex(const eventstore::Hash& hash) {
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

std::string_view word(Beside beside) {
  switch (beside) {
    case Beside::kWhole:
      return "whole";
    case Beside::kShortened:
      return "shortened";
    case Beside::kRewritten:
      return "rewritten";
    case Beside::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::nullopt_t refused(const Terminal& terminal, const std::filesystem::path& file,
                       const std::string& why) {
  terminal.err << "gwarchod: " << file.string() << ": " << why << "\n";
  return std::nullopt;
}

/// A sentence for what a checkpoint shows. `after`: up to where other checkpoints show the log
/// whole.
std::string sentence(const KeptCheckpoint& kept, Beside beside, std::uint64_t events,
                     std::uint64_t after) {
  const std::uint64_t size = kept.checkpoint.size;
  switch (beside) {
    case Beside::kWhole:
      return fmt::format("The log begins with the {} events that {} was signed for",
                         with_commas(size), kept.name);
    case Beside::kShortened:
      return fmt::format(
          "the log was shortened: it has {} events, and {} was signed for {}: the last {} are gone",
          with_commas(events), kept.name, with_commas(size), with_commas(size - events));
    case Beside::kRewritten:
      return fmt::format(
          "the log was rewritten: its first {} events are not those that {} was signed for; what "
          "was altered stands from position {} on, at the latest at {}",
          with_commas(size), kept.name, with_commas(after + 1), with_commas(size));
    case Beside::kUnknown:
      return fmt::format("{} cannot be compared: the log is damaged before position {}", kept.name,
                         with_commas(size));
  }
  return {};
}

/// The leaf of a position that the tree holds.
eventstore::Hash leaf_at(const eventstore::EventStore& store, eventstore::Position position) {
  constexpr std::uint64_t kTile = 256;
  const std::uint64_t number = position.value() - 1;
  const auto tile = store.tile(0, number / kTile);
  return tile.at(number % kTile);
}

/// Empty when the log holds what the proof is of.
std::string fault_of(const eventstore::EventStore& store, const eventstore::EventProof& proof,
                     const std::string& name) {
  if (proof.position > store.last_position()) {
    return fmt::format("the log was shortened: {} proves an event at position {}, and it has {}",
                       name, with_commas(proof.position.value()),
                       with_commas(store.last_position().value()));
  }
  if (leaf_at(store, proof.position) != proof.leaf) {
    return fmt::format("position {}: here stands another event than the one that {} proves",
                       proof.position.value(), name);
  }
  return {};
}

/// The checkpoint of a file that was kept: the file itself, or what stands at the end of a proof of
/// growth. Nothing, and why, when it is none.
std::optional<std::string> kept_note(std::string text, std::string& why) {
  constexpr std::string_view kGrowth = "old ";
  if (!text.starts_with(kGrowth)) {
    return text;
  }
  auto growth = eventstore::parse_growth_proof(text);
  if (!growth) {
    why = "is no proof of growth: " + growth.error();
    return std::nullopt;
  }
  return std::move(growth->checkpoint);
}

}  // namespace

std::optional<Kept> read_kept(const Terminal& terminal, const VerifyCommand& command,
                              const std::vector<eventstore::VerifyingKey>& keys, int& fault) {
  Kept kept;
  for (const std::filesystem::path& file : command.against) {
    fault = kWrongUse;
    const auto text = read_file(file, eventstore::kProofBytesMax);
    if (!text) {
      return refused(terminal, file, "cannot be read");
    }
    fault = kFault;
    std::string why;
    const auto note = kept_note(*text, why);
    if (!note) {
      return refused(terminal, file, why);
    }
    auto checkpoint = eventstore::open_checkpoint(*note, keys);
    if (!checkpoint) {
      return refused(terminal, file, "is no checkpoint of this log: " + checkpoint.error());
    }
    kept.checkpoints.push_back({std::move(*checkpoint), file.string()});
  }
  for (const std::filesystem::path& file : command.proofs) {
    fault = kWrongUse;
    const auto text = read_file(file, eventstore::kProofBytesMax);
    if (!text) {
      return refused(terminal, file, "cannot be read");
    }
    fault = kFault;
    auto proof = eventstore::parse_event_proof(*text);
    if (!proof) {
      return refused(terminal, file, "is no proof: " + proof.error());
    }
    auto proven = eventstore::check_event_proof(*proof, keys);
    if (!proven) {
      return refused(terminal, file, "does not stand: " + proven.error());
    }
    kept.checkpoints.push_back({std::move(proven->checkpoint), file.string()});
    kept.proofs.push_back(std::move(*proof));
    kept.proof_names.push_back(file.string());
  }
  std::ranges::sort(kept.checkpoints, {},
                    [](const KeptCheckpoint& one) { return one.checkpoint.size; });
  return kept;
}

int tell_verification(const Terminal& terminal, const eventstore::EventStore& store,
                      const Kept& kept, Files files) {
  std::vector<eventstore::EventStore::TreeHead> heads;
  for (const KeptCheckpoint& one : kept.checkpoints) {
    heads.push_back({one.checkpoint.size, one.checkpoint.root});
  }
  const eventstore::Verification found = eventstore::verify(store, heads);
  std::vector<std::string> good;
  std::vector<std::string> faults;
  if (!found.whole) {
    faults.push_back("the log is damaged: " + found.what);
  }
  std::uint64_t whole_to = 0;
  std::string listed;
  for (std::size_t at = 0; at < heads.size(); ++at) {
    const bool whole = found.kept[at] == Beside::kWhole;
    (whole ? good : faults)
        .push_back(
            sentence(kept.checkpoints[at], found.kept[at], found.checked_to.value(), whole_to));
    whole_to = whole ? heads[at].size : whole_to;
    listed += fmt::format("{}{{\"file\":{},\"size\":{},\"log\":\"{}\"}}", at == 0 ? "" : ",",
                          boost::json::serialize(boost::json::value(kept.checkpoints[at].name)),
                          heads[at].size, word(found.kept[at]));
  }
  for (std::size_t at = 0; found.whole && at < kept.proofs.size(); ++at) {
    std::string fault = fault_of(store, kept.proofs[at], kept.proof_names[at]);
    if (fault.empty()) {
      good.push_back(fmt::format("Position {} holds the event that {} proves",
                                 with_commas(kept.proofs[at].position.value()),
                                 kept.proof_names[at]));
    } else {
      faults.push_back(std::move(fault));
    }
  }
  FileReport of_files;
  if (files == Files::kLookedAt) {
    of_files = found.whole ? look_at_files(terminal, store)
                           : FileReport{};  // of a damaged log it cannot be said which there are
  }
  std::ranges::move(of_files.notes, std::back_inserter(good));
  std::ranges::move(of_files.faults, std::back_inserter(faults));
  const std::string root = hex(found.root);
  if (terminal.json) {
    terminal.out << fmt::format(
        "{{\"whole\":{},\"checkedTo\":{},\"firstBad\":{},\"root\":\"{}\",\"checkpoints\":[{}]{}}}"
        "\n",
        faults.empty(), found.checked_to.value(), found.first_bad.value(), root, listed,
        of_files.json);
  } else {
    if (found.whole) {
      terminal.out << fmt::format("The log is whole: {} events, root {}\n",
                                  with_commas(found.checked_to.value()), root);
    }
    for (const std::string& line : good) {
      terminal.out << line << "\n";
    }
  }
  for (const std::string& line : faults) {
    terminal.err << "gwarchod: " << line << "\n";
  }
  return faults.empty() ? kDone : kFault;
}

}  // namespace app
