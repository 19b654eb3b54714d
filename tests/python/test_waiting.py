"""Quotas with on_exceed: calls that wait for their turn, and what the log hears of thresholds."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import weir
import weir.httpx
from conftest import Provider, policy

BODY = {"model": "assistant", "messages": [{"role": "user", "content": "Moi"}]}
URL = "http://nowhere.invalid/v1/chat/completions"
WHO: dict[str, Any] = {"user": "aino", "groups": ["team"]}


@pytest.fixture
def gate(provider: Provider, store: Path) -> Iterator[weir.Gate]:
    at_once = {
        "name": "at-once",
        "limit": {"concurrent_calls": 1},
        "on_exceed": "wait",
        "max_wait_ms": 60000,
        "max_waiting": 3,
    }
    text = json.dumps(policy(provider.url, store, quotas=[at_once]))
    with weir.Gate(policy_text=text) as opened:
        yield opened


def run(gate: weir.Gate) -> int:
    gate.chat("Moi", **WHO)
    return 200


def carry(gate: weir.Gate) -> int:
    with httpx.Client(transport=weir.httpx.Transport(gate, **WHO), timeout=60) as client:
        return client.post(URL, json=BODY).status_code


def carry_async(gate: weir.Gate) -> int:
    async def post() -> int:
        transport = weir.httpx.AsyncTransport(gate, **WHO)
        async with httpx.AsyncClient(transport=transport, timeout=60) as client:
            return (await client.post(URL, json=BODY)).status_code

    return asyncio.run(post())


@pytest.mark.parametrize("door", [run, carry, carry_async])
def test_a_call_waits_until_another_has_ended(
    gate: weir.Gate, door: Callable[[weir.Gate], int]
) -> None:
    with (
        concurrent.futures.ThreadPoolExecutor(1) as pool,
        gate.stream("Moi", **WHO) as stream,  # holds the one place until it has been read
    ):
        waiting = pool.submit(door, gate)
        assert concurrent.futures.wait([waiting], timeout=0.4).done == set()
        assert list(stream)
        assert waiting.result(60) == 200
    (row,) = gate.quota_rows()
    assert (row["window"], row["settled"], row["reserved"]) == ("concurrent/", 0, 0)


def test_many_callers_take_turns(gate: weir.Gate) -> None:
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda door: door(gate), [run, carry, carry_async] * 4))
    assert answers == [200] * 12


def test_a_wait_ends_with_the_call_s_own_time(gate: weir.Gate) -> None:
    with gate.stream("Moi", **WHO) as stream:
        with pytest.raises(weir.OverQuota) as refused:
            gate.chat("Moi", deadline_ms=300, **WHO)
        assert refused.value.reason == "quota.exceeded"
        assert list(stream)
    assert gate.chat("Moi", **WHO).report["waited_ms"] == 0


def test_thresholds_are_told_to_the_log(
    provider: Provider, store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    soft = {
        "name": "soft",
        "limit": {"requests": 2},
        "window": {"kind": "lifetime"},
        "on_exceed": "warn",
    }
    text = json.dumps(policy(provider.url, store, quotas=[soft]))
    with weir.Gate(policy_text=text) as gate, caplog.at_level(logging.INFO, "weir"):
        for _ in range(3):
            gate.chat("Moi", **WHO)
        events = [(event["kind"], event["amount"]) for event in gate.quota_events()]
        assert events == [("threshold", 100), ("threshold", 80), ("threshold", 50)]
        (row,) = gate.quota_rows()
        assert (row["settled"], row["limit"], row["remaining"]) == (3, 2, 0)
    assert sum("quota.threshold" in record.getMessage() for record in caplog.records) == 3
