"""Which currency a number is an amount of, by the sign before it, or the name or code before or after it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from streams.stages.figures import pounds
from streams.stages.figures.joints import Tag
from streams.stages.figures.spelled import Number
from streams.vocabularies.currencies import Currencies, Name, Sign

# Characters of a sign with its blank ("US dollar ").
SIGN = 10
# "$5MM" is of millions, as "MAUD 5" is.
MILLION = 1_000_000
# Characters before a sign in which an adjective of a country stands ("New Zealand ").
ADJECTIVE = 14
# From here an amount "of pounds" or "won" is money rather than weight or a victory.
LARGE = 1000
# Vocabularies whose patterns are kept: the shipped one and a newsroom's.
KEPT = 8

# Signs in plain letters that stand behind amounts as well.
BEHIND = frozenset(["$", "kr", "Ft"])
# Codes that people also write in lower case.
LOWER = frozenset("usd eur gbp jpy cny inr aud cad chf hkd nzd mxn sgd".split())

_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_SCALE = re.compile(rf"[ \u00a0]({'|'.join(_SCALES)})\b", re.IGNORECASE)
_AFTER = re.compile(r"[ \u00a0-]?((?:[A-Z]\.){2}|[^\W\d_][^\W\d_.]*)(?:[ \u00a0]([^\W\d_]+))?(?:[ \u00a0]([^\W\d_]+))?")
_WORD = re.compile(r"[ \u00a0-]?((?:[A-Z]\.){2}|[^\W\d_][^\W\d_.]*)")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
# What stands behind a signed amount and says whose it is: "$2.5 million Canadian.", "$20 AUD".
_BEHIND = re.compile(
    r"[ \u00a0](?:([A-Z]{3})\b|([a-z]{4,5}s)\b|([A-Z][a-z]{2,9}|U\.?S)(?=\.?(?:[,;)]|\s*\Z|\n| [A-Z])))"
)
_AMERICAN = re.compile(r"US ?\$|\$US|USD|U\.S\. ?\$")
# Between an amount and what it comes to in other money.
_CONVERTED = frozenset([" (", " (about ", " (around ", " (~", " (or ", ", or "])
_ADJECTIVE = re.compile(r"(?<![\w])((?:New |Hong )?[A-Z][a-z]+) ?\Z")
_PENCE = re.compile(r"£|\b(?:pence|sterling|shr|dividend)\b|p[ -](?:a|per)[ -]share\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a text is from, ISO 3166 or empty: for names, and for signs (empty where its "$" are foreign)."""

    country: str = ""
    signs: str = ""


NOWHERE = Home()


