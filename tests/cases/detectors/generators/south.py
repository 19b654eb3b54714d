"""Southern Europe: Spain, Portugal, Italy, Greece, Cyprus and Malta.

Check digits as the countries' authorities publish them, reckoned here a second time; the sources are
those of lib/guardrails/detectors/validators. Documents without a check digit are formed as in PRADO.
"""
from schemes import Scheme, of_phrases, of_schemes
from sentences import Found, case, numbering, within


def dot(number, weights):
    return sum(int(digit) * weight for digit, weight in zip(number, weights))


def luhn(number):
    doubled = [int(c) * (1 + (len(number) - i) % 2) for i, c in enumerate(number, 1)]
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0


def is_dni(n):
    return n[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(n[:8]) % 23]


def is_nie(n):
    return is_dni(str("XYZ".index(n[0])) + n[1:])


def is_cif(n):
    """The digits in odd places doubled, their own digits added."""
    total = sum(int(c) if i % 2 else int(c) * 2 // 10 + int(c) * 2 % 10
                for i, c in enumerate(n[1:8]))
    return n[8] == str(-total % 10)


def is_nuss(n):
    return (0 < int(n[:2]) and int(n[2:10]) >= 10**7
            and int(n[:10]) % 97 == int(n[10:]))


def is_nif(n):
    rest = dot(n, range(9, 1, -1)) % 11
    return int(n[8]) == (0 if rest < 2 else 11 - rest)


def is_citizen_card(n):
    """Luhn over the values of base 36, each second one from the right doubled."""
    total = 0
    for i, c in enumerate(reversed(n)):
        value = int(c, 36) * (1 + i % 2)
        total += value - 9 * (i % 2 and value > 9)
    return total % 10 == 0


def is_niss(n):
    return int(n[10]) == 9 - dot(n, (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)) % 10


def is_fiscal_code(n):
    odd = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11,
                                                  3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)))
    odd.update({str(digit): odd["ABCDEFGHIJ"[digit]] for digit in range(10)})
    even = {c: int(c) if c.isdigit() else ord(c) - 65 for c in odd}
    total = sum(even[c] if i % 2 else odd[c] for i, c in enumerate(n[:15]))
    return chr(65 + total % 26) == n[15] and 1 <= int(n[9:11]) <= 28


def is_amka(n):
    return luhn(n) and 1 <= int(n[:2]) <= 28 and 1 <= int(n[2:4]) <= 12


