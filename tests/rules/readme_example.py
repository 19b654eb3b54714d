"""The examples of README.md, as they stand there, built and run against the loopback provider.

usage: readme_example.py cpp|python LIBRARY LOOPBACK-PROVIDER"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import tree

POLICY = """{
  "weir": 1,
  "providers": {"local": {"format": "openai", "base_url": "http://127.0.0.1:%s/v1", "key": "env:TEST_KEY"}},
  "endpoints": {"assistant": {"targets": [{"provider": "local", "model": "small"}],
    "guardrails": {"input": ["rules"], "output": ["rules"]}}},
  "guardrails": {"rules": {"rules": [{"detect": ["EMAIL_ADDRESS"], "action": "mask"},
    {"keywords": ["Kalevala-7"], "action": "block"}]}},
  "store": "memory:"}"""


def block(language):
    text = (tree.ROOT / "README.md").read_text()
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    assert len(blocks) == 1, f"README.md has {len(blocks)} blocks of {language}"
    return blocks[0]


def command(language, library, work):
    if language == "python":
        (work / "example.py").write_text(block("python"))
        return [sys.executable, "-B", str(work / "example.py")]
    (work / "example.cpp").write_text(block("cpp"))
    folder = str(library.parent)
    subprocess.run(["c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", f"-I{tree.ROOT}/include",
                    str(work / "example.cpp"), f"-L{folder}", "-lweir", f"-Wl,-rpath,{folder}",
                    "-o", str(work / "example")], check=True)
    return [str(work / "example")]


def port_of(path):
    while not (path.exists() and path.read_text().strip()):  # ctest's limit ends it
        time.sleep(0.01)
    return path.read_text().strip()


def check(language, got):
    print(got)
    wanted = {"cpp": ["You said: Write to <EMAIL_ADDRESS>", '"outcome":"answered"'],
              "python": ["You said: Write to <EMAIL_ADDRESS>", "You said: And now at length",
                         "guardrail.blocked", "'user': 'matti'"]}[language]
    faults = [f"not printed: {text}" for text in wanted if text not in got]
    tree.finish(len(wanted), faults + (["the address left"] if "matti@" in got else []))


def main():
    language, library, provider = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        with subprocess.Popen([provider, "--openai", "--port-file", str(work / "port"), "--until-eof"],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL):
            (work / "weir.jsonc").write_text(POLICY % port_of(work / "port"))
            environment = {**os.environ, "WEIR_POLICY": str(work / "weir.jsonc"), "TEST_KEY": "sk-test",
                           "XDG_CACHE_HOME": folder}
            done = subprocess.run(command(language, library, work), env=environment, text=True,
                                  stdout=subprocess.PIPE, check=True)
        check(language, done.stdout)


main()
