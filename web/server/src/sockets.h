#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_set>

namespace web {

/// An open connection that can be told to end.
class Socket {
 public:
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  virtual ~Socket() = default;
  /// Ends it soon: what was asked is answered, nothing more is read.
  virtual void finish() = 0;
  /// Ends it now.
  virtual void cut() = 0;
};

/// The open connections. Threads: the sockets' own.
class Sockets {
 public:
  using Changed = std::function<void(std::size_t open)>;
  explicit Sockets(Changed changed) : changed_(std::move(changed)) {}

  void add(Socket& socket) {
    open_.insert(&socket);
    changed_(open_.size());
  }
  void remove(Socket& socket) {
    open_.erase(&socket);
    changed_(open_.size());
  }
  [[nodiscard]] std::size_t size() const { return open_.size(); }

  /// A socket may remove itself meanwhile.
  void finish_all() {
    for (Socket* socket : std::unordered_set(open_)) {
      if (open_.contains(socket)) socket->finish();
    }
  }
  void cut_all() {
    for (Socket* socket : std::unordered_set(open_)) {
      if (open_.contains(socket)) socket->cut();
    }
  }

 private:
  Changed changed_;
  std::unordered_set<Socket*> open_;
};

}  // namespace web
