"""Other ways to write the same value, and values that are nearly it.

All take and give plain strings; what the result means (the same value, or none) is in the name of
the section. Where a draw is needed, `random` comes first.
"""
import base64

EN_DASH = "\u2013"
FIGURE_DASH = "\u2012"
NON_BREAKING_HYPHEN = "\u2011"
MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
THIN_SPACE = "\u2009"
ZERO_WIDTH_SPACE = "\u200b"
WORD_JOINER = "\u2060"
SOFT_HYPHEN = "\u00ad"

DASHES = (EN_DASH, FIGURE_DASH, NON_BREAKING_HYPHEN, MINUS)
SPACES = (NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE, THIN_SPACE)
INVISIBLE = (ZERO_WIDTH_SPACE, WORD_JOINER, SOFT_HYPHEN)

# The digit zero of other scripts; the nine others follow it.
ZEROES = {"full-width": 0xFF10, "arabic": 0x0660, "persian": 0x06F0, "devanagari": 0x0966,
          "bengali": 0x09E6, "thai": 0x0E50, "bold": 0x1D7CE}


# The same value, in other characters.

def with_digits(value, script="full-width"):
    """Its digits in another script (a key of ZEROES)."""
    zero = ZEROES[script]
    return "".join(chr(zero + int(c)) if c in "0123456789" else c for c in value)


def full_width(value):
    """Every ASCII character but the space as its full-width form."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def with_dashes(value, dash=EN_DASH):
    return value.replace("-", dash)


def with_spaces(value, space=NO_BREAK_SPACE):
    return value.replace(" ", space)


def with_invisible(random, value, character=ZERO_WIDTH_SPACE):
    """One invisible character somewhere inside of it."""
    place = random.randrange(1, len(value))
    return value[:place] + character + value[place:]


def grouped(value, sizes, separator=" "):
    """grouped("12345678", (2, 3)) is "12 345 678": the last group is what is left."""
    groups = []
    for size in sizes:
        groups.append(value[:size])
        value = value[size:]
    return separator.join(groups + [value] if value else groups)


def written_otherwise(random, value):
    """The usual set, as (name, value): full-width and Arabic digits, one dash, one space and one
    invisible character. What changes nothing is left out."""
    variants = [("full-width", with_digits(value)), ("arabic", with_digits(value, "arabic")),
                ("dash", with_dashes(value, random.choice(DASHES))),
                ("space", with_spaces(value, random.choice(SPACES))),
                ("invisible", with_invisible(random, value, random.choice(INVISIBLE)))]
    return [(name, variant) for name, variant in variants if variant != value]


# The same value, escaped or packed.

def percent_escaped(value, characters=None):
    """As in a URL: these characters (all, if none are named) as %XX."""
    return "".join(f"%{byte:02X}" if characters is None or chr(byte) in characters else chr(byte)
                   for byte in value.encode())


def html_escaped(value, characters=None, in_hex=False):
    return "".join((f"&#x{ord(c):x};" if in_hex else f"&#{ord(c)};")
                   if characters is None or c in characters else c for c in value)


def unicode_escaped(value, characters=None):
    """As in JSON and in source code: \\u002d."""
    return "".join(f"\\u{ord(c):04x}" if characters is None or c in characters else c for c in value)


def in_base64(before, value, after):
    """Three strings, together the base64 of the text: the middle one is the groups of four that hold
    the value."""
    start, end = len(before.encode()), len((before + value).encode())
    packed = base64.b64encode((before + value + after).encode()).decode()
    first, last = start // 3 * 4, -(-end // 3) * 4
    return packed[:first], packed[first:last], packed[last:]


def in_hex(before, value, after):
    """The same in hexadecimal digits; the middle one is just the value."""
    return before.encode().hex(), value.encode().hex(), after.encode().hex()


# Nearly it.

def change_one(random, value, places=None):
    """One character changed for another of its kind: a digit for a digit, a letter for a letter.
    `places`: the indexes to choose from; else every digit and letter. Whether that is valid after
    all is for the caller to see."""
    choices = [i for i in (range(len(value)) if places is None else places) if value[i].isalnum()]
    place = random.choice(choices)
    old = value[place]
    kind = ("0123456789" if old.isdigit() else
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if old.isupper() else "abcdefghijklmnopqrstuvwxyz")
    return value[:place] + random.choice([c for c in kind if c != old]) + value[place + 1:]


def changed_until(random, value, is_wrong, places=None):
    """change_one, again and again until `is_wrong(changed)`."""
    for _ in range(1000):
        changed = change_one(random, value, places)
        if is_wrong(changed):
            return changed
    raise ValueError(f"nothing near {value!r} is wrong")


def glued(value):
    """The value as a part of something longer, as (name, text)."""
    return [("digit before", "7" + value), ("digit behind", value + "7"),
            ("letter before", "ä" + value), ("letter behind", value + "ö"),
            ("letter of ASCII before", "x" + value)]
