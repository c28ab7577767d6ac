#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Everything has a limit; those of the edge stand here. Timeouts a test shortens are in
/// ServerSettings.
namespace web {

inline constexpr std::size_t kHeaderBytesMax = 16UL * 1024;
inline constexpr std::size_t kBodyBytesMax = 1024UL * 1024;
/// A file that is attached, and how much of it is held at a time. Each piece must come within
/// ServerSettings::upload_timeout.
inline constexpr std::uint64_t kUploadBytesMax = 100ULL * 1024 * 1024;
inline constexpr std::size_t kUploadPieceBytes = 64UL * 1024;
inline constexpr std::size_t kTargetBytesMax = 8UL * 1024;
/// Read and thrown away after an early answer (413), so that the client gets to read it.
inline constexpr std::size_t kDrainBytesMax = 8UL * 1024 * 1024;
inline constexpr std::chrono::seconds kDrainTime{2};

inline constexpr std::size_t kLiveMessageBytesMax = 64UL * 1024;
inline constexpr std::size_t kLiveTopicsMax = 16;
/// Frames waiting for one slow client; beyond, they are conflated.
inline constexpr std::size_t kLiveQueueFramesMax = 32;
/// Missed items of one provider sent one by one on resuming; beyond, a snapshot is shorter.
inline constexpr std::size_t kLiveMissedItemsMax = 500;
/// Items in a provider's snapshot.
inline constexpr std::size_t kLiveSnapshotItems = 50;
/// What one client may send within kLiveRateWindow.
inline constexpr std::size_t kLiveClientFramesMax = 200;
inline constexpr std::chrono::seconds kLiveRateWindow{10};
inline constexpr std::chrono::seconds kLiveTick{5};
inline constexpr std::chrono::seconds kLiveBookmarkEvery{15};
inline constexpr std::chrono::seconds kLiveSessionsEvery{60};
/// A client told to go has this long before its socket is shut.
inline constexpr std::chrono::seconds kLiveCloseTime{2};

inline constexpr std::size_t kTrackerThreads = 2;
inline constexpr std::size_t kTrackerQueueMax = 1024;
inline constexpr std::size_t kSignInQueueMax = 32;
/// Events by which the views may lag the log and still be called ready.
inline constexpr unsigned kReadyLagMax = 1000;

inline constexpr std::size_t kTimelineItemsDefault = 50;

/// One answer of /api/v1/events: events, bytes of them as stored, and how many times it reads a
/// part of the log in which nothing is wanted before it answers with none.
inline constexpr std::size_t kEventPageMax = 500;
inline constexpr std::size_t kEventPageBytesMax = 1024UL * 1024;
inline constexpr std::size_t kEventRoundsMax = 8;
inline constexpr std::chrono::seconds kEventWaitMax{30};
/// Requests that wait for the log to grow; one more is answered at once.
inline constexpr std::size_t kEventWaitsMax = 1000;

}  // namespace web
