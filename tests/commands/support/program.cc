#include "commands/support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace program {
namespace {

std::vector<char*> pointers(std::vector<std::string>& arguments) {
  std::vector<char*> all;
  for (std::string& argument : arguments) all.push_back(argument.data());
  all.push_back(nullptr);
  return all;
}

/// The tests' own, with the master key in place of any there is.
std::vector<std::string> environment_with(const std::string& master_key) {
  const std::string name = "GWARCHOD_MASTER_KEY=";
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string(*entry).starts_with(name)) all.emplace_back(*entry);
  }
  if (!master_key.empty()) all.push_back(name + master_key);
  return all;
}

pid_t start(std::vector<std::string> arguments, int out, int err,
            const std::string& master_key = kMasterKey) {
  arguments.insert(arguments.begin(), GWARCHOD_PROGRAM);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t process = -1;
  const auto argv = pointers(arguments);
  std::vector<std::string> environment = environment_with(master_key);
  const auto variables = pointers(environment);
  const int failed =
      posix_spawn(&process, GWARCHOD_PROGRAM, &actions, nullptr, argv.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("the program cannot be started");
  return process;
}

int wait_for(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// A nameless file to catch output in, however much it is.
int scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "gwarchod-out-XXXXXX").string();
  const int file = mkstemp(pattern.data());
  unlink(pattern.c_str());
  return file;
}

std::string all_of(int file) {
  std::string text;
  lseek(file, 0, SEEK_SET);
  char buffer[1 << 16];
  for (ssize_t got = read(file, buffer, sizeof buffer); got > 0;
       got = read(file, buffer, sizeof buffer)) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  close(file);
  return text;
}

}  // namespace

Ended run(const std::vector<std::string>& arguments, const std::string& master_key) {
  const int out = scratch();
  const int err = scratch();
  Ended ended;
  ended.code = wait_for(start(arguments, out, err, master_key));
  ended.out = all_of(out);
  ended.err = all_of(err);
  return ended;
}

Running::Running(const std::vector<std::string>& arguments) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  out_ = ends[0];
  const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  process_ = start(arguments, ends[1], nothing);
  close(ends[1]);
  close(nothing);
}

Running::~Running() {
  if (process_ > 0) stop();
  close(out_);
}

std::string Running::line() {
  std::string text;
  char byte = 0;
  while (read(out_, &byte, 1) == 1 && byte != '\n') text.push_back(byte);
  return text;
}

int Running::stop() {
  kill(process_, SIGTERM);
  const int code = wait_for(process_);
  process_ = -1;
  return code;
}

}  // namespace program
