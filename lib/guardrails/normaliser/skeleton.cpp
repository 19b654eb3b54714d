#include "guardrails/normaliser/skeleton.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <utility>

#include "guardrails/normaliser/skeleton_table.h"
#include "guardrails/normaliser/utf8.h"
#include "guardrails/pattern_matcher.h"

namespace weir {
namespace {

struct Entry {
  char32_t source = 0;
  std::string_view target;
  bool is_look_alike = false;
};

constexpr size_t kTwoByteCodePoints = 0x800;

bool is_mark(char32_t code_point) {
  return code_point >= 0x300 && code_point < 0x370;
}

// The two tables, for look-ups: directly for the code points of two bytes, which are most.
class Table {
 public:
  Table() {
    read(kLookAlikes, true);
    read(kComposed, false);
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.source < b.source; });
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].source < kTwoByteCodePoints) {
        direct_[entries_[i].source] = static_cast<uint16_t>(i + 1);
      }
    }
  }

  // Null: it looks like itself.
  [[nodiscard]] const Entry* find(char32_t code_point) const {
    if (code_point < kTwoByteCodePoints) {
      return direct_[code_point] == 0 ? nullptr : &entries_[direct_[code_point] - 1U];
    }
    const auto at =
        std::lower_bound(entries_.begin(), entries_.end(), code_point,
                         [](const Entry& entry, char32_t value) { return entry.source < value; });
    return at != entries_.end() && at->source == code_point ? &*at : nullptr;
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  void read(std::string_view table, bool is_look_alike) {
    while (!table.empty()) {
      const Utf8Sequence source = decode_utf8(table);
      const size_t end = table.find(' ');
      entries_.push_back(
          {source.code_point, table.substr(source.size, end - source.size), is_look_alike});
      table.remove_prefix(end + 1);
    }
  }

  std::vector<Entry> entries_;
  std::array<uint16_t, kTwoByteCodePoints> direct_{};
};

const Table& table() {
  static const Table the_table;
  return the_table;
}

// The first place from `at` on that is not ASCII.
size_t skip_ascii(std::string_view text, size_t at) {
  constexpr uint64_t kHighBits = 0x8080808080808080U;
  for (; at + sizeof(uint64_t) <= text.size(); at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::map<std::string_view, char32_t> composed_letters() {
  std::map<std::string_view, char32_t> letters;
  for (const Entry& entry : table().entries()) {
    if (!entry.is_look_alike) letters.emplace(entry.target, entry.source);
  }
  return letters;
}

}  // namespace

bool Skeleton::is_needed(std::string_view text) {
  for (size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const Utf8Sequence sequence = decode_utf8(text.substr(at));
    at += std::max<size_t>(1, sequence.size);
    if (sequence.size == 0) continue;
    if (is_mark(sequence.code_point)) return true;
    const Entry* entry = table().find(sequence.code_point);
    if (entry != nullptr && entry->is_look_alike) return true;
  }
  return false;
}

void Skeleton::make(std::string_view text) {
  buffer_.clear();
  bends_.clear();
  source_size_ = text.size();
  size_t copied = 0;
  for (size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const Utf8Sequence sequence = decode_utf8(text.substr(at));
    const Entry* entry = sequence.size == 0 ? nullptr : table().find(sequence.code_point);
    const size_t size = std::max<size_t>(1, sequence.size);
    if (entry != nullptr) {
      if (copied < at) bends_.push_back({buffer_.size(), copied, false});
      buffer_.append(text, copied, at - copied);
      bends_.push_back({buffer_.size(), at, true});
      buffer_.append(entry->target);
      copied = at + size;
    }
    at += size;
  }
  if (copied < text.size()) bends_.push_back({buffer_.size(), copied, false});
  buffer_.append(text.substr(copied));
  size_ = buffer_.size();
  buffer_.append(kScanSlack, '\0');
}

std::optional<size_t> Skeleton::source_of(size_t position) const {
  if (position >= size_) return source_size_;
  const auto after =
      std::upper_bound(bends_.begin(), bends_.end(), position,
                       [](size_t value, const Bend& bend) { return value < bend.position; });
  const Bend& bend = *(after - 1);
  if (!bend.is_unit) return bend.source + (position - bend.position);
  if (bend.position == position) return bend.source;
  return std::nullopt;
}

std::string skeleton_of(std::string_view text) {
  Skeleton skeleton;
  skeleton.make(text);
  return std::string(skeleton.text());
}

std::string composed(std::string_view text) {
  static const std::map<std::string_view, char32_t> letters = composed_letters();
  constexpr size_t kLongest = 8;  // of what a letter is composed of
  std::string out;
  while (!text.empty()) {
    size_t size = std::min(kLongest, text.size());
    auto letter = letters.end();
    for (; size > 1 && letter == letters.end(); --size) letter = letters.find(text.substr(0, size));
    if (letter == letters.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      append_utf8(letter->second, &out);
      text.remove_prefix(size + 1);
    }
  }
  return out;
}

}  // namespace weir
