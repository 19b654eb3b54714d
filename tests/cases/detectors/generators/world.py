"""Identifiers outside Europe, under Presidio's names.

Check digits: ABR (ABN), ASIC (ACN), ATO (TFN), Services Australia (Medicare), ESDC (SIN), UIDAI
(Verhoeff), GSTN (mod 36), MOIS and NTS (Korea), ICA and ACRA (Singapore), DOPA (Thailand), NVI
(Turkey), NIMC (Nigeria), BIR (Philippines), DHA (South Africa), ABA, CMS, DEA and IRS (United States).
"""
from schemes import CAPITALS, DIGITS, fill
from sentences import Found, case, labelled, numbering, within
from spellings import changed_until, glued, written_otherwise

BASE_36 = DIGITS + CAPITALS
MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
VERHOEFF = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def digits_of(text):
    return [int(c) for c in text if c in DIGITS]


def weighted(text, weights):
    return sum(a * b for a, b in zip(digits_of(text), weights))


def luhn(text):
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4)
               for i, d in enumerate(reversed(digits_of(text)))) % 10 == 0


def dihedral(a, b):
    """The product of two turns or mirrorings of a pentagon."""
    if a < 5:
        return (a + b) % 5 + 5 * (b >= 5)
    return (a - b) % 5 + 5 * (b < 5)


def verhoeff(text):
    product = 0
    for i, d in enumerate(reversed(digits_of(text))):
        for _ in range(i % 8):
            d = VERHOEFF[d]
        product = dihedral(product, d)
    return product == 0


def luhn_36(text):
    total = 0
    for i, c in enumerate(reversed(text.upper())):
        quotient, rest = divmod(BASE_36.index(c) * (1 + i % 2), 36)
        total += quotient + rest
    return total % 36 == 0


