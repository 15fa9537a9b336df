"""Finds tickers written as such: (NASDAQ: TSLA), $TSLA, TSLA.O, and bare ones where the text trades in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.names.runs import IS_SIGN
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import HERE, Companies, Company
from streams.vocabularies.lists import word_list
from streams.vocabularies.table import rows

MICS = dict(row for row in rows(HERE / "exchanges.tsv", 2))
EXCHANGES = sorted(MICS, key=len, reverse=True)
LONGEST_EXCHANGE = len(EXCHANGES[0])
NAMED = re.compile(r":\s?([A-Z0-9]{1,6}(?:[.-][A-Z]{1,2})?)\b")
CASHTAG = re.compile(r"\$([A-Za-z]{1,5}(?:\.[A-Z])?)\b(?![\d.]*\d)")
REUTERS = re.compile(r"\b([A-Z]{2,5})\.(?:OQ|O|N|K)\b")
REUTERS_ENDS = (".O", ".N", ".K")  # what most texts are without is soon seen
# So many trading words make a text one in which capital words are tickers.
TRADING_WORDS = 3
NEAR = 3  # tokens
LONGEST_NAME = 4
COMMON = frozenset("1234")  # first mark of a word that stands in lower case too
CONTRACT = frozenset({"calls", "puts", "call", "put", "shares", "stock", "leaps", "strike"})
NUMBER = re.compile(r"[$\d]")


class Ticker(NamedTuple):
    """A ticker at [start, end), in code points, without sign or exchange; `bare` if the text has neither."""

    start: int
    end: int
    company: Company
    bare: bool = False


def tickers(text: str, found: Tokens, companies: Companies, marks: Mapping[str, str]) -> list[Ticker]:
    """All tickers of a text in order, none twice at one place."""
    made: dict[int, Ticker] = {}
    for ticker in (*_named(text, companies), *_signed(text, companies), *_bare(text, found, companies, marks)):
        made.setdefault(ticker.start, ticker)
    return sorted(made.values())


def _named(text: str, companies: Companies) -> Iterator[Ticker]:
    for match in NAMED.finditer(text) if ":" in text else ():
        mic, symbol = _exchange(text, match.start()), match[1].replace("-", ".")
        if mic:
            known = companies.listing(symbol, mic) or companies.listed(symbol)
            yield Ticker(match.start(1), match.end(1), known or Company(symbol, mic, "c", symbol))


def _exchange(text: str, colon: int) -> str:
    """The MIC of the exchange that a text names right before a colon, or nothing."""
    before = text[max(colon - LONGEST_EXCHANGE - 2, 0) : colon].upper()
    before = before[:-1] if before[-1:].isspace() else before
    for name in EXCHANGES:
        if before.endswith(name) and not before[: -len(name)][-1:].isalnum():
            return MICS[name]
    return ""


def _signed(text: str, companies: Companies) -> Iterator[Ticker]:
    for pattern, needed in ((CASHTAG, "$" in text), (REUTERS, any(end in text for end in REUTERS_ENDS))):
        for match in pattern.finditer(text) if needed else ():
            if company := companies.listed(match[1].upper()):
                yield Ticker(match.start(1), match.end(1), company)


def _bare(text: str, found: Tokens, companies: Companies, marks: Mapping[str, str]) -> Iterator[Ticker]:
    capitals = [
        (index, company)
        for index in [index for index, mark in enumerate(found.marks) if mark & IS_SIGN]
        if (company := companies.listed(found.words[index].rstrip("s")))
    ]
    if not capitals:
        return
    signed = {match[1].upper() for match in CASHTAG.finditer(text)}
    shouted = {number: _shouted(found, number) for number in {found.number(index) for index, _ in capitals}}
    for index, company in capitals:
        if shouted[found.number(index)] or not _free(text, found, index):
            continue
        if company.symbol in signed or _traded(found, index, company, companies, marks):
            start = found.starts[index]
            yield Ticker(start, start + len(company.symbol), company, bare=True)


def _traded(found: Tokens, index: int, company: Company, companies: Companies, marks: Mapping[str, str]) -> bool:
    """Whether capitals are a ticker: the company's name stands before them, or the text trades in them."""
    words = found.words
    if words[index - 1 : index] == ["("] and _named_before(words, index - 1, company, companies):
        return True
    common = marks.get(company.symbol.lower(), "?")[0] in COMMON
    if company.symbol in word_list("companies/always_tickers"):
        return bool(found.trading) or not common
    if common or company.symbol in word_list("companies/not_tickers"):
        return _beside(words, index)
    return bool(found.trading) and (found.trading >= TRADING_WORDS or _near(words, index))


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
    return any(word.lower() in word_list("companies/trading") for word in beside) or any(
        NUMBER.match(word) for word in words[index + 1 : index + 2]
    )


def _shouted(found: Tokens, number: int) -> bool:
    """Whether a sentence is written in capitals."""
    start, end = found.sentences[number]
    letters = [word for word in found.words[start:end] if word.isalpha() and len(word) > 1]
    return len(letters) > NEAR and sum(map(str.isupper, letters)) > len(letters) / 2
