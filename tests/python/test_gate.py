"""Gate: chat, streams, refusals, read-outs, its end."""

from __future__ import annotations

import datetime
import getpass
import json
import pickle
from pathlib import Path

import pytest
import weir
from conftest import IDENTITY_CODE, KEY, MAIL, SECRET, Provider, policy


def test_chat_masks_both_ways_and_reports(gate: weir.Gate, provider: Provider) -> None:
    answer = gate.chat(f"I am {IDENTITY_CODE}, write to {MAIL}", user="aino", groups=["team"])
    expected = "I am <FI_PERSONAL_IDENTITY_CODE>, write to <EMAIL_ADDRESS>"
    assert answer.text == f"You said: {expected}"
    assert str(answer) == answer.text
    assert answer.json()["choices"][0]["message"]["content"] == answer.text
    assert answer.report["outcome"] == "answered"
    assert [finding["entity"] for finding in answer.report["findings"]] == [
        "FI_PERSONAL_IDENTITY_CODE",
        "EMAIL_ADDRESS",
    ]
    assert answer.report["request_id"] == answer.id
    (sent,) = provider.bodies()
    assert expected in sent
    assert IDENTITY_CODE not in sent
    assert MAIL not in sent


@pytest.mark.parametrize(
    "request_",
    [
        "Moi",
        [{"role": "user", "content": "Moi"}],
        {"messages": [{"role": "user", "content": "Moi"}]},
        b'{"messages":[{"role":"user","content":"Moi"}]}',
    ],
)
def test_every_form_of_a_request(gate: weir.Gate, request_: weir.gate.Request) -> None:
    assert gate.chat(request_, groups=["team"]).text == "You said: Moi"


def test_parameters_go_into_the_body(gate: weir.Gate, provider: Provider) -> None:
    gate.chat("Moi", groups=["team"], temperature=0.25, max_tokens=7)
    (sent,) = provider.bodies()
    assert "0.25" in sent
    with pytest.raises(weir.InvalidArgument) as refused:
        gate.chat(b"{}", groups=["team"], temperature=0.25)
    assert refused.value.reason == "request.parameters"


def test_stream(gate: weir.Gate) -> None:
    with gate.stream(f"I am {IDENTITY_CODE}.", groups=["team"]) as stream:
        events = list(stream)
        assert list(stream) == []
    assert len(events) > 3
    assert "".join(event.text for event in events) == (
        "You said: I am <FI_PERSONAL_IDENTITY_CODE>."
    )
    assert all(event.json()["object"] == "chat.completion.chunk" for event in events)
    assert stream.report["outcome"] == "answered"
    assert stream.report["request_id"] == stream.id


def test_verdicts(gate: weir.Gate, provider: Provider) -> None:
    with pytest.raises(weir.Denied) as denied:
        gate.chat("Moi", user="eve", groups=[])
    assert denied.value.reason == "endpoint.denied"
    assert denied.value.http_status == 403
    with pytest.raises(weir.Blocked) as blocked:
        gate.chat(f"my key is {SECRET}", groups=["team"])
    assert blocked.value.reason == "guardrail.blocked"
    assert blocked.value.details["entity"] == "AWS_ACCESS_KEY_ID"
    assert json.loads(blocked.value.body)["error"]["code"] == "guardrail.blocked"
    with pytest.raises(weir.Blocked):
        gate.stream(f"my key is {SECRET}", groups=["team"])
    assert provider.bodies() == []
    for _ in range(8):
        gate.chat("Moi", user="aino", groups=["team"])
    with pytest.raises(weir.OverQuota) as over:
        gate.chat("Moi", user="aino", groups=["team"])
    assert over.value.reason == "quota.exceeded"
    assert over.value.details["quota"] == "per-user"
    assert over.value.retry_after_ms > 0
    assert over.value.is_retryable
    assert len(provider.bodies()) == 8
    rows = {row["request_id"]: row for row in gate.log_rows()}
    assert rows[over.value.request_id]["outcome"] == "over_quota"
    assert rows[blocked.value.request_id]["outcome"] == "blocked"
    assert rows[denied.value.request_id]["outcome"] == "denied"


