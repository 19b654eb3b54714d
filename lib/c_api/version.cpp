#include <weir/version.h>

int32_t weir_version_number(void) noexcept {
  return WEIR_VERSION_NUMBER;
}

const char* weir_version_text(void) noexcept {
  return WEIR_VERSION_TEXT;
}
