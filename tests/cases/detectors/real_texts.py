#!/usr/bin/env python3
"""False alarms in real texts: what is found where nothing should be, for each million bytes.

    real_texts.py [--show] [--most-mb N] WEIR [CORPUS...]

WEIR is the built program. The texts are this system's own: C headers, manual pages, package notes,
messages in many languages, the Python library, word lists; this repository's sources; and logs that
are made here. Every one goes through `weir scan` for all personal data and all secrets, at the default
threshold. What such texts hold in earnest is counted apart; all else is a false alarm,
and more of them in a million bytes of a corpus than its budget is a failure. --show prints each.
"""
import argparse
import collections
import gettext
import gzip
import json
import pathlib
import random
import subprocess
import sys
import sysconfig

import made_logs

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUDGET = 3.0  # false alarms in a million bytes of one corpus
# Random numbers side by side, thousands of each length in a million bytes: of those of the right length
# one in 97 is a number with a check modulo 97, for all that can be seen. Times in milliseconds since
# 1970 begin as dates do (170501 in 2024) and are as long as some numbers of persons.
BUDGETS = {"logs": 5.0, "tables": 10.0}
# Authors' addresses, links, networks and dates: they are there.
IN_EARNEST = {"EMAIL_ADDRESS", "URL", "IP_ADDRESS", "MAC_ADDRESS", "DATE_TIME"}
ALSO_IN_EARNEST = {"manual": {"PHONE_NUMBER"}, "package_notes": {"PHONE_NUMBER"}}  # offices, examples
TEXT_BYTES = 200_000


def read(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return data.decode(errors="replace")


def messages(path):
    with path.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    return "\n".join(text for text in catalog.values() if text)


def files(folder, patterns=("*",)):
    """The files under it, by turns from all over: a few megabytes show much of it."""
    found = sorted({path for pattern in patterns for path in pathlib.Path(folder).rglob(pattern)
                    if path.is_file() and not path.is_symlink()})
    random.Random("files").shuffle(found)
    return found


def file_texts(folder, patterns=("*",), reader=read):
    for path in files(folder, patterns):
        try:
            yield str(path), reader(path)
        except (OSError, EOFError, gzip.BadGzipFile, ValueError):
            continue  # not the kind of file that its name says


def package_notes():
    yield from file_texts("/usr/share/doc", ("copyright", "changelog*", "README*", "NEWS*"))


def python_library():
    for name, text in file_texts(sysconfig.get_path("stdlib"), ("*.py",)):
        if "site-packages" not in name and "/test/" not in name:
            yield name, text


def repository():
    for folder in ("lib", "include", "examples"):
        yield from file_texts(ROOT / folder, ("*.cpp", "*.h", "*.md"))


CORPORA = {
    "c_headers": lambda: file_texts("/usr/include", ("*.h", "*.hpp")),
    "manual": lambda: file_texts("/usr/share/man", ("*.gz",)),
    "package_notes": package_notes,
    "messages": lambda: file_texts("/usr/share/locale", ("*.mo",), messages),
    "python_library": python_library,
    "words": lambda: file_texts("/usr/share/dict"),
    "repository": repository,
    "logs": lambda: made_logs.texts(made_logs.LOGS, random.Random("logs"), TEXT_BYTES),
    "tables": lambda: made_logs.texts(made_logs.TABLES, random.Random("tables"), TEXT_BYTES),
}
ALWAYS_THERE = {"c_headers", "python_library", "logs", "tables"}


def texts(corpus, most_bytes):
    """(name, text) up to so many bytes, long ones in parts."""
    size = 0
    for name, text in CORPORA[corpus]():
        for at in range(0, len(text), TEXT_BYTES):
            part = text[at:at + TEXT_BYTES]
            size += len(part.encode())
            yield name, part
            if size >= most_bytes:
                return


def scan(weir, parts):
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, (_, text) in enumerate(parts))
    done = subprocess.run([weir, "scan", "--detect", "pii,secret", "--jsonl"], input=lines, text=True,
                          capture_output=True)
    if done.returncode != 0:
        sys.exit(f"weir scan ended with {done.returncode}: {done.stderr[:500]}")
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        yield parts[answer["id"]], answer["findings"]


def show(name, text, found):
    encoded = text.encode()
    pieces = (encoded[max(0, found["start"] - 40):found["start"]], encoded[found["start"]:found["end"]],
              encoded[found["end"]:found["end"] + 30])
    before, match, after = (piece.decode(errors="replace") for piece in pieces)
    print(f"{found['entity']} {found['score']} {name}: {before!r} >>{match!r}<< {after!r}")


def judge(weir, corpus, most_bytes, is_shown):
    """Bytes; false alarms and findings in earnest, by entity."""
    parts = list(texts(corpus, most_bytes))
    in_earnest = IN_EARNEST | ALSO_IN_EARNEST.get(corpus, set())
    alarms, there = collections.Counter(), collections.Counter()
    for (name, text), findings in scan(weir, parts):
        for found in findings:
            is_there = found["entity"] in in_earnest
            (there if is_there else alarms)[found["entity"]] += 1
            if is_shown and not is_there:
                show(name, text, found)
    return sum(len(text.encode()) for _, text in parts), alarms, there


def report(corpus, size, alarms, there):
    """Prints a line; the false alarms in a million bytes."""
    rate = sum(alarms.values()) * 1e6 / size if size else 0.0
    first, second = (", ".join(f"{entity} {n}" for entity, n in counts.most_common()) or "none"
                     for counts in (alarms, there))
    print(f"{corpus:15} {size / 1e6:6.1f} MB {rate:7.2f} a MB: {first}  (in earnest: {second})")
    return rate


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--most-mb", type=float, default=4.0)
    parser.add_argument("weir")
    parser.add_argument("corpora", nargs="*", metavar="CORPUS")
    arguments = parser.parse_args()
    faults = []
    total = 0
    alarms, there = collections.Counter(), collections.Counter()
    for corpus in arguments.corpora or CORPORA:
        size, *counts = judge(arguments.weir, corpus, arguments.most_mb * 1e6, arguments.show)
        if size == 0 and corpus in ALWAYS_THERE:
            faults.append(f"{corpus}: no texts")
        budget = BUDGETS.get(corpus, BUDGET)
        if report(corpus, size, *counts) > budget:
            faults.append(f"{corpus}: more than {budget} false alarms a MB")
        total += size
        alarms += counts[0]
        there += counts[1]
    report("all", total, alarms, there)
    for fault in faults:
        print(f"FAILED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
