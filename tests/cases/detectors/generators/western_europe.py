"""Identifiers of Austria, Belgium, France, Germany, Ireland, Liechtenstein, Luxembourg, the
Netherlands, Switzerland and the United Kingdom. The sources are those of the detectors' rows; the
check digits are reckoned here a second time.
"""
from check_digits import checked, cross, date, digits, icao, iso7064, luhn, until, verhoeff, weighted
from schemes import of_phrases
from sentences import Found, case, labelled, numbering, within
from spellings import glued, grouped, written_otherwise

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def german_tax_id(random):
    ten = random.sample("0123456789", 9)
    ten.insert(random.randrange(1, 9), ten[0])
    if "0" in (ten[0], ) or any(ten[i] == ten[i + 1] == ten[i + 2] for i in range(8)):
        return german_tax_id(random)
    body = "".join(ten)
    return body + iso7064(body)


def german_pension(random):
    year, month, day = date(random)
    letter = random.choice(LETTERS)
    body = "15" + day + month + year
    serial = digits(random, 2)
    total = sum(cross(int(c) * w) for c, w in zip(body + f"{ord(letter) - 64:02}" + serial,
                                                   (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)))
    return body + letter + serial + str(total % 10)


def german_health(random):
    letter, body = random.choice(LETTERS), digits(random, 8)
    total = sum(cross(int(c) * (1 + i % 2)) for i, c in enumerate(f"{ord(letter) - 64:02}" + body))
    return letter + body + str(total % 10)


def german_vat(random):
    body = digits(random, 8, "123456789")
    return "DE" + body + iso7064(body)


def german_physician(random):
    body = digits(random, 6, "123456789")
    return body + str(-weighted(body, (4, 9) * 3) % 10) + "01"


def german_card(random):
    body = random.choice("LMNPRTVWXY") + digits(random, 2) + random.choice("CFGHJK") + digits(random, 4)
    return body + icao(body)


def austrian_insurance(random):
    def make():
        year, month, day = date(random)
        three = digits(random, 3, "23456789")
        check = (weighted(three, (3, 7, 9)) + weighted(day + month + year, (5, 8, 4, 2, 1, 6))) % 11
        return f"{three}{check} {day}{month}{year}" if check < 10 else None
    return until(make)


def austrian_vat(random):
    body = digits(random, 7)
    return "ATU" + body + str((96 - sum(cross(int(c) * (1 + i % 2)) for i, c in enumerate(body))) % 10)


def austrian_tax(random):
    body = digits(random, 8, "123456789")
    whole = body + luhn(body)
    return f"{whole[:2]}-{whole[2:5]}/{whole[5:]}"


def swiss_insurance(random):
    body = "756" + digits(random, 9)
    check = -weighted(body, (1, 3) * 6) % 10
    return grouped(f"{body}{check}", (3, 4, 4), ".")


def swiss_firm(random):
    def make():
        body = digits(random, 8, "12345")
        check = -weighted(body, (5, 4, 3, 2, 7, 6, 5, 4)) % 11
        return f"CHE-{grouped(body + str(check), (3, 3), '.')}" if check < 10 else None
    return until(make)


def french_person(random):
    year, month, _ = date(random)
    place, value = random.choice((("2A", "19"), ("2B", "18"), ("75", "75"), ("13", "13")))
    rest = f"{random.randint(1, 400):03}{random.randint(1, 900):03}"
    sex = random.choice("12")
    key = 97 - int(sex + year + month + value + rest) % 97
    return " ".join((sex, year, month, place, rest[:3], rest[3:], f"{key:02}"))


def siren(random):
    body = digits(random, 8, "3456789")
    return body + luhn(body)


def french_establishment(random):
    body = siren(random) + digits(random, 4, "0")
    return grouped(body + luhn(body), (3, 3, 3))


def french_vat(random):
    firm = siren(random)
    return f"FR{int(firm + '12') % 97:02}{firm}"


def french_tax(random):
    body = digits(random, 10, "023")
    return grouped(f"{body}{int(body) % 511:03}", (2, 2, 3, 3))


def belgian_person(random):
    year, month, day = date(random)
    serial = f"{random.randint(1, 997):03}"
    check = 97 - int(year + month + day + serial) % 97
    return f"{year}.{month}.{day}-{serial}.{check:02}"


def belgian_firm(random):
    body = "0" + digits(random, 7, "456789")
    return f"BE {grouped(f'{body}{97 - int(body) % 97:02}', (4, 3), '.')}"


