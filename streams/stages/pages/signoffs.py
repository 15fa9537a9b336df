"""How newsrooms word what they put under every story: calls to subscribe and to read on, copyright.

Evidence only: a line so worded needs fewer others of its kind to be taken for boilerplate.
"""

import re

LONGEST = 300  # characters: a longer paragraph that speaks of newsletters is about them
SIGNS = ("©", "(c)", "copyright")
COPYRIGHT = re.compile(r"(?<!\w)©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|19|20)")
RIGHTS = (
    "all rights reserved", "tous droits réservés", "alle rechte vorbehalten", "todos los derechos reservados",
    "todos os direitos reservados", "tutti i diritti riservati", "alle rechten voorbehouden",
    "alla rättigheter förbehållna", "wszelkie prawa zastrzeżone",
)  # fmt: skip
CALLS = (
    "sign up (?:for|to|here)", "subscribe", "get our", "get the latest", "follow ", "join (?:us|the conversation)",
    "like us", "find (?:us|.{1,40}) on (?:facebook|twitter|instagram)", "download (?:our|the) .{0,20}app",
    "click here", "contact us", "send your", "have you been affected", "never miss", "support our", "why not follow",
    "share this (?:article|story)", "for more (?:news|stories)", "abonnez-vous", "inscrivez-vous", "suivez(?:-nous)?",
    "téléchargez", "abonnieren sie", "jetzt abonnieren", "folgen sie", "melden sie sich", "suscríb[ae]se",
    "suscríbete", "síguenos", "síganos", "assine", "inscreva-se", "siga(?:-nos| o | a )", "iscriviti", "abbonati",
    "seguici", "meld je aan", "schrijf je in", "volg ons", "prenumerera", "följ oss", "abonner på", "følg oss",
    "zapisz się", "obserwuj nas",
)  # fmt: skip
READ_ON = (
    "read more", "read also", "read next", "also read", "more on this(?: story)?", "see also",
    "related(?: (?:articles?|stories|topics|news|content|links))?(?=:|$)", "more from",
    "more stories", "you may also (?:like|be interested in)", "lire aussi", "à lire aussi", "en savoir plus",
    "mehr zum thema", "lesen sie (?:auch|mehr)", "mehr dazu", "lea (?:también|más)", "lee (?:también|más)",
    "más información", "leia (?:também|mais)", "saiba mais", "leggi anche", "lees ook", "lees meer",
    "läs (?:mer|också)", "les (?:mer|også)", "læs (?:også|mere)", "czytaj (?:też|także|więcej)",
)  # fmt: skip
BEGINS = re.compile(rf"\W*(?:{'|'.join((*CALLS, *READ_ON))})\b", re.IGNORECASE)
# Who made a story and where it is filed belongs to it alone, though it may stand under many.
BYLINE = re.compile(r"\W*(?:[Bb]y|BY|[Rr]eport|[Ww]rit|[Ee]dit)\w* ")
CREDITS = re.compile(
    r"\W*(?:(?:additional )?(?:reporting|writing|editing)(?: and (?:writing|editing))? by\b|edited by\b"
    r"|(?:tags|topics|filed under|keywords|sources?|quellen?|fuentes?|fontes?|kilder?|källa|bron|mots-clés|schlagwörter"
    r"|etiquetas|photo(?:s|graph)? (?:credit|by))\s*:)",
    re.IGNORECASE,
)
OPENING = re.compile(rf"\W*(?:{'|'.join(READ_ON)})\s*:", re.IGNORECASE)


def is_signoff(text: str) -> bool:
    """Whether a paragraph is worded like the lines under a story."""
    return len(text) <= LONGEST and (BEGINS.match(text) is not None or _is_copyright(text.lower()))


def _is_copyright(text: str) -> bool:
    signed = any(sign in text for sign in SIGNS) and COPYRIGHT.search(text) is not None
    return signed or any(right in text for right in RIGHTS)


def is_credit(text: str) -> bool:
    """Whether a paragraph says who wrote a story, from whom it is, or under what it is filed."""
    return BYLINE.match(text) is not None or CREDITS.match(text) is not None


def closes(text: str) -> bool:
    """Whether a paragraph is worded as what stands last in a story: a sign-off, a credit, where it is filed."""
    return is_signoff(text) or (len(text) <= LONGEST and CREDITS.match(text) is not None)


def opening(text: str) -> str:
    """A call to read on up to its colon; empty where there is none."""
    found = OPENING.match(text)
    return found[0].strip() if found else ""