class Reader:
    """Reads currencies of one vocabulary, built once."""

    def __init__(self, currencies: Currencies) -> None:
        """`currencies` as loaded."""
        self._known = currencies
        signs = sorted([*currencies.signs, *currencies.codes], key=len, reverse=True)
        lettered = [sign for sign in signs if sign.endswith("$") and len(sign) > len("C$")] + [
            f"{code}$" for code in currencies.codes
        ]
        self._last = frozenset(sign[-1] for sign in signs)
        self._letters = frozenset(run[0] for sign in signs if (run := _LETTERS.search(sign)))
        self._firsts = frozenset(name.split()[0] for name in currencies.names)
        self._codes = currencies.codes | {f"M{code}" for code in currencies.codes} | LOWER
        self._sign = re.compile(
            rf"(?:(?<![^\W\d_])((?i:{'|'.join(map(_spaced, lettered))})|{'|'.join(map(_spaced, signs))})"
            r"|([$€£¥￥₹₩₽]))[ \u00a0]?\Z",
        )
        behind = [sign for sign in signs if not sign.isascii() or sign in BEHIND]
        self._trailing = re.compile(rf"[ \u00a0]?({'|'.join(map(re.escape, behind))})(?![\w])")
        self._behind_firsts = frozenset(sign[0] for sign in behind)

    def home(self, text: str, country: str) -> Home:
        """What the text's country says of its names and signs.

        Where a text writes its country's own money in another way ("A$5", "300 pesos"), and the American in none, a
        bare "$" is the foreign one.
        """
        currency = self._known.countries.get(country)
        if not currency or currency not in self._known.generics:
            return NOWHERE
        foreign = "$" in text and not _AMERICAN.search(text) and _apart(self._known, currency).search(text)
        return Home(country, "" if foreign else country)

    def amounts(self, text: str, found: Iterable[Number], country: str) -> list[Tag | None]:
        """What each number is an amount of, or None; `country` (ISO 3166, may be empty) is where the text is from."""
        home = self.home(text, country)
        tags: list[Tag | None] = []
        before: Tag | None = None
        for number in found:
            tag = self.amount(text, number, home)
            if tag and before and tag.name == before.name and text[before.end : tag.start] in _CONVERTED:
                tag = self._foreign(text, tag)
            tags.append(tag)
            before = tag
        return tags

    def _foreign(self, text: str, tag: Tag) -> Tag:
        """In "2 million Australian dollars ($1.3 million)" the sign is not that of the country."""
        sign = self._known.signs.get(text[tag.start])
        return tag._replace(name=sign.code) if sign else tag

    def amount(self, text: str, number: Number, home: Home) -> Tag | None:
        """What the number is an amount of, if it is one."""
        return self._signed(text, number, home) or (None if number.code else self._named(text, number, home))

    def _signed(self, text: str, number: Number, home: Home) -> Tag | None:
        start = number.start
        near = text[start - 2 : start].rstrip() if start > 1 else text[:start]
        if not near or near[-1] not in self._last:
            return None
        if near[-1].isalpha() and not self._is_lettered(text[max(0, start - SIGN) : start].rstrip()):
            return None
        found = self._sign.search(text, max(0, start - SIGN), start)
        if not found or text[start - 1].isdigit():
            return None
        written = (found[1] or found[2]).replace(" ", "")
        sign = self._known.signs.get(written) or self._known.signs.get(written.upper()) or Sign(written[:3].upper())
        currency = self._known.of_country(sign, home.signs)
        if written.isalpha() and not self._sign_meant(text, number, written, currency, home):
            return None
        currency = self._apart(text[max(0, found.start() - ADJECTIVE) : found.start()], sign) or currency
        end, behind = number.short_end if number.short > 1 else number.end, None
        if text.startswith("MM", number.end):
            return Tag(found.start(), number.end + len("MM"), currency, MILLION, signed=True)
        if sign.generics and (behind := _BEHIND.match(text, end)):
            currency, end = self._behind(behind, sign, home) or (currency, end)
        return Tag(found.start(), end, currency, number.short, signed=True)

    def _is_lettered(self, before: str) -> bool:
        """Whether the last letters are those of a sign."""
        letters = _LETTERS.search(before)
        return letters is not None and letters[0] in self._letters

    def _apart(self, before: str, sign: Sign) -> str:
        """The currency that an adjective before a shared sign names ("the Canadian $5 bill"); empty if none does."""
        if not sign.generics or not (found := _ADJECTIVE.search(before)):
            return ""
        names = (self._known.names.get(f"{found[1]} {generic}".lower()) for generic in sign.generics)
        return next((name.code for name in names if name), "")

    def _behind(self, found: re.Match[str], sign: Sign, home: Home) -> tuple[str, int] | None:
        """The currency that a code, a name or an adjective behind the amount says, and where it ends."""
        code = found[1] or ""
        if code and self._known.generics.get(code) in sign.generics:
            return code, found.end()
        name = self._known.names.get(found[2] or "")
        if name and name.generic in sign.generics:
            return self._known.of_country(Sign(name.code, frozenset({name.generic})), home.country), found.end()
        word = (found[3] or code).lower()
        for generic in sign.generics:
            if name := self._known.names.get(f"{word} {generic}"):
                return name.code, found.end()
        return None

    def _sign_meant(self, text: str, number: Number, written: str, currency: str, home: Home) -> bool:
        """Whether letters are a sign: at home always, a single one else before a scale or commas ("R1.5bn")."""
        if home.country and self._known.countries.get(home.country) == currency:
            return True
        if len(written) > 1:
            return self._meant(text, number, written.lower(), number.short)
        return number.scale > 1 or number.short > 1 or "," in text[number.start : number.end]

    def _named(self, text: str, number: Number, home: Home) -> Tag | None:
        """A name, code or sign after the number, or after its abbreviated scale ("5m euros")."""
        for end, factor in ((number.end, 1), (number.short_end, number.short))[: 1 + (number.short > 1)]:
            near = text[end : end + 2].lstrip()[:1] in self._behind_firsts
            if near and (found := self._trailing.match(text, end)):
                currency = self._known.of_country(self._known.signs[found[1]], home.signs)
                return Tag(number.start, found.end(), currency, factor, signed=False)
            word = _WORD.match(text, end)
            if not word or (word[1].lower() not in self._firsts and word[1] not in self._codes):
                continue
            match = _AFTER.match(text, end)
            if match and (amount := self._by_words(text, number, match, factor, home)):
                return amount
        return None

    def _by_words(self, text: str, number: Number, match: re.Match[str], factor: float, home: Home) -> Tag | None:
        spoken = [word for word in match.groups() if word]
        word = spoken[0].upper() if spoken[0] in LOWER else spoken[0]
        if word in self._known.codes:
            scale = _SCALE.match(text, match.end(1))
            times = _SCALES[scale[1].lower()] if scale else 1
            return Tag(number.start, scale.end() if scale else match.end(1), word, factor * times, signed=False)
        if word[0] == "M" and word[1:] in self._known.codes:
            return Tag(number.start, match.end(1), word[1:], factor * MILLION, signed=False)
        for count in range(len(spoken), 0, -1):
            form = " ".join(spoken[:count]).lower()
            name = self._known.names.get(form)
            if name and (count > 1 or self._meant(text, number, form, factor)):
                return self._amount(number, match.end(count), name, factor, home)
        return None

    def _amount(self, number: Number, end: int, name: Name, factor: float, home: Home) -> Tag:
        generics = frozenset(name.generic.split(",")) - {""}
        currency = self._known.of_country(Sign(name.code, generics), home.country)
        return Tag(number.start, end, currency, factor * name.share, signed=False)

    def _meant(self, text: str, number: Number, form: str, factor: float) -> bool:
        """Whether a word that has other meanings is meant as money here."""
        large = number.scale > 1 or (number.value * factor >= LARGE and not _is_year(text, number, factor))
        if form in {"pound", "pounds"}:
            return pounds.are_money(text, number, large=large)
        if form == "p":
            return _PENCE.search(text, max(0, number.start - pounds.WINDOW), number.end + pounds.WINDOW) is not None
        return large or form not in self._known.ordinary


