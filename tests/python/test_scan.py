"""Scanner: whole texts, texts in pieces, guardrails of a policy."""

from __future__ import annotations

import threading

import pytest
import weir
from conftest import IDENTITY_CODE, MAIL, SECRET

TEXT = f"Ääkkösiä: {IDENTITY_CODE} and {MAIL}, \N{GRINNING FACE} then nothing."


def test_whole() -> None:
    result = weir.Scanner("pii/fi,EMAIL_ADDRESS").scan(TEXT)
    assert result.redacted == TEXT.replace(IDENTITY_CODE, "<FI_PERSONAL_IDENTITY_CODE>").replace(
        MAIL, "<EMAIL_ADDRESS>"
    )
    data = TEXT.encode()
    found = [(data[f.start : f.end].decode(), f.entity) for f in result.findings]
    assert found == [(IDENTITY_CODE, "FI_PERSONAL_IDENTITY_CODE"), (MAIL, "EMAIL_ADDRESS")]
    assert all(0.5 <= f.score <= 1 and f.action == "mask" for f in result.findings)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 16, 1000])
def test_in_pieces_as_whole(size: int) -> None:
    scanner = weir.Scanner(["pii/fi", "pii/contact"])
    whole = scanner.scan(TEXT)
    scan = scanner.stream()
    out = [scan.feed(TEXT[at : at + size]) for at in range(0, len(TEXT), size)]
    assert "".join([*out, scan.finish()]) == whole.redacted
    assert scan.findings == whole.findings
    with pytest.raises(weir.InvalidArgument):
        scan.feed("more")


def test_a_guardrail_that_blocks(gate: weir.Gate) -> None:
    scanner = weir.Scanner(gate=gate, guardrail="secrets")
    assert scanner.scan("nothing here").redacted == "nothing here"
    with pytest.raises(weir.Blocked) as refused:
        scanner.scan(f"key {SECRET} here")
    assert SECRET not in str(refused.value)
    with pytest.raises(weir.InvalidArgument) as unknown:
        weir.Scanner(gate=gate, guardrail="secretes")
    assert unknown.value.reason == "guardrail.unknown"


def test_threshold_and_unknown_detectors() -> None:
    low = weir.Scanner(threshold=0.01).scan("call 040 123 4567").findings
    high = weir.Scanner(threshold=1.0).scan("call 040 123 4567").findings
    assert len(high) < len(low)
    with pytest.raises(weir.InvalidArgument) as refused:
        weir.Scanner("EMAIL_ADRESS")
    assert refused.value.reason == "detector.unknown"
    assert refused.value.details["suggestion"] == "EMAIL_ADDRESS"


def test_detectors() -> None:
    listed = {row["entity"]: row for row in weir.detectors()}
    assert "pii/fi" in listed["FI_PERSONAL_IDENTITY_CODE"]["groups"]


def test_threads_share_a_scanner() -> None:
    scanner = weir.Scanner("pii/fi")
    expected = scanner.scan(TEXT)
    results: list[weir.ScanResult] = []

    def work() -> None:
        results.extend(scanner.scan(TEXT) for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 200
