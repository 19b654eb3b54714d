// A proxy before a server on a Unix socket that loses what a test wants lost: answers to statements
// that were carried out, or statements on their way, which may arrive late.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace weir::testing {

class LossyProxy {
 public:
  enum class Loss {
    kNothing,
    kAnswers,     // the server gets statements; both connections end when it answers
    kStatements,  // they are kept; the client waits
    kConnections  // new ones end at once
  };

  // `directory` of the server's socket; the proxy's is a directory of its own.
  LossyProxy(const std::string& server_directory, int port);
  ~LossyProxy();
  LossyProxy(const LossyProxy&) = delete;
  LossyProxy& operator=(const LossyProxy&) = delete;

  [[nodiscard]] const std::string& directory() const { return directory_; }
  // Of the next `times` statements; then nothing again.
  void lose(Loss loss, int times);
  [[nodiscard]] int lost() const { return lost_.load(); }
  // Sends what was kept, waits for the server's answers, and throws them away.
  void deliver_late();

 private:
  struct Kept {
    int server;
    std::string bytes;
  };
  void serve();
  void join(int client);
  bool forward_statement(int client, int server, const std::string& bytes);

  std::string directory_;
  std::string server_path_;
  int listener_ = -1;
  std::atomic<int> lost_{0};
  std::atomic<bool> stops_{false};
  std::mutex mutex_;
  Loss loss_ = Loss::kNothing;
  int times_ = 0;
  std::vector<Kept> kept_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace weir::testing
