"""The real OpenAI SDK over weir.httpx and weir.httpx2, plain and asynchronous."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import openai
import pytest
import weir
from conftest import IDENTITY_CODE, SECRET, Provider, policy

TOOLS: Any = [{"type": "function", "function": {"name": "look_up", "parameters": {}}}]
OWN_KEY = "sk-of-the-sdk-never-sent"


class Sdk:
    """openai.OpenAI or AsyncOpenAI over one of weir's transports, with one way to call them."""

    def __init__(self, http_name: str, is_async: bool, gate: weir.Gate) -> None:
        self.http: ModuleType = importlib.import_module(http_name)
        self.transports: ModuleType = importlib.import_module(f"weir.{http_name}")
        self.is_async = is_async
        self.gate = gate

    def __call__(self, act: Callable[[Any], Any], **options: Any) -> Any:
        """What `act(client)` gives; a stream is read to its end into a list."""
        options = {"user": "aino", "groups": ["team"], **options}
        if self.is_async:
            return asyncio.run(self._asynchronously(act, options))
        transport = self.transports.Transport(self.gate, **options)
        with openai.OpenAI(
            base_url="http://nowhere.invalid/v1",
            api_key=OWN_KEY,
            http_client=self.http.Client(transport=transport),
        ) as client:
            result = act(client)
            return list(result) if isinstance(result, openai.Stream) else result

    async def _asynchronously(self, act: Callable[[Any], Any], options: dict[str, Any]) -> Any:
        transport = self.transports.AsyncTransport(self.gate, **options)
        async with openai.AsyncOpenAI(
            base_url="http://nowhere.invalid/v1",
            api_key=OWN_KEY,
            http_client=self.http.AsyncClient(transport=transport),
        ) as client:
            result = await act(client)
            if isinstance(result, openai.AsyncStream):
                return [chunk async for chunk in result]
            return result


@pytest.fixture(params=["httpx", "httpx2"])
def http_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[False, True], ids=["plain", "async"])
def sdk(request: pytest.FixtureRequest, http_name: str, gate: weir.Gate) -> Iterator[Sdk]:
    yield Sdk(http_name, request.param, gate)


def ask(text: str, **parameters: Any) -> Callable[[Any], Any]:
    messages = [{"role": "user", "content": text}]
    return lambda client: client.chat.completions.create(
        model="assistant", messages=messages, **parameters
    )


def outcomes(gate: weir.Gate) -> list[str]:
    return [row["outcome"] for row in gate.log_rows()]


def test_whole(sdk: Sdk, provider: Provider) -> None:
    answer = sdk(ask(f"I am {IDENTITY_CODE}"))
    masked = "I am <FI_PERSONAL_IDENTITY_CODE>"
    assert answer.choices[0].message.content == f"You said: {masked}"
    assert answer.usage.total_tokens > 0
    (request,) = provider.requests()
    assert masked in request["body"]
    assert IDENTITY_CODE not in request["body"]
    headers = [name.lower() for name, _ in request["headers"]]
    assert headers.count("authorization") == 1
    assert OWN_KEY not in json.dumps(request)
    assert outcomes(sdk.gate) == ["answered"]


def test_the_policy_s_key_is_sent(sdk: Sdk, provider: Provider) -> None:
    sdk(ask("Moi"))
    (request,) = provider.requests()
    headers = dict(request["headers"])
    assert headers["authorization"] == "27 bytes, not shown"  # "Bearer " and the canary key
    assert headers["host"] == provider.url.removeprefix("http://")


