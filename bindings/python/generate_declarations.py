#!/usr/bin/env python3
"""Writes weir/_cdef.py from include/weir/*.h; with --check, says whether it is in step.

cffi reads C declarations without a preprocessor. So comments, directives and the marks of
export.h go; constants that are plain numbers stay, as `#define NAME NUMBER`.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADERS = HERE.parents[1] / "include" / "weir"
TARGET = HERE / "weir" / "_cdef.py"

MARKS = re.compile(r"\b(WEIR_API|WEIR_MUST_USE|WEIR_NOEXCEPT|WEIR_BEGIN_DECLS|WEIR_END_DECLS)\b")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
INCLUDE = re.compile(r"^#include <weir/(\w+)\.h>", re.MULTILINE)
NUMBER = re.compile(r"^#define (WEIR_\w+) (\d+)\s*$")


def headers_in_order(name: str, seen: list[str]) -> list[str]:
    """`name` behind everything that it includes."""
    text = (HEADERS / f"{name}.h").read_text(encoding="utf-8")
    for included in INCLUDE.findall(text):
        if included not in seen:
            headers_in_order(included, seen)
    if name not in seen:
        seen.append(name)
    return seen


def declarations(text: str) -> list[str]:
    """The declarations of one header, one a line."""
    text = COMMENT.sub(" ", text).replace("\\\n", " ")
    lines, code = [], []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            constant = NUMBER.match(line)
            if constant:
                lines.append(f"#define {constant[1]} {constant[2]}")
        else:
            code.append(MARKS.sub(" ", line))
    statement = ""
    for piece in re.split(r"(;|\{|\})", "\n".join(code)):
        statement += piece
        if piece == ";" and statement.count("{") == statement.count("}"):
            lines.append(" ".join(statement.split()).replace("( ", "(").replace(" ;", ";"))
            statement = ""
    if statement.strip():
        raise SystemExit(f"generate_declarations: not understood: {statement.strip()[:80]}")
    return lines


def generated() -> str:
    version = re.search(r'WEIR_VERSION_TEXT "([^"]+)"', (HEADERS / "version.h").read_text())
    if version is None:
        raise SystemExit("generate_declarations: version.h names no WEIR_VERSION_TEXT")
    parts = []
    for name in headers_in_order("weir", []):
        if name in ("export", "weir"):
            continue
        body = declarations((HEADERS / f"{name}.h").read_text(encoding="utf-8"))
        parts.append("\n".join([f"/* {name}.h */", *body]))
    return (
        '"""The C ABI as cffi reads it, made by generate_declarations.py from the headers."""\n\n'
        "# ruff: noqa: E501\n"
        f'VERSION = "{version[1]}"\n\n'
        'DECLARATIONS = """\n' + "\n\n".join(parts) + '\n"""\n'
    )


def main() -> int:
    text = generated()
    if "--check" in sys.argv[1:]:
        if TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET.name} is not in step with the headers: run {Path(__file__).name}")
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