def test_provider_errors(gate: weir.Gate) -> None:
    with pytest.raises(weir.ProviderError) as failed:
        gate.chat("answer with status 503", groups=["team"])
    assert not isinstance(failed.value, weir.Verdict)
    with (
        pytest.raises(weir.ProviderError),
        gate.stream("break the stream, a sentence of many words", groups=["team"]) as stream,
    ):
        for _ in stream:
            pass
    with pytest.raises(weir.InvalidRequest):
        gate.chat(b'{"messages":', groups=["team"])


def test_errors_by_code_and_reason_survive_pickle(gate: weir.Gate) -> None:
    assert weir.error_class(weir.Blocked.code) is weir.Blocked
    assert weir.error_class(weir.Unavailable.code, "store.forked") is weir.ForkedStore
    with pytest.raises(weir.Error) as refused:
        gate.chat("Moi", user="eve", groups=[])
    copy = pickle.loads(pickle.dumps(refused.value))
    assert type(copy) is weir.Denied
    assert copy.__dict__ == refused.value.__dict__
    assert str(copy) == str(refused.value)


def test_read_outs(gate: weir.Gate) -> None:
    begun = datetime.datetime.now(datetime.timezone.utc)
    answer = gate.chat("Moi", user="aino", groups=["team"], app="tests", tags={"team": "a"})
    gate.chat("Hei", user="matti", groups=["team"])
    (row,) = [row for row in gate.quota_rows() if "aino" in row["key"]]
    assert (row["settled"], row["remaining"]) == (1, 7)
    rows = gate.log_rows(since=begun, payload=True)
    assert [row["user_name"] for row in rows] == ["aino", "matti"]
    assert rows[0]["app"] == "tests"
    assert "Moi" in rows[0]["request"]
    assert [row["user_name"] for row in gate.log_rows(after=answer.id)] == ["matti"]
    assert len(gate.log_rows(limit=1)) == 1
    assert gate.log_rows(since=begun + datetime.timedelta(days=1)) == []
    usage = gate.usage_rows(["user", "model"], since=datetime.timedelta(hours=1))
    assert [(row["user"], row["model"], row["calls"]) for row in usage] == [
        ("aino", "loopback", 1),
        ("matti", "loopback", 1),
    ]
    with pytest.raises(weir.InvalidArgument) as refused:
        gate.usage_rows("colour")
    assert refused.value.reason == "usage.by"
    with pytest.raises(weir.InvalidArgument):
        gate.log_rows(since=datetime.datetime(2026, 1, 1))


def test_what_the_quotas_left(gate: weir.Gate) -> None:
    answer = gate.chat("Moi", user="aino", groups=["team"])
    left = answer.quotas
    assert [(quota.quota, quota.key) for quota in left] == [("per-user", "per-user|user=aino")]
    assert (left[0].metric, left[0].limit, left[0].remaining) == ("requests", 8, 7)
    assert left[0].reset_ms > 0
    for _ in range(7):
        gate.chat("Moi", user="aino", groups=["team"])
    with pytest.raises(weir.OverQuota) as refused:
        gate.chat("Moi", user="aino", groups=["team"])
    headers = dict(refused.value.headers)
    assert int(headers["retry-after"]) > 0
    assert headers["ratelimit-policy"] == '"per-user";q=8'
    assert headers["ratelimit"].startswith('"per-user";r=0;t=')


def test_administration_of_quotas(gate: weir.Gate, provider: Provider, store: Path) -> None:
    key = "user=aino"
    gate.freeze_quota("per-user", key)
    with (
        weir.Gate(policy_text=json.dumps(policy(provider.url, store))) as other,
        pytest.raises(weir.Denied) as refused,
    ):
        other.chat("Moi", user="aino", groups=["team"])
    assert refused.value.reason == "quota.frozen"
    gate.chat("Moi", user="eero", groups=["team"])
    gate.unfreeze_quota("per-user", key)
    gate.grant_quota("per-user", 2, key)
    assert gate.chat("Moi", user="aino", groups=["team"]).quotas[0].remaining == 9
    gate.reset_quota("per-user")
    used = {row["key"]: row["settled"] for row in gate.quota_rows()}
    assert used == {"per-user|user=aino": 0, "per-user|user=eero": 0}
    assert [event["kind"] for event in gate.quota_events(limit=2)] == ["reset", "grant"]
    assert {event["actor"] for event in gate.quota_events()} == {getpass.getuser()}
    for quota, wrong, reason in [
        ("per-usr", key, "quota.unknown"),
        ("per-user", "app=one", "quota.bad_key"),
    ]:
        with pytest.raises(weir.InvalidArgument) as told:
            gate.freeze_quota(quota, wrong)
        assert told.value.reason == reason
    with pytest.raises(weir.InvalidArgument):
        gate.grant_quota("per-user", 1)


