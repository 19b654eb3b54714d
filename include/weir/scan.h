/* scan.h - text through a guardrail without a call, whole or in chunks. */
#ifndef WEIR_SCAN_H
#define WEIR_SCAN_H

#include <weir/gate.h>
#include <weir/text.h>

WEIR_BEGIN_DECLS

typedef struct weir_scanner weir_scanner;
typedef struct weir_scan weir_scan;

/* What to look for: a guardrail of a policy, or a list of detectors and groups. */
typedef struct weir_scanner_options {
  size_t struct_size;    /* sizeof(weir_scanner_options); set by WEIR_SCANNER_OPTIONS_INIT */
  const char *guardrail; /* a guardrail's name in the gate's policy; NULL: `detect` */
  size_t guardrail_size;
  const char *detect;    /* entities and groups, separated by commas, all masked:
                            "pii/fi,EMAIL_ADDRESS"; NULL with no guardrail: every detector
                            but those that must be named (weir_detectors_list) */
  size_t detect_size;
  double threshold;      /* least score of a finding, 0 to 1; 0: the guardrail's, or 0.5 */
} weir_scanner_options;

#define WEIR_SCANNER_OPTIONS_INIT {sizeof(weir_scanner_options), NULL, 0, NULL, 0, 0.0}

/* Compiles a scanner.
 *   gate     needed for `guardrail`, else may be NULL.
 *   scanner  owned by the caller; shared by threads; NULL on failure.
 * Fails with WEIR_INVALID_ARGUMENT "detector.unknown" (details: suggestion), "guardrail.unknown". May
 * block on compilation (then cached on disk). Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_scanner_new(weir_gate *gate,
                                                    const weir_scanner_options *options,
                                                    weir_scanner **scanner) WEIR_NOEXCEPT;

/* Ends it; scans made from it stay valid. NULL is allowed. Since 0.1. */
WEIR_API void weir_scanner_free(weir_scanner *scanner) WEIR_NOEXCEPT;

/* Begins a text. One thread at a time. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_scan_new(const weir_scanner *scanner,
                                                 weir_scan **scan) WEIR_NOEXCEPT;

/* Ends it. NULL is allowed. Since 0.1. */
WEIR_API void weir_scan_free(weir_scan *scan) WEIR_NOEXCEPT;

/* Feeds a piece of the text, cut anywhere; weir_scan_output then holds what may be shown of it. Fails
 * with WEIR_BLOCKED "guardrail.blocked" when a rule blocks; nothing further is released then.
 * Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_scan_feed(weir_scan *scan, const char *text,
                                                  size_t size) WEIR_NOEXCEPT;

/* Ends the text; what was held back is released. Fails as weir_scan_feed. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_scan_finish(weir_scan *scan) WEIR_NOEXCEPT;

/* The redacted text that the last feed or finish released. Borrowed until the next one. Since 0.1. */
WEIR_API const char *weir_scan_output(const weir_scan *scan, size_t *size) WEIR_NOEXCEPT;

/* The most findings that a scan keeps. What comes after them is masked or blocked like any other, and
 * not listed. */
#define WEIR_SCAN_FINDINGS_MAX 1048576

/* How many findings are kept so far, in the order of their starts: WEIR_SCAN_FINDINGS_MAX at most.
 * Since 0.1. */
WEIR_API size_t weir_scan_finding_count(const weir_scan *scan) WEIR_NOEXCEPT;

/* Finding `index` (below the count): what it is, where it starts and ends (bytes of the UTF-8 text as
 * fed), its score (0 to 1), and what the policy does about it ("mask", "block", "flag"). Strings are
 * borrowed until the scan is freed. Since 0.1. */
WEIR_API const char *weir_scan_finding_entity(const weir_scan *scan, size_t index,
                                              size_t *size) WEIR_NOEXCEPT;
WEIR_API int64_t weir_scan_finding_start(const weir_scan *scan, size_t index) WEIR_NOEXCEPT;
WEIR_API int64_t weir_scan_finding_end(const weir_scan *scan, size_t index) WEIR_NOEXCEPT;
WEIR_API double weir_scan_finding_score(const weir_scan *scan, size_t index) WEIR_NOEXCEPT;
WEIR_API const char *weir_scan_finding_action(const weir_scan *scan, size_t index,
                                              size_t *size) WEIR_NOEXCEPT;

/* Every detector that this build knows, as a JSON array of objects: entity, groups, named_only (true:
 * "pii" alone does not look for it, its entity or its group does), country, score, description,
 * source. Owned by the caller. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_detectors_list(weir_text **json) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
