"""What the transports of weir.httpx and weir.httpx2 share: the loop over the carry door's actions.

`http` is the module httpx or httpx2, whose classes are of one shape.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from . import _carry
from ._call import Caller
from ._carry import Action, Carrier
from ._errors import Error, Verdict
from .gate import Gate

GOVERNED_PATH = "/chat/completions"

# They belong to the bytes as they came over the wire; what is handed on has been decoded.
_HOP_HEADERS = frozenset(
    {"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"}
)
_JSON = ("content-type", "application/json")


class Settings:
    """Whose calls a transport makes, and which requests it lets through."""

    def __init__(
        self,
        gate: Gate,
        endpoint: str | None = None,
        user: str | None = None,
        groups: Iterable[str] | None = None,
        app: str | None = None,
        tags: Mapping[str, str] | None = None,
        conversation_id: str | None = None,
        deadline_ms: int = 0,
        identify: Callable[[Any], Mapping[str, Any]] | None = None,
        pass_through: bool = False,
    ) -> None:
        self.gate = gate
        self.pass_through = pass_through
        self._identify = identify
        self._caller = Caller(
            endpoint=endpoint,
            user=user,
            groups=None if groups is None else tuple(groups),
            app=app,
            tags=tags,
            conversation_id=conversation_id,
            deadline_ms=deadline_ms,
        )

    def governs(self, request: Any) -> bool:
        return bool(request.method == "POST" and request.url.path.endswith(GOVERNED_PATH))

    def carrier(self, request: Any, body: bytes) -> Carrier:
        caller = self._caller
        if self._identify is not None:
            caller = replace(caller, **self._identify(request))
        return Carrier(self.gate._open_handle(), caller, body)


def is_stream(show: Action) -> bool:
    return any(
        name.lower() == "content-type" and value.lower().startswith("text/event-stream")
        for name, value in show.headers
    )


def shown_headers(show: Action, request_id: str) -> list[tuple[str, str]]:
    kept = [pair for pair in show.headers if pair[0].lower() not in _HOP_HEADERS]
    return [*kept, ("x-weir-request-id", request_id)]


def refusal(http: Any, error: Error) -> Any:
    """The error as the provider would have sent it, so that an SDK raises its own typed error."""
    can_retry = error.is_retryable and not isinstance(error, Verdict)
    headers = [_JSON, ("x-should-retry", "true" if can_retry else "false")]
    headers += error.headers
    if error.request_id:
        headers.append(("x-weir-request-id", error.request_id))
    return http.Response(error.http_status, headers=headers, content=error.body.encode("utf-8"))


def path_refusal(http: Any, request: Any) -> Any:
    body = {
        "error": {
            "message": f"weir governs POST {GOVERNED_PATH} alone and refuses other requests "
            "(pass_through=True lets them pass ungoverned)",
            "type": "weir_error",
            "param": None,
            "code": "transport.path",
        }
    }
    headers = [_JSON, ("x-should-retry", "false")]
    return http.Response(400, headers=headers, content=json.dumps(body).encode())


def error_event(error: Error) -> bytes:
    """A fault in mid-stream, as an event from which an SDK raises its own error."""
    return b"data: " + error.body.replace("\n", " ").encode("utf-8") + b"\n\n"


class Attempt:
    """One exchange: its request, and its response once it has begun."""

    def __init__(self, http: Any, send: Action) -> None:
        self._http = http
        self._send = send
        self.exchange = send.exchange
        self.response: Any = None
        self.pieces: Any = None
        self._limits: dict[str, float] = {}

    def request(self, timeout_ms: int) -> Any:
        self.limit(timeout_ms)
        send = self._send
        return self._http.Request(
            send.method,
            send.url,
            headers=send.headers,
            content=send.body,
            extensions={"timeout": self._limits},
        )

    def limit(self, timeout_ms: int) -> None:
        """Sets how long the next step may take; the inner transport reads this dict."""
        seconds = max(timeout_ms, 1) / 1000
        self._limits.update(connect=seconds, read=seconds, write=seconds, pool=seconds)

    def begun(self, response: Any) -> list[tuple[str, str]]:
        """Takes the response; returns its headers, without those of the wire."""
        self.response = response
        return [
            (name, value)
            for name, value in response.headers.multi_items()
            if name.lower() not in _HOP_HEADERS
        ]


def failure_code(http: Any, error: Exception) -> int:
    if isinstance(error, http.TimeoutException):
        return _carry.TIMEOUT
    if isinstance(error, (http.ConnectError, http.ProxyError, http.UnsupportedProtocol)):
        return _carry.UNAVAILABLE
    return _carry.PROVIDER


class Exchange:
    """Drives one call over a plain transport."""

    def __init__(self, http: Any, inner: Any, carrier: Carrier) -> None:
        self._http = http
        self._inner = inner
        self._carrier = carrier
        self._attempt: Attempt | None = None
        self._is_closed = False

    @property
    def id(self) -> str:
        return self._carrier.id

    def next_shown(self) -> Action | None:
        """Works until there is something to show; None at the end."""
        while True:
            action = self._carrier.next_action()
            if action.kind == _carry.SHOW:
                return action
            if action.kind == _carry.DONE:
                self.close()
                return None
            if action.kind == _carry.SEND:
                self._end_attempt()
                self._attempt = Attempt(self._http, action)
            else:
                self._advance(action)

    def _advance(self, wait: Action) -> None:
        if wait.exchange == 0:  # it waits for quota
            time.sleep(wait.timeout_ms / 1000)
            return
        attempt = self._attempt
        if attempt is None or attempt.exchange != wait.exchange:
            raise RuntimeError("weir: asked to wait for an exchange that was not sent")
        try:
            if wait.timeout_ms <= 0:
                self._carrier.report_failure(attempt.exchange, _carry.TIMEOUT)
            elif attempt.response is None:
                response = self._inner.handle_request(attempt.request(wait.timeout_ms))
                headers = attempt.begun(response)
                self._carrier.report_head(attempt.exchange, response.status_code, headers)
                attempt.pieces = response.iter_bytes()
            else:
                attempt.limit(wait.timeout_ms)
                piece = next(attempt.pieces, None)
                if piece is None:
                    self._carrier.report_end(attempt.exchange)
                else:
                    self._carrier.report_body(attempt.exchange, piece)
        except (self._http.TransportError, self._http.DecodingError) as error:
            self._carrier.report_failure(attempt.exchange, failure_code(self._http, error))

    def _end_attempt(self) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None and attempt.response is not None:
            attempt.response.close()

    def close(self) -> None:
        """Before the end this cancels the call, records and settles it."""
        if not self._is_closed:
            self._is_closed = True
            self._carrier.close()
            self._end_attempt()


def whole_or_stream(http: Any, exchange: Exchange, stream_class: Callable[..., Any]) -> Any:
    """The response to one request; an error before the first byte is raised."""
    try:
        first = exchange.next_shown()
        if first is None:
            raise RuntimeError("weir: a call ended without an answer")
        headers = shown_headers(first, exchange.id)
        if is_stream(first):
            return http.Response(
                first.status, headers=headers, stream=stream_class(exchange, first.body)
            )
        body = first.body
        while (show := exchange.next_shown()) is not None:
            body += show.body
        return http.Response(first.status, headers=headers, content=body)
    except BaseException:
        exchange.close()
        raise


class EventBytes:
    """The bytes of a streamed answer. Closing it early cancels the call and settles it."""

    def __init__(self, exchange: Exchange, first: bytes) -> None:
        self._exchange = exchange
        self._first = first

    def __iter__(self) -> Iterator[bytes]:
        try:
            if self._first:
                yield self._first
            while (show := self._exchange.next_shown()) is not None:
                yield show.body
        except Error as error:
            self.close()
            yield error_event(error)
        finally:
            self.close()

    def close(self) -> None:
        self._exchange.close()


class GovernedTransport:
    """The body of both modules' Transport, which adds the base class of its own module."""

    _http: Any
    _stream_class: Callable[..., Any]

    def __init__(self, gate: Gate, *, inner: Any = None, **options: Any) -> None:
        self._settings = Settings(gate, **options)
        self._inner = inner if inner is not None else self._http.HTTPTransport()

    def handle_request(self, request: Any) -> Any:
        if not self._settings.governs(request):
            if self._settings.pass_through:
                return self._inner.handle_request(request)
            return path_refusal(self._http, request)
        try:
            carrier = self._settings.carrier(request, request.read())
            exchange = Exchange(self._http, self._inner, carrier)
            return whole_or_stream(self._http, exchange, self._stream_class)
        except Error as error:
            return refusal(self._http, error)

    def close(self) -> None:
        self._inner.close()
