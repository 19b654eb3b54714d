"""The Python sources are clean under ruff and mypy, by the settings in pyproject.toml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ["WEIR_SOURCE_DIR"])
SETTINGS = SOURCE / "bindings" / "python" / "pyproject.toml"
FOLDERS = [SOURCE / name / "python" for name in ("bindings", "examples", "tests")]


def run(*command: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=SOURCE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff() -> None:
    run("ruff", "check", "--no-cache", "--config", SETTINGS, *FOLDERS)


def test_ruff_format() -> None:
    run("ruff", "format", "--no-cache", "--check", "--config", SETTINGS, *FOLDERS)


def test_mypy(tmp_path: Path) -> None:
    run("mypy", "--cache-dir", tmp_path, "--config-file", SETTINGS, FOLDERS[0] / "weir")
