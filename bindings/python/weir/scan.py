"""Text through a guardrail without a call, whole or in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ._errors import InvalidArgument, check
from ._ffi import Options, ffi, lib, take_json, text_of
from .gate import Gate


@dataclass(frozen=True)
class Finding:
    """What was found and where; never the text itself."""

    entity: str
    start: int
    """In bytes of the UTF-8 text as given, not in characters."""
    end: int
    score: float
    action: str
    """"mask", "block" or "flag"."""


@dataclass(frozen=True)
class ScanResult:
    """A scanned text."""

    redacted: str
    findings: list[Finding]


class Scanner:
    """Looks for detectors, or applies a guardrail of a gate's policy. Share it between threads.

    `detect` names entities and groups ("pii/fi,EMAIL_ADDRESS", or a list of them), all masked;
    without it and without `guardrail` every detector is used. `threshold` is the least score of a
    finding, 0 to 1; 0 stands for the guardrail's, or 0.5.
    """

    def __init__(
        self,
        detect: str | Iterable[str] | None = None,
        *,
        gate: Gate | None = None,
        guardrail: str | None = None,
        threshold: float = 0.0,
    ) -> None:
        options = Options("weir_scanner_options")
        if detect is not None and not isinstance(detect, str):
            detect = ",".join(detect)
        options.set_text("detect", detect)
        options.set_text("guardrail", guardrail)
        options.struct.threshold = threshold
        out = ffi.new("weir_scanner **")
        handle = ffi.NULL if gate is None else gate._open_handle()
        check(lib.weir_scanner_new(handle, options.struct, out))
        self._handle = ffi.gc(out[0], lib.weir_scanner_free)

    def scan(self, text: str) -> ScanResult:
        """Scans a whole text. Raises Blocked where a rule blocks."""
        scan = self.stream()
        redacted = scan.feed(text) + scan.finish()
        return ScanResult(redacted, scan.findings)

    def stream(self) -> ScanStream:
        """Begins a text that comes in pieces."""
        return ScanStream(self._handle)


class ScanStream:
    """A text that comes in pieces, cut anywhere. From one thread at a time.

    scan = scanner.stream()
    for piece in pieces:
        print(scan.feed(piece), end="")
    print(scan.finish())
    """

    def __init__(self, scanner_handle: Any) -> None:
        out = ffi.new("weir_scan **")
        check(lib.weir_scan_new(scanner_handle, out))
        self._handle = ffi.gc(out[0], lib.weir_scan_free)
        self._is_finished = False

    def feed(self, piece: str) -> str:
        """Takes a piece; returns what may be shown by now. Raises Blocked where a rule blocks."""
        if self._is_finished:
            raise InvalidArgument("the text has been finished", reason="scan.finished")
        data = piece.encode("utf-8")
        check(lib.weir_scan_feed(self._handle, data, len(data)))
        return text_of(lib.weir_scan_output, self._handle)

    def finish(self) -> str:
        """Ends the text; returns what was held back."""
        self._is_finished = True
        check(lib.weir_scan_finish(self._handle))
        return text_of(lib.weir_scan_output, self._handle)

    @property
    def findings(self) -> list[Finding]:
        """What has been found so far, in the order of their starts."""
        scan = self._handle
        return [
            Finding(
                text_of(lib.weir_scan_finding_entity, scan, index),
                lib.weir_scan_finding_start(scan, index),
                lib.weir_scan_finding_end(scan, index),
                lib.weir_scan_finding_score(scan, index),
                text_of(lib.weir_scan_finding_action, scan, index),
            )
            for index in range(lib.weir_scan_finding_count(scan))
        ]


def detectors() -> list[dict[str, Any]]:
    """Every detector that this build knows: entity, groups, country, score, description, source."""
    out = ffi.new("weir_text **")
    check(lib.weir_detectors_list(out))
    rows: list[dict[str, Any]] = take_json(out[0])
    return rows