def _is_year(text: str, number: Number, factor: float) -> bool:
    """Whether four bare digits can be a year ("the 1987 real growth")."""
    bare = number.digits and factor == 1 and number.end - number.start == len("1987") and text[number.start] in "12"
    return bare and number.value == int(number.value)


@lru_cache(KEPT)
def reader(currencies: Currencies) -> Reader:
    """The reader of a vocabulary, built once."""
    return Reader(currencies)


@lru_cache(256)
def _apart(known: Currencies, currency: str) -> re.Pattern[str]:
    """How a currency is written where it is told from others: its own signs, or its name behind a number."""
    generic = known.generics[currency]
    sign = known.signs["$"]
    signs = [text for text, meant in known.signs.items() if meant.code == currency and text != "$" and "$" in text]
    words = known.adjectives[currency] if generic == known.generics[sign.code] else []
    names = [rf"{re.escape(word)} {generic}s?" for word in words]
    if generic != known.generics[sign.code]:
        names = [f"{generic}s?"]
    figure = r"(?:[0-9]|illion|housand|[0-9] ?(?:k|m|bn))[ \u00a0-]"
    choices = [*(rf"(?<![^\W\d_]){re.escape(text)} ?[0-9]" for text in signs), *(f"{figure}{name}" for name in names)]
    return re.compile("|".join(choices) or r"(?!)", re.IGNORECASE)


def _spaced(sign: str) -> str:
    """The sign as a pattern that lets a blank in before "$" ("HK $"), if no article could be meant ("A $5 note")."""
    letters = sign.rstrip("$£")
    if sign == "C$":
        return r"[Cc] ?\$"
    parted = 1 < len(letters) < len(sign)
    return f"{re.escape(letters)} ?{re.escape(sign[len(letters) :])}" if parted else re.escape(sign)
