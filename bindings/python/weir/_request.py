"""What a caller may give for a request, as the JSON body that the C ABI takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Union

from ._errors import InvalidArgument

Message = Mapping[str, Any]
Request = Union[str, bytes, Mapping[str, Any], Sequence[Message]]
"""A prompt; or the messages; or a whole chat-completions body as a dict, or as JSON bytes."""


def request_body(request: Request, parameters: Mapping[str, Any]) -> bytes:
    """The body. `parameters` are further keys of it: model, temperature, tools, ..."""
    if isinstance(request, (bytes, bytearray)):
        if parameters:
            raise InvalidArgument(
                "a body given as bytes is sent as it stands: put the parameters into it",
                reason="request.parameters",
            )
        return bytes(request)
    if isinstance(request, str):
        body: dict[str, Any] = {"messages": [{"role": "user", "content": request}]}
    elif isinstance(request, Mapping):
        body = dict(request)
    else:
        body = {"messages": list(request)}
    body.update(parameters)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
