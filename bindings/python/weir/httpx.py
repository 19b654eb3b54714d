"""Transports for httpx: an unchanged OpenAI SDK is governed by one line.

    client = openai.OpenAI(
        base_url="https://weir.invalid/v1",
        api_key="unused",
        http_client=httpx.Client(transport=weir.httpx.Transport(gate, user="matti")),
    )

The policy says where a request goes and with which key; the base URL and the key of the SDK are not
used. Refusals arrive as the SDK's own errors: BadRequestError (blocked), PermissionDeniedError
(denied), RateLimitError (over quota), without retries that cannot help. Only POST requests to paths
that end in /chat/completions are governed; others are refused, unless pass_through=True.

The same for httpx2, on which newer SDKs stand, is weir.httpx2.
"""

from __future__ import annotations

import httpx

from . import _async_transport, _transport


class _EventBytes(_transport.EventBytes, httpx.SyncByteStream):
    pass


class _AsyncEventBytes(_async_transport.AsyncEventBytes, httpx.AsyncByteStream):
    pass


class Transport(_transport.GovernedTransport, httpx.BaseTransport):
    """Carries chat completions under the policy of a gate: Transport(gate, user="matti", ...).

    Options name the caller, as in Gate.chat: endpoint, user, groups, app, tags, conversation_id,
    deadline_ms. `identify(request)` may return a dict of them for each request, which stands above
    them: for services that call for many users. `inner` is the transport that does the work.
    """

    _http = httpx
    _stream_class = _EventBytes


class AsyncTransport(_async_transport.GovernedAsyncTransport, httpx.AsyncBaseTransport):
    """The same for httpx.AsyncClient. Waiting for the stores happens in threads."""

    _http = httpx
    _stream_class = _AsyncEventBytes
