#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/authority_folder.h"
#include "app/ids.h"
#include "app/terminal.h"
#include "eventstore/blob_store.h"

namespace app {

/// An authority opened for one command: its folder, its files, and a tracker caught up with it.
struct OpenAuthority {
  AuthorityFolder folder;
  std::unique_ptr<IdSource> ids;
  std::unique_ptr<eventstore::BlobStore> blobs;  // none where the keys are not in use
  std::unique_ptr<Tracker> tracker;
};

/// Nothing, and a plain line on `err`, when the folder or its keys cannot be opened so.
[[nodiscard]] std::optional<OpenAuthority> open_authority(const Terminal& terminal,
                                                          eventstore::OpenMode mode, KeyUse use);

/// What a refused command says, in the terminal's language, on `err`; returns kWrongUse.
int refuse(const Terminal& terminal, const gwarchod::v1::Problem& problem);

/// The day of a text, today for none; nothing, and a line on `err`, when it is none.
[[nodiscard]] std::optional<schema::Day> day_of(const Terminal& terminal, const std::string& text);

/// The text in the terminal's language.
[[nodiscard]] const std::string& words(const Terminal& terminal, const gwarchod::v1::Text& text);

}  // namespace app
