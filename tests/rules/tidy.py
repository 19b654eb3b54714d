"""clang-tidy over lib/ and examples/, with Clang's own warnings, thread-safety among them. The
analyser is kept at zero: every finding is an error.

usage: tidy.py BUILD-DIRECTORY [part of a path...]"""
import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import tree


def configure(build):
    subprocess.run(["cmake", "-S", tree.ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
                    "-DCMAKE_C_COMPILER=clang-14", "-DCMAKE_CXX_COMPILER=clang++-14",
                    "-DWEIR_BUILD_TESTS=OFF", "-DWEIR_BUILD_EXAMPLES=ON"],
                   check=True, stdout=subprocess.DEVNULL)
    database = json.loads((build / "compile_commands.json").read_text())
    return sorted({entry["file"] for entry in database if entry["file"].endswith(".cpp")
                   and entry["file"].startswith((f"{tree.ROOT}/lib/", f"{tree.ROOT}/examples/"))})


def findings(build, file):
    done = subprocess.run(["clang-tidy-14", "--quiet", "-p", build, file], text=True, capture_output=True)
    lines = [line.removeprefix(f"{tree.ROOT}/") for line in done.stdout.splitlines()
             if ": error:" in line or ": warning:" in line]
    if done.returncode != 0 and not lines:
        lines = [f"{file}: clang-tidy failed: {done.stderr[-300:]}"]
    return lines


build = pathlib.Path(sys.argv[1])
files = [file for file in configure(build) if not sys.argv[2:] or any(part in file for part in sys.argv[2:])]
with ThreadPoolExecutor(max(2, (os.cpu_count() or 2))) as workers:
    faults = sorted({line for lines in workers.map(lambda file: findings(build, file), files) for line in lines})
tree.finish(len(files), faults)
