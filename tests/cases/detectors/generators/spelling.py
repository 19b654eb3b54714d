"""The same values in other digits, dashes and spaces, with invisible characters inside, escaped and packed.

Cards: ISO/IEC 7812-1 annex B (Luhn). IBAN: ISO 13616-1 (mod 97). Personal identity code: dvv.fi.
"""
from sentences import Found, case, numbering, within
from spellings import (change_one, glued, grouped, html_escaped, in_base64, in_hex,
                       percent_escaped, unicode_escaped, written_otherwise)


def card(random):
    digits = "4" + "".join(random.choice("0123456789") for _ in range(14))
    total = 0
    for i, c in enumerate(reversed(digits)):
        doubled = int(c) * 2
        total += int(c) if i % 2 else doubled - 9 * (doubled > 9)
    return grouped(digits + str(-total % 10), (4, 4, 4), random.choice(" -"))


def iban(random):
    account = "".join(random.choice("0123456789") for _ in range(14))
    check = 98 - int(account + "151800") % 97  # F is 15, I is 18
    return grouped(f"FI{check:02}{account}", (4, 4, 4, 4))


def identity_code(random):
    date = f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randint(30, 99):02}"
    individual = f"{random.randint(2, 899):03}"
    sign = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(date + individual) % 31]
    return f"{date}-{individual}{sign}"


def escaped(value):
    return (percent_escaped(value), percent_escaped(value, "- "), html_escaped(value, "- 1"),
            html_escaped(value, in_hex=True), unicode_escaped(value, "- 0"), unicode_escaped(value))


VALUES = {"CREDIT_CARD": card, "IBAN_CODE": iban, "FI_PERSONAL_IDENTITY_CODE": identity_code}


def cases(random):
    for entity, value in VALUES.items():
        number = numbering("spelling-" + entity.split("_")[0].lower())
        for _ in range(3):
            for _, text in written_otherwise(random, value(random)):
                language = random.choice(("en", "fi", "sv", "de"))
                yield case(next(number), [entity], *within(random, language, Found(text, entity)))
        for text in escaped(value(random)):
            yield case(next(number), [entity], *within(random, "en", Found(text, entity)))
        for pack in (in_base64, in_hex):
            before, middle, after = pack("Tunnus on siis ", value(random), ", ja muuta ei ole.")
            yield case(next(number), [entity], "data: ", before, Found(middle, entity), after, "\n")
        for _, text in glued(value(random)):
            yield case(next(number), [entity], *within(random, "fi", text))
        for _ in range(3):
            # All three schemes notice every single digit that is changed.
            changed = change_one(random, value(random).replace(" ", ""), range(4, 10))
            yield case(next(number), [entity], *within(random, "en", changed))
