"""Which currency a number is an amount of, by the sign before it, or the name or code before or after it."""

import re

from streams.stages.figures.joints import Tag
from streams.stages.figures.numbers import Number
from streams.vocabularies.currencies import Currencies, Name

# Words of a currency's name ("new taiwan dollars"), and characters of a sign with its blank.
NAME_WORDS, SIGN = 3, 8
# From here an amount "of pounds" or "won" is money rather than weight or a victory.
LARGE = 1000
# Characters before an amount in which a word of paying tells pounds of money from pounds of weight.
PAYING = 80

# Codes that people also write in lower case.
LOWER = frozenset("usd eur gbp jpy cny inr aud cad chf hkd nzd mxn sgd".split())

_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_SCALE = re.compile(rf"[ \u00a0]({'|'.join(_SCALES)})\b", re.IGNORECASE)
_AFTER = re.compile(r"[ \u00a0-]?([^\W\d_][^\W\d_.]*)(?:[ \u00a0]([^\W\d_]+))?(?:[ \u00a0]([^\W\d_]+))?")
_PAYING = re.compile(
    r"\b(?:cost|costs|costing|paid|pay|pays|price|priced|worth|fine|fined|spend|spent|profit|loss|earn|earned|bid|sold|sell|buy|bought"
    r"|bonus|salary|wage|wages|budget|revenue|tax|debt|sterling|fee|charge|charged|raise|raised|donat\w+|invest\w+|bill|deal)\b",
    re.IGNORECASE,
)
_WEIGHING = re.compile(r"(?:weigh|weight|lost|lose|gain|shed|drop)\w*\b[^.]{0,30}\Z", re.IGNORECASE)


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
        self._sign = re.compile(
            rf"(?:(?<![^\W\d_])((?i:{'|'.join(map(_spaced, lettered))})|{'|'.join(map(_spaced, signs))})"
            r"|([$€£¥￥₹₩₽]))[ \u00a0]?\Z",
        )
        self._trailing = re.compile(r"[ \u00a0]?([€$£¥￥₹₽₾₡₭₴₺₫₦元]|kr|zł|Kč|Ft)(?![\w])")

    def amount(self, text: str, number: Number, country: str) -> Tag | None:
        """What the number is an amount of, if it is one; `country` (ISO 3166, may be empty) is where "$" is at home."""
        return self._signed(text, number, country) or (None if number.code else self._named(text, number, country))

    def _signed(self, text: str, number: Number, country: str) -> Tag | None:
        start = number.start
        near = text[start - 2 : start].rstrip() if start > 1 else text[:start]
        if not near or near[-1] not in self._last:
            return None
        found = self._sign.search(text, max(0, start - SIGN), start)
        if not found or text[start - 1].isdigit():
            return None
        sign = (found[1] or found[2]).replace(" ", "")
        code, generics = (
            self._known.signs.get(sign) or self._known.signs.get(sign.upper()) or (sign[:3].upper(), frozenset())
        )
        if sign.isalpha() and not self._meant(text, number, sign.lower(), number.short):
            return None
        end = number.short_end if number.short > 1 else number.end
        return Tag(found.start(), end, self._known.of_country(code, generics, country), number.short, signed=True)

    def _named(self, text: str, number: Number, country: str) -> Tag | None:
        """A name, code or sign after the number, or after its abbreviated scale ("5m euros")."""
        for end, factor in ((number.end, 1), (number.short_end, number.short))[: 1 + (number.short > 1)]:
            if found := self._trailing.match(text, end):
                code, generics = self._known.signs[found[1]]
                currency = self._known.of_country(code, generics, country)
                return Tag(number.start, found.end(), currency, factor, signed=False)
            match = _AFTER.match(text, end)
            if match and (amount := self._by_words(text, number, match, factor, country)):
                return amount
        return None

    def _by_words(self, text: str, number: Number, match: re.Match[str], factor: float, country: str) -> Tag | None:
        spoken = [word for word in match.groups() if word]
        word = spoken[0].upper() if spoken[0] in LOWER else spoken[0]
        if word in self._known.codes:
            scale = _SCALE.match(text, match.end(1))
            times = _SCALES[scale[1].lower()] if scale else 1
            return Tag(number.start, scale.end() if scale else match.end(1), word, factor * times, signed=False)
        if word[0] == "M" and word[1:] in self._known.codes:
            return Tag(number.start, match.end(1), word[1:], factor * 1_000_000, signed=False)
        for count in range(len(spoken), 0, -1):
            form = " ".join(spoken[:count]).lower()
            name = self._known.names.get(form)
            if name and (count > 1 or self._meant(text, number, form, factor)):
                return self._amount(number, match.end(count), name, factor, country)
        return None

    def _amount(self, number: Number, end: int, name: Name, factor: float, country: str) -> Tag:
        generics = frozenset(name.generic.split(",")) - {""}
        currency = self._known.of_country(name.code, generics, country)
        return Tag(number.start, end, currency, factor * name.share, signed=False)

    def _meant(self, text: str, number: Number, form: str, factor: float) -> bool:
        """Whether a word that has other meanings is meant as money here."""
        large = number.scale > 1 or number.value * factor >= LARGE
        if form in {"pound", "pounds"}:
            window = text[max(0, number.start - PAYING) : number.start]
            return not _WEIGHING.search(window) and (large or _PAYING.search(window) is not None)
        if form == "p":
            return "£" in text[max(0, number.start - PAYING) : number.end + PAYING]
        return large or form not in self._known.ordinary


def _spaced(sign: str) -> str:
    """The sign as a pattern that lets a blank in before "$" ("HK $"), if no article could be meant ("A $5 note")."""
    letters = sign.rstrip("$£")
    if sign == "C$":
        return r"[Cc] ?\$"
    parted = 1 < len(letters) < len(sign)
    return f"{re.escape(letters)} ?{re.escape(sign[len(letters) :])}" if parted else re.escape(sign)
