"""The files that the rules look at: what the repository holds, not what a build left behind."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = {".c", ".cpp", ".h", ".hpp"}
NOT_OURS = {"build", ".cache", ".git", "__pycache__", ".venv", ".ipynb_checkpoints", "dist"}


def files(*folders, suffixes=None):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            parts = path.relative_to(ROOT).parts
            is_ours = not NOT_OURS & set(parts) and not any(p.endswith(".egg-info") for p in parts)
            if path.is_file() and is_ours and (suffixes is None or path.suffix in suffixes):
                yield path


def name(path):
    return str(path.relative_to(ROOT))


def finish(looked_at, faults):
    """Ends the script. A rule that looked at nothing has failed."""
    for fault in faults:
        print(fault)
    print(f"{looked_at} looked at, {len(faults)} faults")
    sys.exit(1 if faults or looked_at == 0 else 0)
