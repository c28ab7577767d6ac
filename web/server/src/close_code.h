#pragma once

#include <cstdint>

namespace web {

/// Why a live socket was closed. docs/live.md says of each whether to come back.
enum class CloseCode : std::uint16_t {
  kGoingAway = 1001,      // the server stops; come back
  kWrongForm = 1003,      // text on the binary subprotocol or the reverse
  kNoMessage = 1007,      // a frame that is no ClientFrame
  kTooManyFrames = 1008,  // more than kLiveClientFramesMax within kLiveRateWindow
  kServerFault = 1011,    // come back
  kSessionEnded = 4001,   // signed out, expired or disabled: sign in first
  kTooSlow = 4002,        // one write took longer than the write timeout; come back
};

}  // namespace web
