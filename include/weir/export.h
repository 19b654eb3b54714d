/* export.h - how weir's functions are marked. Nothing else in this file is part of the ABI. */
#ifndef WEIR_EXPORT_H
#define WEIR_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define WEIR_API __attribute__((visibility("default")))
#define WEIR_MUST_USE __attribute__((warn_unused_result))
#else
#define WEIR_API
#define WEIR_MUST_USE
#endif

#ifdef __cplusplus
#define WEIR_NOEXCEPT noexcept
#define WEIR_BEGIN_DECLS extern "C" {
#define WEIR_END_DECLS }
#else
#define WEIR_NOEXCEPT
#define WEIR_BEGIN_DECLS
#define WEIR_END_DECLS
#endif

#endif
