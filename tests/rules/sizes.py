"""A file over 400 lines, or a function over 60, wants a reason; sizes_allowed.txt holds them."""
import ast

import tree

MAX_FILE = 400
MAX_FUNCTION = 60
NOT_FUNCTIONS = ("namespace", "struct", "class", "enum", "union", "extern \"C\"", "#", "//", "/*", "*",
                 "template", "public:", "private:", "static const", "constexpr", "const ", "inline const")


def c_functions(lines, indent):
    """Top-level blocks of clang-formatted text: from a line at `indent` to the brace that ends it."""
    margin = " " * indent
    begun = None
    for number, line in enumerate(lines, 1):
        at_margin = line.startswith(margin) and line[indent:indent + 1] not in ("", " ")
        text = line[indent:]
        if at_margin and text.startswith("}"):
            if begun is not None and text.rstrip() == "}":
                yield begun, number - begun + 1
            begun = None
        elif at_margin and not text.startswith(NOT_FUNCTIONS) and not text.rstrip().endswith((";", ":")):
            if begun is None and "(" in text and not text.rstrip().endswith("}"):
                begun = number
        elif at_margin and text.rstrip().endswith(";"):
            begun = None


def functions(path, text):
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.lineno, node.end_lineno - node.lineno + 1
    else:
        lines = text.splitlines()
        for indent in (0, 2):
            yield from c_functions(lines, indent)


def allow_list():
    lines = (tree.ROOT / "tests/rules/sizes_allowed.txt").read_text().splitlines()
    entries = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return {entry[0]: entry[1] if len(entry) > 1 else "" for entry in entries}


faults = []
needed = set()
allowed = allow_list()
looked_at = list(tree.files("lib", "include", "bindings", "examples", "tests",
                            suffixes=tree.SOURCES | {".py", ".sh"}))
for path in looked_at:
    text = path.read_text()
    name = tree.name(path)
    length = text.count("\n")
    longest = [(size, line) for line, size in functions(path, text) if size > MAX_FUNCTION
               ] if path.suffix != ".sh" else []
    if length <= MAX_FILE and not longest:
        continue
    needed.add(name)
    if name not in allowed:
        faults += [f"{name}: {length} lines, more than {MAX_FILE}"] if length > MAX_FILE else []
        faults += [f"{name}:{line}: a function of {size} lines, more than {MAX_FUNCTION}"
                   for size, line in longest]
faults += [f"sizes_allowed.txt: {name} needs no entry" for name in sorted(set(allowed) - needed)
           if (tree.ROOT / name).exists()]
faults += [f"sizes_allowed.txt: {name} has no reason" for name, why in allowed.items() if len(why) < 10]
tree.finish(len(looked_at), faults)
