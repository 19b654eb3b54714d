"""Check digits and dates of western Europe's numbers, reckoned apart from the library."""


def digits(random, count, first="0123456789"):
    return random.choice(first) + "".join(random.choice("0123456789") for _ in range(count - 1))


def date(random):
    """Two digits each of year, month and day."""
    return (f"{random.randint(30, 99):02}", f"{random.randint(1, 12):02}", f"{random.randint(1, 28):02}")


def cross(number):
    return number // 10 + number % 10


def weighted(text, weights):
    return sum(int(c) * w for c, w in zip(text, weights))


def luhn(text):
    """The check digit behind `text`."""
    return str(-sum(cross(2 * int(c)) if i % 2 == 0 else int(c)
                    for i, c in enumerate(reversed(text))) % 10)


def iso7064(text):
    carry = 10
    for c in text:
        carry = ((int(c) + carry) % 10 or 10) * 2 % 11
    return str((11 - carry) % 10)


def icao(text):
    return str(sum(int(c, 36) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def verhoeff(text):
    """By permutations and the group's own rule: rotations 0 to 4, reflections 5 to 9."""
    def product(a, b):
        turn = a % 5 + b % 5 if a < 5 else a % 5 - b % 5
        return turn % 5 + 5 * ((a >= 5) != (b >= 5))
    step = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    total = 0
    for i, c in enumerate(reversed(text), 1):
        value = int(c)
        for _ in range(i % 8):
            value = step[value]
        total = product(total, value)
    return next(str(c) for c in range(10) if product(c, total) == 0)


def until(make):
    """What `make` gives, again and again until it is something."""
    while True:
        made = make()
        if made is not None:
            return made


def checked(body, check, size=1):
    """`body` and its check digits; None where there is no such digit."""
    return body + str(check).zfill(size) if 0 <= check < 10**size else None
