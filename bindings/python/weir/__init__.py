"""weir governs calls to language models inside the calling process.

    import weir

    with weir.Gate("policy.jsonc") as gate:
        print(gate.chat("Hello", user="matti").text)

It masks or blocks personal data and secrets on the way out and on the way back, holds every caller
to quotas and budgets, and puts a row on record for each decision.
"""

from . import policy
from ._answer import Answer
from ._call import QuotaLeft
from ._errors import (
    Blocked,
    Cancelled,
    Denied,
    Error,
    ForkedStore,
    InternalError,
    InvalidArgument,
    InvalidPolicy,
    InvalidRequest,
    NeverAdmissible,
    OutOfMemory,
    OverQuota,
    ProviderError,
    StreamWait,
    Timeout,
    Unavailable,
    Unsupported,
    Verdict,
    error_class,
)
from ._ffi import ffi as _ffi
from ._ffi import lib as _lib
from ._stream import AsyncStream, Event, Stream
from .gate import Gate
from .scan import Finding, Scanner, ScanResult, ScanStream, detectors

__version__: str = _ffi.string(_lib.weir_version_text()).decode()

__all__ = [
    "Answer",
    "AsyncStream",
    "Blocked",
    "Cancelled",
    "Denied",
    "Error",
    "Event",
    "Finding",
    "ForkedStore",
    "Gate",
    "InternalError",
    "InvalidArgument",
    "InvalidPolicy",
    "InvalidRequest",
    "NeverAdmissible",
    "OutOfMemory",
    "OverQuota",
    "ProviderError",
    "QuotaLeft",
    "ScanResult",
    "ScanStream",
    "Scanner",
    "Stream",
    "StreamWait",
    "Timeout",
    "Unavailable",
    "Unsupported",
    "Verdict",
    "detectors",
    "error_class",
    "policy",
]
