#!/usr/bin/env python3
"""Makes skeleton_table.cpp: what letters look like (Unicode Technical Standard 39, section 4).

    generate_skeletons.py confusables.txt UnicodeData.txt | clang-format > skeleton_table.cpp

confusables.txt is of https://www.unicode.org/Public/security/, UnicodeData.txt of
https://www.unicode.org/Public/UCD/. Taken are the code points whose prototype is made of ASCII
letters and digits and of letters of Latin, Greek and Cyrillic. ASCII stands for itself: a prototype
that stands for an ASCII character ("rn" for "m", "l" for "I") becomes that character again.
"""
import sys

SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ")
MOST_BYTES = 12
MARKS = range(0x300, 0x370)


def read_names(path):
    names, categories, decompositions = {}, {}, {}
    for line in open(path, encoding="utf-8"):
        fields = line.split(";")
        code = int(fields[0], 16)
        names[code], categories[code] = fields[1], fields[2]
        if fields[5] and not fields[5].startswith("<"):
            decompositions[code] = [int(part, 16) for part in fields[5].split()]
    return names, categories, decompositions


def read_prototypes(path):
    version, prototypes = "", {}
    for line in open(path, encoding="utf-8-sig"):
        if line.startswith("# Version:"):
            version = line.split(":")[1].strip()
        fields = line.split("#")[0].split(";")
        if len(fields) >= 2:
            prototypes[int(fields[0], 16)] = [int(part, 16) for part in fields[1].split()]
    return version, prototypes


names, categories, decompositions = read_names(sys.argv[2])
version, prototypes = read_prototypes(sys.argv[1])


def is_letter(code):
    if code < 0x80:
        return chr(code).isalnum()
    return categories.get(code, "").startswith("L") and names[code].startswith(SCRIPTS)


def decomposed(code):
    return [part for one in decompositions[code] for part in decomposed(one)] \
        if code in decompositions else [code]


def is_folded_before(code):
    """What the normaliser has made ASCII already (code_point_folds.cpp)."""
    return (categories.get(code) == "Nd" or 0xFF01 <= code <= 0xFF5E
            or 0x1D400 <= code <= 0x1D6A3 or 0x24B6 <= code <= 0x24E9
            or 0x1F130 <= code <= 0x1F189)


def ascii_for(prototype, source):
    """Of the ASCII characters that look like `prototype` the one that `source` most likely is."""
    alike = [code for code in range(0x21, 0x7F)
             if chr(code).isalnum() and prototypes.get(code) == prototype]
    if not alike:
        return prototype
    capitals = [code for code in alike if chr(code).isupper()]
    if prototype[0] >= 0x80 or len(prototype) > 1:
        return alike[:1]
    return capitals[:1] if categories.get(source) == "Lu" and capitals else prototype


def look_of(code):
    if code < 0x80 or code in MARKS or code not in prototypes:
        return [code]
    found = ascii_for(prototypes[code], code)
    parts = [part for one in found for part in decomposed(one)]
    return parts if all(is_letter(part) for part in parts) else [code]


def skeleton(code):
    return [part for one in decomposed(code) for part in look_of(one)]


def text(codes):
    return "".join(chr(code) for code in codes)


def escaped(string):
    return "".join(one if ord(one) < 0x80 else
                   f"\\u{ord(one):04X}" if ord(one) < 0x10000 else f"\\U{ord(one):08X}"
                   for one in string)


def lines(entries):
    line = ""
    for source, target in entries:
        entry = escaped(text([source]) + text(target)) + " "
        if len(line) + len(entry) > 92:
            yield line
            line = ""
        line += entry
    yield line


def table(name, entries):
    print(f"const char* const {name} =")
    print("\n".join(f'    "{line}"' for line in lines(entries)) + ";\n")


sources = sorted(code for code in set(prototypes) | set(decompositions)
                 if code >= 0x80 and code not in MARKS and not is_folded_before(code)
                 and categories.get(code, "Cn")[0] != "C")
alike, composed, known = [], [], set()
for code in sources:
    target = skeleton(code)
    if target == [code] or len(text(target).encode()) > MOST_BYTES:
        continue
    if target != decomposed(code) or text(target) in known:
        alike.append((code, target))
    elif is_letter(code) and len(target) > 1:
        composed.append((code, target))
        known.add(text(target))

print(f"""// Made by generate_skeletons.py of confusables.txt {version} and UnicodeData.txt; do not edit.
//
// Derived from Unicode data files, Copyright © 1991-2025 Unicode, Inc., under the Unicode License
// V3 (https://www.unicode.org/license.txt), which permits use, change and redistribution with this
// notice.
#include "guardrails/normaliser/skeleton_table.h"

namespace weir {{

// A code point and what it looks like, each with a space behind it.
""")
table("kLookAlikes", alike)
print("// A letter and what it is composed of.")
table("kComposed", composed)
print("}  // namespace weir")
print(f"{len(alike)} look-alikes, {len(composed)} composed letters", file=sys.stderr)
