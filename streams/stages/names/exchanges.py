"""Finds tickers written as such: (NASDAQ: TSLA), $TSLA, TSLA.O, and bare ones where the text trades in them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import Companies, Company
from streams.vocabularies.companies.words import word_list

MICS = {
    "NASDAQ": "XNAS", "NASDAQGS": "XNAS", "NASDAQGM": "XNAS", "NASDAQCM": "XNAS", "NYSE": "XNYS", "NYSEARCA": "ARCX", "AMEX": "XASE",
    "NYSEAMERICAN": "XASE", "LSE": "XLON", "LON": "XLON", "TSX": "XTSE", "TSXV": "XTSX", "TSE": "XTKS", "TYO": "XTKS", "HKEX": "XHKG", "HKG": "XHKG", "HKSE": "XHKG",
    "ASX": "XASX", "NSE": "XNSE", "BSE": "XBOM", "ETR": "XETR", "FRA": "XFRA", "EPA": "XPAR", "AMS": "XAMS", "EBR": "XBRU", "BME": "XMAD", "BIT": "XMIL", "SWX": "XSWX",
    "SIX": "XSWX", "STO": "XSTO", "OSE": "XOSL", "CPH": "XCSE", "HEL": "XHEL", "KRX": "XKRX", "TPE": "XTAI", "SGX": "XSES", "JSE": "XJSE", "OTCMKTS": "OTCM", "OTC": "OTCM", "OTCQB": "OTCM", "OTCQX": "OTCM", "CBOE": "BATS",
}  # fmt: skip
NAMED = re.compile(
    rf"\b({'|'.join(sorted(MICS, key=len, reverse=True))})\s?:\s?([A-Z0-9]{{1,6}}(?:[.-][A-Z]{{1,2}})?)\b",
    re.IGNORECASE,
)
CASHTAG = re.compile(r"\$([A-Za-z]{1,5}(?:\.[A-Z])?)\b(?![\d.]*\d)")
REUTERS = re.compile(r"\b([A-Z]{1,5})\.(?:OQ|O|N|K)\b")
BARE = re.compile(r"(?<![\w$&.'’/-])([A-Z]{2,5})(?=s?\b)(?![\w]*[&'’/-]\w)")
# So many trading words make a text one in which capital words are tickers.
TRADING_WORDS = 3
NEAR = 3  # tokens
NUMBER = re.compile(r"[$\d]")


class Ticker(NamedTuple):
    """A ticker at [start, end), in code points, without sign or exchange."""

    start: int
    end: int
    company: Company


def tickers(text: str, found: Tokens, companies: Companies) -> list[Ticker]:
    """All tickers of a text in order, none twice at one place."""
    made: dict[int, Ticker] = {}
    for ticker in (*_named(text, companies), *_signed(text, companies), *_bare(text, found, companies)):
        made.setdefault(ticker.start, ticker)
    return sorted(made.values())


def _named(text: str, companies: Companies) -> Iterator[Ticker]:
    for match in NAMED.finditer(text):
        mic, symbol = MICS[match[1].upper()], match[2].replace("-", ".")
        known = companies.listing(symbol, mic) or companies.listed(symbol)
        yield Ticker(match.start(2), match.end(2), known or Company(symbol, mic, "c", symbol))


def _signed(text: str, companies: Companies) -> Iterator[Ticker]:
    for pattern in (CASHTAG, REUTERS):
        for match in pattern.finditer(text):
            if company := companies.listed(match[1].upper()):
                yield Ticker(match.start(1), match.end(1), company)


def _bare(text: str, found: Tokens, companies: Companies) -> Iterator[Ticker]:
    trading = word_list("trading")
    places = [index for index, word in enumerate(found.words) if word.lower() in trading]
    signed = {match[1].upper() for match in CASHTAG.finditer(text)}
    if not places and not signed:
        return
    shouted = {index for a, b in found.sentences if _shouted(found.words[a:b]) for index in range(a, b)}
    for index, word in enumerate(found.words):
        symbol = word.rstrip("s")
        if index in shouted or not BARE.fullmatch(symbol) or symbol in word_list("not_tickers"):
            continue
        near = symbol in signed or _near(found.words, index, trading) or len(places) >= TRADING_WORDS
        if near and (company := companies.listed(symbol)) and _free(text, found, index):
            yield Ticker(found.starts[index], found.starts[index] + len(symbol), company)


def _free(text: str, found: Tokens, index: int) -> bool:
    """Whether a token is no part of a hyphenated word."""
    start, end = found.starts[index], found.ends[index]
    return text[start - 1 : start] not in {"-", "/", "&"} and text[end : end + 1] not in {"-", "&"}


def _near(words: Sequence[str], index: int, trading: frozenset[str]) -> bool:
    beside = words[max(index - NEAR, 0) : index] + list(words[index + 1 : index + 1 + NEAR])
    return any(word.lower() in trading for word in beside) or any(
        NUMBER.match(word) for word in words[index + 1 : index + 2]
    )


def _shouted(words: Sequence[str]) -> bool:
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) > NEAR and sum(word.isupper() for word in letters) > len(letters) / 2
