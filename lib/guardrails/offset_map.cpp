#include "guardrails/offset_map.h"

namespace weir {

void OffsetMap::append_copied(size_t size, size_t original) {
  if (size == 0) return;
  const Bend& last = bends_.back();
  const bool goes_on = !last.is_unit() && last.original + (end_ - last.position) == original;
  if (!goes_on) bends_.push_back({end_, original, 0});
  end_ += size;
  original_end_ = original + size;
}

void OffsetMap::append_unit(size_t size, Range original) {
  if (original.end == original.start) return;
  bends_.push_back({end_, original.start, original.end});
  end_ += size;
  original_end_ = std::max(original_end_, original.end);
  last_unit_end_ = original_end_;
}

void OffsetMap::append_part(const OffsetMap& source, size_t from, size_t to) {
  for (size_t index = source.bend_at(from); from < to; ++index) {
    const Bend& bend = source.bends_[index];
    const size_t stop = std::min(to, source.end_of_bend(index));
    if (stop <= from) continue;
    if (bend.is_unit()) {
      append_unit(stop - from, {bend.original, bend.unit_end});
    } else {
      append_copied(stop - from, bend.original + (from - bend.position));
    }
    from = stop;
  }
}

size_t OffsetMap::bend_at(size_t position) const {
  const size_t last = std::min(asked_ + 2, bends_.size());
  for (size_t near = asked_; near < last; ++near) {
    const bool is_here = bends_[near].position <= position &&
                         (near + 1 == bends_.size() || position < bends_[near + 1].position);
    if (is_here) return asked_ = near;
  }
  const auto after =
      std::upper_bound(bends_.begin(), bends_.end(), position,
                       [](size_t value, const Bend& bend) { return value < bend.position; });
  asked_ = static_cast<size_t>(after - bends_.begin()) - 1;
  return asked_;
}

size_t OffsetMap::start_of(size_t position) const {
  if (position >= end_) return original_end_;
  const Bend& bend = bends_[bend_at(position)];
  return bend.original + (bend.is_unit() ? 0 : position - bend.position);
}

size_t OffsetMap::end_of(size_t position) const {
  if (position == 0) return 0;
  const Bend& bend = bends_[bend_at(position - 1)];
  return bend.is_unit() ? bend.unit_end : bend.original + (position - bend.position);
}

OffsetMap::Place OffsetMap::place_of(size_t original) const {
  if (original >= original_end_) return {end_, original_end_, original_end_};
  const auto after =
      std::upper_bound(bends_.begin(), bends_.end(), original,
                       [](size_t value, const Bend& bend) { return value < bend.original; });
  auto index = static_cast<size_t>(after - bends_.begin());
  if (index == 0) return {bends_.front().position, original, original};
  --index;
  if (!bends_[index].is_unit()) {
    const size_t position = bends_[index].position + (original - bends_[index].original);
    return {std::min(position, end_of_bend(index)), original, original};
  }
  const size_t unit_end = bends_[index].unit_end;
  if (original >= unit_end) return {end_of_bend(index), original, original};
  // Units may share their bytes with the one before.
  while (index > 0 && bends_[index - 1].unit_end > bends_[index].original) --index;
  const size_t start = bends_[index].original;
  return {bends_[index].position, start, start == original ? original : unit_end};
}

OffsetMap OffsetMap::up_to(size_t position) const {
  OffsetMap out = *this;
  out.original_end_ = start_of(position);
  out.end_ = position;
  while (out.bends_.size() > 1 && out.bends_.back().position >= position) out.bends_.pop_back();
  return out;
}

void OffsetMap::forget_before(size_t position) {
  const size_t first = position == 0 ? 0 : bend_at(position - 1);
  asked_ = 0;
  bends_.erase(bends_.begin(), bends_.begin() + static_cast<std::ptrdiff_t>(first));
}

}  // namespace weir
