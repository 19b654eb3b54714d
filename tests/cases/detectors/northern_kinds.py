"""What is made of the northern countries: one Kind for each entity that is no number of persons."""
from typing import Callable, NamedTuple, Optional

import northern_numbers as numbers
from northern_numbers import LETTERS, digits_of, health_card, letters, serial
from spellings import grouped


class Kind(NamedTuple):
    """An entity and how it is written."""

    entity: str
    language: str
    words: tuple  # that name it, as they stand beside a value
    make: Callable  # of a random generator: a value
    spellings: tuple = ()  # of a value: the same one, as others write it
    is_strong: bool = False  # found without a word
    is_right: Optional[Callable] = None  # by the check digit; None: there is none
    near: tuple = ()  # of a value: none any more, even beside the word
    is_glued_refused: bool = True
    others: tuple = ()  # whole texts in which there is none


def in_fours(value):
    return grouped(value, (4,) * ((len(value) - 1) // 4))


def in_fives(value):
    return grouped(value, (5,) * ((len(value) - 1) // 5))


def in_twos(value):
    return grouped(value, (2,) * ((len(value) - 1) // 2))


def from_the_right(value):
    """In groups of five, the first of which may be shorter."""
    return grouped(value, (len(value) % 5 or 5,) + (5,) * ((len(value) - 1) // 5 - 1))


def halves(value):
    return grouped(value, (10,))


def with_dashes(value):
    return grouped(value, (5, 5, 5), "-")


def without(*signs):
    return lambda value: "".join(c for c in value if c not in signs)


def apart(value):
    """The country's letters apart from the digits."""
    return value[:2] + " " + value[2:]


def behind_dash(value):
    return value[:2] + "-" + value[2:]


def small_or_capitals(value):
    return value.lower() if value != value.lower() else value.upper()


def one_more(value):
    return value + "4"


def one_less(value):
    return value[:-1]


def instead(old, new):
    return lambda value: new + value[len(old):]


def card(country, language, words):
    number = {"FI": "246", "SE": "752", "NO": "578", "DK": "208", "IS": "352", "EE": "233", "LV": "428",
              "LT": "440"}[country]
    make = health_card(number) if country != "FI" else lambda r: "8024680246" + serial(r, 10)
    return Kind(f"{country}_EHIC", language, words, make, (in_fives, halves, with_dashes),
                country == "FI", None, (one_more, one_less, instead("80" + number, "80999")))


def letters_and_digits(first, count):
    return lambda random: letters(random, first) + serial(random, count)


def finnish_plate(random):
    return f"{letters(random, 3, 'ABCEFGHIJKLMNOPRSTUVXYZ')}-{random.randint(100, 999)}"


KINDS = (
    Kind("FI_BUSINESS_ID", "fi", ("Y-tunnus", "y-tunnuksemme", "FO-nummer", "Business ID"),
         numbers.business_id, (without("-"),), True, numbers.is_business_id),
    Kind("FI_VAT_ID", "fi", ("ALV-numero", "ALV-tunnus", "momsnummer", "VAT number"),
         lambda r: "FI" + digits_of(numbers.business_id(r)),
         (apart, behind_dash, small_or_capitals), True, numbers.is_business_id, (instead("FI", "FY"),)),
    Kind("FI_TAX_NUMBER", "fi", ("veronumero", "Veronumeroni", "skattenummer", "individual tax number"),
         lambda r: r.choice("123456789") + serial(r, 11), (in_fours,), near=(one_more, one_less)),
    card("FI", "fi", ("EHIC", "eurooppalainen sairaanhoitokortti", "EU-sjukvårdskort",
                      "European Health Insurance Card")),
    Kind("FI_PASSPORT", "fi", ("Passi", "passin numero", "passnummer", "passport"),
         letters_and_digits(2, 7), (apart, small_or_capitals), near=(one_more, one_less)),
    Kind("FI_LICENSE_PLATE", "fi", ("rekisterinumero", "auton rekisteritunnus", "registreringsnummer",
                                    "licence plate"),
         finnish_plate, (without("-"),), near=(lambda v: v[:4] + "0" + v[4:6], lambda v: v + "-X"),
         others=("Auto on Volvo XC-60, ja naapurilla on CX-30.", "Mercedes C-180 on hyvä auto.",
                 "Auto maksoi EUR 500, rekisterinumero puuttuu.", "Traktori MTZ 820 ilman rekisterikilpeä",
                 "Autosta mitattiin ABS-15 ja EU-27.", "leasing 24-kk, rekisterinumero myöhemmin",
                 "mopon 50-cc moottori, rekisterinumero kadonnut", "Bilen har UTF-8 och SHA-256.",
                 "vehicle.get-10", "auto x = arr-10;", "Auton äänentoisto: CD-100")),
    Kind("FI_LICENSE_PLATE", "fi", ("Rekisterinumero", "mopon rekisterikilpi", "registerskylt",
                                    "registration number"),
         lambda r: f"{r.randint(10, 999)}-{letters(r, 3, 'ABCEFGHIJK')}",
         near=(lambda v: "0" + v[1:], lambda v: v + "-1")),
    Kind("FI_LICENSE_PLATE", "fi", ("Ajoneuvo", "fordonets registreringsnummer", "bilen", "car"),
         lambda r: f"Å{letters(r, 2, 'ABCL')} {r.randint(10, 9999)}",
         (without(" "), lambda v: v.replace(" ", "-")), near=(lambda v: v + "1234", lambda v: v[:4] + "01"),
         is_glued_refused=False),
    Kind("FI_BANK_REFERENCE", "fi", ("Viite", "viitenumero", "referensnummer", "payment reference"),
         numbers.bank_reference, (from_the_right, in_fives), is_right=numbers.is_bank_reference,
         is_glued_refused=False),
    Kind("FI_BANK_REFERENCE", "fi", ("RF-viite", "Viite", "creditor reference", "Referens"),
         numbers.creditor_reference, (in_fours, small_or_capitals), True,
         numbers.is_creditor_reference),
    Kind("SE_BANKGIRO", "sv", ("Bankgiro", "bg", "bankgironummer", "BG nr"),
         lambda r: numbers.giro(r, (r.choice((3, 4)), 4)), (without("-"), lambda v: v.replace("-", " ")),
         is_right=numbers.luhn),
    Kind("SE_PLUSGIRO", "sv", ("Plusgiro", "pg", "plusgirokonto", "PG nr"),
         lambda r: numbers.giro(r, (r.choice((1, 2)), 2, 2, 1)), (without(" "),),
         is_right=numbers.luhn),
    Kind("SE_ORGANISATIONSNUMMER", "sv", ("Organisationsnummer", "org.nr", "organisationsnumret", "company number"),
         numbers.organisationsnummer, (without("-"), lambda v: "16" + v), True,
         numbers.is_organisationsnummer),
    Kind("SE_PASSPORT", "sv", ("Passnummer", "pass nr", "mitt pass", "passport number"),
         lambda r: r.choice("123456789") + serial(r, 7),
         (lambda v: v[:2] + "-" + v[2:], lambda v: "AA" + v[1:]), near=(one_more, one_less)),
    Kind("SE_ID_CARD", "sv", ("Nationellt id-kort", "ID-kort", "legitimation", "identity card"),
         lambda r: r.choice("123456789") + serial(r, 7), (lambda v: "AA" + v[1:],),
         near=(one_more, one_less)),
    card("SE", "sv", ("EU-kort", "europeiskt sjukförsäkringskort", "EHIC", "European Health Insurance Card")),
    Kind("SE_VAT_ID", "sv", ("Momsregistreringsnummer", "momsnr", "moms nr", "VAT number"),
         lambda r: "SE" + digits_of(numbers.organisationsnummer(r)) + "01",
         (apart, small_or_capitals, lambda v: f"SE {v[2:8]}-{v[8:12]}-{v[12:]}",
          lambda v: f"SE{v[2:8]}-{v[8:12]}01"), True, lambda v: numbers.luhn(v[:12]),
         (instead("SE", "SY"), lambda v: v[:-2] + "00")),
    Kind("NO_ORGANISASJONSNUMMER", "no", ("Organisasjonsnummer", "Org.nr.", "orgnr", "company number"),
         numbers.organisasjonsnummer, (lambda v: grouped(v, (3, 3)), lambda v: grouped(v, (3, 3), ".")),
         is_right=numbers.is_organisasjonsnummer),
    Kind("NO_VAT_ID", "no", ("MVA-nummer", "mva-nr", "merverdiavgift", "VAT number"),
         lambda r: "NO" + numbers.organisasjonsnummer(r) + "MVA",
         (lambda v: f"NO {v[2:5]} {v[5:8]} {v[8:11]} MVA", lambda v: f"{v[2:11]} MVA", lambda v: v[:11],
          small_or_capitals), True, lambda v: numbers.is_organisasjonsnummer(v[2:11])),
    Kind("NO_BANK_ACCOUNT", "no", ("Kontonummer", "kontonr.", "lønnskonto", "bank account"),
         numbers.norwegian_account, (without("."), lambda v: v.replace(".", " "),
                                     lambda v: v.replace(".", "-")), True, numbers.is_norwegian_account),
    Kind("NO_PASSPORT", "no", ("Passnummer", "passnr", "norsk pass", "passport"),
         letters_and_digits(3, 6), (lambda v: "12" + v[3:], small_or_capitals),
         near=(one_more, one_less)),
    Kind("NO_ID_CARD", "no", ("Nasjonalt ID-kort", "id-kort", "legitimasjon", "identity card"),
         letters_and_digits(3, 6), (small_or_capitals,), near=(one_more, one_less)),
    card("NO", "no", ("Europeisk helsetrygdkort", "helsetrygdkort", "EHIC", "European Health Insurance Card")),
    Kind("DK_CPR", "da", ("CPR-nummer", "cpr-nr.", "personnummer", "CPR"), numbers.cpr,
         (without("-"), lambda v: v.replace("-", " ")), True,
         near=(lambda v: "31" + "02" + v[4:], lambda v: v[:2] + "13" + v[4:])),
    Kind("DK_CVR", "da", ("CVR-nr.", "cvr", "CVR-nummer", "company number"), numbers.cvr, (in_twos,),
         is_right=numbers.is_cvr),
    Kind("DK_VAT_ID", "da", ("Momsnummer", "momsnr.", "moms nr", "VAT number"),
         lambda r: "DK" + numbers.cvr(r), (apart, behind_dash, small_or_capitals,
                                           lambda v: "DK " + in_twos(v[2:])), True, numbers.is_cvr),
    Kind("DK_PASSPORT", "da", ("Pasnummer", "pasnr.", "dansk pas", "passport"),
         lambda r: "2" + serial(r, 8), near=(one_more, one_less)),
    card("DK", "da", ("EU-sygesikringskort", "det blå sygesikringskort", "EHIC",
                      "European Health Insurance Card")),
    Kind("IS_VAT_ID", "is", ("VSK-númer", "Vsk. nr.", "VSK-nr", "Icelandic VAT"),
         lambda r: r.choice("123456789") + serial(r, r.choice((4, 5))),
         (lambda v: "IS" + v, lambda v: "IS " + v), near=(lambda v: v + "123", lambda v: "x" + v),
         is_glued_refused=False),
    Kind("IS_PASSPORT", "is", ("Vegabréf", "vegabréfsnúmer", "númer vegabréfs", "passport"),
         lambda r: "A" + serial(r, 7), (small_or_capitals,), near=(one_more, one_less)),
    card("IS", "is", ("Evrópska sjúkratryggingakortið", "sjúkratryggingakort", "EHIC",
                      "European Health Insurance Card")),
    Kind("EE_REGISTRIKOOD", "et", ("Registrikood", "reg. nr", "registrikoodiga", "registry code"),
         numbers.registrikood, is_right=numbers.passes_baltic),
    Kind("EE_VAT_ID", "et", ("KMKR", "KMKR nr", "käibemaksukohustuslase number", "VAT number"),
         numbers.kmkr, (apart, behind_dash, small_or_capitals,
                        lambda v: "EE " + grouped(v[2:], (3, 3))), True, numbers.is_kmkr),
    Kind("EE_PASSPORT", "et", ("Pass", "passi number", "passinumber", "passport"),
         letters_and_digits(2, 7), (small_or_capitals, lambda v: "K" + v[2:]), near=(one_more,)),
    Kind("EE_ID_CARD", "et", ("ID-kaart", "isikutunnistus", "dokumendi number", "identity card"),
         letters_and_digits(2, 7), (small_or_capitals, lambda v: "A" + v[2:]), near=(one_more,)),
    card("EE", "et", ("Euroopa ravikindlustuskaart", "ravikindlustuskaardi number", "EHIC",
                      "European Health Insurance Card")),
    Kind("LV_REGISTRATION_NUMBER", "lv", ("Reģ. Nr.", "REĢISTRĀCIJAS NUMURS", "vienotais reģistrācijas nr.",
                                          "company number"),
         numbers.latvian_company, (lambda v: grouped(v, (4, 4)),), is_right=numbers.is_latvian_company),
    Kind("LV_VAT_ID", "lv", ("PVN", "PVN numurs", "PVN reģ. Nr.", "VAT number"),
         lambda r: "LV" + numbers.latvian_company(r), (apart, behind_dash, small_or_capitals), True,
         numbers.is_latvian_company),
    Kind("LV_PASSPORT", "lv", ("Pase", "pases numurs", "pases Nr.", "passport"),
         lambda r: "LV" + serial(r, 7), (small_or_capitals,), near=(one_more, one_less)),
    Kind("LV_ID_CARD", "lv", ("Personas apliecība", "personas apliecības numurs", "eID karte",
                              "identity card"),
         lambda r: "PA" + serial(r, 7), (small_or_capitals,), near=(one_more, one_less)),
    card("LV", "lv", ("EVAK", "Eiropas veselības apdrošināšanas karte", "EHIC", "European Health Insurance Card")),
    Kind("LT_IMONES_KODAS", "lt", ("Įmonės kodas", "ĮMONĖS KODAS", "juridinio asmens kodas",
                                   "company code"),
         numbers.imones_kodas, is_right=numbers.passes_baltic),
    Kind("LT_VAT_ID", "lt", ("PVM mokėtojo kodas", "PVM kodas", "PVM", "VAT code"), numbers.pvm,
         (apart, behind_dash, small_or_capitals, lambda v: v[2:]), True, numbers.is_pvm),
    Kind("LT_PASSPORT", "lt", ("Pasas", "paso numeris", "paso Nr.", "passport"),
         lambda r: r.choice("123456789") + serial(r, 7), (lambda v: "LT" + v[2:],),
         near=(one_more, one_less)),
    Kind("LT_ID_CARD", "lt", ("Asmens tapatybės kortelė", "asmens tapatybės kortelės Nr.",
                              "tapatybės kortelė", "identity card"),
         lambda r: r.choice("123456789") + serial(r, 7), near=(one_more, one_less)),
    card("LT", "lt", ("ESDK", "Europos sveikatos draudimo kortelė", "EHIC", "European Health Insurance Card")),
)
