"""achat and astream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import weir
from conftest import IDENTITY_CODE, SECRET, Provider, policy


def test_chat_and_stream(gate: weir.Gate) -> None:
    async def run() -> None:
        answer = await gate.achat(f"I am {IDENTITY_CODE}", user="aino", groups=["team"])
        assert answer.text == "You said: I am <FI_PERSONAL_IDENTITY_CODE>"
        async with gate.astream(f"I am {IDENTITY_CODE}", groups=["team"]) as stream:
            events = [event async for event in stream]
        assert "".join(event.text for event in events) == answer.text
        assert stream.report["outcome"] == "answered"
        assert await gate.astream("Moi", groups=["team"]).text() == "You said: Moi"

    asyncio.run(run())


def test_refusals(gate: weir.Gate, provider: Provider) -> None:
    async def run() -> None:
        with pytest.raises(weir.Denied):
            await gate.achat("Moi", user="eve", groups=[])
        with pytest.raises(weir.Blocked):
            async with gate.astream(f"key {SECRET}", groups=["team"]):
                pass
        with pytest.raises(weir.ProviderError):
            await gate.astream("break the stream after some words", groups=["team"]).text()

    asyncio.run(run())
    assert len(provider.requests()) == 1


def test_a_cancelled_task_cancels_the_call(
    start_provider: Callable[..., Provider], store: Path
) -> None:
    slow = start_provider("--delay-ms", "60000")
    with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:

        async def run() -> None:
            for act in (
                lambda: gate.achat("Moi", groups=["team"]),
                lambda: gate.astream("Moi", groups=["team"]).text(),
            ):
                task = asyncio.ensure_future(act())
                await asyncio.sleep(0.2)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

        asyncio.run(run())
        assert [row["outcome"] for row in gate.log_rows()] == ["cancelled", "cancelled"]
        assert all(row["reserved"] == 0 for row in gate.quota_rows())


def test_streams_on_one_loop_run_side_by_side(
    start_provider: Callable[..., Provider], store: Path
) -> None:
    slow = start_provider("--delta-delay-ms", "30")
    with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:
        order: list[int] = []

        async def read(number: int) -> str:
            text = ""
            async with gate.astream("one two three four five six", groups=["team"]) as stream:
                async for event in stream:
                    order.append(number)
                    text += event.text
            return text

        async def run() -> list[str]:
            return await asyncio.gather(*(read(number) for number in range(4)))

        assert asyncio.run(run()) == ["You said: one two three four five six"] * 4
        first_end = max(order.index(number) for number in range(4))
        last_begin = min(len(order) - 1 - order[::-1].index(number) for number in range(4))
        assert first_end < last_begin  # all had begun before any had ended


def test_leaving_early_cancels(start_provider: Callable[..., Provider], store: Path) -> None:
    slow = start_provider("--delta-delay-ms", "50")
    with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:

        async def run() -> None:
            async with gate.astream("a story of many words " * 20, groups=["team"]) as stream:
                async for _ in stream:
                    break

        asyncio.run(run())
        assert [row["outcome"] for row in gate.log_rows()] == ["cancelled"]
