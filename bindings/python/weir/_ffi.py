"""The loaded library, and how bytes cross into it and out of it.

The library is the one inside this package; else the file that WEIR_LIBRARY names; else the
system's. cffi in ABI mode: no compiler is needed, one wheel serves every Python, and a call costs
about a microsecond more than in API mode, which is nothing beside a governed call.
"""

from __future__ import annotations

import ctypes.util
import json
import os
from pathlib import Path
from typing import Any

import cffi

from ._cdef import DECLARATIONS, VERSION

LIBRARY_NAME = "libweir.so"

ffi = cffi.FFI()
ffi.cdef(DECLARATIONS)


def _library_path() -> str:
    packaged = Path(__file__).resolve().parent / LIBRARY_NAME
    if packaged.exists():
        return str(packaged)
    named = os.environ.get("WEIR_LIBRARY")
    if named:
        return named
    found = ctypes.util.find_library("weir")
    if found:
        return found
    raise ImportError(
        f"weir: {LIBRARY_NAME} is neither in the package nor on this system: install the wheel, "
        "or set WEIR_LIBRARY to its path"
    )


def _load() -> Any:
    path = _library_path()
    try:
        library = ffi.dlopen(path)
    except OSError as error:
        raise ImportError(f"weir: {path} cannot be loaded: {error}") from None
    major, minor, _ = (int(part) for part in VERSION.split("."))
    number = library.weir_version_number()
    if number // 1_000_000 != major or number < major * 1_000_000 + minor * 1000:
        found = ffi.string(library.weir_version_text()).decode()
        raise ImportError(f"weir: {path} is version {found}, and this package needs {VERSION}")
    return library


lib: Any = _load()


def text_of(function: Any, *handles: Any) -> str:
    """The text that an accessor `f(handle..., size_t *size)` lends, copied."""
    return bytes_of(function, *handles).decode("utf-8", "replace")


def bytes_of(function: Any, *handles: Any) -> bytes:
    """The same as bytes."""
    size = ffi.new("size_t *")
    pointer = function(*handles, size)
    return b"" if pointer == ffi.NULL else bytes(ffi.buffer(pointer, size[0]))


def take_text(pointer: Any) -> str:
    """The content of a weir_text, which is freed."""
    try:
        return text_of(lib.weir_text_data, pointer)
    finally:
        lib.weir_text_free(pointer)


def take_json(pointer: Any) -> Any:
    """A weir_text parsed as JSON; it is freed."""
    return json.loads(take_text(pointer))


class Options:
    """An options struct of the C ABI; keeps what it points at alive."""

    def __init__(self, name: str) -> None:
        self.struct = ffi.new(f"{name} *")
        self.struct.struct_size = ffi.sizeof(name)
        self._kept: list[Any] = []

    def set_text(self, field: str, value: str | bytes | os.PathLike[str] | None) -> None:
        """Sets a `field` with its `field_size`; None leaves NULL."""
        if value is None:
            return
        data = value if isinstance(value, bytes) else os.fspath(value).encode("utf-8")
        buffer = ffi.from_buffer(data)
        self._kept.append((data, buffer))
        setattr(self.struct, field, buffer)
        setattr(self.struct, f"{field}_size", len(data))

    def set_list(self, field: str, sizes: str, count: str, values: list[str] | None) -> None:
        """Sets an array of texts with the array of their sizes. None leaves NULL; [] is none."""
        if values is None:
            return
        data = [value.encode("utf-8") for value in values]
        buffers = [ffi.from_buffer(item) for item in data]
        pointers = ffi.new("const char *[]", max(1, len(data)))
        pointers[0 : len(data)] = buffers
        lengths = ffi.new("size_t[]", max(1, len(data)))
        lengths[0 : len(data)] = [len(item) for item in data]
        self._kept.append((data, buffers, pointers, lengths))
        setattr(self.struct, field, pointers)
        setattr(self.struct, sizes, lengths)
        setattr(self.struct, count, len(data))
