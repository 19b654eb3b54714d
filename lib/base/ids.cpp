#include "base/ids.h"

#include <sys/random.h>

#include <cstdlib>

#include "base/digest.h"

namespace weir {

void fill_random(void* buffer, size_t size) {
  auto* out = static_cast<uint8_t*>(buffer);
  while (size > 0) {
    const ssize_t got = getrandom(out, size, 0);
    if (got <= 0) continue;  // EINTR; the kernel's generator does not fail once it is seeded
    out += got;
    size -= static_cast<size_t>(got);
  }
}

Uuid Uuid::make_v7(int64_t wall_us) {
  Uuid id;
  fill_random(id.bytes.data() + 8, 8);
  const int64_t ms = wall_us / 1000;
  for (int i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(ms >> (40 - 8 * i));
  // rand_a carries the microseconds within the millisecond (RFC 9562, 6.2, method 3).
  const auto fraction = static_cast<uint16_t>((wall_us % 1000) * 4096 / 1000);
  id.bytes[6] = static_cast<uint8_t>(0x70 | (fraction >> 8));
  id.bytes[7] = static_cast<uint8_t>(fraction);
  id.bytes[8] = static_cast<uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

std::string Uuid::text() const {
  std::string text = hex(view());
  for (const size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace weir