def is_afm(n):
    return dot(n, (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(n[8])


def is_tic(n):
    mapped = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
    total = sum(int(c) if i % 2 else mapped[int(c)] for i, c in enumerate(n[:8]))
    return chr(65 + total % 26) == n[8]


def is_maltese_vat(n):
    return n[0] != "0" and dot(n, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0


SCHEMES = (
    Scheme("ES_NIF", "es", "########@", is_dni, ("DNI", "NIF", "documento nacional de identidad"),
           True, ("########-#", "##.###.###-#", "######## #"), ("ES########-#",), True),
    Scheme("ES_NIE", "es", "[XYZ]#######@", is_nie, ("NIE", "número de identidad de extranjero"),
           True, ("#-#######-#", "# ####### #", "#-#.###.###-#"), ("ES#########",), True),
    Scheme("ES_CIF", "es", "[ABEFGHJ]########", is_cif, ("CIF", "razón social", "company"), False,
           ("#-########", "# ## ### ###"), ("ES #-########", "ES#########"), True),
    Scheme("ES_NUSS", "es", "[12345]###########", is_nuss,
           ("número de afiliación", "NUSS", "seguridad social"), True,
           ("##/########/##", "## ######## ##", "##-########-##")),
    Scheme("ES_PASSPORT", "es", "@@@######", None, ("pasaporte", "passport"), in_small=True),
    Scheme("PT_NIF", "pt", "[1235]########", is_nif, ("NIF", "contribuinte", "tax number"), False,
           ("### ### ###", "###.###.###"), ("PT#########", "PT ### ### ###")),
    Scheme("PT_CC", "pt", "#########@[0123456789ABCDEF]#", is_citizen_card,
           ("cartão de cidadão", "citizen card"), True, ("######## # ###", "######## # ## #"),
           in_small=True),
    Scheme("PT_NISS", "pt", "1##########", is_niss, ("NISS", "segurança social", "social security"),
           False, ("### #### ####", "### ### ### ##")),
    Scheme("PT_SNS", "pt", "#########", None, ("número de utente", "utente", "SNS"), False,
           ("### ### ###",)),
    Scheme("PT_PASSPORT", "pt", "@[AB]######", None, ("passaporte", "passport"), False,
           ("## ######",), in_small=True),
    Scheme("IT_FISCAL_CODE", "it", "[BCDFGLMNPRSTV][BCDFGLMNPRSTV][BCDFGLMNPRSTV]"
           "[BCDFGLMNPRSTV][BCDFGLMNPRSTV][BCDFGLMNPRSTV][3456789]#[ABCDEHLMPRST]##[ABCDEFGHIL]###@",
           is_fiscal_code, ("codice fiscale", "C.F.", "fiscal code"), True,
           ("### ### ##### #####", "### ### ##### #### #"), in_small=True, noticed=(6, 7)),
    Scheme("IT_VAT_CODE", "it", "0[123456789]#####0[1234567]##", luhn,
           ("partita IVA", "P.IVA", "VAT"), True, ("###########",),
           ("IT ###########", "IT###########")),
    Scheme("IT_DRIVER_LICENSE", "it", "[ABCDEFG][ABCDEFG]#######@", None,
           ("patente di guida", "patente", "driving licence"), in_small=True),
    Scheme("IT_IDENTITY_CARD", "it", "C@#####@@", None,
           ("carta d'identità", "CIE", "identity card"), in_small=True),
    Scheme("IT_PASSPORT", "it", "[AY][ABC]#######", None, ("passaporto", "passport"),
           in_small=True),
    Scheme("IT_HEALTH_CARD", "it", "80380###############", None,
           ("tessera sanitaria", "TEAM", "EHIC")),
    Scheme("GR_AMKA", "el", "###########", is_amka, ("ΑΜΚΑ", "AMKA", "social security"), True,
           ("###### #####", "######-#####", "###### #### #")),
    Scheme("GR_VAT_ID", "el", "[0178]########", is_afm, ("ΑΦΜ", "Α.Φ.Μ.", "tax id"), False,
           ("### ### ###", "###.###.###"), ("EL#########", "EL #########", "GR#########")),
    Scheme("GR_ID_CARD", "el", "[ΑΒΕΖΗΙΚΜΝ][ΑΒΕΖΗΙΚΜΝ]######", None,
           ("ταυτότητα", "ΑΔΤ", "identity card"), False, ("## ######", "##-######")),
    Scheme("GR_PASSPORT", "el", "A[ABEHKM]#######", None, ("διαβατήριο", "ΔΙΑΒΑΤΗΡΙΟ", "passport"),
           False, ("## #######",), in_small=True),
    Scheme("CY_TIC", "el", "[01]0######@", is_tic, ("ΑΦΜ", "TIC", "VAT"), False, ("########-#",),
           ("CY#########", "CY #########", "CY-#########"), True, noticed=(3,)),
    Scheme("CY_PASSPORT", "el", "K########", None, ("διαβατήριο", "passport"), in_small=True),
    Scheme("CY_ID_CARD", "el", "00########", None, ("ταυτότητα", "identity card", "ARC")),
    Scheme("MT_ID", "mt", "#######[MGAPLHBZ]", None,
           ("karta tal-identità", "identity card", "ID number"), in_small=True),
    Scheme("MT_VAT_ID", "mt", "########", is_maltese_vat, ("VAT", "numru tal-VAT", "taxxa"), False,
           ("####-####",), ("MT########", "MT #### ####", "MT ####-####"), noticed=(6,)),
    Scheme("ES_NIF", "es", "[KLM]#######@", lambda n: is_dni("0" + n[1:]), ("NIF", "DNI"), True,
           ("#-#######-#",), ("ES#########",), True, suffix="-letter"),
    Scheme("PT_PASSPORT", "pt", "[HGJ]######", None, ("passaporte", "passport"), False,
           ("# ######",), in_small=True, suffix="-one-letter"),
    Scheme("IT_DRIVER_LICENSE", "it", "U1[BCDFG][012][HJKLM]#[XYZ]#[12]@", None,
           ("patente", "driving licence"), in_small=True, suffix="-u1"),
    Scheme("IT_IDENTITY_CARD", "it", "A[ABRSTUVXYZ]#######", None,
           ("carta d'identità", "identity card"), False, ("## #######",), in_small=True,
           suffix="-paper"),
    Scheme("GR_ID_CARD", "el", "[ΑΒΕΖΡΣΦΧ]######", None, ("ταυτότητα", "identity card"), False,
           ("#-######", "# ######"), suffix="-one-letter"),
    Scheme("CY_PASSPORT", "el", "E######", None, ("διαβατήριο", "passport"), in_small=True,
           suffix="-old"),
    Scheme("MT_PASSPORT", "mt", "1######", None, ("passaport", "passport")),
)

# Published samples, as they are written.
SAMPLES = (
    ("IT_FISCAL_CODE", "it", ("RSSMRA45C12F205C", "RCCMNL83S18D969H", "RSSMRA45C12F20RX")),
    ("IT_VAT_CODE", "it", ("00743110157", "IT 00743110157")),
    ("ES_NIE", "es", ("X-5253868-R", "Y8063915-Z")),
    ("ES_CIF", "es", ("ES B-58378431",)),
    ("PT_NIF", "pt", ("PT 501 964 843",)),
    ("PT_CC", "pt", ("00000000 0 ZZ4", "101490801ZY0")),
    ("GR_VAT_ID", "el", ("EL 094259216",)),
    ("CY_TIC", "en", ("CY-10259033P",)),
    ("MT_VAT_ID", "mt", ("MT 1167-9112",)),
)


# As officials write them; the values that have a check digit are published samples or reckoned.
PHRASES = (
    ("ES_NIF", "con D.N.I. nº ", "1111111-G"),
    ("ES_CIF", "la sociedad con C.I.F.: ", "B58378431", "B-58378431"),
    ("ES_PASSPORT", "nº de pasaporte: ", "AAA123456"),
    ("ES_NUSS", "nº de afiliación a la S.S. ", "281234567840", "28/12345678/40"),
    ("PT_NIF", "N.I.F. ", "501964843"),
    ("PT_NIF", "contribuinte n.º ", "501 964 843"),
    ("PT_NISS", "Nº da Segurança Social ", "11234567892"),
    ("PT_SNS", "n.º de utente: ", "123456789"),
    ("PT_PASSPORT", "passaporte n.º ", "CA123456"),
    ("IT_IDENTITY_CARD", "C.I. n. ", "AX1234567", "CA12345BB"),
    ("IT_IDENTITY_CARD", "carta d’identità n. ", "AX 1234567"),
    ("IT_PASSPORT", "passaporto n. ", "YA1234567"),
    ("IT_DRIVER_LICENSE", "patente di guida n. ", "AB1234567C"),
    ("GR_ID_CARD", "Α.Δ.Τ.: ", "ΑΒ 123456", "ΑΒ-123456"),
    ("GR_ID_CARD", "Αριθμός Δελτίου Ταυτότητας: ", "ΑΒ123456"),
    ("GR_PASSPORT", "αρ. διαβατηρίου ", "AE1234567"),
    ("GR_VAT_ID", "Α.Φ.Μ. ", "094259216"),
    ("CY_ID_CARD", "Α.Δ.Τ. ", "0000123456"),
    ("CY_ID_CARD", "αρ. ταυτότητας ", "0000123456"),
    ("MT_ID", "I.D. No. ", "123456M", "0123456M"),
    ("MT_PASSPORT", "numru tal-passaport ", "1234567"),
)


def cases(random):
    yield from of_schemes(random, "south", SCHEMES)
    yield from of_phrases("south", PHRASES)
    for entity, language, values in SAMPLES:
        number = numbering("south-sample-" + entity.lower().replace("_", "-"))
        for value in values:
            yield case(next(number), [entity], *within(random, language, Found(value, entity)))
