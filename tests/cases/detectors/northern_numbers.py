"""Numbers of the Nordic and Baltic countries other than those of persons, made with check digits that
are reckoned here, apart from the library.

Sources: Finance Finland and ISO 11649 (references), ytj.fi (FI), Bankgirot and Skatteverket (SE),
Brønnøysundregistrene and Bits (NO), Erhvervsstyrelsen (DK), e-Business Register and EMTA (EE), VID and
Uzņēmumu reģistrs (LV), Registrų centras and VMI (LT); Decision S2 of the Administrative Commission
(health cards); PRADO (passports, identity cards).
"""
import string

DIGITS = "0123456789"
LETTERS = string.ascii_uppercase


def serial(random, count):
    return "".join(random.choice(DIGITS) for _ in range(count))


def letters(random, count, of=LETTERS):
    return "".join(random.choice(of) for _ in range(count))


def weighted(text, weights):
    return sum(a * b for a, b in zip((int(c) for c in text if c.isdigit()), weights))


def digits_of(text):
    return "".join(c for c in text if c in DIGITS)


def luhn(text):
    """Whether the digits of `text` pass."""
    return sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(digits_of(text)[::-1])) % 10 == 0


def drawn(random, draw, is_right):
    """draw(random) until it is right: the check digit comes by itself."""
    while True:
        value = draw(random)
        if is_right(value):
            return value


def is_business_id(text):
    return weighted(digits_of(text), (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0


def business_id(random):
    return drawn(random, lambda r: f"{r.randint(1000000, 3999999)}-{r.randint(0, 9)}", is_business_id)


def is_bank_reference(text):
    digits = digits_of(text)
    return weighted(digits[-2::-1], (7, 3, 1) * 7) % 10 == -int(digits[-1]) % 10


def bank_reference(random, size=None):
    size = size or random.randint(6, 20)
    return drawn(random, lambda r: r.choice("123456789") + serial(r, size - 1), is_bank_reference)


def is_creditor_reference(text):
    text = text.replace(" ", "").upper()
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def creditor_reference(random):
    body = bank_reference(random, random.randint(6, 16))
    return drawn(random, lambda r: f"RF{r.randint(2, 98):02}{body}", is_creditor_reference)


def is_organisationsnummer(text):
    digits = digits_of(text)[-10:]
    return luhn(digits) and digits[2] >= "2"


def organisationsnummer(random):
    return drawn(random, lambda r: f"55{r.randint(2000, 9999)}-{serial(r, 4)}", is_organisationsnummer)


def giro(random, groups):
    """Digits in such groups; the last is behind a dash."""
    def draw(r):
        parts = [serial(r, size) for size in groups]
        parts[0] = r.choice("123456789") + parts[0][1:]
        return " ".join(parts[:-1]) + "-" + parts[-1]
    return drawn(random, draw, luhn)


def is_organisasjonsnummer(text):
    return weighted(digits_of(text), (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def organisasjonsnummer(random):
    return drawn(random, lambda r: r.choice("89") + serial(r, 8), is_organisasjonsnummer)


def is_norwegian_account(text):
    return weighted(digits_of(text), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def norwegian_account(random):
    return drawn(random, lambda r: f"{r.randint(1000, 9799)}.{serial(r, 2)}.{serial(r, 5)}",
                 is_norwegian_account)


def is_cvr(text):
    return weighted(digits_of(text), (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def cvr(random):
    return drawn(random, lambda r: r.choice("1234") + serial(r, 7), is_cvr)


def cpr(random):
    """DDMMYY-SSSS of a year from 1940 to 1999: the seventh digit 0 to 3, no check digit since 2007."""
    return (f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randint(40, 99)}-"
            f"{random.choice('0123')}{serial(random, 3)}")


def baltic_check(digits):
    """The check digit of Estonia and Lithuania, by two rows of weights."""
    for row in range(1, 4, 2):
        rest = sum(int(d) * ((i + row - 1) % 9 + 1) for i, d in enumerate(digits)) % 11
        if rest < 10:
            return str(rest)
    return "0"


def passes_baltic(text):
    digits = digits_of(text)
    return baltic_check(digits[:-1]) == digits[-1]


def registrikood(random):
    body = random.choice("1789") + serial(random, 6)
    return body + baltic_check(body)


def is_kmkr(text):
    return weighted(digits_of(text), (3, 7, 1) * 3) % 10 == 0


def kmkr(random):
    return "EE" + drawn(random, lambda r: "10" + serial(r, 7), is_kmkr)


def is_latvian_company(text):
    return weighted(digits_of(text), (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)) % 11 == 3


def latvian_company(random):
    return drawn(random, lambda r: r.choice("459") + "0" + serial(r, 9), is_latvian_company)


def imones_kodas(random):
    body = random.choice("1234") + serial(random, 7)
    return body + baltic_check(body)


def is_pvm(text):
    return digits_of(text)[-2] == "1" and passes_baltic(text)


def pvm(random):
    body = random.choice("123456789") + serial(random, random.choice((6, 9))) + "1"
    return "LT" + body + baltic_check(body)


def health_card(country):
    """Twenty digits: 80, the country's number, an institution, a serial."""
    return lambda random: f"80{country}{serial(random, 15)}"
