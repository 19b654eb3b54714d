"""examples/python: the notebook and the script, as a reader would run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest
from conftest import IDENTITY_CODE, MAIL, SECRET, Provider, policy

EXAMPLES = Path(os.environ["WEIR_SOURCE_DIR"]) / "examples" / "python"


def text_of(cell: nbformat.NotebookNode) -> str:
    """All that a cell shows."""
    shown = []
    for output in cell.outputs:
        shown.append(output.get("text", ""))
        shown += [str(value) for value in output.get("data", {}).values()]
    return "".join(shown)


@pytest.fixture
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(EXAMPLES / "quickstart.ipynb", as_version=4)


def test_the_notebook_is_clean(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 8
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_the_notebook(
    notebook: nbformat.NotebookNode,
    provider: Provider,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEIR_EXAMPLE_BASE_URL", f"{provider.url}/v1")
    monkeypatch.setenv("WEIR_EXAMPLE_KEY", "canary-of-the-notebook")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [text_of(cell) for cell in notebook.cells if cell.cell_type == "code"]
    chat, stream, blocked, quota, scan, usage, plot = shown[2:9]
    assert "You said: I am <FI_PERSONAL_IDENTITY_CODE>. Please write to <EMAIL_ADDRESS>" in chat
    assert "my identity code is <FI_PERSONAL_IDENTITY_CODE>, twice." in stream
    assert "guardrail.blocked" in blocked
    assert "You said: Question 2" in quota
    assert "again in" in quota
    assert "<FI_PERSONAL_IDENTITY_CODE>, <EMAIL_ADDRESS>" in scan
    for word in ("aino", "matti", "answered", "blocked", "over_quota"):
        assert word in usage
    assert "iVBORw0KGgo" in plot or "png" in plot.lower()  # a picture came out
    everything = "".join(shown)
    assert "canary-of-the-notebook" not in everything
    assert SECRET not in everything
    sent = "".join(provider.bodies())
    assert len(provider.bodies()) == 5
    for planted in (IDENTITY_CODE, MAIL, SECRET):
        assert planted not in sent


def run_script(policy_path: Path, *prompt: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, EXAMPLES / "openai_sdk.py", policy_path, *prompt],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_sdk_script(provider: Provider, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "policy.jsonc"
    made = policy(provider.url, store)
    del made["endpoints"]["assistant"]["allow"]
    path.write_text(json.dumps(made))
    done = run_script(path)
    assert done.returncode == 0, done.stderr
    said = "You said: I am <FI_PERSONAL_IDENTITY_CODE>. Say hello."
    assert done.stdout == f"{said}\n{said}\n"
    refused = run_script(path, f"key {SECRET}")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "refused: " in refused.stderr
    for _ in range(3):
        assert run_script(path).returncode == 0
    assert run_script(path).returncode == 4
    made["endpoints"]["assistant"]["allow"] = []
    path.write_text(json.dumps(made))
    assert run_script(path).returncode == 3
