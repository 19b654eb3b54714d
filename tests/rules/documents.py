"""Documents in step: a README in every folder of lib/, one version everywhere, and every public
function with a comment that ends in its version."""
import re

import tree


def read(path):
    return (tree.ROOT / path).read_text()


def readme_faults():
    folders = {path.parent for path in tree.files("lib", suffixes=tree.SOURCES)}
    folders |= {tree.ROOT / "lib", tree.ROOT / "lib/cmake", tree.ROOT / "include/weir"}
    return [f"{tree.name(folder)}: has no README.md" for folder in sorted(folders)
            if not any((up / "README.md").exists() for up in (folder, folder.parent)
                       if up != tree.ROOT / "lib" or folder == up)]


def versions():
    header = read("include/weir/version.h")
    parts = [re.search(rf"WEIR_VERSION_{part} (\d+)", header)[1] for part in ("MAJOR", "MINOR", "PATCH")]
    yield "include/weir/version.h, the numbers", ".".join(parts)
    yield "include/weir/version.h, the text", re.search(r'WEIR_VERSION_TEXT "([^"]+)"', header)[1]
    yield "CMakeLists.txt", re.search(r"project\(weir VERSION ([\d.]+)", read("CMakeLists.txt"))[1]
    yield "CHANGELOG.md", re.search(r"^## ([\d.]+)", read("CHANGELOG.md"), re.M)[1]
    python = tree.ROOT / "bindings/python/pyproject.toml"
    if python.exists() and (found := re.search(r'^version\s*=\s*"([^"]+)"', python.read_text(), re.M)):
        yield "bindings/python/pyproject.toml", found[1]


def version_faults():
    found = dict(versions())
    return [] if len(set(found.values())) == 1 else [f"versions differ: {found}"]


def comment_faults():
    """Functions that follow each other without a blank line share the comment before the first."""
    faults = []
    for path in tree.files("include/weir", suffixes={".h"}):
        for block in re.split(r"\n\s*\n", path.read_text()):
            functions = re.findall(r"WEIR_API[^;]*?\b(weir_\w+)\(", re.sub(r"/\*.*?\*/", "", block, flags=re.S))
            if not functions:
                continue
            comment = block[:block.index("WEIR_API")]
            if "/*" not in comment or not re.search(r"Since\s+(\*\s+)?\d+\.\d+", comment):
                faults.append(f"{tree.name(path)}: {functions[0]} has no comment that says since when")
    return faults


headers = list(tree.files("include/weir", suffixes={".h"}))
tree.finish(len(headers), readme_faults() + version_faults() + comment_faults())
