"""Every C and C++ source is as clang-format 14 writes it (the C headers are set by hand: their
comments are a manual, and their columns are aligned)."""
import subprocess

import tree

sources = [path for path in tree.files("lib", "include", "bindings", "examples", "tests",
                                       suffixes=tree.SOURCES)
           if not (tree.name(path).startswith("include/weir/") and path.suffix == ".h")
           and path.suffix != ".c" and path.name != "provider_for_c.h"]
done = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *map(str, sources)], text=True,
                      capture_output=True)
faults = sorted({line.split(":")[0].removeprefix(f"{tree.ROOT}/") + ": run clang-format-14 -i on it"
                 for line in done.stderr.splitlines() if ": error:" in line})
if done.returncode != 0 and not faults:
    faults = [done.stderr]
tree.finish(len(sources), faults)
