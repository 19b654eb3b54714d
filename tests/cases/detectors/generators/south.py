"""Southern, central and eastern Europe: numbers with check digits, beside a word and alone.

Check digits as the countries' authorities publish them; see lib/guardrails/detectors/validators.
"""
from sentences import Found, case, labelled, numbering, within
from spellings import changed_until, glued


def dot(number, weights):
    return sum(int(digit) * weight for digit, weight in zip(number, weights))


def is_dni(n):
    return n[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(n[:8]) % 23]


def is_pesel(n):
    return (dot(n, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0 and 1 <= int(n[2:4]) <= 12
            and 1 <= int(n[4:6]) <= 28)


def is_nip(n):
    return n[0] != "0" and dot(n, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(n[9])


def is_birth_number(n):
    return (int(n) % 11 == 0 and int(n[:2]) >= 54 and int(n[2:4]) in (*range(1, 13), *range(51, 63))
            and 1 <= int(n[4:6]) <= 28)


def is_egn(n):
    return (dot(n, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(n[9]) and n[0] != "1"
            and 1 <= int(n[2:4]) <= 12 and 1 <= int(n[4:6]) <= 28)


def is_cnp(n):
    check = dot(n, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (n[0] in "1256" and 1 <= int(n[3:5]) <= 12 and 1 <= int(n[5:7]) <= 28
            and 1 <= int(n[7:9]) <= 46 and int(n[12]) == (1 if check == 10 else check))


def is_amka(n):
    doubled = [int(c) * (1 + i % 2) for i, c in enumerate(n)]
    return (sum(d - 9 * (d > 9) for d in doubled) % 10 == 0 and 1 <= int(n[:2]) <= 28
            and 1 <= int(n[2:4]) <= 12)


def is_nif(n):
    rest = dot(n, range(9, 1, -1)) % 11
    return n[0] in "1235" and int(n[8]) == (0 if rest < 2 else 11 - rest)


def is_oib(n):
    product = 10
    for c in n[:10]:
        product = ((product + int(c)) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(n[10])


def is_taj(n):
    return n[0] != "0" and dot(n, (3, 7) * 4) % 10 == int(n[8])


def is_slovenian(n):
    check = 11 - dot(n, range(8, 1, -1)) % 11
    return n[0] != "0" and check < 11 and check % 10 == int(n[7])


# Entity, language, form ("#" a digit, "@" a capital), check, word, proven without the word.
SCHEMES = [
    ("ES_NIF", "es", "########@", is_dni, "DNI", True),
    ("PL_PESEL", "pl", "##0########", is_pesel, "PESEL", True),
    ("PL_NIP", "pl", "##########", is_nip, "NIP", False),
    ("CZ_RODNE_CISLO", "cs", "##0#######", is_birth_number, "rodné číslo", True),
    ("BG_EGN", "bg", "##0#######", is_egn, "ЕГН", True),
    ("RO_CNP", "ro", "#############", is_cnp, "CNP", True),
    ("GR_AMKA", "el", "###########", is_amka, "ΑΜΚΑ", True),
    ("PT_NIF", "pt", "#########", is_nif, "NIF", False),
    ("HR_OIB", "hr", "###########", is_oib, "OIB", False),
    ("HU_TAJ", "hu", "#########", is_taj, "TAJ szám", False),
    ("SI_VAT_ID", "sl", "########", is_slovenian, "davčna številka", False),
]

# Published samples, as they are written.
SAMPLES = [
    ("IT_FISCAL_CODE", "it", ("RSSMRA45C12F205C", "RCCMNL83S18D969H", "RSSMRA45C12F20RX")),
    ("IT_VAT_CODE", "it", ("00743110157", "IT 00743110157")),
    ("ES_NIE", "es", ("X-5253868-R", "Y8063915-Z")),
    ("ES_CIF", "es", ("ES B-58378431",)),
    ("PT_NIF", "pt", ("PT 501 964 843",)),
    ("PT_CC", "pt", ("00000000 0 ZZ4", "101490801ZY0")),
    ("GR_VAT_ID", "el", ("EL 094259216",)),
    ("CY_TIC", "en", ("CY-10259033P",)),
    ("MT_VAT_ID", "mt", ("MT 1167-9112",)),
    ("PL_NIP", "pl", ("856-734-62-15", "PL 8567346215")),
    ("CZ_VAT_ID", "cs", ("CZ25123891", "CZ 640903926")),
    ("SK_VAT_ID", "sk", ("SK 202 274 96 19",)),
    ("HU_ANUM", "hu", ("HU-12892312", "12892312-2-41")),
    ("RO_CUI", "ro", ("RO 185 472 90",)),
    ("BG_VAT_ID", "bg", ("BG 175 074 752",)),
    ("HR_OIB", "hr", ("HR 33392005961",)),
    ("SI_VAT_ID", "sl", ("SI 5022 3054",)),
    ("SI_EMSO", "sl", ("0101006500006",)),
]


def valid(random, form, check):
    while True:
        number = "".join(random.choice("0123456789") if c == "#" else
                         random.choice("ABCDEFGHJKLMNPQRSTVWXYZ") if c == "@" else c for c in form)
        if check(number):
            return number


def cases(random):
    for entity, language, form, check, word, is_proven in SCHEMES:
        number = numbering("south-" + entity.lower().replace("_", "-"))
        for _ in range(4):
            value = valid(random, form, check)
            alone = Found(value, entity) if is_proven else value
            yield case(next(number), [entity], *within(random, language, alone))
            yield case(next(number), [entity], *labelled(random, Found(value, entity), word))
        for _ in range(3):
            places = [len(form) - 1]
            wrong = changed_until(random, valid(random, form, check), lambda n: not check(n), places)
            yield case(next(number), [entity], *labelled(random, wrong, word))
        for _, text in glued(valid(random, form, check)):
            yield case(next(number), [entity], *within(random, language, text))
    for entity, language, values in SAMPLES:
        number = numbering("south-sample-" + entity.lower().replace("_", "-"))
        for value in values:
            yield case(next(number), [entity], *within(random, language, Found(value, entity)))