def belgian_card(random):
    body = "59" + digits(random, 8)
    return f"{body[:3]}-{body[3:]}-{int(body) % 97 or 97:02}"


def dutch_person(random):
    def make():
        body = digits(random, 8, "123456789")
        return checked(body, weighted(body, range(9, 1, -1)) % 11)
    return until(make)


def dutch_firm(random):
    body = digits(random, 9)
    check = next(c for c in range(2, 99) if int(f"2321{body}11{c:02}") % 97 == 1)
    return f"NL{body}B{check:02}"


def luxembourg_person(random):
    _, month, day = date(random)
    body = f"{random.randint(1930, 2005)}{month}{day}{digits(random, 3)}"
    return body + luhn(body) + verhoeff(body)


def luxembourg_firm(random):
    body = digits(random, 6, "12")
    return f"LU{body}{int(body) % 89:02}"


def irish_letter(body, extra=0):
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(body, range(8, 1, -1)) + 9 * extra) % 23]


def irish_person(random):
    body = digits(random, 7)
    second = random.choice(("", "A", "B"))
    return body + irish_letter(body, " AB".find(second) if second else 0) + second


def irish_firm(random):
    body = digits(random, 7)
    return f"IE{body}{irish_letter(body, 8)}H"


def british_patient(random):
    def make():
        body = digits(random, 9, "4679")
        return checked(body, -weighted(body, range(10, 1, -1)) % 11)
    whole = until(make)
    return grouped(whole, (3, 3))


def british_firm(random):
    body = digits(random, 7, "123456789")
    old = -weighted(body, range(8, 1, -1)) % 97
    return f"GB {grouped(body + f'{random.choice((old, (old - 55) % 97)):02}', (3, 4))}"


