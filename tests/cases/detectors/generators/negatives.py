"""Texts full of numbers and letters that are nothing of anybody: prose of several languages, source code,
logs, tables, manuals. Looked at for all personal data and all secrets; nothing is to be found.

No address, link or full date stands in them: those are findings.
"""
import made_logs
from sentences import case, numbering

PROSE = {
    "en": """The bridge was opened in 1937 and carries 112,000 vehicles a day on 6 lanes. Chapter 12, page 345.
Flight AY1336 leaves gate 27 at 17:45; seats 12A-12F. The 2008 edition (4th printing) cost $49.95.
Section 18 U.S.C. 1030(a)(2)(C) and Regulation (EU) 2016/679, Article 4(1), apply.
Population 5,603,851 in 2023, up 0.7 % from 5 563 970. Order 66 of 1138. Add 250 ml at 180 C for 35-40 min.
Model T-1000, serial production 1908-1927, 15,007,033 built. Scores: 21-15, 18-21, 25-23.
Call me at half past 7. Room 4.117, building 31, 2nd floor. Isaiah 40:31; Psalm 119:105.
It took 3 h 25 min 7.13 s, that is 12,307.13 s, at 1013.25 hPa and 6.02214076e23 of them.
The password was changed yesterday, the token expired and the secret is out; see the key on page 9.""",
    "fi": """Silta avattiin 1937, ja sen yli kulkee 112 000 autoa päivässä. Luku 12, sivu 345.
Lento AY1336 lähtee portilta 27 kello 17.45; paikat 12A-12F. Hinta 1 234,50 euroa (sis. alv 24 %).
Laki 523/1999 ja asetus (EU) 2016/679 4 artiklan 1 kohta; HE 9/2018 vp; KKO 2014:51.
Väkiluku oli 5 603 851 vuonna 2023. Lisää 2,5 dl vettä ja paista 180 asteessa 35-40 minuuttia.
Tilikausi 1.1.-31.12. Liikevaihto 12 345 678,90 euroa, tulos 987 654,32 euroa. Y = 2x + 7.
Huone 4.117, rakennus 31 B 12. Mannerheimintie 103 b A 45, 00280 Helsinki. Jes. 40:31.
Salasana vaihdettiin eilen, ja tunnus on ollut käytössä 10 vuotta; katso sivu 9, kohta 3.2.1.""",
    "sv": """Bron öppnades 1937 och bär 112 000 fordon om dagen. Kapitel 12, sidan 345. Pris 1 234,50 kr.
Tåg 537 går 17.45 från spår 8; vagn 3, plats 27-30. SFS 1998:204; prop. 2017/18:105; NJA 2014 s. 51.
Folkmängden var 10 551 707 år 2023. Tillsätt 2,5 dl vatten och grädda i 180 grader i 35-40 minuter.
Rum 4.117, hus 31, våning 2. Storgatan 14 B, 114 55 Stockholm. Omsättningen var 12 345 678,90 kronor.""",
    "de": """Die Brücke wurde 1937 eröffnet und trägt 112.000 Fahrzeuge am Tag. Kapitel 12, Seite 345.
ICE 537 fährt um 17:45 von Gleis 8; Wagen 3, Platz 27-30. Preis 1.234,50 EUR (inkl. 19 % MwSt.).
§ 433 Abs. 2 BGB; BGBl. I S. 2097; BVerfGE 65, 1 (43). DIN EN ISO 9001:2015. 84.358.845 Einwohner.
Raum 4.117, Gebäude 31. Hauptstraße 14b, 10115 Berlin. Umsatz 12.345.678,90 EUR, 3. Auflage.""",
    "fr": """Le pont, ouvert en 1937, porte 112 000 véhicules par jour. Chapitre 12, page 345. Prix 1 234,50 EUR.
Le train 6537 part à 17 h 45, voie 8, voiture 3, places 27-30. Article L. 121-4 du code de commerce.
Population 68 042 591 en 2023. Salle 4.117, bâtiment 31. 14 bis rue de la Paix, 75002 Paris.""",
    "es": """El puente, abierto en 1937, soporta 112.000 vehículos al día. Capítulo 12, página 345. 1.234,50 EUR.
El tren 537 sale a las 17:45 del andén 8, coche 3, plazas 27-30. Ley 39/2015; STC 292/2000. Sala 4.117.
Calle Mayor 14, 28013 Madrid. Población 48.085.361 en 2023. Ventas de 12.345.678,90 EUR.""",
    "it": """Il ponte, aperto nel 1937, porta 112.000 veicoli al giorno. Capitolo 12, pagina 345. 1.234,50 EUR.
Il treno 9537 parte alle 17:45 dal binario 8, carrozza 3, posti 27-30. D.Lgs. 196/2003. Stanza 4.117.
Via Roma 14, 00184 Roma. Abitanti 58.997.201 nel 2023. Fatturato 12.345.678,90 EUR.""",
    "nl": """De brug ging in 1937 open en draagt 112.000 voertuigen per dag. Hoofdstuk 12, pagina 345.
Trein 537 vertrekt om 17:45 van spoor 8; rijtuig 3, plaats 27-30. Artikel 6:162 BW; ECLI:NL:HR:2014:51.
Kerkstraat 14, 1017 GP Amsterdam. 17.811.291 inwoners in 2023. Omzet 12.345.678,90 euro.""",
    "pl": """Most otwarto w 1937 roku; dziennie przejeżdża nim 112 000 pojazdów. Rozdział 12, strona 345.
Pociąg 5370 odjeżdża o 17:45 z peronu 8, wagon 3, miejsca 27-30. Dz.U. 2018 poz. 1000; cena 1234,50 zł.
ul. Długa 14/3, 00-238 Warszawa. Ludność 37 636 508 w 2023 roku. Obroty 12 345 678,90 zł.""",
}

