// A growing buffer that has its maximum at birth (curl's dynbuf, docs/internals/DYNBUF.md).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

class BoundedBuffer {
 public:
  explicit BoundedBuffer(size_t max_bytes) : max_bytes_(max_bytes) {}

  // False, with nothing appended, when the bytes would not fit.
  [[nodiscard]] bool append(std::string_view bytes) {
    if (bytes.size() > max_bytes_ - data_.size()) return false;
    data_.append(bytes);
    return true;
  }
  void drop_front(size_t count) { data_.erase(0, count); }
  void clear() { data_.clear(); }
  [[nodiscard]] std::string_view view() const { return data_; }
  [[nodiscard]] size_t size() const { return data_.size(); }
  [[nodiscard]] bool empty() const { return data_.empty(); }
  [[nodiscard]] size_t max_bytes() const { return max_bytes_; }
  [[nodiscard]] std::string take() {
    std::string out;
    out.swap(data_);
    return out;
  }

 private:
  size_t max_bytes_;
  std::string data_;
};

}  // namespace weir