def british_taxpayer(random):
    body = digits(random, 9)
    check = "21987654321"[weighted(body, (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11]
    return check + body


def british_insurance(random):
    return random.choice(("AB", "JK", "PR", "WM")) + f" {grouped(digits(random, 6), (2, 2))} " + random.choice("ABCD")


# Entity, value, language; True where the value alone proves itself; words that name it.
KINDS = (
    ("DE_TAX_ID", german_tax_id, "de", True, ("Steuer-ID", "IdNr", "tax ID")),
    ("DE_SOCIAL_SECURITY", german_pension, "de", True, ("Rentenversicherungsnummer", "SV-Nummer")),
    ("DE_HEALTH_INSURANCE", german_health, "de", False, ("Krankenversichertennummer", "KVNR")),
    ("DE_VAT_ID", german_vat, "de", True, ("USt-IdNr", "VAT ID")),
    ("DE_LANR", german_physician, "de", False, ("LANR", "Arztnummer")),
    ("DE_ID_CARD", german_card, "de", False, ("Personalausweis", "identity card")),
    ("DE_PASSPORT", german_card, "de", False, ("Reisepass", "passport")),
    ("AT_SVNR", austrian_insurance, "de", True, ("Sozialversicherungsnummer", "SVNR")),
    ("AT_VAT_ID", austrian_vat, "de", True, ("UID", "VAT number")),
    ("AT_TAX_NUMBER", austrian_tax, "de", False, ("Steuernummer", "Abgabenkontonummer")),
    ("CH_AHV", swiss_insurance, "fr", True, ("AHV-Nummer", "AVS")),
    ("CH_UID", swiss_firm, "it", True, ("UID", "IDE")),
    ("FR_NIR", french_person, "fr", True, ("numéro de sécurité sociale", "NIR")),
    ("FR_SIREN", siren, "fr", False, ("SIREN", "RCS")),
    ("FR_SIRET", french_establishment, "fr", True, ("SIRET", "établissement")),
    ("FR_VAT_ID", french_vat, "fr", True, ("TVA", "VAT number")),
    ("FR_TAX_NUMBER", french_tax, "fr", True, ("numéro fiscal", "SPI")),
    ("BE_NN", belgian_person, "nl", True, ("rijksregisternummer", "numéro national")),
    ("BE_VAT_ID", belgian_firm, "nl", True, ("btw", "TVA")),
    ("BE_ID_CARD", belgian_card, "nl", True, ("identiteitskaart", "carte d'identité")),
    ("NL_BSN", dutch_person, "nl", False, ("BSN", "burgerservicenummer")),
    ("NL_VAT_ID", dutch_firm, "nl", True, ("btw-id", "VAT")),
    ("LU_MATRICULE", luxembourg_person, "fr", True, ("matricule", "Matrikel")),
    ("LU_VAT_ID", luxembourg_firm, "fr", True, ("TVA", "VAT")),
    ("IE_PPS", irish_person, "ga", True, ("PPSN", "PPS number")),
    ("IE_VAT_ID", irish_firm, "ga", True, ("VAT", "VAT number")),
    ("UK_NHS", british_patient, "en", False, ("NHS number", "patient")),
    ("UK_VAT_ID", british_firm, "en", True, ("VAT", "VAT number")),
    ("UK_UTR", british_taxpayer, "en", False, ("UTR", "unique taxpayer reference")),
    ("UK_NINO", british_insurance, "en", True, ("National Insurance", "NI number")),
)

# No check digit: entity, values, words.
NAMED = (
    ("DE_BSNR", ("021234568", "711234567"), ("BSNR", "Praxis")),
    ("DE_FUEHRERSCHEIN", ("B072RRE2I55", "N0704578035", "MU12345678B"), ("Führerschein", "driving licence")),
    ("DE_KFZ", ("M-XY 999", "HH-AB 1234E", "MÜ-A 12"), ("Kennzeichen", "Nummernschild")),
    ("DE_PLZ", ("10115", "80331"), ("PLZ", "Postleitzahl")),
    ("DE_TAX_NUMBER", ("181/815/08155", "21/815/08150", "2181081508156"), ("Steuernummer", "Finanzamt")),
    ("AT_PASSPORT", ("P1234567", "U7654321"), ("Reisepass", "passport")),
    ("CH_PASSPORT", ("X1234567", "F7654321"), ("Reisepass", "passeport")),
    ("FR_PASSPORT", ("12AB34567", "09XY12345"), ("passeport", "passport")),
    ("FR_CNI", ("880692310285", "X4RTBPFW4", "D2H6862M2"), ("CNI", "carte nationale d'identité")),
    ("BE_PASSPORT", ("EI123456", "GA654321"), ("paspoort", "passeport")),
    ("NL_PASSPORT", ("XR1001R58", "NP3L51L77"), ("paspoort", "passport")),
    ("NL_ID_CARD", ("IW1001R58", "IS3L51L77"), ("identiteitskaart", "identity card")),
    ("IE_PASSPORT", ("LB1234567", "PA7654321"), ("passport", "pas")),
    ("IE_DRIVING_LICENCE", ("123456ABCD", "654321WXYZ"), ("driving licence", "driver number")),
    ("IE_EIRCODE", ("D02 X285", "A65 F4E2", "D6W XR27"), ("Eircode", "seoladh")),
    ("UK_PASSPORT", ("AB1234567", "123456789"), ("passport", "HMPO")),
    ("UK_POSTCODE", ("SW1A 1AA", "M1 1AA", "EC1A 1BB", "GIR 0AA"), ("postcode", "postal code")),
)

# Certain by their form alone.
FORMED = (
    ("DE_HANDELSREGISTER", ("HRB 123456", "HRA 471199", "HRB-Nr. 881122")),
    ("AT_FIRMENBUCH", ("FN 122119m", "FN 93363z")),
    ("UK_DRIVING_LICENCE", ("MORGA657054SM9IJ", "FO999512018AA1AB")),
    ("UK_VEHICLE_REGISTRATION", ("AB51 ABC", "BD62XYZ", "LN14-HGT")),
)

# As officials write them; the values are published samples or reckoned.
PHRASES = (
    ("DE_HEALTH_INSURANCE", "Versichertennr.: ", "A123456780"),
    ("DE_HEALTH_INSURANCE", "KV-Nr. ", "A123456780"),
    ("DE_ID_CARD", "PA-Nr.: ", "L01X00T47"),
    ("DE_PASSPORT", "Reisepass-Nr.: ", "C01X00T47"),
    ("DE_TAX_NUMBER", "St.-Nr. ", "181/815/08155"),
    ("AT_SVNR", "VSNR ", "1237 010180"),
    ("CH_PASSPORT", "passaporto svizzero n. ", "X1234567"),
    ("FR_NIR", "n° SS : ", "2 95 10 99 126 111 93"),
    ("FR_SIREN", "immatriculée au RCS sous le n° ", "732829320", "732 829 320"),
    ("BE_NN", "INSZ: ", "85.07.30-033.28"),
    ("BE_VAT_ID", "n° d’entreprise ", "0428.759.497"),
    ("NL_BSN", "Burgerservicenr. ", "111222333"),
    ("IE_DRIVING_LICENCE", "Driver No. ", "123456ABCD"),
    ("IE_PPS", "RSI ", "1234567T"),
    ("UK_NINO", "NI No: ", "AB 12 34 56 C"),
    ("UK_VAT_ID", "VAT Reg No ", "980 7806 84"),
)

# Kinds whose scheme notices every digit that is changed, but for those that tell a century or a sex.
NOTICED = {"DE_TAX_ID": 5, "DE_SOCIAL_SECURITY": 0, "DE_HEALTH_INSURANCE": 4, "AT_VAT_ID": 6,
           "CH_AHV": 4, "CH_UID": 5, "FR_VAT_ID": 8, "FR_TAX_NUMBER": 4, "BE_VAT_ID": 6,
           "NL_BSN": 3, "LU_MATRICULE": 9, "LU_VAT_ID": 4, "IE_PPS": 2, "UK_NHS": 4, "UK_UTR": 2,
           "BE_ID_CARD": 6, "FR_SIREN": 2}


def with_digit_up(value, place):
    """The digit at `place` (or the next) one higher, 9 as 0."""
    while not value[place].isdigit():
        place += 1
    return value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1:]


def proved(random, number, entity, make, language):
    for _ in range(4):
        yield case(next(number), [entity], *within(random, language, Found(make(random), entity)))
        yield case(next(number), [entity], *within(random, "en", Found(make(random), entity)))


def cases(random):
    for entity, make, language, is_certain, words in KINDS:
        number = numbering("west-" + entity.lower().replace("_", "-"))
        if is_certain:
            yield from proved(random, number, entity, make, language)
            for _, text in written_otherwise(random, make(random)):
                yield case(next(number), [entity], *within(random, language, Found(text, entity)))
        else:
            for _ in range(3):
                yield case(next(number), [entity], *within(random, language, make(random)))
                yield case(next(number), [entity],
                           *within(random, language, Found(make(random), entity)), threshold=0)
        for word in words * 2:
            yield case(next(number), [entity], *labelled(random, Found(make(random), entity), word))
        for _, text in glued(make(random).replace(" ", "")):
            yield case(next(number), [entity], *within(random, language, text))
        if entity in NOTICED:
            for word in words:
                wrong = with_digit_up(make(random), NOTICED[entity])
                yield case(next(number), [entity], *labelled(random, wrong, word), threshold=0)
    for entity, values, words in NAMED:
        number = numbering("west-" + entity.lower().replace("_", "-"))
        for value in values:
            yield case(next(number), [entity], *within(random, "en", value))
            for word in words:
                yield case(next(number), [entity], *labelled(random, Found(value, entity), word))
        value = values[0]
        yield case(next(number), [entity], *within(random, "en", Found(value, entity)), threshold=0)
        for _, text in written_otherwise(random, value):
            yield case(next(number), [entity], *labelled(random, Found(text, entity), words[0]))
        for _, text in glued(value):
            yield case(next(number), [entity], *within(random, "en", text))
    yield from of_phrases("west", PHRASES)
    # Apostrophes and quotation marks as word processors set them.
    number = numbering("west-quoted")
    for before, value, entity, behind in (
            ("carte d’identité n° ", "880692310285", "FR_CNI", "."),
            ("«passeport» ", "12AB34567", "FR_PASSPORT", ""),
            ("„Reisepass“: „", "C01X00T47", "DE_PASSPORT", "“"),
            ("driver’s licence ", "123456ABCD", "IE_DRIVING_LICENCE", ""),
            ("‘NHS number’ ", "943 476 5919", "UK_NHS", " (today)"),
            ("her “passport” is ", "AB1234567", "UK_PASSPORT", ".")):
        yield case(next(number), [entity], before, Found(value, entity), behind)
    number = numbering("west-li-peid")
    for value in ("1234567", "00001234567"):
        yield case(next(number), ["LI_PEID"], *within(random, "de", value), threshold=0)
        yield case(next(number), ["LI_PEID"], "XPEID ", value, " (Vaduz)")
        for name in ("PEID ", "PEID: ", "Personenidentifikationsnummer "):
            yield case(next(number), ["LI_PEID"], name, Found(value, "LI_PEID"), " (Vaduz)")
    for entity, values in FORMED:
        number = numbering("west-" + entity.lower().replace("_", "-"))
        for value in values:
            for language in ("de", "en"):
                yield case(next(number), [entity], *within(random, language, Found(value, entity)))
            for _, text in glued(value):
                yield case(next(number), [entity], *within(random, "en", text))
