#pragma once

#include <string>
#include <string_view>

#include "app/tracker.h"
#include "eventstore/types.h"

/// Hashes of tokens, passwords and requests (libsodium). Threads: any.
namespace app {

[[nodiscard]] eventstore::Hash sha256(std::string_view bytes);
/// What is kept of a token: its SHA-256, 32 bytes.
[[nodiscard]] std::string token_sha256(std::string_view token);
/// The token that a session's writes must name. Derived, so that it need not be kept.
[[nodiscard]] std::string csrf_token(std::string_view session_token);

/// Argon2id in libsodium's text form. Takes about 50 ms and 64 MiB at the interactive cost.
/// Throws std::runtime_error when there is not the memory.
[[nodiscard]] std::string hash_password(const std::string& password, Settings::PasswordCost cost);
/// False too when the hash is empty.
[[nodiscard]] bool is_password(const std::string& password, const std::string& argon2id);

}  // namespace app
