"""Throughput of weir and of Presidio's pattern recognizers, side by side on one text.

usage: presidio.py BUILD-DIRECTORY TEXT-FILE

Both look for the entities that both know. Presidio's part is the recognizers alone, each called with the
text: no language model, no context words, no engine round them, which would all slow it. weir's part is
a whole scan through its public interface, context words and overlaps and all. CPU time of one thread,
medians, in turns."""
import inspect
import json
import pathlib
import statistics
import subprocess
import sys
import time

import presidio_analyzer
import tldextract
from presidio_analyzer import predefined_recognizers

RUNS = 5
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # the list that it brings, no download


def run(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def pattern_recognizers():
    for value in vars(predefined_recognizers).values():
        if (inspect.isclass(value) and issubclass(value, presidio_analyzer.PatternRecognizer)
                and value is not presidio_analyzer.PatternRecognizer):
            yield value()


def candidates(recognizers, text):
    return [found for one in recognizers
            for found in one.analyze(text, one.supported_entities, nlp_artifacts=None)]


def main():
    programs, file = pathlib.Path(sys.argv[1]), sys.argv[2]
    text = pathlib.Path(file).read_text()
    size = len(text.encode())
    known = {detector["entity"] for detector in run(programs / "weir", "scan", "--list", "--json")}
    recognizers = [one for one in pattern_recognizers() if set(one.supported_entities) <= known]
    entities = sorted({entity for one in recognizers for entity in one.supported_entities})
    theirs, ours = [], []
    for _ in range(RUNS):
        begun = time.process_time()
        found = candidates(recognizers, text)
        theirs.append(size / (time.process_time() - begun) / 1e6)
        measured = run(programs / "weir_benchmarks", "--throughput", file, ",".join(entities))
        ours.append(measured["mb_s"])
    print(f"  {size} bytes, {len(entities)} entities: {' '.join(entities)}")
    print(f"  Presidio: {statistics.median(theirs):.4f} MB/s, {len(found)} candidates of "
          f"{len(recognizers)} recognizers")
    print(f"  weir: {statistics.median(ours):.1f} MB/s, {measured['findings']} findings")
    print(f"  ratio {statistics.median(ours) / statistics.median(theirs):.0f} (target 1000)")


if __name__ == "__main__":
    main()
