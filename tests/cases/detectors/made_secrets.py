#!/usr/bin/env python3
"""Labelled cases for the secrets, made when they are asked for: a file of them would look to every
scanner of repositories like a leak.

    made_secrets.py FILE.jsonl
"""
import json
import random
import string
import sys

from sentences import Found, case, numbering

ALPHABETS = {
    "A": string.ascii_letters + string.digits,
    "a": string.ascii_lowercase + string.digits,
    "u": string.ascii_uppercase + string.digits,
    "h": "0123456789abcdef",
    "2": string.ascii_uppercase + "234567",
}
# Entity, prefix, alphabet and length of what follows.
TOKENS = [
    ("AWS_ACCESS_KEY_ID", "AKIA", "2", 16),
    ("GOOGLE_API_KEY", "AIza", "A", 35),
    ("GITHUB_TOKEN", "ghp_", "A", 36),
    ("GITLAB_TOKEN", "glpat-", "A", 20),
    ("ANTHROPIC_API_KEY", "sk-ant-api03-", "A", 95),
    ("OPENAI_API_KEY", "sk-proj-", "A", 120),
    ("OPENROUTER_API_KEY", "sk-or-v1-", "h", 64),
    ("GROQ_API_KEY", "gsk_", "A", 52),
    ("HUGGINGFACE_TOKEN", "hf_", "A", 34),
    ("STRIPE_API_KEY", "sk_live_", "A", 24),
    ("SHOPIFY_TOKEN", "shpat_", "h", 32),
    ("NPM_TOKEN", "npm_", "A", 36),
    ("RUBYGEMS_TOKEN", "rubygems_", "h", 48),
    ("DIGITALOCEAN_TOKEN", "dop_v1_", "h", 64),
    ("LINEAR_API_KEY", "lin_api_", "A", 40),
    ("NEW_RELIC_KEY", "NRAK-", "u", 27),
    ("PULUMI_TOKEN", "pul-", "h", 40),
    ("DATABRICKS_TOKEN", "dapi", "h", 32),
]
# Entity, what stands before the value, alphabet and length.
NAMED = [
    ("AWS_SECRET_ACCESS_KEY", "aws_secret_access_key = ", "A", 40),
    ("COHERE_API_KEY", "COHERE_API_KEY=", "A", 40),
    ("MISTRAL_API_KEY", "MISTRAL_API_KEY: ", "A", 32),
    ("TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN=", "h", 32),
    ("DATADOG_API_KEY", "DD_API_KEY=", "h", 32),
    ("GENERIC_API_KEY", "api_key = ", "A", 32),
    ("POSTGRES_CONNECTION_STRING", "postgres://app:", "A", 16),
]
NONE = [
    "password = get_password()", "api_key = \"your-api-key\"", "token: <token>", "secret=${SECRET}",
    "password: changeme", "password = \"xxxxxxxx\"", "api_key=os.environ[\"API_KEY\"]",
    "postgres://user:password@localhost/db", "The token is kept for 30 days.",
]


def made(chance, alphabet, size):
    return "".join(chance.choice(ALPHABETS[alphabet]) for _ in range(size))


def cases(chance):
    number = numbering("secret-made")
    for entity, prefix, alphabet, size in TOKENS:
        for before, behind in (("", ""), ("Käytä avainta ", " huomenna."), ("KEY=\"", "\"\n"),
                               ("{\"k\": \"", "\"}")):
            token = prefix + made(chance, alphabet, size)
            yield case(next(number), ["secret"], before, Found(token, entity), behind)
        yield case(next(number), [entity], prefix + "x" * size)
        yield case(next(number), [entity], prefix + made(chance, alphabet, 5))
    for entity, before, alphabet, size in NAMED:
        behind = "@db.example.org/shop" if "://" in before else "\n"
        for lead in ("", "export ", "# säätö\n"):
            value = made(chance, alphabet, size)
            yield case(next(number), ["secret"], lead + before, Found(value, entity), behind)
    for text in NONE:
        yield case(next(number), ["secret"], text)


def main():
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for one in cases(random.Random("secrets")):
            out.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
