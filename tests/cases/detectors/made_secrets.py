#!/usr/bin/env python3
"""Labelled cases for the secrets, made when they are asked for: a file of them would look to every
scanner of repositories like a leak.

    made_secrets.py FILE.jsonl
"""
import base64
import json
import random
import re
import string
import sys
import uuid

import secret_forms
from sentences import Found, case, numbering

ALPHABETS = {
    "A": string.ascii_letters + string.digits,
    "a": string.ascii_lowercase + string.digits,
    "u": string.ascii_uppercase + string.digits,
    "h": "0123456789abcdef",
    "2": string.ascii_uppercase + "234567",
    "c": string.ascii_lowercase + "234567",
    "w": string.ascii_letters + string.digits + "_-",
    "b": string.ascii_letters + string.digits + "+/",
    "d": "123456789",
    "B": "ACDEFGHJKLMNPQRSTUVWXYZ023456789",
}
PART = re.compile(r"\{([A-Za-z0-9])(\d*)([!~]?)\}")

# How a token stands in a text, and what may stand before and behind a named one.
PLACES = (("", ""), ("Käytä avainta ", " huomenna."), ("KEY=\"", "\"\n"), ("{\"k\": \"", "\"}"),
          ("- value: ", "\n"), ("Use `", "` for now"), ("# ", " (old)\n"), ("curl -u ", ": https://example.org"))
LEADS = (("", "\n"), ("export ", "\n"), ("# säätö\n", ""), ("a = 1\n", "\nb = 2\n"))
STAND_INS = ("your-api-key-here", "<your-token>", "${API_TOKEN}", "changeme", "x" * 40, "YOUR_API_KEY", "{{ token }}")
PASSWORD_STAND_INS = ("password", "<password>", "${DB_PASSWORD}", "changeme", "****", "your_password", "xxxxxxxx")
NONE = (
    "password = get_password()", "api_key = \"your-api-key\"", "token: <token>", "secret=${SECRET}",
    "password: changeme", "password = \"xxxxxxxx\"", "api_key=os.environ[\"API_KEY\"]",
    "postgres://user:password@localhost/db", "The token is kept for 30 days.", "Basic Operations of it",
    "token = base64.b64decode(text)", "secret_key = config.get('secret_key')", "password_reset_token_ttl = 3600",
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@host", "sk-learn and sk-image", "AKIA is the prefix",
    "ghp_ tokens are 40 bytes long", "Authorization: Bearer <token>", "https://user@example.org/a",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX", "machine login password",
)


def dull(alphabet, size):
    return (ALPHABETS[alphabet][:2] * size)[:size]


def stand_in(_, size):
    return ("your-api-key-here-" * size)[:size]


class Maker:
    """Texts of a form, from random numbers."""

    def __init__(self, chance):
        self.chance = chance

    def draw(self, alphabet, size):
        return "".join(self.chance.choice(ALPHABETS[alphabet]) for _ in range(size))

    def part(self, match, draw, change):
        alphabet, size, mark = match.groups()
        if alphabet == "U":
            return str(uuid.UUID(int=self.chance.getrandbits(128) if draw == self.draw else 0))
        return draw(alphabet, int(size) + (change if mark == "!" else 0))

    def fill(self, form, draw=None, change=0):
        """The text; `change`: so many bytes more in the parts of which the length is told."""
        return PART.sub(lambda match: self.part(match, draw or self.draw, change), form)


def pieces(filled, entity):
    """A filled form as pieces of a case."""
    if "|" not in filled:
        return ["", Found(filled, entity), ""]
    before, value, behind = filled.split("|")
    return [before, Found(value, entity), behind]


def plain(filled):
    return filled.replace("|", "")


