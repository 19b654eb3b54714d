// An automaton as bytes, for a cache.
#include <algorithm>
#include <cstring>
#include <type_traits>

#include "guardrails/regex/automaton.h"

namespace weir::regex {
namespace {

template <typename Value>
void write(std::string& bytes, const Value* values, size_t count) {
  static_assert(std::is_trivially_copyable_v<Value>);
  const auto size = static_cast<uint64_t>(count);
  bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
  bytes.append(reinterpret_cast<const char*>(values), count * sizeof(Value));
}

// Takes from the front what write() put there.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <typename Value>
  bool read(std::vector<Value>& values) {
    uint64_t count = 0;
    if (bytes_.size() < sizeof(count)) return false;
    std::memcpy(&count, bytes_.data(), sizeof(count));
    bytes_.remove_prefix(sizeof(count));
    if (count > bytes_.size() / sizeof(Value)) return false;
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), bytes_.data(), count * sizeof(Value));
    bytes_.remove_prefix(count * sizeof(Value));
    return true;
  }
  [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

}  // namespace

void Automaton::append_to(std::string& bytes) const {
  const std::array<uint64_t, 4> head = {end_class_, columns_, behind_word_, behind_other_};
  write(bytes, head.data(), head.size());
  write(bytes, classes_.data(), classes_.size());
  write(bytes, edges_.data(), edges_.size());
  write(bytes, live_.data(), live_.size());
  const auto sets = static_cast<uint64_t>(matches_.size());
  write(bytes, &sets, 1);
  for (const std::vector<uint16_t>& set : matches_) write(bytes, set.data(), set.size());
}

std::optional<Automaton> Automaton::read(std::string_view bytes, size_t patterns) {
  Reader reader(bytes);
  std::vector<uint64_t> head;
  std::vector<uint8_t> classes;
  std::vector<uint64_t> sets;
  Automaton out;
  const bool has_tables = reader.read(head) && reader.read(classes) && reader.read(out.edges_) &&
                          reader.read(out.live_) && reader.read(sets);
  if (!has_tables || head.size() != 4 || classes.size() != out.classes_.size() ||
      sets.size() != 1 || sets[0] > UINT16_MAX) {
    return std::nullopt;
  }
  out.end_class_ = head[0];
  out.columns_ = head[1];
  out.behind_word_ = static_cast<uint16_t>(head[2]);
  out.behind_other_ = static_cast<uint16_t>(head[3]);
  std::copy(classes.begin(), classes.end(), out.classes_.begin());
  out.is_word_ = word_bytes();
  out.matches_.resize(sets[0]);
  for (std::vector<uint16_t>& set : out.matches_) {
    if (!reader.read(set)) return std::nullopt;
  }
  if (!reader.is_at_end() || !out.is_sound(patterns)) return std::nullopt;
  return out;
}

bool Automaton::is_sound(size_t patterns) const {
  const size_t states = live_.size();
  const auto is_set = [patterns](const std::vector<uint16_t>& set) {
    return std::all_of(set.begin(), set.end(), [=](uint16_t index) { return index < patterns; });
  };
  const auto is_edge = [&](const Edge& edge) {
    return edge.next < states && edge.matches < matches_.size();
  };
  const PatternSet all =
      patterns >= kMaxPatterns ? ~PatternSet{0} : (PatternSet{1} << patterns) - 1;
  return states > 0 && columns_ > 0 && columns_ <= classes_.size() + 1 && end_class_ < columns_ &&
         edges_.size() == states * columns_ && behind_word_ < states && behind_other_ < states &&
         std::all_of(classes_.begin(), classes_.end(),
                     [this](uint8_t column) { return column < columns_; }) &&
         std::all_of(matches_.begin(), matches_.end(), is_set) &&
         std::all_of(edges_.begin(), edges_.end(), is_edge) &&
         std::all_of(live_.begin(), live_.end(),
                     [all](PatternSet live) { return (live & ~all) == 0; });
}

}  // namespace weir::regex
