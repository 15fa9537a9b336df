"""Finds tickers written as such: (NASDAQ: TSLA), $TSLA, TSLA.O, and bare ones where the text trades in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import HERE, Companies, Company
from streams.vocabularies.companies.words import word_list
from streams.vocabularies.table import rows

MICS = dict(row for row in rows(HERE / "exchanges.tsv", 2))
NAMED = re.compile(
    rf"\b({'|'.join(sorted(MICS, key=len, reverse=True))})\s?:\s?([A-Z0-9]{{1,6}}(?:[.-][A-Z]{{1,2}})?)\b",
    re.IGNORECASE,
)
CASHTAG = re.compile(r"\$([A-Za-z]{1,5}(?:\.[A-Z])?)\b(?![\d.]*\d)")
REUTERS = re.compile(r"\b([A-Z]{2,5})\.(?:OQ|O|N|K)\b")
BARE = re.compile(r"(?<![\w$&.'’/-])([A-Z]{2,5})(?=s?\b)(?![\w]*[&'’/-]\w)")
# So many trading words make a text one in which capital words are tickers.
TRADING_WORDS = 3
NEAR = 3  # tokens
LONGEST_NAME = 4
COMMON = frozenset("1234")  # first mark of a word that stands in lower case too
CONTRACT = frozenset({"calls", "puts", "call", "put", "shares", "stock", "leaps", "strike"})
NUMBER = re.compile(r"[$\d]")


class Ticker(NamedTuple):
    """A ticker at [start, end), in code points, without sign or exchange."""

    start: int
    end: int
    company: Company


def tickers(text: str, found: Tokens, companies: Companies, marks: Mapping[str, str]) -> list[Ticker]:
    """All tickers of a text in order, none twice at one place."""
    made: dict[int, Ticker] = {}
    for ticker in (*_named(text, companies), *_signed(text, companies), *_bare(text, found, companies, marks)):
        made.setdefault(ticker.start, ticker)
    return sorted(made.values())


def _named(text: str, companies: Companies) -> Iterator[Ticker]:
    for match in NAMED.finditer(text) if ":" in text else ():
        mic, symbol = MICS[match[1].upper()], match[2].replace("-", ".")
        known = companies.listing(symbol, mic) or companies.listed(symbol)
        yield Ticker(match.start(2), match.end(2), known or Company(symbol, mic, "c", symbol))


def _signed(text: str, companies: Companies) -> Iterator[Ticker]:
    for pattern in (CASHTAG, REUTERS):
        for match in pattern.finditer(text):
            if company := companies.listed(match[1].upper()):
                yield Ticker(match.start(1), match.end(1), company)


def _bare(text: str, found: Tokens, companies: Companies, marks: Mapping[str, str]) -> Iterator[Ticker]:
    capitals = [
        index for index, word in enumerate(found.words) if word[0].isupper() and BARE.fullmatch(word.rstrip("s"))
    ]
    if not capitals:
        return
    signed = {match[1].upper() for match in CASHTAG.finditer(text)}
    trades = sum(word.lower() in word_list("trading") for word in found.words)
    shouted = {index for a, b in found.sentences if _shouted(found.words[a:b]) for index in range(a, b)}
    for index in capitals:
        symbol = found.words[index].rstrip("s")
        company = companies.listed(symbol) if index not in shouted and _free(text, found, index) else None
        if company and (symbol in signed or _traded(found.words, index, company, companies, marks, trades)):
            yield Ticker(found.starts[index], found.starts[index] + len(symbol), company)


def _traded(
    words: Sequence[str], index: int, company: Company, companies: Companies, marks: Mapping[str, str], trades: int
) -> bool:
    """Whether capitals are a ticker: the company's name stands before them, or the text trades in them."""
    if words[index - 1 : index] == ["("] and _named_before(words, index - 1, company, companies):
        return True
    common = marks.get(company.symbol.lower(), "?")[0] in COMMON
    if company.symbol in word_list("always_tickers"):
        return bool(trades) or not common
    if common or company.symbol in word_list("not_tickers"):
        return _beside(words, index)
    return bool(trades) and (trades >= TRADING_WORDS or _near(words, index))


def _named_before(words: Sequence[str], end: int, company: Company, companies: Companies) -> bool:
    names = (" ".join(words[max(end - size, 0) : end]) for size in range(1, LONGEST_NAME + 1))
    return any((named := companies.named(name)) and named.company.symbol == company.symbol for name in names)


def _free(text: str, found: Tokens, index: int) -> bool:
    """Whether a token is no part of a hyphenated word."""
    start, end = found.starts[index], found.ends[index]
    return text[start - 1 : start] not in {"-", "/", "&"} and text[end : end + 1] not in {"-", "&"}


def _beside(words: Sequence[str], index: int) -> bool:
    """Whether the words beside it make a ticker of what is a word as well ("OPEN calls", "250 shares MU")."""
    return any(word.lower() in CONTRACT for word in (*words[max(index - 1, 0) : index], *words[index + 1 : index + 3]))


def _near(words: Sequence[str], index: int) -> bool:
    beside = [*words[max(index - NEAR, 0) : index], *words[index + 1 : index + 1 + NEAR]]
    return any(word.lower() in word_list("trading") for word in beside) or any(
        NUMBER.match(word) for word in words[index + 1 : index + 2]
    )


def _shouted(words: Sequence[str]) -> bool:
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) > NEAR and sum(word.isupper() for word in letters) > len(letters) / 2
