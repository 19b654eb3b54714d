// The names of tools in a stream. One comes whole in the event that begins its call, by everything
// that providers publish; but SDKs append what comes later, so that a name may arrive in pieces and
// be an identifier only as a whole. Events wait here while a name may still go on.
//
// A name is complete when its arguments begin, when its choice finishes, or when the stream ends.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/status.h"
#include "providers/openai/stream_codec.h"

namespace weir::openai {

// The state of one stream. Used by one thread at a time.
class ToolNames {
 public:
  // Events wait up to these bounds; then they are let go with what has come.
  static constexpr size_t kMaxEvents = 64;
  static constexpr size_t kMaxBytes = 65'536;

  // `codec` is borrowed: it has read the events, and reads those again that are put together.
  explicit ToolNames(StreamCodec& codec) : codec_(codec) {}

  // Nothing waits, and `event` begins no name that may go on: it needs not be added.
  [[nodiscard]] bool is_free(const StreamEvent& event) const;

  void add(StreamEvent event);

  // Whether take() is due: no name of the events may go on, or a bound is met.
  [[nodiscard]] bool is_settled() const;

  // The events that waited, in their order. A name of several pieces stands whole in the event of
  // its first one; the other pieces are empty. Faults: those of StreamCodec::read().
  [[nodiscard]] Result<std::vector<StreamEvent>> take();

 private:
  struct Piece {
    size_t event;
    JsonNode node;
  };
  struct Name {
    int64_t choice;
    std::string pointer;
    std::string text;
    std::vector<Piece> pieces;
    bool is_complete = false;
  };
  void add_piece(const ToolName& piece, const StreamEvent& event);
  void complete(const StreamEvent& event);

  StreamCodec& codec_;
  std::vector<StreamEvent> events_;
  std::vector<Name> names_;
  size_t bytes_ = 0;
};

}  // namespace weir::openai
