"""Cases of one kind of number, out of a line that says how it is formed, checked and written.

    Scheme("HR_OIB", "hr", "###########", is_oib, ("OIB", "osobni identifikacijski broj"),
           written=("HR ###########",))

The values are random; `check` is a second reckoning of the check digit, apart from the library.
"""
from typing import Callable, NamedTuple

from sentences import Found, case, labelled, numbering, within
from spellings import changed_until, glued, written_otherwise

DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# Words count to 32 bytes behind a value: longer names stand before it.
LONGEST_BEHIND = 28


class Scheme(NamedTuple):
    entity: str
    language: str
    # "#" is a digit, "@" a capital, "$" either; "[12]" one of these; all else itself.
    form: str
    # Of the value without separators; None: the form is all there is.
    check: Callable[[str], bool] | None
    # Words that make it likely.
    words: tuple
    # Found without a word.
    is_proven: bool = False
    # Other ways to write it: "#" takes the next character of the value, all else is itself.
    written: tuple = ()
    # The same, so that it is found without a word: with the country's letters.
    certain: tuple = ()
    # Found in small letters too.
    in_small: bool = False
    # Its words tell it from the country's other numbers of the same form.
    is_told_apart: bool = True
    # Characters that the check always notices when they change; else the last.
    noticed: tuple = (-1,)
    # Of a further form of the same entity: what its ids have behind the entity's name.
    suffix: str = ""


def fill(random, form):
    """A value of `form`."""
    value = ""
    while form:
        sign, form = form[0], form[1:]
        if sign == "[":
            choice, form = form.split("]", 1)
            value += random.choice(choice)
        else:
            kinds = {"#": DIGITS, "@": CAPITALS, "$": DIGITS + CAPITALS}
            value += random.choice(kinds.get(sign, sign))
    return value


def valid(random, scheme):
    for _ in range(1000000):
        value = fill(random, scheme.form)
        if scheme.check is None or scheme.check(value):
            return value
    raise ValueError(f"no {scheme.entity} came out of {scheme.form}")


def written_as(value, pattern):
    """written_as("12345", "## ###") is "12 345"."""
    characters = iter(value)
    return "".join(next(characters) if sign == "#" else sign for sign in pattern)


def group_of(entity):
    return "pii/" + entity.split("_")[0].lower()


def of_scheme(random, family, scheme):
    entity, language, words = scheme.entity, scheme.language, scheme.words
    number = numbering(f"{family}-{entity.lower().replace('_', '-')}{scheme.suffix}")

    def beside(piece, word=None, detect=entity):
        word = word or random.choice(words)
        if len(word.encode()) > LONGEST_BEHIND:
            return case(next(number), [detect], f"{word}: ", piece)
        return case(next(number), [detect], *labelled(random, piece, word))

    def in_sentence(piece, threshold=None):
        return case(next(number), [entity], *within(random, language, piece), threshold=threshold)

    for word in words:
        yield beside(Found(valid(random, scheme), entity), word)
    yield beside(Found(valid(random, scheme), entity), random.choice(words).upper())
    for _ in range(2):
        value = valid(random, scheme)
        yield in_sentence(Found(value, entity) if scheme.is_proven else value)
        yield in_sentence(Found(valid(random, scheme), entity), threshold=0)
    for pattern in scheme.written:
        yield beside(Found(written_as(valid(random, scheme), pattern), entity))
    for pattern in scheme.certain:
        yield in_sentence(Found(written_as(valid(random, scheme), pattern), entity))
    for _, text in written_otherwise(random, valid(random, scheme)):
        yield beside(Found(text, entity))
    if scheme.in_small:
        yield beside(Found(valid(random, scheme).lower(), entity))
    if scheme.is_told_apart:
        yield beside(Found(valid(random, scheme), entity), words[0], group_of(entity))
    if scheme.check is not None:
        for _ in range(3):
            value = valid(random, scheme)
            places = [place % len(value) for place in scheme.noticed]
            yield beside(changed_until(random, value, lambda n: not scheme.check(n), places))
    for _, text in glued(valid(random, scheme)):
        yield in_sentence(text)


def of_phrases(family, phrases):
    """(entity, text before, value, ...): how officials write it. The text behind is the same."""
    numbers = {}
    for entity, before, *values in phrases:
        name = entity.lower().replace("_", "-")
        number = numbers.setdefault(name, numbering(f"{family}-phrase-{name}"))
        for value in values:
            yield case(next(number), [entity], before, Found(value, entity), ", 2019.")


def of_schemes(random, family, schemes):
    for scheme in schemes:
        yield from of_scheme(random, family, scheme)
