/* version.h - which weir this is. */
#ifndef WEIR_VERSION_H
#define WEIR_VERSION_H

#include <weir/export.h>

#define WEIR_VERSION_MAJOR 0
#define WEIR_VERSION_MINOR 1
#define WEIR_VERSION_PATCH 0
#define WEIR_VERSION_NUMBER (WEIR_VERSION_MAJOR * 1000000 + WEIR_VERSION_MINOR * 1000 + WEIR_VERSION_PATCH)
#define WEIR_VERSION_TEXT "0.1.0"

WEIR_BEGIN_DECLS

/* The version of the library that is loaded, to be compared with WEIR_VERSION_NUMBER of the headers
 * the program was built with. Never fails. Any thread. Since 0.1. */
WEIR_API int32_t weir_version_number(void) WEIR_NOEXCEPT;

/* The same as text, "0.1.0". Borrowed for ever, NUL-terminated. Any thread. Since 0.1. */
WEIR_API const char *weir_version_text(void) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
