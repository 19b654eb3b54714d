"""The Nordic and Baltic countries: personal numbers, their check digits reckoned here again, and the
kinds of northern_kinds.py."""
import northern_kinds
from sentences import Found, case, labelled, numbering, within
from spellings import changed_until, glued, written_otherwise


def weighted(digits, weights):
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))


def date(random, pattern, first=1940, last=1999):
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(first, last)
    return pattern.format(d=day, m=month, y=year % 100)


def serial(random, count):
    return "".join(random.choice("0123456789") for _ in range(count))


def luhn(digits):
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(digits[::-1]))
    return str(-total % 10)


def hetu(random):
    digits = date(random, "{d:02}{m:02}{y:02}") + str(random.randint(2, 999)).zfill(3)
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31]
    return digits[:6] + random.choice("-YXWVU") + digits[6:] + check


def personnummer(random):
    digits = date(random, "{y:02}{m:02}{d:02}") + serial(random, 3)
    return digits[:6] + "-" + digits[6:] + luhn(digits)


def fodselsnummer(random):
    while True:
        digits = date(random, "{d:02}{m:02}{y:02}") + str(random.randint(0, 499)).zfill(3)
        first = -weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
        second = -weighted(digits + str(first), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        if first < 10 and second < 10:
            return f"{digits[:6]} {digits[6:]}{first}{second}"


def kennitala(random):
    while True:
        digits = date(random, "{d:02}{m:02}{y:02}") + str(random.randint(20, 99))
        check = -weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
        if check < 10:
            return f"{digits[:6]}-{digits[6:]}{check}9"


def isikukood(random):
    digits = random.choice("34") + date(random, "{y:02}{m:02}{d:02}") + serial(random, 3)
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return digits + str(check)


def personas_kods(random):
    digits = date(random, "{d:02}{m:02}{y:02}") + "1" + serial(random, 3)
    check = (1 + weighted(digits, (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10
    return f"{digits[:6]}-{digits[6:]}{check}"


# Entity, prefix of the ids, language, word, generator, the places where a change is wrong.
PERSONS = (
    ("FI_PERSONAL_IDENTITY_CODE", "nordic-fi", "fi", "henkilötunnus", hetu, (7, 8, 9)),
    ("SE_PERSONNUMMER", "nordic-se", "sv", "personnummer", personnummer, (7, 8, 9, 10)),
    ("NO_FODSELSNUMMER", "nordic-no", "no", "fødselsnummer", fodselsnummer, (7, 8, 9, 11)),
    ("IS_KENNITALA", "nordic-is", "is", "kennitala", kennitala, (7, 8, 9)),
    ("EE_ISIKUKOOD", "nordic-ee", "et", "isikukood", isikukood, (7, 8, 9, 10)),
    ("LT_ASMENS_KODAS", "nordic-lt", "lt", "asmens kodas", isikukood, (7, 8, 9, 10)),
    ("LV_PERSONAS_KODS", "nordic-lv", "lv", "personas kods", personas_kods, (8, 9, 10, 11)),
)


def persons(random):
    for entity, prefix, language, word, make, places in PERSONS:
        number = numbering(prefix)
        for _ in range(5):
            value = make(random)
            found = Found(value, entity)
            wrong = changed_until(random, value, lambda changed: changed != value, places[:1])
            yield case(next(number), [entity], *within(random, language, found))
            yield case(next(number), [entity], *within(random, "en", found))
            yield case(next(number), [entity], *labelled(random, found, word))
            yield case(next(number), [entity], *within(random, language, wrong))
            yield case(next(number), [entity], *within(random, "en", "7" + value))


def right_ones(random, kind, number):
    country = "pii/" + kind.entity[:2].lower()
    for word in kind.words + kind.words[:2]:
        found = Found(kind.make(random), kind.entity)
        yield case(next(number), [country], *labelled(random, found, word))
    for language in (kind.language, "en"):
        value = kind.make(random)
        found = Found(value, kind.entity)
        yield case(next(number), [kind.entity],
                   *within(random, language, found if kind.is_strong else value))
        yield case(next(number), [kind.entity], *within(random, language, found), threshold=0.01)
    for spell in kind.spellings:
        found = Found(spell(kind.make(random)), kind.entity)
        yield case(next(number), [country], *labelled(random, found, random.choice(kind.words)))
    for _, text in written_otherwise(random, kind.make(random)):
        found = Found(text, kind.entity)
        yield case(next(number), [country], *labelled(random, found, random.choice(kind.words)))


def wrong_ones(random, kind, number):
    value = kind.make(random)
    texts = [change(kind.make(random)) for change in kind.near]
    if kind.is_glued_refused:
        texts += [text for _, text in glued(value)]
    if kind.is_right is not None:
        places = [place for place, c in enumerate(value) if c in "0123456789"]
        texts += [changed_until(random, value, lambda changed: not kind.is_right(changed), places)
                  for _ in range(3)]
    for text in texts:
        yield case(next(number), [kind.entity], *labelled(random, text, random.choice(kind.words)))
    for text in kind.others:
        yield case(next(number), [kind.entity], text)


def cases(random):
    yield from persons(random)
    numbers = {}
    for kind in northern_kinds.KINDS:
        prefix = "nordic-" + kind.entity.lower().replace("_", "-")
        number = numbers.setdefault(prefix, numbering(prefix))
        yield from right_ones(random, kind, number)
        yield from wrong_ones(random, kind, number)
