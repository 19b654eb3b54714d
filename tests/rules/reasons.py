"""include/weir/REASONS.md names every reason id that lib/ uses, with its codes, and no other."""
import collections
import re

import tree

ID = r"[a-z_]+(?:\.[a-z_0-9]+)+"
NOT_REASONS = {"a.b.c.d", "api.openai.com", "chat.completion", "chat.completion.chunk", "log.db",
               "quota.db", "member.value", "store.lock", "store.generation", "digest.key"}
STILL_REASONS = {"store.generation"}  # a file and a reason


def used():
    codes = collections.defaultdict(set)
    for path in tree.files("lib", suffixes={".cpp", ".h"}):
        text = path.read_text()
        for reason in re.findall(rf'"({ID})"', text) if path.suffix == ".cpp" else ():
            if reason not in NOT_REASONS - STILL_REASONS:
                codes[reason]
        for code, reason in re.findall(r'Code::k(\w+),\s*"([^"]*)"', text):
            if not re.fullmatch(ID, reason):
                sys_faults.append(f"{tree.name(path)}: not a dotted id: {reason}")
            codes[reason].add(code)
    return codes


def listed():
    rows = {}
    for line in (tree.ROOT / "include/weir/REASONS.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and re.fullmatch(rf"`{ID}`", cells[0]):
            rows[cells[0].strip("`")] = cells[1:]
    return rows


def words(code):
    return "WEIR_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", code).upper()


sys_faults = []
codes, rows = used(), listed()
faults = sys_faults + [f"REASONS.md: {reason} is not used" for reason in sorted(set(rows) - set(codes))]
for reason, uses in sorted(codes.items()):
    if reason not in rows:
        faults.append(f"REASONS.md: {reason} is missing")
        continue
    faults += [f"REASONS.md: {reason} lacks {words(code)}" for code in sorted(uses)
               if words(code) not in rows[reason][0].replace("`", "").split(", ")]
    faults += [f"REASONS.md: {reason} does not say what it means and what to do"
               for cell in rows[reason][1:] if len(cell) < 3]
tree.finish(len(codes), faults)
