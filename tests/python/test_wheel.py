"""The self-contained wheel, and `pip install ./bindings/python`, each in a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
from conftest import IDENTITY_CODE, Provider, policy

SOURCE = Path(os.environ["WEIR_SOURCE_DIR"])

USE = """
    import json, pathlib, sys
    import weir
    with weir.Gate(policy_text=sys.argv[1]) as gate:
        text = gate.chat(sys.argv[2], groups=["team"]).text
    maps = pathlib.Path("/proc/self/maps").read_text().splitlines()
    files = sorted({line.split()[-1] for line in maps if ".so" in line and "/" in line})
    try:
        gate_rows = weir.Gate(policy_text=sys.argv[1]).usage()
        frames = type(gate_rows).__name__
    except ImportError as error:
        frames = str(error)
    print(json.dumps({"text": text, "package": weir.__file__, "files": files, "frames": frames}))
"""


def clean_environment() -> dict[str, str]:
    """Ours, without what points at the source tree or its build."""
    names = ("WEIR_LIBRARY", "PYTHONPATH", "LD_LIBRARY_PATH")
    return {name: value for name, value in os.environ.items() if name not in names}


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(what: Path, directory: Path) -> Path:
    """The Python of a new environment in which `what` is installed."""
    run(sys.executable, "-m", "venv", directory, cwd=directory.parent)
    python = directory / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", what, cwd=directory.parent)
    return python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(SOURCE / "bindings" / "python" / "make_wheel.sh", out, cwd=out)
    (made,) = out.glob("*.whl")
    return made


def test_its_tags_and_content(wheel: Path, tmp_path: Path) -> None:
    assert wheel.name.startswith("weir_llm-0.1.0-py3-none-manylinux_2_")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert "weir/py.typed" in names
        assert any(name.startswith("weir_llm.libs/libhs") for name in names)
        archive.extractall(tmp_path)
    library = tmp_path / "weir" / "libweir.so"
    dynamic = run("readelf", "-d", library, cwd=tmp_path)
    (path,) = [line for line in dynamic.splitlines() if "RPATH" in line or "RUNPATH" in line]
    assert path.endswith("[$ORIGIN/../weir_llm.libs]")
    assert str(SOURCE).encode() not in library.read_bytes()


@pytest.mark.parametrize("from_source", [False, True], ids=["wheel", "source"])
def test_it_works_outside_the_tree(
    from_source: bool, wheel: Path, tmp_path: Path, provider: Provider, store: Path
) -> None:
    what = SOURCE / "bindings" / "python" if from_source else wheel
    python = installed(what, tmp_path / "environment")
    made = json.dumps(policy(provider.url, store))
    out = run(python, "-c", textwrap.dedent(USE), made, f"I am {IDENTITY_CODE}", cwd=tmp_path)
    seen = json.loads(out)
    assert seen["text"] == "You said: I am <FI_PERSONAL_IDENTITY_CODE>"
    assert seen["package"].startswith(str(tmp_path))
    assert "weir-llm[pandas]" in seen["frames"]
    assert [name for name in seen["files"] if name.startswith(str(SOURCE))] == []
    (library,) = [name for name in seen["files"] if name.endswith("libweir.so")]
    assert library.startswith(str(tmp_path / "environment"))
    hyperscan = [name for name in seen["files"] if "/libhs" in name]
    assert all(name.startswith(str(tmp_path)) for name in hyperscan) is not from_source
