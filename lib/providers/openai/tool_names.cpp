#include "providers/openai/tool_names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/json_edit.h"

namespace weir::openai {
namespace {

// "/…/function" of "/…/function/name": the object that holds name and arguments.
std::string_view function_of(std::string_view pointer) {
  return pointer.substr(0, pointer.rfind('/'));
}

bool finishes(const StreamEvent& event, int64_t choice) {
  return std::any_of(event.finished.begin(), event.finished.end(),
                     [choice](const FinishedChoice& one) { return one.choice == choice; });
}

bool has_arguments(const StreamEvent& event, const std::vector<Channel>& channels,
                   std::string_view function) {
  for (size_t i = 0; i < event.deltas.size(); ++i) {
    const std::string_view pointer = channels[event.deltas[i].channel].pointer;
    const bool is_argument = function_of(pointer) == function;
    if (is_argument && !event.text(i).empty()) return true;
  }
  return false;
}

}  // namespace

bool ToolNames::is_free(const StreamEvent& event) const {
  if (!events_.empty()) return false;
  return std::all_of(event.tool_names.begin(), event.tool_names.end(), [&](const ToolName& name) {
    return event.index->text(name.node).empty() || finishes(event, name.choice) ||
           has_arguments(event, codec_.channels(), function_of(name.pointer));
  });
}

void ToolNames::add(StreamEvent event) {
  for (const ToolName& piece : event.tool_names) add_piece(piece, event);
  complete(event);
  bytes_ += event.index->body().size();
  events_.push_back(std::move(event));
}

// Some servers say the whole name again in every event.
void ToolNames::add_piece(const ToolName& piece, const StreamEvent& event) {
  const std::string_view text = event.index->text(piece.node);
  if (text.empty()) return;
  auto name = std::find_if(names_.begin(), names_.end(),
                           [&](const Name& one) { return one.pointer == piece.pointer; });
  if (name == names_.end()) {
    name = names_.insert(names_.end(), Name{piece.choice, piece.pointer, {}, {}, false});
  }
  if (name->text == text) return;
  name->text += text;
  name->pieces.push_back({events_.size(), piece.node});
}

void ToolNames::complete(const StreamEvent& event) {
  for (Name& name : names_) {
    name.is_complete = name.is_complete || finishes(event, name.choice) ||
                       has_arguments(event, codec_.channels(), function_of(name.pointer));
  }
}

bool ToolNames::is_settled() const {
  if (events_.size() >= kMaxEvents || bytes_ >= kMaxBytes) return true;
  return std::all_of(names_.begin(), names_.end(), [](const Name& one) { return one.is_complete; });
}

Result<std::vector<StreamEvent>> ToolNames::take() {
  std::vector<StreamEvent> out = std::exchange(events_, {});
  const std::vector<Name> names = std::exchange(names_, {});
  bytes_ = 0;
  for (size_t event = 0; event < out.size(); ++event) {
    JsonEdit edit(*out[event].index);
    for (const Name& name : names) {
      if (name.pieces.size() < 2) continue;
      for (const Piece& piece : name.pieces) {
        if (piece.event != event) continue;
        const bool is_first = &piece == &name.pieces.front();
        edit.replace_value(piece.node, json_quoted(is_first ? name.text : std::string_view()));
      }
    }
    if (edit.empty()) continue;
    Result<StreamEvent> whole = codec_.read(edit.apply());
    if (!whole.ok()) return std::move(whole).status();
    out[event] = std::move(whole).value();
  }
  return out;
}

}  // namespace weir::openai
