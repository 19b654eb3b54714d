"""What must not be seen is planted, and everything that comes out is searched for it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import weir
import weir.httpx
from conftest import IDENTITY_CODE, KEY, MAIL, SECRET, Provider, policy

PROMPT_WORD = "Kalevala-7-zebra"
TEXTS = [
    f"I am {IDENTITY_CODE}, {MAIL}",
    f"my key is {SECRET} {PROMPT_WORD}",
    f"answer with status 500 {IDENTITY_CODE}",
    f"answer with status 429 {IDENTITY_CODE}",
    f"break the stream {IDENTITY_CODE} and more words behind it",
    f"please refuse {IDENTITY_CODE}",
    f"think aloud {IDENTITY_CODE}",
]
NEVER = [KEY, IDENTITY_CODE, MAIL, SECRET]


def everything(error: BaseException) -> str:
    """All that a program would print of an exception."""
    parts = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(parts) + repr(error) + repr(getattr(error, "__dict__", {}))


def outputs_of(gate: weir.Gate) -> Iterator[str]:
    """What each kind of call shows, for each text, and for one caller who is denied."""
    client = httpx.Client(transport=weir.httpx.Transport(gate, user="aino", groups=["team"]))
    url = "http://nowhere.invalid/v1/chat/completions"
    for text in TEXTS:
        for user, groups in (("aino", ["team"]), ("eve", [])):
            try:
                answer = gate.chat(text, user=user, groups=groups)
                yield repr(answer) + answer.body.decode() + json.dumps(answer.report)
            except weir.Error as error:
                yield everything(error) + json.dumps(error.details) + error.body
            try:
                with gate.stream(text, user=user, groups=groups) as stream:
                    for event in stream:
                        yield repr(event) + event.data.decode()
                yield json.dumps(stream.report)
            except weir.Error as error:
                yield everything(error) + json.dumps(error.details) + error.body
        body = {"model": "assistant", "messages": [{"role": "user", "content": text}]}
        for streamed in (False, True):
            reply = client.post(url, json={**body, "stream": streamed})
            yield reply.text + repr(reply.headers)
    broken = f'{{"messages": [{{"role": "user", "content": "{IDENTITY_CODE} {SECRET}'
    with pytest.raises(weir.InvalidRequest) as invalid:
        gate.chat(broken.encode(), groups=["team"])
    yield everything(invalid.value)


def files_of(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}


def test_nothing_planted_comes_out(
    provider: Provider, store: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture
) -> None:
    made = policy(provider.url, store, quotas=[])
    shown: list[str] = []
    with (
        caplog.at_level(logging.DEBUG, logger="weir"),
        weir.Gate(policy_text=json.dumps(made)) as gate,
    ):
        shown += outputs_of(gate)
        shown += [json.dumps(gate.log_rows(payload=True)), json.dumps(gate.quota_rows())]
        shown += [json.dumps(gate.usage_rows("user,model,outcome"))]
        open_files = files_of(store)
    shown.append(caplog.text)
    printed = capfd.readouterr()
    shown += [printed.out, printed.err]
    assert "<FI_PERSONAL_IDENTITY_CODE>" in "".join(shown)  # the search looks at the right thing
    for planted in NEVER:
        for text in shown:
            assert planted not in text
        for files in (open_files, files_of(store)):
            assert "log.db" in files
            for name, content in files.items():
                assert planted.encode() not in content, (planted, name)
    for request in provider.requests():
        assert IDENTITY_CODE not in request["body"]
        assert SECRET not in request["body"]


def test_the_policy_s_errors_hold_no_key(tmp_path: Path, provider: Provider) -> None:
    made = policy(provider.url, tmp_path / "store")
    made["providers"]["loopback"]["key"] = KEY  # a key where a reference belongs
    with pytest.raises(weir.InvalidPolicy) as refused:
        weir.Gate(policy_text=json.dumps(made))
    assert KEY not in everything(refused.value) + json.dumps(refused.value.details)


def test_an_uncaught_error_prints_no_prompt(provider: Provider, store: Path) -> None:
    script = """
        import asyncio, os, sys, weir
        gate = weir.Gate(policy_text=os.environ.pop("POLICY"))
        gate.chat(os.environ.pop("PROMPT"), groups=["team"])
    """
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-c", textwrap.dedent(script)],
        env={
            **os.environ,
            "POLICY": json.dumps(policy(provider.url, store)),
            "PROMPT": f"{PROMPT_WORD} {SECRET}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "guardrail.blocked" in ended.stderr
    for planted in (PROMPT_WORD, *NEVER):
        assert planted not in ended.stderr + ended.stdout


def test_async_errors_hold_nothing_either(gate: weir.Gate) -> None:
    async def run() -> str:
        with pytest.raises(weir.Blocked) as refused:
            await gate.achat(f"{PROMPT_WORD} {SECRET}", groups=["team"])
        return everything(refused.value)

    text = asyncio.run(run())
    assert SECRET not in text
    assert PROMPT_WORD not in text
