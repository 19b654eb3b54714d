/* policy.h - the policy file: checking it, and the documents that are made from its key table. */
#ifndef WEIR_POLICY_H
#define WEIR_POLICY_H

#include <weir/error.h>
#include <weir/text.h>

WEIR_BEGIN_DECLS

/* Reads a policy as weir_gate_open would, patterns, prices and all, and opens no store.
 *   path  UTF-8; NULL: the search order of weir_gate_open.
 *   used  which file it was, owned by the caller; may be NULL.
 * Fails with WEIR_INVALID_POLICY; details hold every fault found: {"errors":[{"pointer","line",
 * "column","reason","message","suggestion"}]}. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_policy_check(const char *path, size_t path_size,
                                                     weir_text **used) WEIR_NOEXCEPT;

/* The JSON Schema (2020-12) of a policy. Owned by the caller. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_policy_schema(weir_text **json) WEIR_NOEXCEPT;

/* The reference page, in Markdown. Owned by the caller. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_policy_reference(weir_text **markdown) WEIR_NOEXCEPT;

/* A commented policy to begin with. Owned by the caller. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_policy_starter(weir_text **jsonc) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