def test_a_changed_limit_keeps_what_was_used(
    provider: Provider, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "policy.jsonc"
    made = policy(provider.url, store)
    path.write_text(json.dumps(made))
    with weir.Gate(path, watch=False) as gate:
        for _ in range(3):
            gate.chat("Moi", user="aino", groups=["team"])
        made["quotas"][0]["limit"]["requests"] = 4
        path.write_text(json.dumps(made))
        gate.reload()
        (row,) = gate.quota_rows()
        assert (row["limit"], row["settled"], row["remaining"]) == (4, 3, 1)
        gate.chat("Moi", user="aino", groups=["team"])
        with pytest.raises(weir.OverQuota):
            gate.chat("Moi", user="aino", groups=["team"])


def test_data_frames(gate: weir.Gate) -> None:
    gate.chat("Moi", user="aino", groups=["team"])
    with pytest.raises(weir.Denied):
        gate.chat("Moi", user="eve", groups=[])
    log = gate.log()
    assert str(log["request_time"].dtype) == "datetime64[us, UTC]"
    assert str(log["input_tokens"].dtype) == "Int64"
    assert list(log["outcome"]) == ["answered", "denied"]
    usage = gate.usage("user,day")
    assert usage["cost_usd"].sum() > 0
    assert str(usage["day"].dtype).startswith("datetime64")
    assert list(gate.quotas()["settled"]) == [1]


def test_policy_file_and_reload(provider: Provider, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "policy.jsonc"
    path.write_text(json.dumps(policy(provider.url, store)))
    assert weir.policy.check(path) == str(path)
    with weir.Gate(path, watch=False) as gate:
        assert gate.policy_path == str(path)
        assert gate.chat("Moi", user="aino", groups=["team"]).text == "You said: Moi"
        text = path.read_text()
        path.write_text(text.replace('"group:team"', '"user:matti"'))
        gate.reload()
        with pytest.raises(weir.Denied):
            gate.chat("Moi", user="aino", groups=["team"])
        path.write_text(text.replace('"endpoints"', '"endpionts"'))
        with pytest.raises(weir.InvalidPolicy) as refused:
            gate.reload()
        assert "endpoints" in json.dumps(refused.value.details)
        with pytest.raises(weir.InvalidPolicy):
            weir.policy.check(path)
        assert gate.chat("Moi", user="matti", groups=[]).text == "You said: Moi"


def test_policy_documents() -> None:
    assert weir.policy.schema()["$schema"].startswith("https://json-schema.org/draft/2020-12")
    assert weir.policy.reference().startswith("# ")
    assert '"weir": 1' in weir.policy.starter()


def test_a_closed_gate_refuses(provider: Provider, store: Path) -> None:
    gate = weir.Gate(policy_text=json.dumps(policy(provider.url, store)))
    gate.close()
    gate.close()
    with pytest.raises(weir.InvalidArgument) as refused:
        gate.chat("Moi", groups=["team"])
    assert refused.value.reason == "gate.closed"


def test_a_stream_outlives_its_gate(provider: Provider, store: Path) -> None:
    gate = weir.Gate(policy_text=json.dumps(policy(provider.url, store)))
    stream = gate.stream("Moi moi", groups=["team"])
    del gate
    assert stream.text() == "You said: Moi moi"


def test_the_key_goes_to_the_provider_alone(gate: weir.Gate, provider: Provider) -> None:
    answer = gate.chat("Moi", groups=["team"])
    (request,) = provider.requests()
    headers = {name.lower(): value for name, value in request["headers"]}
    assert headers["authorization"] == f"{len('Bearer ' + KEY)} bytes, not shown"
    for text in (repr(gate), repr(answer), json.dumps(answer.report), json.dumps(gate.log_rows())):
        assert KEY not in text
