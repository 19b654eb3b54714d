#include "c_api/door.h"
#include "c_api/text_handle.h"

const char* weir_text_data(const weir_text* text, size_t* size) noexcept {
  return weir::c_api::lend(text == nullptr ? std::string_view() : text->data, size);
}

void weir_text_free(weir_text* text) noexcept {
  const std::unique_ptr<weir_text> owned(text);
}
