#include "base/secret.h"

#include <type_traits>

#include "support/catch.h"

using weir::Secret;

// A key cannot be copied, converted or printed: these hold at compile time.
static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);

TEST_CASE("a moved-from secret keeps no bytes, short or long", "[secret]") {
  for (const std::string& text : {std::string("short"), std::string(200, 'k')}) {
    Secret first(text);
    const Secret second(std::move(first));
    CHECK(second.reveal() == text);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is the point
  }
}

TEST_CASE("wiping overwrites the buffer in place", "[secret]") {
  std::string bytes(64, 'k');
  const char* where = bytes.data();
  weir::wipe(bytes);
  CHECK(bytes.empty());
  CHECK(std::string_view(where + 1, 63).find('k') == std::string_view::npos);
}
