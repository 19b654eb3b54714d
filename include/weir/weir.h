/* weir.h - governs calls to language models inside the calling process.
 *
 * The rules of this interface, which no function repeats:
 *
 *  1. Names are weir_<noun>_<verb>, types weir_<noun>, constants WEIR_<NOUN>_<VALUE>.
 *  2. Handles are pointers to incomplete structs. _open, _new or a call with an out parameter makes
 *     one, _free ends it; _free accepts NULL and cannot fail. A child keeps its parent alive, so the
 *     order in which handles are freed does not matter.
 *  3. A call that can fail returns weir_error *: NULL is success, anything else is owned by the caller
 *     (error.h). Out parameters are NULL or 0 on failure. There is no last error and no errno.
 *  4. Options are structs whose first field is struct_size, set by a WEIR_X_INIT macro. Fields are
 *     only ever appended: a smaller struct_size is an older caller; a larger one whose tail is not
 *     zero is refused with "options.size".
 *  5. Strings and bytes go in as pointer and size (UTF-8; NULs inside are allowed unless said) and are
 *     copied before the call returns unless the comment says borrowed. They come out borrowed,
 *     NUL-terminated as well, valid until the handle is freed or the call that the comment names.
 *     A caller never has to free() anything of weir's.
 *  6. Streams are pulled, with a time limit and a pollable descriptor; freeing one early cancels the
 *     call and settles it.
 *  7. Threads: a gate and a scanner are used from any thread at once; a call, a stream or a scan from
 *     one thread at a time, except weir_call_cancel. A const parameter may be used concurrently. No
 *     callback comes from a thread of weir's, save the log hook. A store that was open at fork()
 *     cannot be used in the child: every call there says "store.forked"; open after fork, or exec.
 *  8. Ownership words in the comments: owned by the caller, borrowed until ..., copied.
 *  9. Types: fixed-width integers, size_t, bool, double. Time is int64_t with its unit in the name
 *     (_ms, _us); money is integer nano-USD.
 * 10. Never crosses: exceptions, C++ types, allocator ownership, a secret in a message, stdout, stderr,
 *     abort, the locale, signal handlers, a global init call.
 * 11. WEIR_VERSION_NUMBER, weir_version_number(); the SONAME is the ABI's major number.
 *
 * C++ programs include weir.hpp. */
#ifndef WEIR_WEIR_H
#define WEIR_WEIR_H

#include <weir/call.h>
#include <weir/error.h>
#include <weir/gate.h>
#include <weir/log.h>
#include <weir/policy.h>
#include <weir/quota.h>
#include <weir/scan.h>
#include <weir/text.h>
#include <weir/version.h>

#endif
