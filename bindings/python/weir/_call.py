"""The handle of one governed exchange, and who asks for it."""

from __future__ import annotations

import _thread
import json
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ._errors import check
from ._ffi import Options, bytes_of, ffi, lib, text_of


@dataclass(frozen=True)
class Caller:
    """Who asks, and for what: the options of a call."""

    endpoint: str | None = None
    user: str | None = None
    groups: Iterable[str] | None = None
    app: str | None = None
    tags: Mapping[str, str] | None = None
    client_request_id: str | None = None
    conversation_id: str | None = None
    traceparent: str | None = None
    deadline_ms: int = 0

    def options(self) -> Options:
        options = Options("weir_call_options")
        for field in (
            "endpoint",
            "user",
            "app",
            "client_request_id",
            "conversation_id",
            "traceparent",
        ):
            options.set_text(field, getattr(self, field))
        groups = self.groups
        if isinstance(groups, str):
            groups = [groups]
        options.set_list(
            "groups", "group_sizes", "group_count", None if groups is None else list(groups)
        )
        if self.tags:
            options.set_text("tags", json.dumps(dict(self.tags), ensure_ascii=False))
        options.struct.deadline_ms = self.deadline_ms
        return options


@dataclass(frozen=True)
class QuotaLeft:
    """What a quota had left after the reservation of a call. Money is in nano-USD."""

    quota: str
    key: str
    metric: str
    limit: int
    remaining: int
    reset_ms: int
    """Milliseconds until everything is free again; -1 where no time does that."""


class Call:
    """Owns a weir_call. Dropped while it is under way, it is cancelled and settled."""

    def __init__(self, gate_handle: Any, caller: Caller) -> None:
        out = ffi.new("weir_call **")
        options = caller.options()  # a name: the texts that the struct points at live with it
        check(lib.weir_call_new(gate_handle, options.struct, out))
        self.handle = ffi.gc(out[0], lib.weir_call_free)

    @property
    def id(self) -> str:
        return text_of(lib.weir_call_id, self.handle)

    def check(self, error: Any) -> None:
        """Raises what a function returned, with the id of this call."""
        if error != ffi.NULL:
            check(error, self.id)

    def run(self, body: bytes) -> None:
        interruptible(lambda: self.check(self._run(body)), self.cancel)

    def _run(self, body: bytes) -> Any:
        return lib.weir_call_run(self.handle, body, len(body))

    def cancel(self) -> None:
        lib.weir_call_cancel(self.handle)

    def report(self) -> dict[str, Any]:
        text = text_of(lib.weir_call_report, self.handle)
        report: dict[str, Any] = json.loads(text) if text else {}
        return report

    def quotas(self) -> list[QuotaLeft]:
        return [
            QuotaLeft(
                quota=text_of(lib.weir_call_quota_name, self.handle, index),
                key=text_of(lib.weir_call_quota_key, self.handle, index),
                metric=text_of(lib.weir_call_quota_metric, self.handle, index),
                limit=lib.weir_call_quota_limit(self.handle, index),
                remaining=lib.weir_call_quota_remaining(self.handle, index),
                reset_ms=lib.weir_call_quota_reset_ms(self.handle, index),
            )
            for index in range(lib.weir_call_quota_count(self.handle))
        ]

    def answer(self) -> bytes:
        return bytes_of(lib.weir_call_answer, self.handle)

    def answer_text(self) -> str:
        return text_of(lib.weir_call_answer_text, self.handle)

    def free(self) -> None:
        ffi.release(self.handle)


def interruptible(act: Callable[[], None], cancel: Callable[[], None]) -> None:
    """Runs `act`, which blocks in C, such that Ctrl-C works.

    Python runs signal handlers in the main thread alone, and not while that is inside C. So there
    `act` runs in a thread and the main thread waits. An exception out of a handler
    (KeyboardInterrupt, or whatever the program raises) cancels the call, waits until it is on
    record and settled, and goes on. Other threads get no signals and run `act` themselves.
    """
    if not _may_be_interrupted():
        act()
        return
    raised: list[BaseException] = []
    # Not Thread.join: interrupted once, it takes the thread for ended (Python before 3.13).
    ended = threading.Event()

    def work() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
            raised.append(error)
        finally:
            ended.set()

    is_started = False
    try:
        _thread.start_new_thread(work, ())  # Thread.start would wait, and could be interrupted
        is_started = True
        ended.wait()
    except BaseException:
        cancel()
        ended.wait(None if is_started else 1.0)
        raise
    if raised:
        raise raised[0]


def _may_be_interrupted() -> bool:
    if threading.current_thread() is not threading.main_thread():
        return False
    return callable(signal.getsignal(signal.SIGINT))
