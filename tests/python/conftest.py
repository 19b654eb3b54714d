"""What the Python tests share: a loopback provider, a policy, a gate."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import weir

KEY = "sk-canary-7f3a9c51d2"
IDENTITY_CODE = "131052-308T"
MAIL = "aino.virtanen@example.com"
SECRET = "AKIAIOSFODNN7EXAMPLE"


@pytest.fixture(autouse=True)
def provider_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEIR_TEST_KEY", KEY)


class Provider:
    """The program loopback_provider, imitating OpenAI's API."""

    def __init__(self, directory: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            [os.environ["WEIR_LOOPBACK_PROVIDER"], "--openai", "--until-eof", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=directory,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:")

    def requests(self) -> list[dict[str, Any]]:
        """What arrived, oldest first; keys by their length alone."""
        with urllib.request.urlopen(f"{self.url}/__requests", timeout=10) as answer:
            parsed: list[dict[str, Any]] = json.load(answer)
        return parsed

    def bodies(self) -> list[str]:
        return [request["body"] for request in self.requests()]

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(10) == 0
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def start_provider(tmp_path: Path) -> Iterator[Callable[..., Provider]]:
    started: list[Provider] = []

    def start(*options: str) -> Provider:
        started.append(Provider(tmp_path, *options))
        return started[-1]

    yield start
    for provider in started:
        provider.stop()


@pytest.fixture
def provider(start_provider: Callable[..., Provider]) -> Provider:
    return start_provider()


def policy(url: str, store: Path, **changes: Any) -> dict[str, Any]:
    """A policy of one endpoint that only the group "team" may use. `changes` replace its keys."""
    base: dict[str, Any] = {
        "weir": 1,
        "providers": {
            "loopback": {"format": "openai", "base_url": f"{url}/v1", "key": "env:WEIR_TEST_KEY"}
        },
        "endpoints": {
            "assistant": {
                "targets": [{"provider": "loopback", "model": "loopback"}],
                "max_output_tokens": 500,
                "guardrails": {"input": ["personal", "secrets"], "output": ["personal"]},
                "allow": ["group:team"],
            }
        },
        "guardrails": {
            "personal": {
                "rules": [{"detect": ["pii/fi", "pii/contact", "pii/payment"], "action": "mask"}]
            },
            "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]},
        },
        "quotas": [
            {
                "name": "per-user",
                "per": ["user"],
                "limit": {"requests": 8},
                "window": {"kind": "calendar", "length": "month"},
            }
        ],
        "prices": {"loopback": {"input": 1, "output": 2}},
        "store": f"sqlite:{store}",
        "synchronous": {"quotas": "normal", "log": "normal"},
        "log": {"payload": "redacted"},
    }
    return {**base, **changes}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def gate(provider: Provider, store: Path) -> Iterator[weir.Gate]:
    with weir.Gate(policy_text=json.dumps(policy(provider.url, store))) as opened:
        yield opened
