"""What belongs to no country, and the social security number of the United States: addresses of the
internet, telephone numbers, cards, accounts, Bitcoin, dates.

Check digits and forms: RFC 5321 and 6531 (mail), RFC 791, 4291 and 4632 (IP), RFC 3986 (URL), IEEE 802
(MAC), ITU-T E.164 and NANPA (telephone), ISO/IEC 7812-1 (cards), ISO 13616 (IBAN), BIP 13, 173 and 350
(Bitcoin), ISO 8601 (dates), 20 CFR 422 (SSN).
"""
import generic_values as values
from sentences import NEUTRAL, Found, around, case, labelled, numbering, within
from spellings import changed_until, full_width, written_otherwise

# How a value stands in a text that is no sentence.
WRAPPED = ("\"{}\"", "({})", "[{}]", "{}.", "{};", "- {}\n", "<b>{}</b>", "'{}',", "{}\tx\n", "x: {}?")


def placed(random, piece):
    """In a sentence of any language, or as a program writes it."""
    if random.random() < 0.6:
        return within(random, random.choice(sorted(NEUTRAL)), piece)
    return around(random.choice(WRAPPED), piece)


def right_ones(random, kind, number):
    entity = kind.entity
    for make in kind.strong:
        for _ in range(kind.rounds):
            yield case(next(number), [entity], *placed(random, Found(make(random), entity)))
        yield case(next(number), [kind.group], *labelled(random, Found(make(random), entity),
                                                         random.choice(kind.words)))
    for make in kind.weak:
        for _ in range(kind.rounds):
            value = make(random)
            yield case(next(number), [entity], *labelled(random, Found(value, entity),
                                                         random.choice(kind.words)))
        yield case(next(number), [entity], *within(random, "en", make(random)))
    if kind.is_spelled:
        for make in kind.strong:
            for _, text in written_otherwise(random, make(random)):
                yield case(next(number), [entity], *placed(random, Found(text, entity)))
        text = full_width(kind.strong[0](random))
        yield case(next(number), [entity], *placed(random, Found(text, entity)))


def wrong_ones(random, kind, number):
    entity = kind.entity
    for text in kind.near:
        yield case(next(number), [entity], *placed(random, text))
    if kind.is_right is None:
        return
    for make in kind.strong:
        value = make(random)
        changed = changed_until(random, value, lambda text: not kind.is_right(text),
                                [i for i, c in enumerate(value) if c in kind.alphabet and i >= 2])
        yield case(next(number), [entity], *placed(random, changed))


def parts(random, kind, number):
    """Texts of which a piece is found; "{" and "}" stand round it."""
    for text in kind.inside:
        before, rest = text.split("{")
        found, behind = rest.split("}")
        yield case(next(number), [kind.entity], before, Found(found, kind.entity), behind)


def cases(random):
    for kind in values.KINDS:
        number = numbering("generic-" + kind.entity.lower().replace("_", "-"))
        yield from right_ones(random, kind, number)
        yield from parts(random, kind, number)
        yield from wrong_ones(random, kind, number)