CODE = [
    "constexpr uint64_t kPrime = 0x100000001B3; constexpr uint64_t kOffset = 14695981039346656037ULL;",
    "static const int table[] = {0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597};",
    "#define VERSION_NUMBER 30402 /* 3.4.2 */\n#define BUILD 20260314\n#define MAX_PATH_LENGTH 4096",
    "for (size_t i = 0; i < 1000000; ++i) sum += data[i] * 2654435761u >> 16;",
    "if (code == 404 || code >= 500) retry_after_ms = 1500; // RFC 9110, 15.5.5 and 15.6",
    "password = getpass.getpass()\ntoken = os.environ['API_TOKEN']\nsecret_key = config.get('secret_key')",
    "api_key: ${API_KEY}\npassword: <your password here>\ntoken: xxxxxxxxxxxxxxxxxxxxxxxx\nsecret: changeme",
    "git checkout 5d41402abc4b2a76b9719d911017c592 && make -j8 CFLAGS=-O2 2>&1 | tee build.log",
    "color: #1a2b3c; margin: 0 12px 24px 36px; transform: matrix(1, 0, 0, 1, 112.5, 345.75);",
    "M 10.5 20.25 L 30.125 40.0625 C 50 60 70 80 90 100 S 112.345 678.901 234 567 Z",
    "SELECT id, total FROM orders WHERE id BETWEEN 1000000 AND 1999999 LIMIT 100 OFFSET 2500;",
    "assert fib(90) == 2880067194370816120 and 2**64 == 18446744073709551616 and 10**15 == 1000000000000000",
    "movq $0x7fffffffffffffff, %rax; addl $2147483647, %ebx; .long 3735928559, 305419896",
    "uuid = 'f47ac10b-58cc-4372-a567-0e02b2c3d479'  # the example of every manual",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= integrity=sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K",
    "-rw-r--r-- 1 root root 1048576 Mar 14 09:26 core.12345\ntotal 123456\ndrwxr-xr-x 12 1000 1000 4096",
    "cpu MHz : 2894.561 cache size : 36608 KB bogomips : 5789.12 address sizes : 46 bits physical",
    "PID 12345 (weir) VmPeak: 1234567 kB VmRSS: 234567 kB Threads: 64 ctxt 123456789 btime 1700000000",
    "rtt min/avg/max/mdev = 0.045/0.052/0.068/0.009 ms, 1000 packets transmitted, 0% loss, time 1022976ms",
    "3.14159265358979323846264338327950288 2.71828182845904523536 1.41421356237309504880 0.57721566490153286",
]


# What software says beside words that name something else: a license, a driver, a car, a telephone.
SOFTWARE = [
    "License: BSL-1.0\n\nFiles:\n libs/mp11/*\nCopyright: Peter",
    "// Distributed under the license in LICENSE_1_0.txt\n#include <boost/mp11/detail/mp_copy_if.hpp>",
    "License: GPL-2\n\nFiles: reftable/* t/t0032-reftable-unittest.sh\nCopyright: 2020",
    "in some formatters.\nAdded a project for VS2013\nAdded license for iccjpeg.c",
    "the modified license as contained in dist-3.0-pl60 provides", "drivers were dropped on ia64 as well",
    "ftp/pub/linux/cdrom/drivers/cm206/README", "identification, with one space (AC97 etc.)",
    "auto const yr = (mu >= 0 ? mu : mu-11) / 12;", "for (auto i = ab-10; i < cd-20; ++i) car.move(i);",
    "tool (2.4+20151223.gitfa8646d.1-2) unstable; urgency=medium", "commit abcfa1234f on the branch main",
    "quirk for Lenovo Yoga Pro 7 14IAH10\n- quirk for IdeaPad Slim 5 16AKP10", "Decimal('23E12345') is large",
    "GET /v2/items?page=78&t=1707170316094 HTTP/1.1 200", "{\"id\":1707170316094,\"ms\":1707170316194}",
    "displayed as 0x0660 in Arabic context", "y = +3.14159265358 * x + 2.71828182845", "at +40.20361-075.00417/",
    "call f(x) with +4.6692016091 or 0,0401234567", "contact the service, order_id=0501234567",
    "ValueError: expected 50331648 bytes in a string", "see https://example.org/call/a/30084734/4593721",
    "contact: released 20240315, changed 20240316", "phone 1:14~++20220202101403+91632c8ac97f-1",
    "0029  ; [*027B.0020.0002.0029] # RIGHT PARENTHESIS", "WITH DOT ABOVE AND ACUTE;0069 0307 0301",
    "022EFFEA 4B5C00F9 311404EF 80DB0844 CBE006B0 48AB03F3", "assertEqual(format(1234, \"b\"), \"10011010010\")",
    "// Basic Operations ----------", "ftp://[[user][:pass]@host[:port]/path", "redis://app:<password>@cache-1:6379/0",
]

def cases(random):
    for language, text in PROSE.items():
        number = numbering(f"negatives-prose-{language}")
        for line in text.splitlines():
            yield case(next(number), ["pii", "secret"], line)
        yield case(next(number), ["pii", "secret"], text)
    number = numbering("negatives-code")
    for text in CODE:
        yield case(next(number), ["pii", "secret"], text)
    number = numbering("negatives-software")
    for text in SOFTWARE:
        yield case(next(number), ["pii", "secret"], text)
    for kind in made_logs.LOGS + made_logs.TABLES:
        if kind in (made_logs.system_log, made_logs.dump, made_logs.access_log):
            continue  # they hold dates
        number = numbering("negatives-" + kind.__name__.replace("_", "-"))
        for _ in range(4):
            yield case(next(number), ["pii", "secret"], "\n".join(kind(random) for _ in range(5)))
