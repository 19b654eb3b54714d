"""Central and south-eastern Europe: Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Slovenia,
Croatia, Bosnia, Serbia, Montenegro and North Macedonia.

Check digits as the countries' authorities publish them, reckoned here a second time; the sources are
those of lib/guardrails/detectors/validators. Documents without a check digit are formed as in PRADO.
"""
from schemes import Scheme, of_phrases, of_schemes
from sentences import Found, case, numbering, within


def dot(number, weights):
    return sum(int(digit, 36) * weight for digit, weight in zip(number, weights))


def is_day(month, day):
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 28


def is_pesel(n):
    return dot(n, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0 and is_day(n[2:4], n[4:6])


def is_nip(n):
    return dot(n, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(n[9])


def is_regon(n):
    nine = dot(n, (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10 == int(n[8])
    if len(n) == 9:
        return nine
    return nine and dot(n, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10 == int(n[13])


def is_dowod(n):
    """The first digit is the check digit of the rest, weights 7 3 1."""
    return dot(n[:3] + n[4:], (7, 3, 1) * 3) % 10 == int(n[3])


def is_paszport(n):
    return dot(n[:2] + n[3:], (7, 3, 1) * 3) % 10 == int(n[2])


def is_birth_number(n):
    return int(n) % 11 == 0 and int(n[:2]) >= 54 and is_day(int(n[2:4]) % 50, n[4:6])


def is_ico(n):
    rest = dot(n, range(8, 1, -1)) % 11
    return int(n[7]) == {0: 1, 1: 0}.get(rest, 11 - rest) and n[0] != "9"


def is_slovak_tax(n):
    return int(n) % 11 == 0


def is_adoszam(n):
    return dot(n, (9, 7, 3, 1, 9, 7, 3)) % 10 == (10 - int(n[7])) % 10


def is_taj(n):
    return dot(n, (3, 7) * 4) % 10 == int(n[8])


def is_adojel(n):
    return dot(n, range(1, 10)) % 11 == int(n[9])


def is_szemelyi(n):
    weights = range(1, 11) if int(n[1:3]) < 97 else range(10, 0, -1)
    return dot(n, weights) % 11 == int(n[10]) and is_day(n[3:5], n[5:7])


def is_cnp(n):
    check = dot(n, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (is_day(n[3:5], n[5:7]) and 1 <= int(n[7:9]) <= 46
            and int(n[12]) == (1 if check == 10 else check))


def is_cui(n):
    weights = (7, 5, 3, 2, 1, 7, 5, 3, 2)[-(len(n) - 1):]
    return dot(n, weights) * 10 % 11 % 10 == int(n[-1])


def is_egn(n):
    return dot(n, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(n[9]) and is_day(n[2:4], n[4:6])


def is_lnch(n):
    return dot(n, (21, 19, 17, 13, 11, 9, 7, 3, 1)) % 10 == int(n[9])


def is_eik(n):
    rest = dot(n, range(1, 9)) % 11
    return int(n[8]) == (rest if rest < 10 else dot(n, range(3, 11)) % 11 % 10)


def branch(n):
    rest = dot(n[8:], (2, 7, 3, 5)) % 11
    return rest if rest < 10 else dot(n[8:], (4, 9, 5, 7)) % 11 % 10


def is_oib(n):
    product = 10
    for c in n[:10]:
        product = ((product + int(c)) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(n[10])


def is_davcna(n):
    check = 11 - dot(n, range(8, 1, -1)) % 11
    return check < 11 and check % 10 == int(n[7])


def is_jmbg(n):
    check = 11 - dot(n, (7, 6, 5, 4, 3, 2) * 2) % 11
    return int(n[12]) == check % 11 % 10 and is_day(n[2:4], n[:2])


def jmbg(entity, language, place, words):
    written = ("####### ######", "#######-######", "####### ## ### #")
    return Scheme(entity, language, f"[012]#[01]#9[456789]#{place}####", is_jmbg, words, True,
                  written, noticed=(7, 9, 10, 11))


GROUPED = ("### ### ###",)
SCHEMES = (
    Scheme("PL_PESEL", "pl", "##0########", is_pesel, ("PESEL", "nr PESEL", "national id"), True,
           ("###### #####", "######-#####")),
    Scheme("PL_NIP", "pl", "[123456789]#########", is_nip, ("NIP", "VAT-UE", "tax id"), False,
           ("### ### ## ##", "###-##-##-###"), ("PL##########", "PL ###-###-##-##")),
    Scheme("PL_REGON", "pl", "[0123]########", is_regon, ("REGON", "numer REGON"), False,
           GROUPED + ("###-###-###",)),
    Scheme("PL_ID_CARD", "pl", "[ACD]@@######", is_dowod, ("dowód osobisty", "identity card"), False,
           ("### ######", "###-######"), in_small=True),
    Scheme("PL_PASSPORT", "pl", "[AEZ]@#######", is_paszport, ("paszport", "passport"), False,
           ("## #######", "##-#######"), in_small=True),
    Scheme("CZ_RODNE_CISLO", "cs", "##[05]#[012]#####", is_birth_number, ("rodné číslo", "r.č."), True,
           ("######/####", "######/####", "###### ####"), is_told_apart=False),
    Scheme("CZ_ICO", "cs", "########", is_ico, ("IČO", "identifikační číslo"), False,
           ("### ## ###", "## ### ###")),
    Scheme("CZ_VAT_ID", "cs", "########", is_ico, ("DIČ", "VAT number"), False, (),
           ("CZ########", "CZ ########")),
    Scheme("CZ_ID_CARD", "cs", "#########", None, ("občanský průkaz", "číslo OP", "identity card")),
    Scheme("CZ_PASSPORT", "cs", "########", None, ("cestovní pas", "číslo pasu", "passport")),
    Scheme("CZ_EHIC", "cs", "80203###############", None,
           ("průkaz pojištěnce", "EHIC", "zdravotní pojišťovna")),
    Scheme("SK_RODNE_CISLO", "sk", "##[05]#[012]#####", is_birth_number,
           ("rodné číslo", "Slovak birth number"), True, ("######/####", "###### ####"),
           is_told_apart=False),
    Scheme("SK_ICO", "sk", "########", is_ico, ("IČO", "identifikačné číslo"), False,
           ("## ### ###", "### ## ###"), is_told_apart=False),
    Scheme("SK_VAT_ID", "sk", "[2345]#[49]#######", is_slovak_tax, ("DIČ", "IČ DPH", "VAT"), False,
           ("### ### ## ##",), ("SK##########", "SK ##########")),
    Scheme("SK_ID_CARD", "sk", "[EHS]@######", None, ("občiansky preukaz", "identity card"), False,
           ("## ######",), in_small=True),
    Scheme("SK_PASSPORT", "sk", "[BPS]@#######", None, ("cestovný pas", "číslo pasu", "passport"),
           False, ("## #######",), in_small=True),
    Scheme("HU_ANUM", "hu", "########", is_adoszam, ("adószám", "közösségi adószám", "tax number"),
           False, (), ("HU########", "HU ########", "HU-########"), noticed=(7,)),
    Scheme("HU_TAJ", "hu", "[1234567890]########", is_taj, ("TAJ szám", "TAJ", "social security"),
           False, GROUPED + ("###-###-###",)),
    Scheme("HU_TAX_ID", "hu", "8#########", is_adojel, ("adóazonosító jel", "adójel", "tax id"),
           False, ("#### ### ###",)),
    Scheme("HU_PERSONAL_ID", "hu", "[12]##[01]#[012]#####", is_szemelyi,
           ("személyi szám", "személyi azonosító", "personal id"), True,
           ("#-######-####", "# ###### ####")),
    Scheme("HU_ID_CARD", "hu", "######[ABCEHJKLMNPRSTU]A", None,
           ("személyi igazolvány", "igazolványszám", "identity card"), False, ("###### ##",),
           in_small=True),
    Scheme("HU_PASSPORT", "hu", "B[ABCDEFGHJK]#######", None, ("útlevél", "útlevélszám", "passport"),
           False, ("## #######",), in_small=True),
    Scheme("RO_CNP", "ro", "[1256]############", is_cnp, ("CNP", "cod numeric personal"), True,
           ("# ###### ######", "#-######-######")),
    Scheme("RO_CUI", "ro", "[123456789]#######", is_cui, ("CUI", "CIF", "cod fiscal"), False,
           ("### ### ##",), ("RO########", "RO ########", "RO ### ### ##")),
    Scheme("RO_ID_CARD", "ro", "[RXZK][TXVB]######", None,
           ("carte de identitate", "buletin", "identity card"), False, ("## ######",),
           in_small=True),
    Scheme("RO_PASSPORT", "ro", "0########", None, ("pașaport", "paşaport", "passport")),
    Scheme("BG_EGN", "bg", "[023456789]#0#######", is_egn, ("ЕГН", "единен граждански номер", "EGN"), True,
           ("###### ####", "######-####")),
    Scheme("BG_LNCH", "bg", "1#########", is_lnch, ("ЛНЧ", "личен номер на чужденец", "LNCh"), False,
           ("#### ### ###",)),
    Scheme("BG_EIK", "bg", "[12]########", is_eik, ("ЕИК", "БУЛСТАТ", "EIK"), False, GROUPED),
    Scheme("BG_VAT_ID", "bg", "[12]########", is_eik, ("ИН по ЗДДС", "ДДС", "VAT"), False, GROUPED,
           ("BG#########", "BG #########", "BG ### ### ###")),
    Scheme("BG_ID_CARD", "bg", "6########", None, ("лична карта", "ЛК", "identity card")),
    Scheme("BG_PASSPORT", "bg", "3########", None, ("паспорт", "ПАСПОРТ", "passport")),
    Scheme("SI_EMSO", "sl", "[012]#[01]#9[456789]#50####", is_jmbg,
           ("EMŠO", "matična številka", "personal number"), True,
           ("####### ######", "####### ## ### #"), noticed=(9, 10, 11)),
    Scheme("SI_VAT_ID", "sl", "[123456789]#######", is_davcna,
           ("davčna številka", "ID za DDV", "tax number"), False, (),
           ("SI########", "SI ########", "SI #### ####")),
    Scheme("SI_ZZZS", "sl", "0########", None, ("ZZZS", "številka zavarovane osebe")),
    Scheme("SI_ID_CARD", "sl", "00#######", None, ("osebna izkaznica", "identity card")),
    Scheme("SI_PASSPORT", "sl", "P[ABC]#######", None, ("potni list", "passport"), in_small=True),
    Scheme("HR_OIB", "hr", "###########", is_oib, ("OIB", "osobni identifikacijski broj"), False,
           ("### #### ####",), ("HR###########", "HR ###########")),
    Scheme("HR_MBO", "hr", "#########", None, ("MBO", "HZZO", "zdravstvena iskaznica")),
    Scheme("HR_ID_CARD", "hr", "1########", None, ("osobna iskaznica", "identity card")),
    Scheme("HR_PASSPORT", "hr", "0########", None, ("putovnica", "passport")),
    Scheme("PL_REGON", "pl", "[0123]#############", is_regon, ("REGON", "numer REGON"), True,
           ("#########-#####", "######### #####"), suffix="-unit"),
    Scheme("PL_NIP", "pl", "[56789]#########", is_nip, ("NIP", "tax number"), False,
           ("###-###-##-##",), suffix="-dashed"),
    Scheme("CZ_VAT_ID", "cs", "##[05]#[012]#####", is_birth_number, ("DIČ", "tax id"), False, (),
           ("CZ##########", "CZ######/####"), is_told_apart=False, suffix="-person"),
    Scheme("HU_ANUM", "hu", "########[12]41", lambda n: is_adoszam(n[:8]), ("adószám", "adószámunk"),
           False, ("########-#-##",), ("########-#-##",), noticed=(7,), suffix="-whole"),
    Scheme("RO_CUI", "ro", "[123456789]#####", is_cui, ("CUI", "cod fiscal"), False, (),
           ("RO######",), suffix="-short"),
    Scheme("RO_PASSPORT", "ro", "1#######", None, ("pașaport", "passport"), suffix="-old"),
    Scheme("BG_EIK", "bg", "[12]############", lambda n: is_eik(n) and int(n[12]) == branch(n),
           ("ЕИК", "Булстат"), suffix="-branch"),
    Scheme("BG_ID_CARD", "bg", "AA#######", None, ("лична карта", "identity card"), in_small=True,
           suffix="-letters"),
    jmbg("HR_JMBG", "hr", "3#", ("JMBG", "matični broj")),
    jmbg("BA_JMBG", "hr", "1#", ("JMBG", "jedinstveni matični broj")),
    jmbg("RS_JMBG", "hr", "7[123456789]", ("ЈМБГ", "матични број", "JMBG")),
    jmbg("ME_JMBG", "hr", "2#", ("JMBG", "matični broj")),
    jmbg("MK_EMBG", "bg", "4[123456789]", ("ЕМБГ", "единствен матичен број", "EMBG")),
)

# Published samples, as they are written.
SAMPLES = (
    ("PL_NIP", "pl", ("856-734-62-15", "PL 8567346215")),
    ("CZ_VAT_ID", "cs", ("CZ25123891", "CZ 640903926", "CZ710319/2745")),
    ("SK_VAT_ID", "sk", ("SK 202 274 96 19",)),
    ("HU_ANUM", "hu", ("HU-12892312", "12892312-2-41")),
    ("RO_CUI", "ro", ("RO 185 472 90",)),
    ("BG_VAT_ID", "bg", ("BG 175 074 752",)),
    ("HR_OIB", "hr", ("HR 33392005961",)),
    ("SI_VAT_ID", "sl", ("SI 5022 3054",)),
    ("SI_EMSO", "sl", ("0101006500006",)),
)


# As officials write them; the values that have a check digit are published samples or reckoned.
PHRASES = (
    ("RO_ID_CARD", "identificat cu CI seria ", "RT nr. 123456", "KB nr 654321", "RX, nr. 123456"),
    ("RO_CUI", "cod de înregistrare fiscală ", "18547290"),
    ("RO_PASSPORT", "pașaport nr. ", "012345678"),
    ("PL_ID_CARD", "legitymujący się dowodem osobistym seria ", "ABA nr 300000", "ABA 300000"),
    ("PL_PASSPORT", "paszport seria ", "ZS nr 0000177", "ZS0000177"),
    ("CZ_ID_CARD", "č. OP: ", "123456789"),
    ("CZ_ID_CARD", "OP č. ", "123456789"),
    ("CZ_PASSPORT", "pas č. ", "12345678"),
    ("CZ_PASSPORT", "cestovní doklad č. ", "12345678"),
    ("SK_ID_CARD", "OP č. ", "EA123456"),
    ("SK_PASSPORT", "č. pasu: ", "BA1234567"),
    ("HU_ID_CARD", "szig. szám: ", "123456AB"),
    ("HU_ID_CARD", "személyi igazolványom száma ", "123456AB"),
    ("HU_TAX_ID", "adóazonosítóm: ", "8071592153"),
    ("HU_TAJ", "tb szám ", "111 111 110"),
    ("HU_PASSPORT", "útlevelének száma ", "BB1234567"),
    ("SI_VAT_ID", "z davčno številko ", "50223054"),
    ("SI_ID_CARD", "št. osebne izkaznice: ", "001234567"),
    ("HR_ID_CARD", "broj osobne iskaznice ", "123456789"),
    ("BG_ID_CARD", "л.к. № ", "641234567"),
    ("BG_EIK", "ЕИК по БУЛСТАТ: ", "175074752"),
)


def cases(random):
    yield from of_schemes(random, "east", SCHEMES)
    yield from of_phrases("east", PHRASES)
    for entity, language, values in SAMPLES:
        number = numbering("east-sample-" + entity.lower().replace("_", "-"))
        for value in values:
            yield case(next(number), [entity], *within(random, language, Found(value, entity)))
