#include "full_disk.h"

#include <rocksdb/env.h>
#include <rocksdb/listener.h>

#include <cstdarg>
#include <memory>

namespace eventstore {
namespace {

class NoNotes final : public rocksdb::Logger {
 public:
  NoNotes() : Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

class NoRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status error,
                            bool* recover) override {
    *recover = *recover && error.severity() < rocksdb::Status::Severity::kHardError;
  }
};

}  // namespace

bool says_full(const std::string& text) {
  return text.find("No space left") != std::string::npos ||
         text.find("quota exceeded") != std::string::npos;
}

void outlive_a_full_disk(rocksdb::Options& options) {
  options.info_log = std::make_shared<NoNotes>();
  options.listeners.push_back(std::make_shared<NoRecovery>());
}

}  // namespace eventstore
