"""A policy in force, with its stores."""

from __future__ import annotations

import datetime
import os
import ssl
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Union

from ._answer import Answer
from ._call import Call, Caller
from ._errors import InvalidArgument, check
from ._ffi import Options, ffi, lib, take_json, text_of
from ._logging import Attachment
from ._request import Request, request_body
from ._rows import frame
from ._stream import AsyncStream, Stream, in_executor

if TYPE_CHECKING:
    import pandas

DEBIAN_ROOTS = "/etc/ssl/certs/ca-certificates.crt"

Since = Union[datetime.datetime, datetime.timedelta, float, None]


class Gate:
    """Open one for a process and share it between threads; close it, or use it in a `with` block.

    The policy is found in this order: `policy` (a path) or `policy_text`, the environment's
    WEIR_POLICY, ./weir.jsonc, $XDG_CONFIG_HOME/weir/policy.jsonc, /etc/weir/policy.jsonc.

    `watch=False` does not watch the policy file for changes. `ca_file` names a PEM file of trusted
    roots in place of the system's (Debian's place of them, or else that of Python's ssl module).

    After os.fork() a gate of the parent is of no use in the child: its calls raise ForkedStore.
    """

    def __init__(
        self,
        policy: str | os.PathLike[str] | None = None,
        *,
        policy_text: str | None = None,
        watch: bool = True,
        ca_file: str | os.PathLike[str] | None = None,
    ) -> None:
        options = Options("weir_gate_options")
        options.set_text("policy_path", policy)
        options.set_text("policy_text", policy_text)
        options.set_text("ca_file", ca_file if ca_file is not None else _system_roots())
        options.struct.no_watch = not watch
        out = ffi.new("weir_gate **")
        check(lib.weir_gate_open(options.struct, out))
        self._handle = ffi.gc(out[0], lib.weir_gate_free)
        self._log = Attachment(self._handle)

    # ---- Calls --------------------------------------------------------------------------------

    def chat(
        self,
        request: Request,
        *,
        endpoint: str | None = None,
        user: str | None = None,
        groups: Iterable[str] | None = None,
        app: str | None = None,
        tags: Mapping[str, str] | None = None,
        client_request_id: str | None = None,
        conversation_id: str | None = None,
        traceparent: str | None = None,
        deadline_ms: int = 0,
        **parameters: Any,
    ) -> Answer:
        """Asks, and waits for the whole answer.

        `request` is a prompt, a list of messages, or a whole body (a dict, or JSON as bytes).
        `parameters` are further keys of the body: model, temperature, max_tokens, tools, ...

        `endpoint` is the policy's name for it; it may be left out where there is one only, or
        where the body's "model" names it. Without `user` the caller is the operating system's.

        Raises Denied, Blocked, OverQuota, NeverAdmissible, InvalidRequest, ProviderError, Timeout,
        Cancelled, Unavailable. Ctrl-C cancels the call, settles it, and raises KeyboardInterrupt.
        """
        call = self._call(locals())
        call.run(request_body(request, parameters))
        return Answer(call)

    async def achat(self, request: Request, **options: Any) -> Answer:
        """`chat` for asyncio, in a thread of the loop's executor. Cancel the task to cancel it."""
        caller, parameters = _split(options)
        call = Call(self._open_handle(), caller)
        body = request_body(request, parameters)
        await in_executor(lambda: call.run(body), call.cancel)
        return Answer(call)

    def stream(
        self,
        request: Request,
        *,
        endpoint: str | None = None,
        user: str | None = None,
        groups: Iterable[str] | None = None,
        app: str | None = None,
        tags: Mapping[str, str] | None = None,
        client_request_id: str | None = None,
        conversation_id: str | None = None,
        traceparent: str | None = None,
        deadline_ms: int = 0,
        **parameters: Any,
    ) -> Stream:
        """Asks, and returns when the provider has accepted: iterate over the result.

        Parameters and exceptions as `chat`; a refusal is raised here, a fault of the stream while
        it is read.
        """
        call = self._call(locals())
        return Stream(call, request_body(request, parameters))

    def astream(self, request: Request, **options: Any) -> AsyncStream:
        """`stream` for asyncio: `async with gate.astream(...) as s: async for event in s: ...`."""
        caller, parameters = _split(options)
        call = Call(self._open_handle(), caller)
        return AsyncStream(call, request_body(request, parameters))

    # ---- Read-outs ----------------------------------------------------------------------------

    def quota_rows(self) -> list[dict[str, Any]]:
        """What the quotas stand at: one row for each key that has been touched."""
        out = ffi.new("weir_text **")
        check(lib.weir_quota_read(self._open_handle(), out))
        return _rows(out)

    def quota_events(self, *, limit: int = 0) -> list[dict[str, Any]]:
        """What was done to quotas, newest first; at most `limit` (0: 1000)."""
        out = ffi.new("weir_text **")
        check(lib.weir_quota_events(self._open_handle(), limit, out))
        return _rows(out)

    # ---- Administration of quotas -------------------------------------------------------------
    #
    # `key` is "user=matti", or "user=matti,app=notebook": a value for each thing that the quota is
    # counted per. Without it an act is for every key. Each act leaves a row in `quota_events`.

    def reset_quota(self, quota: str, key: str = "") -> None:
        """Forgets what was used; what calls under way have reserved stays."""
        self._act(lib.weir_quota_reset, quota, key)

    def freeze_quota(self, quota: str, key: str = "") -> None:
        """No call passes, in any process, until it is unfrozen."""
        self._act(lib.weir_quota_freeze, quota, key)

    def unfreeze_quota(self, quota: str, key: str = "") -> None:
        """The reverse. Without a key it lifts what was frozen of single keys as well."""
        self._act(lib.weir_quota_unfreeze, quota, key)

    def grant_quota(self, quota: str, amount: int, key: str = "", metric: str = "") -> None:
        """Adds to what a key may use in the present window. Money is in nano-USD. The metric may be
        left out where the quota has one limit alone."""
        data = metric.encode("utf-8")
        self._act(lib.weir_quota_grant, quota, key, data, len(data), amount)

    def _act(self, act: Any, quota: str, key: str, *rest: Any) -> None:
        name, value = quota.encode("utf-8"), key.encode("utf-8")
        check(act(self._open_handle(), name, len(name), value, len(value), *rest))

    def log_rows(
        self,
        *,
        since: Since = None,
        after: str | None = None,
        limit: int = 0,
        payload: bool = False,
    ) -> list[dict[str, Any]]:
        """Rows of the inference table, oldest first; at most `limit` (0: 1000).

        `since` is an aware datetime, a timedelta back from now, or seconds since 1970. `after` is
        a request_id, for following. `payload` adds what the policy keeps of request and answer.
        """
        options = Options("weir_log_query")
        options.struct.since_us = _microseconds(since)
        options.set_text("after", after)
        options.struct.limit = limit
        options.struct.with_payload = payload
        out = ffi.new("weir_text **")
        check(lib.weir_log_read(self._open_handle(), options.struct, out))
        return _rows(out)

    def usage_rows(
        self, by: str | Iterable[str] = (), *, since: Since = None
    ) -> list[dict[str, Any]]:
        """Calls, tokens and cost, summed by columns: user, group, app, endpoint, provider, model,
        outcome, hour, day. `since` as in `log_rows`."""
        columns = (by if isinstance(by, str) else ",".join(by)).encode("utf-8")
        out = ffi.new("weir_text **")
        check(
            lib.weir_log_usage(
                self._open_handle(), columns, len(columns), _microseconds(since), out
            )
        )
        return _rows(out)

    def quotas(self) -> pandas.DataFrame:
        """`quota_rows` as a DataFrame. Needs pandas: pip install weir-llm[pandas]."""
        return frame(self.quota_rows())

    def log(
        self,
        *,
        since: Since = None,
        after: str | None = None,
        limit: int = 0,
        payload: bool = False,
    ) -> pandas.DataFrame:
        """`log_rows` as a DataFrame; its times are timestamps in UTC. Needs pandas."""
        return frame(self.log_rows(since=since, after=after, limit=limit, payload=payload))

    def usage(self, by: str | Iterable[str] = (), *, since: Since = None) -> pandas.DataFrame:
        """`usage_rows` as a DataFrame. Needs pandas."""
        return frame(self.usage_rows(by, since=since))

    # ---- The gate itself ----------------------------------------------------------------------

    @property
    def policy_path(self) -> str:
        """Where the policy in force was read from; "" for an inline one."""
        return text_of(lib.weir_gate_policy_path, self._open_handle())

    def reload(self) -> None:
        """Reads the policy again and swaps it in whole; a bad one is refused, the old one stays."""
        check(lib.weir_gate_reload(self._open_handle()))

    def close(self, flush_timeout: float = 10.0) -> None:
        """Refuses new calls, waits for those under way at most `flush_timeout` seconds, ends it."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            check(lib.weir_gate_close(handle, int(flush_timeout * 1000)))
        finally:
            self._log.remove()
            ffi.release(handle)

    def __enter__(self) -> Gate:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open_handle(self) -> Any:
        if self._handle is None:
            raise InvalidArgument("the gate has been closed", reason="gate.closed")
        return self._handle

    def _call(self, given: Mapping[str, Any]) -> Call:
        return Call(self._open_handle(), Caller(**{name: given[name] for name in _CALLER}))


_CALLER = tuple(Caller.__dataclass_fields__)


def _system_roots() -> str | None:
    """None where the library finds them by itself: it looks where Debian has them."""
    if os.path.exists(DEBIAN_ROOTS):
        return None
    return ssl.get_default_verify_paths().cafile


def _split(options: dict[str, Any]) -> tuple[Caller, dict[str, Any]]:
    """The caller's options, and what belongs into the body."""
    caller = Caller(**{name: options.pop(name) for name in _CALLER if name in options})
    return caller, options


def _rows(out: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = take_json(out[0])
    return rows


def _microseconds(since: Any) -> int:
    if since is None:
        return 0
    if isinstance(since, datetime.timedelta):
        since = datetime.datetime.now(datetime.timezone.utc) - since
    if isinstance(since, datetime.datetime):
        if since.tzinfo is None:
            raise InvalidArgument("since: a datetime needs a time zone", reason="since.timezone")
        since = since.timestamp()
    return max(0, int(since * 1_000_000))
