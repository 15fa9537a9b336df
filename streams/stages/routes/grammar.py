"""Reads a rule: a small grammar by recursive descent, so that every mistake is told with its place.

rule   = both { "or" both }            test  = "phrase" | field ":" values [ ">=" number ] | "urgency" sign number
both   = one { "and" one }             values = value | "(" value { ("," | "or") value } ")"
one    = "not" one | "(" rule ")" | test
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple, NoReturn, TypeVar

from streams.stages.routes import conditions
from streams.stages.routes.conditions import EVEN, FIELDS, NAMED, Condition

Built = TypeVar("Built")

# Deeper ones are no rule of a person's.
DEEPEST = 50
_MOST_URGENT, _LEAST_URGENT, _FULL = 1, 9, 100
_SIGNS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, ":": operator.eq}
_TOKENS = re.compile(
    r"""(?P<blank>\s+)|(?P<sign><=|>=|[<>:(),])|(?P<quoted>"[^"]*"|'[^']*'|“[^”]*”)|(?P<word>[^\s<>:(),"'“”]+)"""
)
_NUMBER = re.compile("[0-9]{1,3}")
_WORDS = ("and", "or", "not")


class RuleError(ValueError):
    """A rule that cannot be read; `place` is the character, from 1, where something else was expected."""

    def __init__(self, place: int, said: str) -> None:
        """`said` tells what was expected."""
        super().__init__(f"at character {place}: {said}")
        self.place = place


class Token(NamedTuple):
    """A piece of a rule: `kind` is sign, quoted, word, or end; `place` its first character, from 1."""

    kind: str
    text: str
    place: int

    @property
    def shown(self) -> str:
        """As a message names it."""
        return "the end" if self.kind == "end" else f"`{self.text}`"


def read(rule: str) -> Condition:
    """The test that a rule is.

    Raises:
        RuleError: it is none.
    """
    reader = _Reader([*_tokens(rule), Token("end", "", len(rule) + 1)])
    condition = reader.either(0)
    if reader.next.kind != "end":
        hint = "; a name of several words needs quotes" if reader.next.kind == "word" else ""
        reader.fail(f'expected "and", "or" or the end{hint}')
    return condition


def _tokens(rule: str) -> Iterator[Token]:
    place = 0
    while place < len(rule):
        found = _TOKENS.match(rule, place)
        if found is None:
            raise RuleError(place + 1, "this quotation mark has no second one")
        if found.lastgroup == "quoted":
            yield Token("quoted", found[0][1:-1], place + 1)
        elif found.lastgroup != "blank":
            yield Token(str(found.lastgroup), found[0], place + 1)
        place = found.end()


class _Reader:
    """Goes through the tokens from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """The last token is the end."""
        self._tokens = tokens
        self._at = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._at]

    def fail(self, said: str) -> NoReturn:
        raise RuleError(self.next.place, f"{said}, found {self.next.shown}")

    def either(self, depth: int) -> Condition:
        found = [self._both(depth)]
        while self._took("or"):
            found.append(self._both(depth))
        return found[0] if len(found) == 1 else lambda facts: any(one(facts) for one in found)

    def _both(self, depth: int) -> Condition:
        found = [self._one(depth)]
        while self._took("and"):
            found.append(self._one(depth))
        return found[0] if len(found) == 1 else lambda facts: all(one(facts) for one in found)

    def _one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise RuleError(self.next.place, f"brackets and `not` are nested deeper than {DEEPEST}")
        if self._took("not"):
            denied = self._one(depth + 1)
            return lambda facts: not denied(facts)
        if self._took("("):
            inner = self.either(depth + 1)
            self._need(")")
            return inner
        return self._test()

    def _test(self) -> Condition:
        token = self.next
        if token.kind == "quoted":
            self._at += 1
            return _built(token, conditions.anywhere)
        if token.kind != "word" or token.text.lower() in _WORDS:
            self.fail('expected a field such as topic:sport, a "phrase", "not" or "("')
        self._at += 1
        field = token.text.lower()
        if field == "topic":
            return self._topic()
        if field == "urgency":
            return self._urgency()
        if field not in NAMED:
            raise RuleError(token.place, _unknown(token.text))
        return _any([_built(value, NAMED[field]) for value in self._values()])

    def _topic(self) -> Condition:
        values = self._values()
        least = self._number(0, _FULL) if self._took(">=") else EVEN
        return _any([_built(value, lambda meant: conditions.topic(meant, least)) for value in values])

    def _urgency(self) -> Condition:
        sign = self.next
        if sign.text not in _SIGNS or sign.kind != "sign":
            self.fail('expected ":", "<=", ">=", "<" or ">" after urgency')
        self._at += 1
        return conditions.urgency(_SIGNS[sign.text], self._number(_MOST_URGENT, _LEAST_URGENT))

    def _values(self) -> list[Token]:
        self._need(":")
        if not self._took("("):
            return [self._value()]
        values = [self._value()]
        while self._took(",") or self._took("or"):
            values.append(self._value())
        self._need(")")
        return values

    def _value(self) -> Token:
        token = self.next
        if token.kind not in {"word", "quoted"} or not token.text.strip():
            self.fail("expected a name; one of several words, or with signs, needs quotes")
        self._at += 1
        return token

    def _number(self, low: int, high: int) -> int:
        token = self.next
        if not _NUMBER.fullmatch(token.text) or not low <= int(token.text) <= high:
            self.fail(f"expected a number from {low} to {high}")
        self._at += 1
        return int(token.text)

    def _took(self, what: str) -> bool:
        token = self.next
        taken = token.kind in {"word", "sign"} and token.text.lower() == what
        self._at += taken
        return taken

    def _need(self, sign: str) -> None:
        if not self._took(sign):
            self.fail(f'expected "{sign}"')


def _any(found: list[Condition]) -> Condition:
    return found[0] if len(found) == 1 else lambda facts: any(one(facts) for one in found)


def _built(token: Token, build: Callable[[str], Built]) -> Built:
    try:
        return build(token.text)
    except ValueError as fault:
        raise RuleError(token.place, str(fault)) from fault


def _unknown(field: str) -> str:
    near = get_close_matches(field.lower(), FIELDS, n=1)
    known = f"did you mean {near[0]}?" if near else f"there are {', '.join(FIELDS)}, and a phrase in quotes"
    return f"there is no field `{field}`; {known}"
