"""Reads companies as posts on message boards write them: tickers and names in small letters, and plain words."""

from collections.abc import Iterator, Mapping, Sequence

from streams.stages.names.exchanges import TRADING_WORDS, Ticker
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import Companies, Company
from streams.vocabularies.lists import word_list

# What speaks in a post for every word that may mean a well-known company, in the points of `companies.tied`.
LEAN = 2
# The marks of what stands in small letters hardly ever, and is nothing else but a word of company names.
NO_WORD = frozenset({"0", "0o", "?o"})
SHORTEST, LONGEST = 3, 12  # letters


def is_post(text: str, found: Tokens, signs: Sequence[Ticker]) -> bool:
    """Whether a text trades as posts do: in tickers without an exchange."""
    loose = any(sign.bare or text[sign.start - 1 : sign.start] == "$" for sign in signs)
    return loose and found.trading >= TRADING_WORDS


def written_small(found: Tokens, companies: Companies, marks: Mapping[str, str]) -> Iterator[Ticker]:
    """Tickers and names of well-known companies in small letters, or with a capital, that are no words."""
    for index, word in enumerate(found.words):
        if SHORTEST <= len(word) <= LONGEST and word.isalpha() and not word.isupper():
            company = _known(word, companies, marks)
            if company:
                yield Ticker(found.starts[index], found.ends[index], company, bare=True)


def _known(word: str, companies: Companies, marks: Mapping[str, str]) -> Company | None:
    mark = marks.get(word.lower(), "?")
    if mark == "?" and word.upper() not in word_list("companies/not_tickers"):
        company = companies.listed(word.upper())
        return (
            company
            if company and (company.kind == "k" or company.symbol in word_list("companies/always_tickers"))
            else None
        )
    plain = word.islower() and mark in NO_WORD and word not in word_list("companies/ambiguous")
    named = companies.named(word) if plain else None
    return named.company if named and named.company.kind == "k" and not named.product else None
