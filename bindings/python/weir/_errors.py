"""What weir refuses or cannot do, as exceptions: a class for each code, a reason id in each."""

from __future__ import annotations

import json
from typing import Any

from ._ffi import ffi, lib, text_of


class Error(Exception):
    """Base of all of weir's exceptions.

    `reason` is a stable id such as "quota.exceeded" for programs to branch on; `message` is one
    line, which holds no key, no prompt and no matched text; `details` is what the reason promises.
    """

    code: int = 0
    reason: str
    message: str
    details: dict[str, Any]
    retry_after_ms: int
    """Milliseconds until a retry makes sense; 0 where nothing is known."""
    http_status: int
    """The status that an HTTP server would answer with."""
    is_retryable: bool
    """Whether the same call may succeed later, unchanged."""
    body: str
    """The error in the provider's own shape, {"error": {...}}."""
    headers: list[tuple[str, str]]
    """Those of an HTTP answer that tells of it: retry-after, the ratelimit fields."""
    request_id: str | None
    """The id of the call's row in the log, where there was a call."""

    def __init__(
        self,
        message: str,
        *,
        reason: str = "",
        details: dict[str, Any] | None = None,
        retry_after_ms: int = 0,
        http_status: int = 500,
        is_retryable: bool = False,
        body: str = "",
        headers: list[tuple[str, str]] | None = None,
        request_id: str | None = None,
        code: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.details = details if details is not None else {}
        self.retry_after_ms = retry_after_ms
        self.http_status = http_status
        self.is_retryable = is_retryable
        self.body = body
        self.headers = headers if headers is not None else []
        self.request_id = request_id
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} [{self.reason}]" if self.reason else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.message, self.__dict__.copy())


def _restored(kind: type[Error], message: str, state: dict[str, Any]) -> Error:
    error = kind(message)
    error.__dict__.update(state)
    return error


class Verdict(Error):
    """A decision of the policy, not a fault. The message is safe to show to an end user."""


class InvalidArgument(Error):
    """The call itself is wrong: mend the program."""


class InvalidPolicy(Error):
    """The policy is refused whole: mend the file. `details` say where."""


class InvalidRequest(Error):
    """The request body is refused: mend the request."""


class Denied(Verdict):
    """This caller may not use this endpoint."""


class Blocked(Verdict):
    """A guardrail forbids the text."""


class OverQuota(Verdict):
    """Not now; `retry_after_ms` says when."""


class NeverAdmissible(Verdict):
    """The request alone is larger than a limit: no waiting helps."""


class ProviderError(Error):
    """The provider answered with an error, or not in its own format."""


class Timeout(Error):
    """A time limit ran out."""


class Cancelled(Error):
    """The call was cancelled."""


class Unavailable(Error):
    """A store, a key or the network is not to be had now."""


class Unsupported(Error):
    """This build or this version cannot do it."""


class InternalError(Error):
    """A fault of weir's own; please report it."""


class OutOfMemory(Error):
    """There was no memory."""


_BY_CODE: dict[int, type[Error]] = {
    lib.WEIR_INVALID_ARGUMENT: InvalidArgument,
    lib.WEIR_INVALID_POLICY: InvalidPolicy,
    lib.WEIR_INVALID_REQUEST: InvalidRequest,
    lib.WEIR_DENIED: Denied,
    lib.WEIR_BLOCKED: Blocked,
    lib.WEIR_OVER_QUOTA: OverQuota,
    lib.WEIR_NEVER_ADMISSIBLE: NeverAdmissible,
    lib.WEIR_PROVIDER: ProviderError,
    lib.WEIR_TIMEOUT: Timeout,
    lib.WEIR_CANCELLED: Cancelled,
    lib.WEIR_UNAVAILABLE: Unavailable,
    lib.WEIR_UNSUPPORTED: Unsupported,
    lib.WEIR_INTERNAL: InternalError,
    lib.WEIR_OUT_OF_MEMORY: OutOfMemory,
}
for _code, _kind in _BY_CODE.items():
    _kind.code = _code


class ForkedStore(Unavailable):
    """The gate was open at a fork: open a new one in the child, before anything else, or exec."""


class StreamWait(Timeout):
    """No event came in the time given; the stream goes on."""


_BY_REASON: dict[str, type[Error]] = {"store.forked": ForkedStore, "stream.wait": StreamWait}


def error_class(code: int, reason: str = "") -> type[Error]:
    """The exception class of a code, or the narrower one of a reason id where there is one."""
    return _BY_REASON.get(reason) or _BY_CODE.get(code, Error)


def take_error(pointer: Any, request_id: str | None = None) -> Error:
    """The exception for a weir_error, which is freed."""
    try:
        code = lib.weir_error_code(pointer)
        reason = text_of(lib.weir_error_reason, pointer)
        details = text_of(lib.weir_error_details, pointer)
        return error_class(code, reason)(
            text_of(lib.weir_error_message, pointer),
            reason=reason,
            details=json.loads(details) if details else {},
            retry_after_ms=lib.weir_error_retry_after_ms(pointer),
            http_status=lib.weir_error_http_status(pointer),
            is_retryable=lib.weir_error_is_retryable(pointer),
            body=text_of(lib.weir_error_body, pointer),
            headers=[
                (
                    text_of(lib.weir_error_header_name, pointer, index),
                    text_of(lib.weir_error_header_value, pointer, index),
                )
                for index in range(lib.weir_error_header_count(pointer))
            ],
            request_id=request_id,
            code=code,
        )
    finally:
        lib.weir_error_free(pointer)


def check(pointer: Any, request_id: str | None = None) -> None:
    """Raises what a function of the C ABI returned, unless it is NULL."""
    if pointer != ffi.NULL:
        raise take_error(pointer, request_id) from None
