"""What generators/generic.py puts into texts: one Kind for each entity, with makers of values."""
import hashlib
import ipaddress
from typing import Callable, NamedTuple, Optional

from northern_numbers import luhn, serial
from spellings import grouped

HEX = "0123456789abcdef"
BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH_32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Kind(NamedTuple):
    """An entity and how it is written."""

    entity: str
    group: str
    words: tuple
    strong: tuple  # makers of values that are found by themselves
    weak: tuple = ()  # and of those that need a word
    inside: tuple = ()  # texts of which the piece in braces is found
    near: tuple = ()  # texts of which nothing is
    is_right: Optional[Callable] = None  # by the check digits
    alphabet: str = "0123456789"  # of what may be changed to make a value wrong
    is_spelled: bool = True  # also in other digits, dashes and spaces
    rounds: int = 4


# Mail and the web.

NAMES = ("anna.virtanen", "j.smith", "maria", "o_hara", "pekka-liisa", "info", "x7", "m.a.muster",
         "sofie.å.dahl", "näyttö", "jose.núñez", "łukasz")
HOSTS = ("example.org", "example.com", "mail.example.net", "sub-domain.example.museum", "esimerkki.fi",
         "example.co.uk", "xn--hrm-qla.fi", "härmä.fi", "example.io", "a.b.c.example.de")


def mail(random):
    name = random.choice(NAMES) + random.choice(("", "", "+news", "." + serial(random, 2), "_x"))
    address = f"{name}@{random.choice(HOSTS)}"
    return address.upper() if random.random() < 0.15 and address.isascii() else address


def host(random):
    return random.choice([name for name in HOSTS if name.isascii()])


def path(random):
    return random.choice(("", "/", "/a/b.html", "/search?q=x&n=20#top", ":8443/v1/items/7", "/a_(b)",
                          "/~anna/", "/%C3%A4.pdf", "?x=1", "/päivä"))


def url(random):
    return random.choice(("https://", "http://", "HTTPS://", "https://www.", "ftp://")) + host(random) + path(random)


def www(random):
    return "www." + host(random) + path(random)


# Addresses of networks and cards.

def ipv4(random):
    return ".".join(str(random.randint(1, 254)) for _ in range(4))


def ipv4_network(random):
    return f"{ipv4(random)}/{random.randint(8, 32)}"


def ipv6_number(random):
    return ipaddress.IPv6Address((0x20010DB8 << 96) | random.getrandbits(96))


def ipv6(random):
    return str(ipv6_number(random))


def ipv6_whole(random):
    text = ipv6_number(random).exploded
    return random.choice((text, text.upper()))


def ipv6_short(random):
    return random.choice(("2001:db8::", "fe80::", "fd00::", "2001:db8:0:1::")) + f"{random.randint(1, 0xffff):x}"


def ipv6_other(random):
    return random.choice((f"{ipv6_short(random)}/{random.choice((32, 48, 64, 128))}",
                          f"fe80::1ff:{random.randint(4096, 65535):x}%eth0", f"::ffff:{ipv4(random)}",
                          f"64:ff9b::{ipv4(random)}", "::1"))


def mac(sign, size=2):
    def make(random):
        text = "00" + "".join(random.choice(HEX) for _ in range(9)) + random.choice("abcdef")
        text = sign.join(text[at:at + size] for at in range(0, 12, size))
        return random.choice((text, text.upper()))
    return make


# Telephones.

def mobile(country, groups, first):
    """+country and groups of so many digits, in one of the usual ways."""
    def make(random):
        national = [random.choice(first) + serial(random, groups[0] - 1)]
        national += [serial(random, size) for size in groups[1:]]
        spell = random.choice((" ", "-", "", " "))
        head = random.choice(("+", "+", "00")) + country
        return head + (spell or random.choice(("", " "))) + spell.join(national)
    return make


def finnish_mobile(random):
    code = random.choice(("040", "044", "045", "050"))
    return code + random.choice((" {} {}", "-{} {}", " {}{}", "{}{}")).format(serial(random, 3), serial(random, 4))


def swedish_mobile(random):
    code = random.choice(("070", "072", "073", "076"))
    return code + random.choice(("-{} {} {}", " {} {} {}", "{}{}{}", "-{}{}{}")).format(
        serial(random, 3), serial(random, 2), serial(random, 2))


