"""The policy file: checking it, and the documents that are made from its key table."""

from __future__ import annotations

import os
from typing import Any

from ._errors import check as _check
from ._ffi import ffi, lib, take_json, take_text


def check(path: str | os.PathLike[str] | None = None) -> str:
    """Reads a policy as a Gate would, and opens no store; returns which file it was.

    Without `path` it is searched for as a Gate does. Raises InvalidPolicy; its details hold every
    fault: {"errors": [{"pointer", "line", "column", "reason", "message", "suggestion"}]}.
    """
    data = None if path is None else os.fspath(path).encode("utf-8")
    used = ffi.new("weir_text **")
    _check(lib.weir_policy_check(ffi.NULL if data is None else data, len(data or b""), used))
    return take_text(used[0])


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a policy."""
    out = ffi.new("weir_text **")
    _check(lib.weir_policy_schema(out))
    parsed: dict[str, Any] = take_json(out[0])
    return parsed


def reference() -> str:
    """The reference page of a policy's keys, in Markdown."""
    out = ffi.new("weir_text **")
    _check(lib.weir_policy_reference(out))
    return take_text(out[0])


def starter() -> str:
    """A commented policy to begin with."""
    out = ffi.new("weir_text **")
    _check(lib.weir_policy_starter(out))
    return take_text(out[0])
