"""A whole answer, and what weir did for it."""

from __future__ import annotations

import json
from typing import Any

from ._call import Call, QuotaLeft


class Answer:
    """The answer of `Gate.chat`, after the guardrails."""

    text: str
    """The text of the first choice; "" where it has none (tool calls, a refusal)."""
    body: bytes
    """The whole answer, JSON as the provider's API gives it."""
    report: dict[str, Any]
    """What weir did: usage, cost, findings (never the matched text), quotas left, timings."""
    quotas: list[QuotaLeft]
    """What each quota had left after the call's reservation."""
    id: str
    """The request_id of the call's row in the log."""

    def __init__(self, call: Call) -> None:
        self.text = call.answer_text()
        self.body = call.answer()
        self.report = call.report()
        self.quotas = call.quotas()
        self.id = call.id

    def json(self) -> Any:
        """The body parsed."""
        return json.loads(self.body)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Answer(text={self.text!r}, id={self.id!r})"
