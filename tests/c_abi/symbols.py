"""The list of symbols against the library, the headers and the C program that calls them all."""
import pathlib
import re
import subprocess
import sys

VERSION_NODE = "WEIR_0"


def listed(path):
    lines = [line.split() for line in path.read_text().splitlines() if not line.startswith("#")]
    wrong = [line for line in lines if len(line) != 2 or not re.fullmatch(r"\d+\.\d+", line[1])]
    if wrong:
        sys.exit(f"{path}: not 'symbol since': {wrong}")
    names = [line[0] for line in lines]
    if names != sorted(set(names)):
        sys.exit(f"{path}: not sorted, or not unique")
    return set(names)


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, text=True,
                           capture_output=True).stdout.splitlines()
    return {line.split()[-1].split("@")[0] for line in lines}


def declared(headers):
    text = "".join(header.read_text() for header in headers)
    return set(re.findall(r"WEIR_API[^;]*?\b(weir_\w+)\(", re.sub(r"/\*.*?\*/", "", text, flags=re.S)))


def same(what, got, wanted):
    for missing in sorted(wanted - got):
        print(f"{what}: {missing} is missing")
    for surplus in sorted(got - wanted):
        print(f"{what}: {surplus} is too much")
    return got == wanted


def main():
    root, library = pathlib.Path(sys.argv[1]), sys.argv[2]
    names = listed(root / "lib/c_api/symbols.txt")
    program = re.sub(r"/\*.*?\*/", "", (root / "tests/c_abi/every_symbol.c").read_text(), flags=re.S)
    called = set(re.findall(r"\b(weir_\w+)\(", program))
    soname = subprocess.run(["readelf", "-d", library], check=True, text=True, capture_output=True).stdout
    results = [
        same("the library", exported(library), names | {VERSION_NODE}),
        same("the headers", declared((root / "include/weir").glob("*.h")), names),
        same("every_symbol.c", called & names, names),
        "[libweir.so.0]" in soname,
    ]
    print(f"{len(names)} symbols")
    return 0 if all(results) else 1


sys.exit(main())