def test_streamed(sdk: Sdk, provider: Provider) -> None:
    chunks = sdk(ask(f"I am {IDENTITY_CODE}, said the fox", stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "You said: I am <FI_PERSONAL_IDENTITY_CODE>, said the fox"
    assert len(chunks) > 3
    assert all(chunk.usage is None for chunk in chunks)  # nobody asked for it
    assert IDENTITY_CODE not in provider.bodies()[0]
    (row,) = sdk.gate.log_rows()
    assert row["outcome"] == "answered"
    assert row["total_tokens"] > 0


def test_usage_of_a_stream_is_shown_to_those_who_ask(sdk: Sdk) -> None:
    chunks = sdk(ask("Moi", stream=True, stream_options={"include_usage": True}))
    assert chunks[-1].usage.total_tokens > 0


def test_tools(sdk: Sdk) -> None:
    answer = sdk(ask(f"call the tool for {IDENTITY_CODE}", tools=TOOLS))
    (call,) = answer.choices[0].message.tool_calls
    expected = {"text": "call the tool for <FI_PERSONAL_IDENTITY_CODE>"}
    assert call.function.name == "look_up"
    assert json.loads(call.function.arguments) == expected
    chunks = sdk(ask(f"call the tool for {IDENTITY_CODE}", tools=TOOLS, stream=True))
    deltas = [
        call
        for chunk in chunks
        for choice in chunk.choices
        for call in choice.delta.tool_calls or []
    ]
    assert len(deltas) > 1
    assert json.loads("".join(call.function.arguments or "" for call in deltas)) == expected


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_blocked(sdk: Sdk, provider: Provider, stream: bool) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        sdk(ask(f"my key is {SECRET}", stream=stream))
    assert refused.value.code == "guardrail.blocked"
    assert SECRET not in str(refused.value)
    assert provider.requests() == []
    (row,) = sdk.gate.log_rows()
    assert row["outcome"] == "blocked"
    assert refused.value.response.headers["x-weir-request-id"] == row["request_id"]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_denied(sdk: Sdk, provider: Provider, stream: bool) -> None:
    with pytest.raises(openai.PermissionDeniedError) as refused:
        sdk(ask("Moi", stream=stream), user="eve", groups=[])
    assert refused.value.code == "endpoint.denied"
    assert provider.requests() == []
    assert outcomes(sdk.gate) == ["denied"]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_over_quota_is_not_tried_again(sdk: Sdk, provider: Provider, stream: bool) -> None:
    def use_up(client: Any) -> Any:
        return ask("Moi", stream=stream)(client)

    for _ in range(8):
        sdk(use_up)
    with pytest.raises(openai.RateLimitError) as refused:
        sdk(use_up)
    assert refused.value.code == "quota.exceeded"
    assert float(refused.value.response.headers["retry-after"]) > 0
    assert refused.value.response.headers["ratelimit"].startswith('"per-user";r=0;t=')
    assert len(provider.requests()) == 8
    assert outcomes(sdk.gate) == ["answered"] * 8 + ["over_quota"]  # one: the SDK did not retry


def test_the_provider_s_own_error(sdk: Sdk, provider: Provider) -> None:
    def without_retries(client: Any) -> Any:
        return ask("answer with status 500")(client.with_options(max_retries=0))

    with pytest.raises(openai.InternalServerError):
        sdk(without_retries)
    assert len(provider.requests()) == 1
    assert outcomes(sdk.gate) == ["failed"]


def test_an_error_in_mid_stream(sdk: Sdk) -> None:
    with pytest.raises(openai.APIError) as broken:
        sdk(ask("break the stream after some words of a longer text", stream=True))
    assert broken.value.code == "http.closed_early"
    assert outcomes(sdk.gate) == ["failed"]


def test_other_paths_are_refused(sdk: Sdk, provider: Provider) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        sdk(lambda client: client.responses.create(model="assistant", input="Moi"))
    assert refused.value.code == "transport.path"
    assert provider.requests() == []


def test_other_paths_pass_where_that_is_asked_for(sdk: Sdk, provider: Provider) -> None:
    def models(client: Any) -> Any:
        return client.with_options(base_url=f"{provider.url}/v1").models.with_raw_response.list()

    assert b"loopback" in sdk(models, pass_through=True).content
    assert provider.requests()[0]["target"] == "/v1/models"


def test_closing_a_stream_early_cancels_and_settles(
    http_name: str, start_provider: Callable[..., Provider], store: Path
) -> None:
    slow = start_provider("--delta-delay-ms", "50")
    with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:

        def first_chunk(client: Any) -> Any:
            stream = ask("a story of very many words " * 20, stream=True)(client)
            next(stream)
            stream.close()
            return None

        Sdk(http_name, False, gate)(first_chunk)
        (row,) = gate.log_rows()
        assert row["outcome"] == "cancelled"
        (quota,) = gate.quota_rows()
        assert (quota["settled"], quota["reserved"]) == (1, 0)

        async def first_chunk_then_cancel(client: Any) -> None:
            stream = await ask("a story of very many words " * 20, stream=True)(client)

            async def read() -> None:
                async for _ in stream:
                    pass

            task = asyncio.ensure_future(read())
            await asyncio.sleep(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await stream.close()

        Sdk(http_name, True, gate)(first_chunk_then_cancel)
        assert outcomes(gate) == ["cancelled", "cancelled"]
        assert gate.quota_rows()[0]["reserved"] == 0


def test_a_slow_provider_runs_into_the_policy_s_limit(
    http_name: str, start_provider: Callable[..., Provider], store: Path
) -> None:
    slow = start_provider("--delay-ms", "60000")
    made = policy(slow.url, store)
    made["endpoints"]["assistant"]["timeouts"] = {"first_token_ms": 200, "total_ms": 500}
    with weir.Gate(policy_text=json.dumps(made)) as gate:
        for is_async in (False, True):
            with pytest.raises(openai.APIStatusError) as late:
                Sdk(http_name, is_async, gate)(
                    lambda client: ask("Moi")(client.with_options(max_retries=0))
                )
            assert late.value.status_code == 504
        assert outcomes(gate) == ["timeout", "timeout"]


def test_an_unreachable_provider(http_name: str, store: Path) -> None:
    with weir.Gate(policy_text=json.dumps(policy("http://127.0.0.1:9", store))) as gate:
        for is_async in (False, True):
            with pytest.raises(openai.APIStatusError) as unreachable:
                Sdk(http_name, is_async, gate)(
                    lambda client: ask("Moi")(client.with_options(max_retries=0))
                )
            assert unreachable.value.status_code in (502, 503)
        assert outcomes(gate) == ["failed", "failed"]


def test_an_event_loop_is_not_held_up(start_provider: Callable[..., Provider], store: Path) -> None:
    slow = start_provider("--delay-ms", "300")
    with weir.Gate(policy_text=json.dumps(policy(slow.url, store))) as gate:

        async def eight_at_once(client: Any) -> Any:
            texts = [f"number {index}" for index in range(8)]
            answers = await asyncio.gather(*(ask(text)(client) for text in texts))
            said = [answer.choices[0].message.content for answer in answers]
            assert said == [f"You said: {text}" for text in texts]

        Sdk("httpx", True, gate)(eight_at_once)
        rows = gate.log_rows()
        starts = [row["request_time_us"] for row in rows]
        shortest = min(row["execution_duration_us"] for row in rows)
        assert shortest >= 300_000
        assert max(starts) - min(starts) < shortest  # each began before any had ended
        assert len({request["connection"] for request in slow.requests()}) == 8


def test_identify_names_the_caller_of_each_request(gate: weir.Gate, provider: Provider) -> None:
    import weir.httpx

    def identify(request: httpx.Request) -> dict[str, Any]:
        return {"user": request.headers["x-signed-in"], "groups": ["team"]}

    transport = weir.httpx.Transport(gate, identify=identify)
    with httpx.Client(transport=transport) as client:
        for user in ("aino", "matti"):
            answer = client.post(
                "http://nowhere.invalid/v1/chat/completions",
                headers={"x-signed-in": user},
                json={"model": "assistant", "messages": [{"role": "user", "content": "Moi"}]},
            )
            assert answer.status_code == 200
    assert [row["user_name"] for row in gate.log_rows()] == ["aino", "matti"]
    assert "x-signed-in" not in json.dumps(provider.requests())