def american(random):
    area = random.choice("2345678") + random.choice("02345678") + random.choice("2345678")
    return random.choice(("({}) {}-{}", "{}-{}-{}", "1-{}-{}-{}", "+1 {} {} {}", "+1 ({}) {}-{}")).format(
        area, "555", "01" + serial(random, 2))


def finnish_line(random):
    return random.choice(("09", "02", "013")) + random.choice((" ", "-")) + serial(random, 3) + " " + serial(random, 3)


# Cards, accounts, Bitcoin.

def card(heads, size, groups):
    def make(random):
        while True:
            digits = random.choice(heads)
            digits += serial(random, size - len(digits))
            if luhn(digits) and len(set(digits)) > 2:
                return grouped(digits, groups, random.choice((" ", "-", "", " ")))
    return make


IBANS = {"FI": "#" * 14, "SE": "#" * 20, "NO": "#" * 11, "DK": "#" * 14, "EE": "#" * 16, "DE": "#" * 18,
         "FR": "#" * 20 + "M##", "NL": "ABNA" + "#" * 10, "GB": "WEST" + "#" * 14, "LV": "BANK" + "#" * 13,
         "MT": "MALT" + "#" * 19 + "MTLC", "CH": "#" * 17, "ES": "#" * 20, "IT": "X" + "#" * 22,
         "PL": "#" * 24, "IS": "#" * 22, "LT": "#" * 16, "BE": "#" * 12}


def remainder_97(iban):
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97


def iban(random):
    country = random.choice(sorted(IBANS))
    body = "".join(serial(random, 1) if c == "#" else c for c in IBANS[country])
    return f"{country}{98 - remainder_97(country + '00' + body):02}{body}"


