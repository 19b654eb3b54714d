"""The carry door: what to do next, and the reports of what an HTTP stack saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ._call import Call, Caller
from ._errors import InvalidArgument, check
from ._ffi import bytes_of, ffi, lib, text_of

SEND: int = lib.WEIR_ACTION_SEND
WAIT: int = lib.WEIR_ACTION_WAIT
SHOW: int = lib.WEIR_ACTION_SHOW
DONE: int = lib.WEIR_ACTION_DONE

TIMEOUT: int = lib.WEIR_TIMEOUT
UNAVAILABLE: int = lib.WEIR_UNAVAILABLE
PROVIDER: int = lib.WEIR_PROVIDER


@dataclass
class Action:
    """What to do next, copied out of the library. Its repr shows no header: a key may be there."""

    kind: int
    exchange: int = 0
    timeout_ms: int = 0
    status: int = 0
    method: str = ""
    url: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list, repr=False)
    body: bytes = field(default=b"", repr=False)


class Carrier:
    """One call whose bytes another HTTP stack carries."""

    def __init__(self, gate_handle: Any, caller: Caller, body: bytes) -> None:
        self._call = Call(gate_handle, caller)
        self.id = self._call.id
        check(lib.weir_call_carry(self._call.handle, body, len(body)), self.id)

    def next_action(self) -> Action:
        """Blocks on the stores, never on the network. Raises what ends the call."""
        out = ffi.new("const weir_action **")
        check(lib.weir_call_next_action(self._call.handle, out), self.id)
        action = out[0]
        kind = lib.weir_action_kind(action)
        if kind == DONE:
            return Action(DONE)
        made = Action(kind, lib.weir_action_exchange(action), lib.weir_action_timeout_ms(action))
        if kind in (SEND, SHOW):
            made.headers = [
                (
                    text_of(lib.weir_action_header_name, action, index),
                    text_of(lib.weir_action_header_value, action, index),
                )
                for index in range(lib.weir_action_header_count(action))
            ]
            made.body = bytes_of(lib.weir_action_body, action)
        if kind == SEND:
            made.method = text_of(lib.weir_action_method, action)
            made.url = text_of(lib.weir_action_url, action)
        if kind == SHOW:
            made.status = lib.weir_action_status(action)
        return made

    def report_head(self, exchange: int, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self._report(lib.weir_call_report_status(self._call.handle, exchange, status))
        for name, value in headers:
            key, data = name.encode("latin-1"), value.encode("latin-1", "replace")
            self._report(
                lib.weir_call_report_header(
                    self._call.handle, exchange, key, len(key), data, len(data)
                )
            )

    def report_body(self, exchange: int, piece: bytes) -> None:
        self._report(lib.weir_call_report_body(self._call.handle, exchange, piece, len(piece)))

    def report_end(self, exchange: int) -> None:
        self._report(lib.weir_call_report_end(self._call.handle, exchange))

    def report_failure(self, exchange: int, code: int) -> None:
        self._report(lib.weir_call_report_failure(self._call.handle, exchange, code))

    def _report(self, error: Any) -> None:
        try:
            check(error, self.id)
        except InvalidArgument as refused:
            if refused.reason != "exchange.unknown":  # a late report of an abandoned attempt
                raise

    def close(self) -> None:
        """Ends it; under way it is cancelled, recorded and settled (by the stores alone)."""
        self._call.free()
