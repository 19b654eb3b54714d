/* text.h - a piece of text or JSON that weir hands out and the caller owns. */
#ifndef WEIR_TEXT_H
#define WEIR_TEXT_H

#include <weir/export.h>

WEIR_BEGIN_DECLS

typedef struct weir_text weir_text;

/* The bytes: UTF-8, NUL-terminated as well; *size (may be NULL) is their number. Borrowed until the
 * text is freed. "" for NULL. Any thread. Since 0.1. */
WEIR_API const char *weir_text_data(const weir_text *text, size_t *size) WEIR_NOEXCEPT;

/* Frees it. NULL is allowed; cannot fail. Since 0.1. */
WEIR_API void weir_text_free(weir_text *text) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
