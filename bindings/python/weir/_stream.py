"""A streamed answer: an iterator of events, in a plain and in an asyncio form."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any

from ._call import Call, interruptible
from ._errors import StreamWait
from ._ffi import bytes_of, ffi, lib, text_of

SLICE_MS = 200
"""The longest wait inside C: between slices Python sees signals."""
POLL_SECONDS = 0.25
"""asyncio looks again after this long, for time limits that no descriptor announces."""


class Event:
    """One piece of a streamed answer."""

    __slots__ = ("data", "text")

    text: str
    """What it adds to the text of the first choice; "" where it adds none."""
    data: bytes
    """Its JSON, one chat.completion.chunk object."""

    def __init__(self, text: str, data: bytes) -> None:
        self.text = text
        self.data = data

    def json(self) -> Any:
        """The data parsed."""
        return json.loads(self.data)

    def __repr__(self) -> str:
        return f"Event(text={self.text!r})"


class _Session:
    """The handles of a stream; every way to its end frees them once."""

    def __init__(self, call: Call, body: bytes) -> None:
        self.call = call
        self.handle: Any = None
        self._body = body
        self._report: dict[str, Any] = {}
        self.id = call.id

    def start(self) -> None:
        out = ffi.new("weir_stream **")
        self.call.check(lib.weir_call_stream(self.call.handle, self._body, len(self._body), out))
        self.handle = ffi.gc(out[0], lib.weir_stream_free)

    def next(self, timeout_ms: int) -> Event | None:
        """The next event, None at the end; StreamWait when none came in time."""
        out = ffi.new("const weir_event **")
        self.call.check(lib.weir_stream_next(self.handle, timeout_ms, out))
        if out[0] == ffi.NULL:
            return None
        return Event(text_of(lib.weir_event_text, out[0]), bytes_of(lib.weir_event_data, out[0]))

    def descriptor(self) -> int:
        number: int = lib.weir_stream_descriptor(self.handle)
        return number

    @property
    def is_open(self) -> bool:
        return self.handle is not None

    def close(self) -> None:
        """Ends the stream: before its end this cancels the call, and settles it."""
        if self.handle is None:
            return
        self.call.cancel()
        ffi.release(self.handle)
        self.handle = None
        self._report = self.call.report()

    def report(self) -> dict[str, Any]:
        return self.call.report() if self.is_open else self._report


class Stream:
    """A streamed answer. Iterate over it; leave the `with` block early to cancel the call.

    with gate.stream("Tell me a story") as stream:
        for event in stream:
            print(event.text, end="")
    """

    def __init__(self, call: Call, body: bytes) -> None:
        self._session = _Session(call, body)
        interruptible(self._session.start, call.cancel)

    @property
    def id(self) -> str:
        """The request_id of the call's row in the log."""
        return self._session.id

    @property
    def report(self) -> dict[str, Any]:
        """What weir did; complete when the stream has ended."""
        return self._session.report()

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        try:
            while self._session.is_open:
                try:
                    event = self._session.next(SLICE_MS)
                except StreamWait:
                    continue  # Python runs signal handlers here
                if event is not None:
                    return event
                self.close()
        except BaseException:
            self.close()
            raise
        raise StopIteration

    def text(self) -> str:
        """What is left of the answer's text."""
        return "".join(event.text for event in self)

    def close(self) -> None:
        """Ends the stream; before its end this cancels the call, records and settles it."""
        self._session.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncStream:
    """The same for asyncio: `async with gate.astream(...) as stream: async for event in stream`.

    The request goes out in a thread of the loop's executor. Events then come through the stream's
    descriptor on the loop itself; what they cost there is the scan of the piece and, at the end,
    the commit of the row.
    """

    def __init__(self, call: Call, body: bytes) -> None:
        self._session = _Session(call, body)
        self._is_started = False

    @property
    def id(self) -> str:
        """The request_id of the call's row in the log."""
        return self._session.id

    @property
    def report(self) -> dict[str, Any]:
        """What weir did; complete when the stream has ended."""
        return self._session.report()

    async def start(self) -> AsyncStream:
        """Sends the request; a refusal is raised here. `async with` and `async for` do it too."""
        if not self._is_started:
            self._is_started = True
            await in_executor(self._session.start, self._session.call.cancel)
        return self

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        await self.start()
        try:
            while self._session.is_open:
                try:
                    event = self._session.next(0)
                except StreamWait:
                    await self._wait()
                    continue
                if event is not None:
                    return event
                self._session.close()
        except BaseException:
            self._session.close()
            raise
        raise StopAsyncIteration

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        descriptor = self._session.descriptor()
        if descriptor < 0:
            await asyncio.sleep(0.01)
            return
        ready = asyncio.Event()
        loop.add_reader(descriptor, ready.set)
        try:
            await asyncio.wait_for(ready.wait(), POLL_SECONDS)
        except asyncio.TimeoutError:
            pass
        finally:
            loop.remove_reader(descriptor)

    async def text(self) -> str:
        """What is left of the answer's text."""
        return "".join([event.text async for event in self])

    async def aclose(self) -> None:
        """Ends the stream; before its end this cancels the call, records and settles it."""
        self._is_started = True
        self._session.close()

    async def __aenter__(self) -> AsyncStream:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


async def in_executor(act: Any, cancel: Any) -> Any:
    """Runs `act` in a thread. A cancelled task cancels the call and waits until it is settled."""
    future = asyncio.get_running_loop().run_in_executor(None, act)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        cancel()
        await asyncio.wait([future])
        if not future.cancelled():
            future.exception()
        raise
