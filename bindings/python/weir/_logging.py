"""weir's log hook, as records of logging.getLogger("weir")."""

from __future__ import annotations

import atexit
import json
import logging
import weakref
from typing import Any

from ._ffi import ffi, lib

logger = logging.getLogger("weir")
logger.addHandler(logging.NullHandler())

_LEVELS = {
    lib.WEIR_LOG_ERROR: logging.ERROR,
    lib.WEIR_LOG_WARNING: logging.WARNING,
    lib.WEIR_LOG_INFO: logging.INFO,
}


def _log(level: int, reason: Any, fields: Any, user: Any) -> None:
    number = _LEVELS.get(level, logging.INFO)
    if not logger.isEnabledFor(number):
        return
    name = ffi.string(reason).decode("utf-8", "replace")
    text = ffi.string(fields).decode("utf-8", "replace")
    try:
        parsed = json.loads(text) if text else {}
    except ValueError:
        parsed = {}
    logger.log(number, "%s %s", name, text, extra={"reason": name, "fields": parsed})


# onerror: a handler that raises must not print the record to stderr.
_hook = ffi.callback("weir_log_hook", _log, onerror=lambda *_: True)

_attached: weakref.WeakValueDictionary[int, Attachment] = weakref.WeakValueDictionary()


class Attachment:
    """Keeps the hook on one gate, and takes it off before the gate or the interpreter ends."""

    def __init__(self, gate_handle: Any) -> None:
        self._handle = gate_handle
        _attached[id(self)] = self
        lib.weir_gate_set_log_hook(gate_handle, _hook, ffi.NULL)

    def remove(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            lib.weir_gate_set_log_hook(handle, ffi.NULL, ffi.NULL)


def _remove_all() -> None:
    for attachment in list(_attached.values()):
        attachment.remove()


# A thread of weir's must not enter an interpreter that is going away.
atexit.register(_remove_all)
