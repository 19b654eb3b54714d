"""The loop over the carry door's actions for event loops (asyncio or trio, through anyio).

What blocks on the stores runs in a thread; the network is awaited.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
import anyio.to_thread

from . import _carry
from ._carry import Action, Carrier
from ._errors import Error
from ._transport import (
    Attempt,
    Settings,
    error_event,
    failure_code,
    is_stream,
    path_refusal,
    refusal,
    shown_headers,
)
from .gate import Gate

CLOSE_SECONDS = 5.0


class AsyncExchange:
    """Drives one call over a plain asynchronous transport."""

    def __init__(self, http: Any, inner: Any, carrier: Carrier) -> None:
        self._http = http
        self._inner = inner
        self._carrier = carrier
        self._attempt: Attempt | None = None
        self._is_closed = False

    @property
    def id(self) -> str:
        return self._carrier.id

    async def next_shown(self) -> Action | None:
        """Works until there is something to show; None at the end."""
        while True:
            action = await anyio.to_thread.run_sync(self._carrier.next_action)
            if action.kind == _carry.SHOW:
                return action
            if action.kind == _carry.DONE:
                await self.aclose()
                return None
            if action.kind == _carry.SEND:
                await self._end_attempt()
                self._attempt = Attempt(self._http, action)
            else:
                await self._advance(action)

    async def _advance(self, wait: Action) -> None:
        if wait.exchange == 0:  # it waits for quota
            await anyio.sleep(wait.timeout_ms / 1000)
            return
        attempt = self._attempt
        if attempt is None or attempt.exchange != wait.exchange:
            raise RuntimeError("weir: asked to wait for an exchange that was not sent")
        try:
            with anyio.fail_after(max(wait.timeout_ms, 0) / 1000):
                await self._step(attempt, wait.timeout_ms)
        except TimeoutError:
            self._carrier.report_failure(attempt.exchange, _carry.TIMEOUT)
        except (self._http.TransportError, self._http.DecodingError) as error:
            self._carrier.report_failure(attempt.exchange, failure_code(self._http, error))

    async def _step(self, attempt: Attempt, timeout_ms: int) -> None:
        if attempt.response is None:
            response = await self._inner.handle_async_request(attempt.request(timeout_ms))
            headers = attempt.begun(response)
            self._carrier.report_head(attempt.exchange, response.status_code, headers)
            attempt.pieces = response.aiter_bytes()
            return
        attempt.limit(timeout_ms)
        try:
            piece = await attempt.pieces.__anext__()
        except StopAsyncIteration:
            self._carrier.report_end(attempt.exchange)
        else:
            self._carrier.report_body(attempt.exchange, piece)

    async def _end_attempt(self) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None and attempt.response is not None:
            await attempt.response.aclose()

    async def aclose(self) -> None:
        """Before the end this cancels the call, records and settles it, in a cancelled task too."""
        if self._is_closed:
            return
        self._is_closed = True
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self._carrier.close)
            with anyio.move_on_after(CLOSE_SECONDS):
                await self._end_attempt()


async def whole_or_stream(
    http: Any, exchange: AsyncExchange, stream_class: Callable[..., Any]
) -> Any:
    """The response to one request; an error before the first byte is raised."""
    try:
        first = await exchange.next_shown()
        if first is None:
            raise RuntimeError("weir: a call ended without an answer")
        headers = shown_headers(first, exchange.id)
        if is_stream(first):
            return http.Response(
                first.status, headers=headers, stream=stream_class(exchange, first.body)
            )
        body = first.body
        while (show := await exchange.next_shown()) is not None:
            body += show.body
        return http.Response(first.status, headers=headers, content=body)
    except BaseException:
        await exchange.aclose()
        raise


class AsyncEventBytes:
    """The bytes of a streamed answer. Closing it early cancels the call and settles it."""

    def __init__(self, exchange: AsyncExchange, first: bytes) -> None:
        self._exchange = exchange
        self._first = first

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            if self._first:
                yield self._first
            while (show := await self._exchange.next_shown()) is not None:
                yield show.body
        except Error as error:
            await self.aclose()
            yield error_event(error)
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        await self._exchange.aclose()


class GovernedAsyncTransport:
    """The body of both modules' AsyncTransport, which adds the base class of its own module."""

    _http: Any
    _stream_class: Callable[..., Any]

    def __init__(self, gate: Gate, *, inner: Any = None, **options: Any) -> None:
        self._settings = Settings(gate, **options)
        self._inner = inner if inner is not None else self._http.AsyncHTTPTransport()

    async def handle_async_request(self, request: Any) -> Any:
        if not self._settings.governs(request):
            if self._settings.pass_through:
                return await self._inner.handle_async_request(request)
            return path_refusal(self._http, request)
        try:
            carrier = self._settings.carrier(request, await request.aread())
            exchange = AsyncExchange(self._http, self._inner, carrier)
            return await whole_or_stream(self._http, exchange, self._stream_class)
        except Error as error:
            return refusal(self._http, error)

    async def aclose(self) -> None:
        await self._inner.aclose()
