"""Every public header alone, twice, as C99 and as C++20, by GCC and Clang; weir.hpp without
exceptions; and an INIT macro that leaves a field out does not pass -Wextra."""
import pathlib
import re
import subprocess
import sys

STRICT = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only"]
C = [["cc", "-std=c99", "-xc"], ["clang-14", "-std=c99", "-xc"]]
CPP = [["c++", "-std=c++20", "-xc++"], ["clang++-14", "-std=c++20", "-xc++"]]


def compiles(include, command, source):
    done = subprocess.run([*command, *STRICT, f"-I{include}", "-"], input=source, text=True,
                          capture_output=True)
    if done.returncode != 0:
        print(" ".join(command), "\n", source, "\n", done.stderr, sep="")
    return done.returncode == 0


def uses_of_init(headers):
    macros = {macro for text in headers for macro in re.findall(r"#define (WEIR_\w+_INIT)\b", text)}
    lines = ["#include <weir/weir.h>", "size_t sizes(void);", "size_t sizes(void) {", "size_t n = 0;"]
    for macro in sorted(macros):
        name = macro.removesuffix("_INIT").lower()
        lines.append(f"{{ {name} it = {macro}; n += it.struct_size; }}")
    return "\n".join([*lines, "return n;", "}", ""]), len(macros)


def main():
    include = pathlib.Path(sys.argv[1])
    headers = sorted((include / "weir").glob("*.h"))
    results = []
    for header in headers:
        source = f"#include <weir/{header.name}>\n" * 2 + "int weir_unit(void);\n"
        results += [compiles(include, command, source) for command in C + CPP]
    wrapper = "#include <weir/weir.hpp>\n" * 2
    for command in CPP:
        results.append(compiles(include, command, wrapper))
        results.append(compiles(include, [*command, "-fno-exceptions"], wrapper))
    source, macros = uses_of_init([header.read_text() for header in headers])
    results += [compiles(include, command, source) for command in C + CPP]
    if macros < 4:
        print(f"only {macros} INIT macros were found")
        results.append(False)
    print(f"{results.count(True)} compiled, {results.count(False)} did not")
    return 0 if all(results) else 1


sys.exit(main())
