"""Words and calls that have no place: unfinished work anywhere; in lib/, what belongs to the program
that weir lives in (its output, its end, its locale)."""
import re

import tree

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK|X" r"XX)\b")
IN_LIB = {
    r"std::c(out|err|log|in)\b": "streams of the program",
    r"\b(stdout|stderr|stdin)\b": "streams of the program",
    r"(?<![\w:.>])(printf|puts|putchar|perror)\s*\(": "output of the program",
    r"(?<![\w.>])(std::)?(abort|exit|quick_exit|_Exit|terminate)\s*\(": "ends the program",
    r"\b(std::)?setlocale\s*\(|std::locale::global": "the program's locale",
    r"(?<![\w.>])(std::)?(signal|sigaction)\s*\(": "the program's signal handlers",
    r"\bassert\s*\(": "ends the program",
}
VAGUE = {"util", "utils", "common", "manager", "helper", "helpers", "misc"}
TEXT = tree.SOURCES | {".py", ".sh", ".cmake", ".txt", ".md", ".json", ".jsonc", ".ipynb"}
# In a child between fork and exec, _exit is the only way; it is not in the list above.


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


faults = []
looked_at = list(tree.files("lib", "include", "bindings", "examples", "tests", suffixes=TEXT))
looked_at += [path for path in tree.ROOT.iterdir() if path.is_file() and path.suffix in TEXT]
for path in looked_at:
    name = tree.name(path)
    text = path.read_text(errors="replace")
    faults += [f"{name}:{number}: unfinished work: {line.strip()[:60]}"
               for number, line in enumerate(text.splitlines(), 1) if UNFINISHED.search(line)]
    words = set(re.split(r"[_.\-]", path.name)) | set(path.relative_to(tree.ROOT).parts[:-1])
    faults += [f"{name}: says nothing: {word}" for word in sorted(words & VAGUE)]
    if name.startswith("lib/") and path.suffix in tree.SOURCES:
        code = without_comments(text)
        faults += [f"{name}: {why}: {found[0]}" for pattern, why in IN_LIB.items()
                   if (found := re.search(pattern, code))]
tree.finish(len(looked_at), faults)
