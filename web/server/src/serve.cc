#include "web/serve.h"

#include <csignal>
#include <filesystem>
#include <optional>
#include <ostream>
#include <utility>

#include "app/attachments.h"
#include "app/authority_folder.h"
#include "app/backup_service.h"
#include "app/control_socket.h"
#include "app/evidence.h"
#include "app/ids.h"
#include "app/kept_secret.h"
#include "app/tracker.h"
#include "web/server.h"

namespace web {
namespace {

constexpr const char* kDemonstrationName = "Vale of Glamorgan (demonstration)";
constexpr unsigned kPortMax = 65'535;

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

std::optional<Address> address_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == listen.size() ||
      listen.size() - colon > 6 ||
      listen.find_first_not_of("0123456789", colon + 1) != std::string::npos) {
    return std::nullopt;
  }
  const unsigned long port = std::stoul(listen.substr(colon + 1));
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return port > kPortMax ? std::nullopt
                         : std::optional{Address{host, static_cast<std::uint16_t>(port)}};
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// Whether the folder holds nothing yet. kDone, or what the program ends with.
int make_demonstration(const app::Terminal& terminal) {
  bool empty = true;
  {
    auto folder = app::AuthorityFolder::open(terminal.data, eventstore::OpenMode::kCreate,
                                             terminal.clock, terminal.master, app::KeyUse::kNone);
    if (!folder) {
      terminal.err << folder.error() << "\n";
      return app::kWrongUse;
    }
    empty = folder->store->last_position().value() == 0;
    if (!empty && !folder->settings.demonstration) {
      return refuse(terminal,
                    "--demo lets anyone sign in, and " + terminal.data.string() +
                        " is no demonstration, or its making was interrupted: name another folder");
    }
  }
  if (!empty) {
    return app::kDone;
  }
  terminal.err << "making the demonstration authority" << std::endl;
  app::SimulationSettings settings;
  settings.demonstration = true;
  return app::simulate_authority(terminal, settings, kDemonstrationName);
}

/// What signs for the log; nothing, and a plain line, when its key must not be used.
std::shared_ptr<app::Evidence> open_evidence(const app::Terminal& terminal,
                                             const app::AuthorityFolder& folder) {
  auto files = app::EvidenceFiles::read(terminal.data);
  if (!files) {
    terminal.err << files.error() << "\n";
    return nullptr;
  }
  if (folder.made_signing_key) {
    terminal.err << "gwarchod: made the key that signs for this log, "
                 << (terminal.data / app::kSigningKeyFile).string()
                 << ": keep a copy of it apart from the data" << std::endl;
  } else if (!files->keys.signing) {
    terminal.err << "gwarchod: " << (terminal.data / app::kSigningKeyFile).string()
                 << " is missing: nothing is signed until it is put back, or another is made "
                    "(gwarchod checkpoint --new-key)"
                 << std::endl;
  }
  return std::make_shared<app::Evidence>(*folder.store, terminal.schema, std::move(*files));
}

/// SIGINT and SIGTERM are kept from every thread, and waited for.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }

 private:
  sigset_t set_{};
};

}  // namespace

std::filesystem::path pages_folder(const std::string& wanted) {
  if (!wanted.empty()) {
    return wanted;
  }
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto built = program.parent_path().parent_path() / "pages";
  return std::filesystem::exists(built, error)
             ? built
             : program.parent_path().parent_path() / "share" / "gwarchod" / "pages";
}

int serve(const app::Terminal& terminal, const ServeCommand& command) {
  const auto address = address_of(command.listen);
  if (!address) {
    return refuse(terminal, "--listen takes an address and a port, as 127.0.0.1:8080");
  }
  if (!is_loopback(address->host) && !command.behind_proxy) {
    return refuse(terminal, "will not listen on " + address->host +
                                " without TLS: put a proxy before it and say --behind-proxy");
  }
  const StopSignals signals;
  if (command.demo) {
    if (const int made = make_demonstration(terminal); made != app::kDone) {
      return made;
    }
  }
  auto folder = app::AuthorityFolder::open(
      terminal.data, eventstore::OpenMode::kCreate, terminal.clock, terminal.master,
      command.demo ? app::KeyUse::kMadeIfNone : app::KeyUse::kNeeded);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return app::kWrongUse;
  }
  if (!command.authority.empty() && command.authority != folder->settings.authority) {
    folder->settings.authority = command.authority;
    folder->keep();
  }
  folder->settings.demonstration = command.demo;
  const auto evidence = open_evidence(terminal, *folder);
  if (!evidence) {
    return app::kWrongUse;
  }
  const auto ids = app::make_random_ids(terminal.clock);
  app::Tracker tracker(*folder->store, *folder->keys, terminal.schema, terminal.clock, *ids,
                       folder->settings);
  eventstore::BlobStore blobs(
      app::attachments_in(terminal.data), *folder->keys,
      [&](const auto& address) { return app::is_on_record(*folder->store, address); });
  app::erase_files_too(tracker, blobs);
  tracker.start();
  app::Attachments attachments(tracker, blobs);
  ServerSettings settings;
  settings.attachments = &attachments;
  settings.host = address->host;
  settings.port = address->port;
  settings.pages = pages_folder(command.pages);
  settings.behind_proxy = command.behind_proxy;
  settings.public_url = command.public_url;
  settings.evidence = evidence;
  settings.cursor_key = app::kept_secret(*folder->store, "live-cursors");
  Server server(tracker, std::move(settings));
  if (const auto started = server.start(); !started) {
    return refuse(terminal, started.error());
  }
  terminal.out << folder->settings.authority << ": " << server.url() << std::endl;
  // Other commands ask for backups through it.
  const auto control = app::ControlSocket::open(terminal.data, [&](const std::string& question) {
    return app::answer_control(question, terminal, *folder->store, *evidence);
  });
  if (!control) {
    terminal.err << "gwarchod: no backups can be made while this runs: the data folder takes no "
                    "socket ("
                 << control.error() << ")" << std::endl;
  }
  if (const auto token = tracker.first_sign_in_token(); token) {
    terminal.out << "First sign-in, once: " << server.url() << "/sign-in#token=" << *token
                 << std::endl;
  }
  signals.wait();
  server.stop();
  terminal.err << "gwarchod: stopped" << std::endl;
  return app::kDone;
}

}  // namespace web
