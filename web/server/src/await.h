#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace web {

/// Waits in a coroutine, and gives an error as a value rather than throw it.
inline constexpr auto kAwait = boost::asio::as_tuple(boost::asio::use_awaitable);

/// Waits for something that is answered by a callback, once, from any thread; goes on upon the
/// waiting coroutine's own executor. A second call of the callback does nothing.
template <class Value>
[[nodiscard]] boost::asio::awaitable<Value> await_callback(
    std::function<void(std::function<void(Value)>)> start) {
  co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&,
                                                 void(Value)>(
      [&start](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        // The guard keeps the sockets' thread from ending while an answer is due.
        struct Waiting {
          decltype(handler) resume;
          decltype(boost::asio::make_work_guard(executor)) guard;
        };
        auto waiting = std::make_shared<std::unique_ptr<Waiting>>(std::make_unique<Waiting>(
            Waiting{std::move(handler), boost::asio::make_work_guard(executor)}));
        start([waiting, executor](Value value) {
          auto once = std::shared_ptr<Waiting>(std::move(*waiting));
          if (!once) return;
          boost::asio::post(executor, [once, value = std::move(value)]() mutable {
            std::move(once->resume)(std::move(value));
          });
        });
      },
      boost::asio::use_awaitable);
}

}  // namespace web
