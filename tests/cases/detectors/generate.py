#!/usr/bin/env python3
"""Writes <family>.jsonl for every generators/<family>.py; README.md says what a case is.

    generate.py [FAMILY...]           write them (all)
    generate.py --check [FAMILY...]   compare with what is there; exit 1 on a difference
"""
import argparse
import importlib
import json
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "generators")]

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
ENTITY = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
GROUP = re.compile(r"(pii|secret)(/[a-z]+)?")
MEMBERS = {"id", "text", "detect", "threshold", "expected"}


def finding_faults(case, encoded):
    end = 0
    for found in case["expected"]:
        if set(found) != {"entity", "start", "end"} or not ENTITY.fullmatch(found["entity"]):
            yield f"not a finding: {found}"
            continue
        if not end <= found["start"] < found["end"] <= len(encoded):
            yield f"out of order or out of the text: {found}"
        end = found["end"]
        try:
            text = encoded[found["start"]:found["end"]].decode()
        except UnicodeDecodeError:
            yield f"cuts a character: {found}"
            continue
        if text != text.strip():
            yield f"begins or ends with a space: {found}"
        wanted = case["detect"]
        if all(ENTITY.fullmatch(name) for name in wanted) and found["entity"] not in wanted:
            yield f"not looked for: {found}"


def case_faults(case):
    """What is wrong with one case, in words."""
    if set(case) - {"threshold"} != MEMBERS - {"threshold"}:
        yield f"members {sorted(case)}, not {sorted(MEMBERS)}"
        return
    if not ID.fullmatch(case["id"]):
        yield "an id is like fi-hetu-0001"
    if not case["detect"]:
        yield "detect names nothing"
    for name in case["detect"]:
        if not ENTITY.fullmatch(name) and not GROUP.fullmatch(name):
            yield f"no entity and no group: {name}"
    if not 0 <= case.get("threshold", 0) <= 1:
        yield "threshold is not from 0 to 1"
    yield from finding_faults(case, case["text"].encode())


def families():
    return sorted(path.stem for path in (HERE / "generators").glob("[a-z]*.py"))


def generate(family, seen, faults):
    """The family's lines. Ids are added to `seen`, what is wrong to `faults`."""
    lines = []
    for case in importlib.import_module(family).cases(random.Random(family)):
        name = f"{family}: {case.get('id')}"
        faults += [f"{name}: {fault}" for fault in case_faults(case)]
        if case.get("id") in seen:
            faults.append(f"{name}: the id stands twice, first in {seen[case['id']]}")
        seen[case.get("id")] = family
        lines.append(json.dumps(case, ensure_ascii=False) + "\n")
    if not lines:
        faults.append(f"{family}: no cases")
    return "".join(lines)


def first_difference(old, new):
    pairs = zip(old.splitlines() + [None], new.splitlines() + [None])
    number = next(number for number, (a, b) in enumerate(pairs, 1) if a != b)
    return f"line {number}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    arguments = parser.parse_args()
    chosen = arguments.families or families()
    faults = []
    seen = {}
    for family in families():  # all, for the ids; a few are written
        text = generate(family, seen, faults)
        file = HERE / f"{family}.jsonl"
        old = file.read_text() if file.exists() else ""
        if family not in chosen or text == old:
            continue
        if arguments.check:
            faults.append(f"{file.name}: differs from its generator at {first_difference(old, text)}: "
                          "run generate.py")
        elif not faults:
            file.write_text(text)
    if not arguments.families:
        faults += [f"{path.name}: has no generator" for path in sorted(HERE.glob("*.jsonl"))
                   if path.stem not in families()]
    for fault in faults:
        print(fault)
    print(f"{len(families())} families, {len(seen)} cases, {len(faults)} faults")
    sys.exit(1 if faults or not seen else 0)


if __name__ == "__main__":
    main()
