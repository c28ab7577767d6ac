#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eventstore {

/// An open file, closed with the object. What the system refuses is thrown as std::system_error.
class PosixFile {
 public:
  /// Made anew, readable by its owner alone; refused when there is one already.
  [[nodiscard]] static PosixFile create(const std::filesystem::path& path);
  /// Nothing when there is none.
  [[nodiscard]] static std::optional<PosixFile> open(const std::filesystem::path& path);
  PosixFile(PosixFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  PosixFile& operator=(PosixFile&& other) noexcept;
  ~PosixFile();

  void write(std::string_view bytes);
  void write_at(std::size_t offset, std::string_view bytes);
  /// Up to so many bytes; fewer only at the end.
  [[nodiscard]] std::string read(std::size_t bytes);
  void seek(std::size_t offset);
  void sync();

 private:
  explicit PosixFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Makes what was renamed in a folder, or made or removed there, outlive a power cut.
void sync_folder(const std::filesystem::path& folder);
/// Replaces what stands at `to`. Both folders are to be synced.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace eventstore
