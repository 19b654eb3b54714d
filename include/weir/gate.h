/* gate.h - a policy in force, with its stores: opened once in a process, shared by its threads. */
#ifndef WEIR_GATE_H
#define WEIR_GATE_H

#include <weir/error.h>

WEIR_BEGIN_DECLS

typedef struct weir_gate weir_gate;

/* How to open a gate. Zero is the default of every field. */
typedef struct weir_gate_options {
  size_t struct_size;      /* sizeof(weir_gate_options); set by WEIR_GATE_OPTIONS_INIT */
  const char *policy_path; /* UTF-8, no NUL inside; NULL: policy_text, else the search order below */
  size_t policy_path_size;
  const char *policy_text; /* a policy given inline; its paths must be absolute; NULL: none */
  size_t policy_text_size;
  bool no_watch;           /* no "weir-watch" thread: the policy file is not watched, and rows past
                              the policy's "retain" are deleted when a gate opens only */
  const char *ca_file;     /* PEM file of trusted roots instead of the system's; NULL: the system's */
  size_t ca_file_size;
} weir_gate_options;

#define WEIR_GATE_OPTIONS_INIT {sizeof(weir_gate_options), NULL, 0, NULL, 0, false, NULL, 0}

/* Opens a gate. The policy is found in this order: the option, the environment's WEIR_POLICY,
 * ./weir.jsonc, $XDG_CONFIG_HOME/weir/policy.jsonc, /etc/weir/policy.jsonc.
 *   options  may be NULL: all defaults. Copied.
 *   gate     owned by the caller, ended by weir_gate_free; NULL on failure.
 * Fails with WEIR_INVALID_POLICY (details: pointer, line, column, suggestion), WEIR_UNAVAILABLE
 * "store.*", WEIR_UNSUPPORTED, WEIR_INVALID_ARGUMENT. Blocks on the file system and, the first time a
 * policy is seen on a machine, on the compilation of its patterns (up to seconds; then cached).
 * Threads started by a gate: "weir-watch" (policy file, retention), "weir-checkpoint" (one for each database
 * of the store); libcurl's resolver starts one for a name look-up, for as long as that takes. Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_gate_open(const weir_gate_options *options,
                                                  weir_gate **gate) WEIR_NOEXCEPT;

/* Reads the policy again and swaps it in whole; a bad one is refused and the old one stays in force.
 * Holds from the next call, in every process on the same store and policy file. In the child of a
 * fork() WEIR_UNAVAILABLE "store.forked", unless the store is "memory:". Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_gate_reload(weir_gate *gate) WEIR_NOEXCEPT;

/* Waits until calls under way have ended and what they wrote is flushed, at most flush_timeout_ms
 * (up to a day; below 0 counts as 0); new
 * calls are refused with "gate.closed" from now on. Says what could not be flushed in time
 * (WEIR_TIMEOUT "gate.close"). Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_gate_close(weir_gate *gate,
                                                   int64_t flush_timeout_ms) WEIR_NOEXCEPT;

/* Ends it. Calls, streams and scans made from it keep it alive until they are freed; the log hook is
 * removed. NULL is allowed.
 * Does not wait for the network. Since 0.1. */
WEIR_API void weir_gate_free(weir_gate *gate) WEIR_NOEXCEPT;

/* Where the policy in force was read from; "" for an inline one. Borrowed until the gate is freed.
 * Since 0.1. */
WEIR_API const char *weir_gate_policy_path(const weir_gate *gate, size_t *size) WEIR_NOEXCEPT;

/* Levels of the log hook. */
#define WEIR_LOG_ERROR 1
#define WEIR_LOG_WARNING 2
#define WEIR_LOG_INFO 3

/* Called with a level, a stable reason id and a JSON object of fields; both borrowed for the call.
 * It may come from any thread, also from weir's own, and must not call weir. */
typedef void (*weir_log_hook)(int32_t level, const char *reason, const char *fields, void *user);

/* Sets the hook; NULL removes it. Returns when no earlier hook is running any more. Any thread.
 * Since 0.1. */
WEIR_API void weir_gate_set_log_hook(weir_gate *gate, weir_log_hook hook, void *user) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
