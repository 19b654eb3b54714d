"""Includes run one way (lib/README.md):
c_api -> gateway -> {identity, quotas, guardrails, providers, inference_log} -> policy -> base, and
adapters/x -> the part whose interface it implements. The outside world's headers have one folder
each inside lib/, and programs outside of it see include/weir alone."""
import re

import tree

INNER = {"policy", "base"}
PARTS = {"identity", "quotas", "guardrails", "providers", "inference_log"}
MAY = {
    "base": set(),
    "policy": {"base"},
    **{part: INNER for part in PARTS},
    "gateway": PARTS | INNER,
    "adapters/curl": {"gateway"} | INNER,
    "adapters/hyperscan": {"guardrails"} | INNER,
    "adapters/sqlite": {"quotas", "inference_log"} | INNER,
    "adapters/postgresql": {"quotas"} | INNER,
    "adapters/memory": {"quotas", "inference_log"} | INNER,
    "adapters/keys": {"identity"} | INNER,
    "adapters/files": INNER,
    "adapters/rule_files": {"guardrails"} | INNER,
    "adapters/phone_numbers": {"guardrails"} | INNER,
}
# c_api opens the doors on every part; which adapters there are, one file knows.
C_API = {"gateway", "weir"} | PARTS | INNER
WIRING = {"lib/c_api/wiring.cpp", "lib/c_api/gate_handle.h"}
EDGES = {"hs.h": "adapters/hyperscan", "hs_compile.h": "adapters/hyperscan",
         "curl/curl.h": "adapters/curl", "sqlite3.h": "adapters/sqlite",
         "toml++/toml.h": "adapters/rule_files", "re2/re2.h": "adapters/rule_files",
         "libpq-fe.h": "adapters/postgresql",
         "phonenumbers/phonenumberutil.h": "adapters/phone_numbers"}
LIB = {path.name for path in (tree.ROOT / "lib").iterdir() if path.is_dir()} - {"cmake"}


def folder_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "adapters" else parts[0]


def allowed(owner, file, target):
    if owner == target:
        return True
    if owner == "c_api":
        return target in C_API or (file in WIRING and target.startswith("adapters/"))
    return target in MAY.get(owner, set())


def faults_of(path):
    file = tree.name(path)
    owner = folder_of(file.removeprefix("lib/")) if file.startswith("lib/") else None
    for line in path.read_text().splitlines():
        found = re.match(r'\s*#\s*include\s*([<"])([^">]+)', line)
        if not found:
            continue
        included = found[2]
        if owner is not None and included in EDGES and EDGES[included] != owner:
            yield f"{file}: only lib/{EDGES[included]} includes {included}"
        top = included.split("/")[0]
        if owner is None:
            if top in LIB and "/" in included:
                yield f"{file}: programs see include/weir alone, not {included}"
        elif found[1] == '"' and not allowed(owner, file, folder_of(included)):
            yield f"{file}: {owner} may not include {included}"
        elif found[1] == "<" and top == "weir" and owner != "c_api":
            yield f"{file}: the public headers are for lib/c_api, not {owner}"


looked_at = list(tree.files("lib", "include", "bindings", "examples", suffixes=tree.SOURCES))
tree.finish(len(looked_at), [fault for path in looked_at for fault in faults_of(path)])