def iban_in_fours(random):
    value = iban(random)
    return grouped(value, (4,) * ((len(value) - 1) // 4), random.choice((" ", " ", "-")))


def is_iban(text):
    return remainder_97("".join(c for c in text if c.isalnum()).upper()) == 1


def base_58(version):
    """Version byte, twenty bytes and the first four of their SHA-256 twice over."""
    def make(random):
        data = bytes([version]) + bytes(random.getrandbits(8) for _ in range(20))
        data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
        rest, text = int.from_bytes(data, "big"), ""
        while rest:
            rest, digit = divmod(rest, 58)
            text = BASE_58[digit] + text
        return "1" * (len(data) - len(data.lstrip(b"\0"))) + text
    return make


def polymod(numbers):
    check = 1
    for number in numbers:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ number
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> i & 1 else 0
    return check


def bech_32(version, size, constant):
    """Witness version and `size` groups of five bits, of which the last is padded with zeros."""
    def make(random):
        data = [version] + [random.randrange(32) for _ in range(size - 1)] + [random.randrange(2) * 16]
        rest = polymod([3, 3, 0, 2, 3] + data + [0] * 6) ^ constant
        text = "bc1" + "".join(BECH_32[n] for n in data + [rest >> 5 * (5 - i) & 31 for i in range(6)])
        return random.choice((text, text, text.upper()))
    return make


# Dates, and the number of the United States.

def day(pattern):
    return lambda random: pattern.format(d=random.randint(1, 28), m=random.randint(1, 12), y=random.randint(1931, 2031))


def moment(random):
    return (day("{y}-{m:02}-{d:02}T")(random) + f"{random.randint(0, 23):02}:{random.randint(0, 59):02}:07"
            + random.choice(("", "Z", "+02:00", ".125Z")))


def ssn(sign):
    def make(random):
        area = random.choice([n for n in range(1, 900) if n != 666])
        return f"{area:03}{sign}{random.randint(1, 99):02}{sign}{random.randint(1, 9999):04}"
    return make


KINDS = (
    Kind("EMAIL_ADDRESS", "pii/contact", ("E-mail", "sähköposti", "e-post", "correo"), (mail, mail, mail),
         inside=("mailto:{anna@example.org}", "<{anna@example.org}>,", "to {anna@example.org}/inbox",
                 "\"Anna\" <{a.b@example.co.uk}>; bob", "anna:{x@example.org}!", "'{anna@example.org}'",
                 "Tim {o'hara@example.org}", "by {d'angelo.m@example.it}.", "u'{anna@example.org}'",
                 "git clone {git@example.org}:a/b.git", ".{anna@example.org}..."),
         near=("anna@example", "anna@@example.org", "anna@example..org", "anna.@example.org",
               "a..b@example.org", "anna@-example.org", "@anna", "logo@2x.png", "anna at example.org",
               "root@localhost", "anna@example.c", "x@y.z1", "npm i @scope/name@1.2.3", "@media.print",
               "user@10.0.0.1", "a @ b.org"), is_spelled=False, rounds=6),
    Kind("URL", "URL", ("link", "verkkosivu", "website", "hemsida"), (url, url, www),
         inside=("(see {https://example.org/a})", "<{https://example.org/a?b=c}>", "[x]({https://example.org/a_(b)})",
                 "Go to {example.org/path}, then", "{https://example.org}.", "{bit.ly/3abC}?",
                 "href=\"{http://example.org/x.css}\"", "{https://example.org:8443/x}\n", "clone {https://anna@example.org/a.git} now",
                 "{https://anna:pw1@example.org/a?b=c@d}."),
         near=("file.txt", "main.cpp", "e.g. this", "node.js", "setup.py", "README.md", "example.invalid",
               "foo.bar.baz", "anna@example.org", "Saimme eilen.Kiitos", "https://", "http://a", "3.14",
               "std.h", "a.b.c.d"), is_spelled=False, rounds=5),
    Kind("IP_ADDRESS", "pii/network", ("IP", "ip-osoite", "address", "adress"),
         (ipv4, ipv4_network, ipv6, ipv6_whole, ipv6_short, ipv6_other),
         inside=("http://{192.0.2.7}:8080/x", "[{2001:db8::1}]:443", "from {192.0.2.1}-198.x",
                 "{192.0.2.7}/33", "{10.1.2.3}, 10.1.2", "addr={192.0.2.9};", "{2001:db8::7}/129",
                 "inet {192.0.2.5}  netmask", "{::1} localhost"),
         near=("256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "192.168.001.001", "192.0.2.256", "v1.2.3.4",
               "2001:db8:::1", "1:2:3:4:5:6:7:8:9", "1::2::3", "12:34:56", "std::vector", "a::b",
               "00:11:22:33:44:55", "2001:db8:1:2:3:4:5", "g::1", "1.2.3.4a"), is_spelled=False),
    Kind("MAC_ADDRESS", "pii/network", ("MAC", "MAC address", "bssid", "hardware address"),
         (mac(":"), mac("-"), mac(".", 4)),
         inside=("ether {00:1b:44:11:3a:b7} txqueuelen", "HWaddr {00-1B-44-11-3A-B7}.", "[{001b.4411.3ab7}]"),
         near=("00:1b:44:11:3a", "00:1b:44:11:3a:b7:c8", "00:1b-44:11:3a:b7", "00:00:00:00:00:00",
               "ff:ff:ff:ff:ff:ff", "0g:1b:44:11:3a:b7", "0:1b:44:11:3a:b7", "12-34-56-78-90-12",
               "1234.5678.9012", "001b4411b7", "10:20:30:40"), is_spelled=False),
    Kind("PHONE_NUMBER", "pii/contact", ("puh.", "tel", "mobil", "phone"),
         (mobile("358", (2, 3, 4), "45"), mobile("46", (2, 3, 2, 2), "7"), mobile("47", (3, 2, 3), "49"),
          mobile("45", (2, 2, 2, 2), "2345"), mobile("372", (4, 4), "5"), mobile("44", (4, 6), "7"),
          mobile("49", (3, 7), "1"), mobile("33", (1, 2, 2, 2, 2), "67"), mobile("34", (3, 2, 2, 2), "67"),
          finnish_mobile, swedish_mobile, american),
         (finnish_line, lambda r: r.choice("49") + serial(r, 7)),
         inside=("tel:{+358401234567}", "({+358 40 123 4567})", "{040 123 4567}, 12.3.",
                 "{+358 (0)40 123 4567} tai", "{0401234567};0507", "7,{0401234567},Anna",
                 "Registrant Phone: {+358.401234567}", "WhatsApp id {0401234567}"),
         near=("+210 1234567", "+0 12345678", "+3584", "2024-01-31", "3.14159265", "0.0401234567",
               "12/2027", "1234567", "x0401234567", "+3.14159265358", "y = +4.6692016091;",
               "[+3.1234567, +4.1234567]", "+40.20361-075.00417/", "0,0401234567", "id=0501234567",
               "\"order_id\": 0401234567", "userId: 0401234567", "build 0401234567", "viite 0401234567",
               "50331648 bytes", "0701234567 kB", "v0.40.1234567", "1:14~+20220202101403",
               "004039617158-9cb5", "911-555-0123", "212-155-0123", "0401234567.25"), rounds=2),
    Kind("CREDIT_CARD", "pii/payment", ("kortti", "card", "Kreditkarte", "carte"),
         (card(("4",), 16, (4, 4, 4)), card(("51", "53", "55", "2221", "2720"), 16, (4, 4, 4)),
          card(("34", "37"), 15, (4, 6)), card(("36", "300"), 14, (4, 6)), card(("6011", "65"), 16, (4, 4, 4)),
          card(("3528", "3589"), 16, (4, 4, 4)), card(("62",), 16, (4, 4, 4)), card(("2200",), 16, (4, 4, 4)),
          card(("9792",), 16, (4, 4, 4))),
         inside=("{4111 1111 1111 1111}, exp 12/27, CVV 123", "card:{4111111111111111};",
                 "{5555 5555 5555 4444} 12/27", "{3782 822463 10005} (Amex)"),
         near=("4111 1111 1111 1112", "0000 0000 0000 0000", "74111 1111 1111 1111", "4111 1111 1111",
               "1234 5678 9012 3456", "7777 7777 7777 7777", "4111111111111111.5e3", "x4111111111111111",
               "0.4111111111111111"), is_right=luhn, rounds=2),
    Kind("IBAN_CODE", "pii/payment", ("IBAN", "tilinumero", "kontonummer", "account"),
         (iban, iban_in_fours, iban_in_fours),
         inside=("{FI2112345600000785}, BIC NDEAFIHH", "IBAN:{FI21 1234 5600 0007 85}.",
                 "{fi21 1234 5600 0007 85}", "{GB82 WEST 1234 5698 7654 32} ref 12",
                 "({MT84MALT011000012345MTLCAST001S})", "{LC55 HEMM 0001 0001 0012 0012 0002 3015}"),
         near=("FI22 1234 5600 0007 85", "FI21 1234 5600 0007 8", "FI21 1234 5600 0007 855",
               "XX21 1234 5600 0007 85", "DE89370400440532013000X", "xFI2112345600000785", "FI00 0000 0000 0000 00"),
         is_right=is_iban, rounds=8),
    Kind("CRYPTO", "pii/payment", ("bitcoin", "BTC", "wallet", "lompakko"),
         (base_58(0), base_58(5), bech_32(0, 32, 1), bech_32(1, 52, 0x2BC830A3)),
         inside=("bitcoin:{1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa}?amount=1",
                 "{bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4},"),
         near=("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
               "Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
               "1111111111111111111111111111111111", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0O"),
         is_right=lambda text: False, alphabet=BASE_58, is_spelled=False),
    Kind("DATE_TIME", "DATE_TIME", ("date", "päivämäärä", "datum", "fecha"),
         (moment, day("{y}-{m:02}-{d:02}"), day("{d}.{m}.{y}"), day("{d:02}.{m:02}.{y}"), day("{m}/{d}/{y}"),
          day("{d:02}-{m:02}-{y}"), day("{d:02}/{m:02}/{y}"), day("{d}-NOV-{y}"), day("Nov-{y}"),
          day("{y}/{m:02}/{d:02}")),
         (day("{m:02}/{y}"), ),
         inside=("{24.11.2026} klo 19", "{24.11.2026}.",
                 "({2026-11-24})", "{2026-11-24} 19:00", "v. {1.1.2026};"),
         near=("30.2.2026", "2026-13-01", "2026-02-30", "31-04-2026", "20261124", "2026-11-24T25:00:00Z",
               "1-2-3", "1.2.3", "24.11.", "2026-11-24-7", "32/13/2026", "192.0.2.26", "1/2"),
         is_spelled=False, rounds=2),
    Kind("US_SSN", "pii/us", ("SSN", "social security number", "Social Security no.", "ssn"), (ssn("-"), ssn("-")),
         (ssn(" "), ssn("."), ssn("")),
         inside=("SSN:{536-90-4399}.", "({536-90-4399})", "my ssn is {536904399}, ok"),
         near=("000-12-3456", "666-12-3456", "900-12-3456", "536-00-4399", "536-90-0000", "078-05-1120",
               "219-09-9999", "1536-90-4399", "536-90-43991", "536-90-4399-1", "536-90 4399", "x536-90-4399",
               "111-11-1111"), rounds=5),
)
