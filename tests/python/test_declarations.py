"""weir/_cdef.py is made from the headers, and the library has every function it declares."""

import os
import re
import subprocess
import sys
from pathlib import Path

import weir
from weir._cdef import DECLARATIONS, VERSION
from weir._ffi import ffi, lib

PACKAGE = Path(os.environ["WEIR_SOURCE_DIR"]) / "bindings" / "python"


def test_declarations_are_in_step_with_the_headers() -> None:
    made = subprocess.run(
        [sys.executable, PACKAGE / "generate_declarations.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


def test_every_declared_function_is_exported() -> None:
    names = re.findall(r"\b(weir_\w+)\(", DECLARATIONS)
    assert len(names) > 60
    for name in names:
        assert ffi.typeof(getattr(lib, name)).kind == "function", name


def test_every_symbol_of_the_library_is_declared() -> None:
    listed = (Path(os.environ["WEIR_SOURCE_DIR"]) / "lib/c_api/symbols.txt").read_text()
    symbols = re.findall(r"^(weir_\w+)", listed, re.MULTILINE)
    assert sorted(symbols) == sorted(re.findall(r"\b(weir_\w+)\(", DECLARATIONS))


def test_versions_agree() -> None:
    project = (PACKAGE / "pyproject.toml").read_text()
    assert f'\nversion = "{VERSION}"\n' in project
    assert weir.__version__ == VERSION