def token_cases(chance, number):
    maker = Maker(chance)
    for entity, form in secret_forms.TOKENS:
        for before, behind in chance.sample(PLACES, 5):
            yield case(next(number), ["secret"], before, Found(maker.fill(form), entity), behind)
        if entity != "AGE_SECRET_KEY":
            yield case(next(number), [entity], maker.fill(form, dull))
        if "U}" not in form:
            yield case(next(number), [entity], "key: " + maker.fill(form, stand_in))
        if "!" in form:
            yield case(next(number), [entity], maker.fill(form, change=-1))
            yield case(next(number), [entity], maker.fill(form, change=1))
        yield case(next(number), [entity], PART.sub(lambda match: maker.draw("h", 3), form))


def named_cases(chance, number):
    maker = Maker(chance)
    for entity, form in secret_forms.NAMED:
        for lead, end in LEADS:
            before, found, behind = pieces(maker.fill(form), entity)
            yield case(next(number), ["secret"], lead + before, found, behind + end)
        for text in STAND_INS:
            before, _, behind = form.split("|")
            yield case(next(number), ["secret"], before + text + behind)
        yield case(next(number), [entity], plain(maker.fill(form, dull)))
        if "!" in form:
            yield case(next(number), [entity], plain(maker.fill(form, change=-1)))
            yield case(next(number), [entity], plain(maker.fill(form, change=1)))


def password_cases(chance, number):
    maker = Maker(chance)
    for entity, form in secret_forms.PASSWORDS:
        for lead, end in LEADS:
            before, found, behind = pieces(maker.fill(form), entity)
            yield case(next(number), ["secret"], lead + before, found, behind + end)
        for text in PASSWORD_STAND_INS:
            before, _, behind = form.split("|")
            yield case(next(number), ["secret"], before + text + behind)


def block(chance, first, last, size=64):
    lines = [Maker(chance).draw("b", size) for _ in range(6)]
    return "\n".join([f"-----BEGIN {first}-----"] + lines + [f"-----END {last}-----"])


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def web_token(chance):
    """A JSON Web Token (RFC 7519) of a made-up key."""
    head = {"alg": chance.choice(("HS256", "RS256", "none")), "typ": "JWT"}
    claims = {"sub": Maker(chance).draw("d", 8), "iat": chance.randint(1600000000, 1800000000)}
    return ".".join([base64url(json.dumps(head).encode()), base64url(json.dumps(claims).encode()),
                     base64url(bytes(chance.getrandbits(8) for _ in range(32)))])


def other_cases(chance, number):
    """Keys in blocks, signed tokens, user and password in base64."""
    for before, behind in PLACES:
        yield case(next(number), ["secret"], before, Found(web_token(chance), "JWT"), behind)
    yield case(next(number), ["JWT"], web_token(chance).split(".")[0])
    yield case(next(number), ["JWT"], "eyJust.eyJumble", " and eyJhbGciOiJIUzI1NiJ9")
    for label in ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
                  "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK"):
        for before, behind in (("", "\n"), ("Avain:\n", "\nja muuta\n")):
            yield case(next(number), ["secret"], before, Found(block(chance, label, label), "PRIVATE_KEY"), behind)
    for label in ("PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK"):
        yield case(next(number), ["secret"], block(chance, label, label))
    for user in ("anna", "app-user", "x", "käyttäjä"):
        packed = base64.b64encode(f"{user}:{Maker(chance).draw('A', 12)}".encode()).decode()
        yield case(next(number), ["secret"], "Authorization: Basic ", Found(packed, "BASIC_AUTH_CREDENTIALS"), "\r\n")
    packed = base64.b64encode(b"no colon in this text").decode()
    yield case(next(number), ["secret"], "Authorization: Basic " + packed)
    for text in NONE:
        yield case(next(number), ["secret"], text)


def cases(chance):
    for name, make in (("token", token_cases), ("named", named_cases), ("password", password_cases),
                       ("other", other_cases)):
        yield from make(chance, numbering("secret-" + name))


def main():
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for one in cases(random.Random("secrets")):
            out.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
