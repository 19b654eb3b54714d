"""weir in a process: Ctrl-C, fork, threads, logging, the end of the interpreter."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import weir
from conftest import Provider, policy


def run_script(source: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(source), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "act",
    [
        'gate.chat("Moi", groups=["team"])',
        'gate.stream("Moi", groups=["team"])',
        'gate.stream("a story of very many words " * 50, groups=["team"]).text()',
    ],
    ids=["chat", "stream-start", "stream-read"],
)
def test_ctrl_c_cancels_and_settles(
    act: str, start_provider: Callable[..., Provider], store: Path
) -> None:
    reads = act.endswith(".text()")
    slow = start_provider(*(["--delta-delay-ms", "100"] if reads else ["--delay-ms", "60000"]))
    script = f"""
        import sys, weir
        gate = weir.Gate(policy_text=sys.argv[1])
        print("ready", flush=True)
        try:
            {act}
        except KeyboardInterrupt:
            print([row["outcome"] for row in gate.log_rows()])
            print([row["reserved"] for row in gate.quota_rows()])
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), json.dumps(policy(slow.url, store))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    while not slow.requests():  # the request is under way
        time.sleep(0.02)
    time.sleep(0.3)
    sent = time.monotonic()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert out.splitlines() == ["['cancelled']", "[0]"], err
    assert time.monotonic() - sent < 20  # the provider would have taken longer
    assert child.returncode == 0


def test_an_exception_out_of_a_signal_handler_cancels(
    start_provider: Callable[..., Provider], store: Path
) -> None:
    slow = start_provider("--delay-ms", "60000")

    class Alarm(Exception):
        pass

    def ring(*_: object) -> None:
        raise Alarm

    earlier = signal.signal(signal.SIGALRM, ring)
    try:
        with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            with pytest.raises(Alarm):
                gate.chat("Moi", groups=["team"])
            assert [row["outcome"] for row in gate.log_rows()] == ["cancelled"]
    finally:
        signal.signal(signal.SIGALRM, earlier)


def test_a_forked_child_is_told(gate: weir.Gate) -> None:
    gate.chat("Moi", groups=["team"])
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        told = "nothing"
        try:
            gate.chat("Moi", groups=["team"])
        except weir.ForkedStore as error:
            told = error.reason
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent reads it
            told = repr(error)
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        assert pipe.read() == "store.forked"
    assert os.waitpid(child, 0)[1] == 0
    assert gate.chat("Hei", groups=["team"]).text == "You said: Hei"
    assert [row["outcome"] for row in gate.log_rows()] == ["answered", "answered"]


def test_threads_share_a_gate_and_its_quota(gate: weir.Gate, provider: Provider) -> None:
    answered: list[str] = []
    refused: list[weir.Error] = []

    def work() -> None:
        for _ in range(4):
            try:
                answered.append(gate.chat("Moi", user="aino", groups=["team"]).text)
            except weir.OverQuota as error:
                refused.append(error)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answered == ["You said: Moi"] * 8
    assert len(refused) == 12
    assert len(provider.requests()) == 8
    assert len(gate.log_rows()) == 20


def test_log_records(
    provider: Provider, store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "policy.jsonc"
    good = json.dumps(policy(provider.url, store))
    path.write_text(good)
    with caplog.at_level(logging.INFO, logger="weir"), weir.Gate(path) as gate:
        changed = path.with_suffix(".new")
        changed.write_text(good.replace('"endpoints"', '"endpionts"'))
        changed.rename(path)
        until = time.monotonic() + 30
        while not caplog.records and time.monotonic() < until:
            time.sleep(0.02)
        assert gate.chat("Moi", groups=["team"]).text == "You said: Moi"
    assert caplog.records, "the refused policy was not logged"
    record = caplog.records[0]
    assert record.name == "weir"
    assert record.levelno in (logging.WARNING, logging.ERROR)
    assert record.reason in record.getMessage()  # type: ignore[attr-defined]
    assert isinstance(record.fields, dict)  # type: ignore[attr-defined]


def test_the_interpreter_ends_with_everything_open(provider: Provider, store: Path) -> None:
    ended = run_script(
        """
        import logging, sys, threading, time, weir
        logging.basicConfig(level=logging.DEBUG)
        gate = weir.Gate(policy_text=sys.argv[1])
        stream = gate.stream("a story of words", groups=["team"])
        next(stream)
        scan = weir.Scanner("pii/fi").stream()
        threading.Thread(target=lambda: gate.chat("Moi", groups=["team"]), daemon=True).start()
        print("done")
        """,
        json.dumps(policy(provider.url, store)),
    )
    assert (ended.returncode, ended.stdout) == (0, "done\n"), ended.stderr


def test_no_library_is_told_plainly(tmp_path: Path) -> None:
    wrong = tmp_path / "libweir.so"
    wrong.write_text("not a library")
    environment = {**os.environ, "WEIR_LIBRARY": str(wrong)}
    ended = subprocess.run(
        [sys.executable, "-c", "import weir"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "cannot be loaded" in ended.stderr
