#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "schema/result.h"

namespace app {

/// What the process that holds a data folder can be asked by another on the same machine, through a
/// socket that lies in the folder: whoever may read the folder's files may ask, and nobody else.
/// One question at a time, answered whole.
/// Threads: `answer` is called on a thread of the socket's own.
class ControlSocket {
 public:
  using Answer = std::function<std::string(const std::string& question)>;

  /// Listens until it is destroyed, which waits for the question under way. The caller holds the
  /// folder: a socket that a dead process left in it is replaced.
  /// Error: why not, in words; the rest of the program goes on without it.
  [[nodiscard]] static schema::Result<std::unique_ptr<ControlSocket>, std::string> open(
      const std::filesystem::path& folder, Answer answer);
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;
  ~ControlSocket();

  /// Asks the process that holds the folder, and waits for its answer for as long as that takes.
  /// Nothing when nobody listens there, or it stopped before it answered.
  [[nodiscard]] static std::optional<std::string> ask(const std::filesystem::path& folder,
                                                      const std::string& question);

 private:
  ControlSocket(std::filesystem::path file, int listening, int stop, Answer answer);
  void run();
  void serve_one(int connection) const;

  std::filesystem::path file_;
  int listening_;
  int stop_;  // written to when it is time to end
  Answer answer_;
  std::thread thread_;
};

/// The longest question.
inline constexpr std::size_t kQuestionBytesMax = 64U << 10U;

}  // namespace app
