#!/usr/bin/env python3
"""An unchanged OpenAI SDK under a policy: the line with `http_client` is all that is new.

usage: openai_sdk.py POLICY [PROMPT]

The SDK's base URL and key are not used: the policy says where a request goes, and with which key.
"""

import sys
import unicodedata

import httpx
import openai
import weir
import weir.httpx


def shown(text: str) -> str:
    """A terminal obeys control characters: it gets "?" for all but line ends and tabs."""
    if not sys.stdout.isatty():
        return text
    return "".join("?" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    prompt = sys.argv[2] if len(sys.argv) == 3 else "I am 131052-308T. Say hello."
    with weir.Gate(sys.argv[1]) as gate:
        client = openai.OpenAI(
            base_url="http://the.policy.decides/v1",
            api_key="unused",
            http_client=httpx.Client(transport=weir.httpx.Transport(gate, app="openai_sdk.py")),
        )
        messages = [{"role": "user", "content": prompt}]
        try:
            answer = client.chat.completions.create(model="assistant", messages=messages)
            print(shown(answer.choices[0].message.content))
            for chunk in client.chat.completions.create(
                model="assistant", messages=messages, stream=True
            ):
                print(shown(chunk.choices[0].delta.content or ""), end="", flush=True)
            print()
        except openai.BadRequestError as refused:  # a guardrail blocks it
            print(f"refused: {refused.message}", file=sys.stderr)
            return 3
        except openai.PermissionDeniedError as refused:  # the policy's "allow"
            print(f"denied: {refused.message}", file=sys.stderr)
            return 3
        except openai.RateLimitError as refused:  # a quota; the SDK did not try again
            print(f"over quota: {refused.message}", file=sys.stderr)
            return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