def brn(text):
    d = digits_of(text)
    return (weighted(text, (1, 3, 7, 1, 3, 7, 1, 3, 5)) + d[8] * 5 // 10 + d[9]) % 10 == 0


def korean(complement):
    return lambda text: (complement - weighted(text, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11
                         ) % 10 == digits_of(text)[12]


def nric(text):
    rest = (weighted(text, (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(text[0], 0)) % 11
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "XWUTRQPNJLK"}
    return letters.get(text[0], "XWUTRQPNMLK")[rest] == text[8]


def uen(text):
    return "ZKCMDNERGWH"[weighted(text, (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11] == text[9]


def kimlik(text):
    d = digits_of(text)
    return (7 * sum(d[0:9:2]) - sum(d[1:9:2])) % 10 == d[9] and sum(d[:10]) % 10 == d[10]


def dea(text):
    d = digits_of(text)[-7:]
    return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]


def itin(text):
    group = int("".join(map(str, digits_of(text)[3:5])))
    return 50 <= group <= 65 or 70 <= group <= 88 or 90 <= group <= 92 or 94 <= group <= 99


def routing(text):
    return weighted(text, (3, 7, 1) * 3) % 10 == 0


CHECKS = {
    "AU_ABN": lambda t: (weighted(t, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0,
    "AU_ACN": lambda t: weighted(t, (8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0,
    "AU_TFN": lambda t: weighted(t, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0,
    "AU_MEDICARE": lambda t: weighted(t, (1, 3, 7, 9) * 2) % 10 == digits_of(t)[8],
    "CA_SIN": luhn, "IN_AADHAAR": verhoeff, "IN_GSTIN": luhn_36, "KR_RRN": korean(11),
    "KR_FRN": korean(13), "KR_BRN": brn, "SG_NRIC_FIN": nric, "SG_UEN": uen,
    "TH_TNIN": lambda t: (11 - weighted(t, range(13, 1, -1)) % 11) % 10 == digits_of(t)[12],
    "TR_NATIONAL_ID": kimlik, "NG_NIN": verhoeff, "ZA_ID_NUMBER": luhn,
    "PH_TIN": lambda t: weighted(t, range(9, 1, -1)) % 11 == digits_of(t)[8],
    "ABA_ROUTING_NUMBER": routing, "MEDICAL_LICENSE": dea, "US_ITIN": itin,
    "US_NPI": lambda t: luhn("80840" + t),
}

# A form as text: "#" a digit, "@" a capital, other capitals in brackets are a choice; spaces and
# dashes are how it is printed. Then the language, a word that names it, and whether it is found
# without the word.
FORMS = {
    "AU_ABN": ("[12345678]# ### ### ###", "en", "ABN", True),
    "AU_ACN": ("### ### ###", "en", "ACN", False),
    "AU_TFN": ("### ### ###", "en", "tax file number", False),
    "AU_MEDICARE": ("[23456]### ##### #", "en", "Medicare", False),
    "CA_SIN": ("[12345679]##-###-###", "fr", "NAS", True),
    "IN_AADHAAR": ("[23456789]### #### ####", "hi", "Aadhaar", True),
    "IN_PAN": ("@@@[ABCFGHLJPT]@[123]###@", "hi", "PAN", True),
    "IN_GSTIN": ("2[01234567]@@@@@[123]###@1Z$", "en", "GSTIN", True),
    "IN_PASSPORT": ("@[123456789]#####[123456789]", "hi", "passport", False),
    "IN_VOTER": ("@[ABCDGHJKMNPRSY]@#######", "en", "voter", False),
    "IN_VEHICLE_REGISTRATION": ("KA 0[123] [AEFGH][AEFGH] [123]###", "en", "vehicle", True),
    "KR_RRN": ("[6789]#0[123456789]1#-[12]0#####", "ko", "주민등록번호", True),
    "KR_FRN": ("[6789]#0[123456789]1#-[56]0#####", "ko", "외국인등록번호", True),
    "KR_BRN": ("[123]##-81-#####", "ko", "사업자등록번호", True),
    "KR_DRIVER_LICENSE": ("1[123456]-##-######-##", "ko", "운전면허", False),
    "KR_PASSPORT": ("M###@####", "ko", "여권", False),
    "SG_NRIC_FIN": ("[STFGM]#######$", "en", "NRIC", True),
    "SG_UEN": ("20[01]######$", "en", "UEN", True),
    "TH_TNIN": ("[12345678]-[134]###-#####-##-#", "th", "บัตรประชาชน", True),
    "TR_NATIONAL_ID": ("[123456789]##########", "tr", "TC kimlik", True),
    "TR_LICENSE_PLATE": ("34 [ABCDEFGH][CDEFGH] [123]###", "tr", "plaka", True),
    "TR_PHONE_NUMBER": ("+90 5[34][012345] ### ## ##", "tr", "telefon", True),
    "NG_NIN": ("###########", "en", "NIN", False),
    "NG_VEHICLE_REGISTRATION": ("[ABEK][BPJ][CJPQ]-###[AXYZ][AXYZ]", "en", "plate number", True),
    "PH_TIN": ("[123]##-###-###", "en", "TIN", False),
    "PH_MOBILE_NUMBER": ("+63 9[12]# ### ####", "en", "mobile", True),
    "ZA_ID_NUMBER": ("[789]#0[123456789]1#####[01]8#", "en", "identity number", True),
    "ABA_ROUTING_NUMBER": ("3[012]##-####-#", "en", "routing", True),
    "MEDICAL_LICENSE": ("[ABFGM]@#######", "en", "DEA", False),
    "US_BANK_NUMBER": ("##########", "en", "account number", False),
    "US_DRIVER_LICENSE": ("@#######", "en", "driver's license", False),
    "US_SSN": ("[123458]##-[12345678]#-[12345678]###", "en", "SSN", True),
    "US_ITIN": ("9##-##-####", "en", "ITIN", True),
    "US_MBI": ("[1234]AC#DE#FG##", "en", "Medicare", False),
    "US_NPI": ("[12]#########", "en", "NPI", False),
    "US_PASSPORT": ("#########", "en", "passport", False),
}


def valid(random, entity):
    for _ in range(100000):
        value = fill(random, FORMS[entity][0])
        if CHECKS.get(entity, lambda _: True)(value):
            return value
    raise ValueError(f"no {entity} came out")


def is_wrong(entity):
    def wrong(value):
        try:
            return not CHECKS[entity](value)
        except (IndexError, ValueError):
            return False
    return wrong


def of_entity(random, entity, number):
    _, language, word, is_strong = FORMS[entity]
    for _ in range(3):
        value = valid(random, entity)
        found = Found(value, entity)
        yield case(next(number), [entity], *labelled(random, found, word))
        yield case(next(number), [entity], *within(random, language, found if is_strong else value))
        yield case(next(number), [entity], *within(random, language, found), threshold=0.01)
    for _, text in written_otherwise(random, valid(random, entity)):
        yield case(next(number), [entity], *labelled(random, Found(text, entity), word))
    for _, text in glued(valid(random, entity)):
        if entity in CHECKS and is_strong and not text[0] == "+":
            yield case(next(number), [entity], *within(random, "en", text))
    if entity in CHECKS and entity not in ("KR_RRN", "KR_FRN"):
        places = [i for i, c in enumerate(valid(random, entity)) if c in DIGITS]
        for _ in range(3):
            changed = changed_until(random, valid(random, entity), is_wrong(entity), places[2:])
            yield case(next(number), [entity], *labelled(random, changed, word))


def cases(random):
    for entity in FORMS:
        yield from of_entity(random, entity, numbering("world-" + entity.lower().replace("_", "-")))
    number = numbering("world-near")
    for text in ("the 12 MAY 2020 issue", "public licence of the INTRODUCTORY part",
                 "add 500ml and 250 g", "1700000000000 ms", "UTF-8 and SHA-256", "chapter B12"):
        yield case(next(number), ["pii"], text)
