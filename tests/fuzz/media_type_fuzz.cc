// What decides whether a file that is attached is taken: libmagic, held to its limits, and our own
// looking at the beginning of it and at the names in it.
#include "app/media_type.h"
#include "bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const app::MediaSniffer sniffer;
  const std::string_view content{reinterpret_cast<const char*>(data), size};
  // The decision is the same however the file comes.
  const auto decided = [&](std::size_t piece) {
    app::MediaTypeDecision decision(sniffer);
    for (std::size_t at = 0; at < content.size(); at += piece) {
      if (!decision.add(content.substr(at, piece))) return std::string{};
    }
    const auto type = decision.finish();
    return type ? std::string{(*type)->name} : std::string{};
  };
  if (decided(content.size() + 1) != decided(1 + size % 97)) std::abort();
  return 0;
}
