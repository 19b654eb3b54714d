"""Labelled cases, put together from pieces: the offsets are counted, never written by hand.

    from sentences import Found, case, labelled, numbering, within

    def cases(random):
        number = numbering("fi-hetu")
        for value in ("131052-308T", "010101A0101"):
            found = Found(value, "FI_PERSONAL_IDENTITY_CODE")
            yield case(next(number), ["pii/fi"], *within(random, "fi", found))
            yield case(next(number), ["pii/fi"], *labelled(random, found, "henkilötunnus"))
            yield case(next(number), ["pii/fi"], *within(random, "en", change_one(random, value)))
"""
import itertools
from typing import NamedTuple


class Found(NamedTuple):
    """A piece of a text that is to be found, as that entity."""

    text: str
    entity: str


# Sentences that name nothing: no digit, and no word that makes an identifier of some kind likely
# (number, code, card, account, phone ...), so that the value alone decides. "{}" is the value.
NEUTRAL = {
    "bg": ["Моля, проверете {} до петък.", "Получихме {} вчера следобед.", "{} е при нас."],
    "cs": ["Prosím, ověřte {} do pátku.", "Včera odpoledne přišlo {} a nic víc.", "{} je u nás."],
    "da": ["Vil du kigge på {} inden fredag?", "Vi fik {} i går eftermiddags.", "{} ligger her."],
    "de": ["Bitte prüfen Sie {} bis Freitag.", "Gestern Nachmittag kam {} bei uns an.",
           "{} liegt noch hier."],
    "el": ["Παρακαλώ δείτε το {} ως την Παρασκευή.", "Χθες λάβαμε {} και τίποτε άλλο.",
           "{} είναι εδώ."],
    "en": ["Please look at {} before Friday.", "We received {} yesterday afternoon.",
           "The letter only says {} and nothing else.", "{} is still on my desk.",
           "She wrote (in green ink): {}"],
    "es": ["Por favor, revise {} antes del viernes.", "Ayer por la tarde recibimos {} aquí.",
           "{} sigue en la mesa."],
    "et": ["Palun vaadake {} enne reedet üle.", "Eile pärastlõunal saime {} kätte.", "{} on siin."],
    "fi": ["Tarkistakaa {} perjantaihin mennessä.", "Saimme eilen iltapäivällä {} emmekä muuta.",
           "Kirjeessä luki vain {} eikä mitään muuta.", "{} on yhä pöydälläni.",
           "Hän kirjoitti (vihreällä): {}"],
    "fr": ["Merci de vérifier {} avant vendredi.", "Nous avons reçu {} hier après-midi.",
           "{} est toujours là."],
    "ga": ["Féach ar {} roimh an Aoine, le do thoil.", "Fuaireamar {} tráthnóna inné.",
           "Tá {} anseo fós."],
    "hi": ["कृपया शुक्रवार से पहले {} देख लें।", "हमें कल दोपहर {} मिला।"],
    "hr": ["Molimo provjerite {} do petka.", "Jučer poslijepodne stiglo je {} i ništa više.",
           "{} je kod nas."],
    "hu": ["Kérem, nézze át: {} péntekig.", "Tegnap délután ezt kaptuk: {} és semmi mást.",
           "{} itt van nálunk."],
    "is": ["Vinsamlega skoðaðu {} fyrir föstudag.", "Við fengum {} í gær eftir hádegi.",
           "{} er hérna."],
    "it": ["Per favore controlli {} entro venerdì.", "Ieri pomeriggio abbiamo ricevuto {} e basta.",
           "{} è ancora qui."],
    "ja": ["金曜日までに {} を確認してください。", "昨日の午後 {} が届きました。"],
    "ko": ["금요일까지 {} 을 확인해 주세요.", "어제 오후에 {} 을 받았습니다."],
    "lt": ["Prašome patikrinti {} iki penktadienio.", "Vakar po pietų gavome {} ir daugiau nieko.",
           "{} yra čia."],
    "lv": ["Lūdzu, pārbaudiet {} līdz piektdienai.", "Vakar pēcpusdienā saņēmām {} un neko citu.",
           "{} ir šeit."],
    "mt": ["Jekk jogħġbok iċċekkja {} qabel il-Ġimgħa.", "Ilbieraħ waranofsinhar irċevejna {} biss.",
           "{} għadu hawn."],
    "nl": ["Wilt u {} voor vrijdag bekijken?", "Gistermiddag kregen we {} binnen.", "{} ligt nog hier."],
    "no": ["Kan du se på {} før fredag?", "Vi fikk {} i går ettermiddag.", "{} ligger her ennå."],
    "pl": ["Proszę sprawdzić {} do piątku.", "Wczoraj po południu przyszło {} i nic więcej.",
           "{} leży u nas."],
    "pt": ["Por favor, veja {} até sexta-feira.", "Recebemos {} ontem à tarde.", "{} ainda está aqui."],
    "ro": ["Vă rugăm să verificați {} până vineri.", "Ieri după-amiază am primit {} și atât.",
           "{} este la noi."],
    "ru": ["Пожалуйста, проверьте {} до пятницы.", "Вчера днём мы получили {} и больше ничего.",
           "{} пока здесь."],
    "sk": ["Prosím, overte {} do piatku.", "Včera popoludní prišlo {} a nič viac.", "{} je u nás."],
    "sl": ["Prosimo, preverite {} do petka.", "Včeraj popoldne smo prejeli {} in nič drugega.",
           "{} je pri nas."],
    "sv": ["Var snäll och titta på {} före fredag.", "Vi fick {} i går eftermiddag.",
           "I brevet stod bara {} och inget annat.", "{} ligger kvar på mitt bord."],
    "th": ["กรุณาดู {} ก่อนวันศุกร์", "เมื่อวานตอนบ่ายเราได้รับ {} แล้ว"],
    "tr": ["Lütfen cuma gününe kadar {} için bakın.", "Dün öğleden sonra {} geldi.", "{} hâlâ burada."],
}

# How a name and its value stand together; "{0}" is the word, "{1}" the value.
LABELS = ["{0}: {1}", "{0} {1}", "- {0}: {1}\n", "({0} {1})", "{0} = {1};", "{0}\t{1}\n",
          "{1} ({0})"]


def around(pattern, piece):
    """The pieces of `pattern`, a sentence with one "{}" where `piece` (a Found or a str) goes."""
    before, after = pattern.split("{}")
    return (before, piece, after)


def within(random, language, piece):
    """`piece` in a sentence of that language that gives no hint of what it is."""
    return around(random.choice(NEUTRAL[language]), piece)


def labelled(random, piece, word):
    """`piece` beside a context word, in one of the ways in which people write them."""
    return around(random.choice(LABELS).replace("{0}", word).replace("{1}", "{}"), piece)


def numbering(prefix):
    """Ids: next(numbering("fi-hetu")) is "fi-hetu-0001"."""
    return (f"{prefix}-{number:04}" for number in itertools.count(1))


def case(identity, detect, *pieces, threshold=None):
    """One case: a text of `pieces` (str: not found; Found: found), looked at for `detect`, a list of
    entities and groups. Offsets are bytes of the UTF-8 text."""
    text = ""
    expected = []
    for piece in pieces:
        start = len(text.encode())
        text += piece.text if isinstance(piece, Found) else piece
        if isinstance(piece, Found):
            expected.append({"entity": piece.entity, "start": start, "end": len(text.encode())})
    result = {"id": identity, "text": text, "detect": list(detect)}
    if threshold is not None:
        result["threshold"] = threshold
    result["expected"] = expected
    return result
