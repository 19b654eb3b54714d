#include "guardrails/json_mask.h"

#include <algorithm>

namespace weir {
namespace {

constexpr size_t kMaxBareValue = 64;  // no number that weir would replace is near that

bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool is_bracket(char byte) {
  return byte == '{' || byte == '}' || byte == '[' || byte == ']';
}

// What lies between two values. No colon follows a bare value, so that one there is part of it.
bool is_structure(char byte, bool in_bare) {
  return is_space(byte) || is_bracket(byte) || byte == ',' || (byte == ':' && !in_bare);
}

}  // namespace

void JsonMask::keep(std::string_view bytes, std::string* released) {
  while (!bytes.empty()) {
    if (const size_t run = plain_run(bytes); run != 0) {
      close_edit();
      release(bytes.substr(0, run), released);
      position_ += run;
      bytes.remove_prefix(run);
      continue;
    }
    take(bytes.front(), false, released);
    bytes.remove_prefix(1);
  }
}

// How many bytes of a string lie before its next quote or backslash.
size_t JsonMask::plain_run(std::string_view bytes) const {
  if (place_ != Place::kString || is_escaped_) return 0;
  return std::min(bytes.find_first_of("\"\\"), bytes.size());
}

void JsonMask::begin(std::string placeholder) {
  if (place_ != Place::kBare) close_edit();
  placeholder_ = std::move(placeholder);
}

void JsonMask::mask(std::string_view bytes, std::string* released) {
  for (const char byte : bytes) take(byte, true, released);
}

void JsonMask::finish(std::string* released) {
  if (place_ == Place::kBare) end_bare(released);
  close_edit();
}

void JsonMask::take(char byte, bool is_masked, std::string* released) {
  if (place_ == Place::kString) {
    take_of_string(byte, is_masked, released);
  } else if (byte == '"' || is_structure(byte, place_ == Place::kBare)) {
    if (place_ == Place::kBare) end_bare(released);
    if (byte == '"') {
      place_ = Place::kString;
      is_key_ = std::exchange(awaits_key_, false);
    } else {
      note_structure(byte);
    }
    release({&byte, 1}, released);
  } else {
    take_of_bare(byte, is_masked, released);
  }
  ++position_;
}

void JsonMask::take_of_string(char byte, bool is_masked, std::string* released) {
  const bool is_end = byte == '"' && !is_escaped_;
  is_escaped_ = byte == '\\' && !is_escaped_;
  if (!is_masked || is_end) {
    close_edit();
    release({&byte, 1}, released);
  } else if (!is_open_) {
    open_edit(position_, string_placeholder(), released);
  }
  if (is_open_) edit_.end = position_ + 1;
  if (is_end) place_ = Place::kOutside;
}

void JsonMask::note_structure(char byte) {
  if (byte == '{' || byte == '[') {
    if (depth_++ < kMaxDepth) open_.push_back({byte == '{', {}});
  } else if ((byte == '}' || byte == ']') && depth_ > 0) {
    if (--depth_ < kMaxDepth) open_.pop_back();
  }
  const bool is_object = depth_ > 0 && depth_ <= kMaxDepth && open_.back().is_object;
  if (byte == '{' || byte == ',') awaits_key_ = is_object;
  if (byte == '[' || byte == ']' || byte == '}' || byte == ':') awaits_key_ = false;
}

std::string JsonMask::string_placeholder() {
  if (!std::exchange(is_key_, false)) return placeholder_;
  auto& keys = open_.back().masked_keys;
  auto known = std::find_if(keys.begin(), keys.end(),
                            [this](const auto& key) { return key.first == placeholder_; });
  if (known == keys.end()) known = keys.insert(keys.end(), {placeholder_, 0});
  return ++known->second == 1 ? placeholder_ : placeholder_ + '_' + std::to_string(known->second);
}

void JsonMask::take_of_bare(char byte, bool is_masked, std::string* released) {
  if (place_ != Place::kBare) {
    place_ = Place::kBare;
    left_ = '\0';
  }
  if (is_masked && !is_open_ && left_ == '\0') {
    open_edit(position_ - waiting_.size(), '"' + placeholder_ + '"', released);
    waiting_.clear();
  } else if (is_masked && !is_open_) {  // the part that has left must be a number by itself
    const bool is_whole = left_ >= '0' && left_ <= '9';
    open_edit(position_, is_whole ? "" : "0", released);
  }
  if (is_open_) {
    edit_.end = position_ + 1;
  } else if (left_ == '\0' && waiting_.size() < kMaxBareValue) {
    waiting_ += byte;
  } else {
    release(std::exchange(waiting_, {}) + byte, released);
    left_ = byte;
  }
}

void JsonMask::end_bare(std::string* released) {
  place_ = Place::kOutside;
  close_edit();
  release(std::exchange(waiting_, {}), released);
}

void JsonMask::release(std::string_view bytes, std::string* released) {
  if (released != nullptr) released->append(bytes);
}

void JsonMask::open_edit(size_t start, std::string replacement, std::string* released) {
  release(replacement, released);
  edit_ = {start, start, std::move(replacement)};
  is_open_ = true;
}

void JsonMask::close_edit() {
  if (is_open_) edits_.push_back(std::move(edit_));
  is_open_ = false;
}

}  // namespace weir
