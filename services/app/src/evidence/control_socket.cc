#include "app/control_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace app {
namespace {

constexpr const char* kFile = "control";
constexpr int kQuestionMsMax = 5'000;  // from one piece of a question to the next
constexpr int kForever = -1;
constexpr int kWaiting = 8;  // who may wait their turn

std::string last_error() { return std::generic_category().message(errno); }

/// The address of the socket in a folder. A path in the file system may be longer than an address
/// has room for; one through an open folder never is.
class Address {
 public:
  explicit Address(const std::filesystem::path& folder)
      : folder_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
    address_.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder_) + "/" + kFile;
    path.copy(static_cast<char*>(address_.sun_path), sizeof(address_.sun_path) - 1);
  }
  Address(const Address&) = delete;
  Address& operator=(const Address&) = delete;
  ~Address() {
    if (folder_ >= 0) ::close(folder_);
  }
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }
  [[nodiscard]] static socklen_t size() { return sizeof(sockaddr_un); }

 private:
  int folder_;
  sockaddr_un address_{};
};

int new_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

/// All that the other side sends until it is done; nothing past the limits.
std::optional<std::string> receive(int connection, std::size_t bytes_max, int timeout_ms) {
  std::string text;
  std::array<char, 4096> piece{};
  for (;;) {
    pollfd ready{connection, POLLIN, 0};
    if (::poll(&ready, 1, timeout_ms) <= 0) return std::nullopt;
    const ssize_t got = ::recv(connection, piece.data(), piece.size(), 0);
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
    if (text.size() > bytes_max) return std::nullopt;
  }
}

bool send_all(int connection, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

schema::Result<std::unique_ptr<ControlSocket>, std::string> ControlSocket::open(
    const std::filesystem::path& folder, Answer answer) {
  const std::filesystem::path file = folder / kFile;
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  const Address address(folder);
  const int listening = new_socket();
  const int stop = ::eventfd(0, EFD_CLOEXEC);
  // Nobody can connect before listen, and by then it is the owner's alone.
  const bool open =
      listening >= 0 && stop >= 0 && ::bind(listening, address.get(), Address::size()) == 0 &&
      ::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0 && ::listen(listening, kWaiting) == 0;
  if (!open) {
    const std::string why = last_error();
    if (listening >= 0) ::close(listening);
    if (stop >= 0) ::close(stop);
    return why;
  }
  return std::unique_ptr<ControlSocket>{
      new ControlSocket(file, listening, stop, std::move(answer))};
}

ControlSocket::ControlSocket(std::filesystem::path file, int listening, int stop, Answer answer)
    : file_(std::move(file)),
      listening_(listening),
      stop_(stop),
      answer_(std::move(answer)),
      thread_([this] { run(); }) {}

ControlSocket::~ControlSocket() {
  const std::uint64_t one = 1;
  static_cast<void>(!::write(stop_, &one, sizeof(one)));
  thread_.join();
  ::close(listening_);
  ::close(stop_);
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

void ControlSocket::run() {
  for (;;) {
    std::array<pollfd, 2> ready{pollfd{stop_, POLLIN, 0}, pollfd{listening_, POLLIN, 0}};
    if (::poll(ready.data(), ready.size(), kForever) < 0 && errno != EINTR) return;
    if (ready[0].revents != 0) return;
    if (ready[1].revents == 0) continue;
    const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    serve_one(connection);
    ::close(connection);
  }
}

void ControlSocket::serve_one(int connection) const {
  const auto question = receive(connection, kQuestionBytesMax, kQuestionMsMax);
  if (question) static_cast<void>(send_all(connection, answer_(*question)));
}

std::optional<std::string> ControlSocket::ask(const std::filesystem::path& folder,
                                              const std::string& question) {
  constexpr std::size_t kAnswerBytesMax = 16U << 20U;
  const Address address(folder);
  const int connection = new_socket();
  if (connection < 0) return std::nullopt;
  std::optional<std::string> answer;
  if (::connect(connection, address.get(), Address::size()) == 0 &&
      send_all(connection, question) && ::shutdown(connection, SHUT_WR) == 0) {
    answer = receive(connection, kAnswerBytesMax, kForever);
  }
  ::close(connection);
  return answer && !answer->empty() ? answer : std::nullopt;
}

}  // namespace app
