#include "app/control_socket.h"

#include <gmock/gmock.h>

#include <fstream>

#include "services/app/support/folder.h"

namespace app {
namespace {

namespace fs = std::filesystem;

class AControlSocket : public testing::Test {
 protected:
  std::unique_ptr<ControlSocket> must_open(ControlSocket::Answer answer) {
    auto opened = ControlSocket::open(folder_.path(), std::move(answer));
    EXPECT_TRUE(opened.has_value()) << opened.error();
    return std::move(*opened);
  }
  folder::Temporary folder_;
};

TEST_F(AControlSocket, AnswersWhatItIsAsked) {
  const auto socket = must_open([](const std::string& question) { return question + "!"; });
  EXPECT_EQ(ControlSocket::ask(folder_.path(), "who"), "who!");
  const std::string long_question(50'000, 'q');
  EXPECT_EQ(ControlSocket::ask(folder_.path(), long_question), long_question + "!");
}

TEST_F(AControlSocket, IsItsOwnersAlone) {
  const auto socket = must_open([](const std::string&) { return "yes"; });
  EXPECT_EQ(fs::status(folder_.path() / "control").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AControlSocket, IsNotThereWhenNobodyListens) {
  EXPECT_FALSE(ControlSocket::ask(folder_.path(), "who").has_value());
  EXPECT_FALSE(ControlSocket::ask(folder_.path() / "nowhere", "who").has_value());
  must_open([](const std::string&) { return "yes"; }).reset();
  EXPECT_FALSE(ControlSocket::ask(folder_.path(), "who").has_value());
  EXPECT_FALSE(fs::exists(folder_.path() / "control"));
}

TEST_F(AControlSocket, ReplacesOneThatADeadProcessLeft) {
  std::ofstream(folder_.path() / "control") << "left behind";
  const auto socket = must_open([](const std::string&) { return "yes"; });
  EXPECT_EQ(ControlSocket::ask(folder_.path(), "who"), "yes");
}

TEST_F(AControlSocket, RefusesAQuestionWithoutEnd) {
  const auto socket = must_open([](const std::string&) { return "yes"; });
  EXPECT_FALSE(ControlSocket::ask(folder_.path(), std::string(kQuestionBytesMax + 1, 'q')));
  EXPECT_EQ(ControlSocket::ask(folder_.path(), "who"), "yes");
}

TEST_F(AControlSocket, LiesInAFolderOfAnyDepth) {
  const fs::path deep = folder_.path() / std::string(200, 'd');
  fs::create_directories(deep);
  const auto socket = ControlSocket::open(deep, [](const std::string&) { return "yes"; });
  ASSERT_TRUE(socket.has_value()) << socket.error();
  EXPECT_EQ(ControlSocket::ask(deep, "who"), "yes");
}

}  // namespace
}  // namespace app
