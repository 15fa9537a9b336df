"""The language of desks' rules: what each field picks, and where each mistake is."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from streams.stages.routes.conditions import FIELDS, Condition
from streams.stages.routes.facts import Facts
from streams.stages.routes.grammar import DEEPEST, RuleError, read

MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"
STORY: dict[str, Any] = {
    "uri": "urn:wiredesk:1",
    "language": "de-AT",
    "urgency": 3,
    "located": "Port Ellery, Kestria",
    "headlines": [{"value": "Norlund Foods hebt den Leitzins-Ausblick"}],
    "bodies": [{"value": "Die Inflationsrate fiel auf 2 Prozent.\nO'Brien & Co. sees interest rates fall."}],
    "subjects": [
        {"uri": MEDTOP + "20000178", "name": "corporate earnings", "confidence": 62, "creator": "wiredesk"},
        {"uri": MEDTOP + "15000000", "name": "sport", "confidence": 12, "creator": "wiredesk"},
        {"name": "education", "creator": "Kestria Press"},
        {"literal": "house:campus"},
        {"uri": MEDTOP + "06000000", "name": "environment", "confidence": 30, "creator": "Kestria Press"},
    ],
    "genres": [{"uri": "http://cv.iptc.org/newscodes/genre/Press_Release", "name": "Press Release"}],
    "people": [{"name": "Ingrid Vale", "rel": "about"}, {"name": "Bo Lind", "rel": "mentions"}],
    "organisations": [
        {"name": "Norlund Foods Inc.", "rel": "about", "symbols": [{"exchange": "XNAS", "symbol": "NRLF"}]},
        {"name": "Harbour Board", "rel": "mentions"},
    ],
    "places": [{"name": "Lindhaven", "rel": "mentions"}],
    "wiredesk": {"feed": "Kestria-Press"},
}

MATCHING = [
    'topic:"corporate earnings"', "topic:20000178", 'topic:"medtop:20000178"',
    "topic:business", 'topic:"economy, business and finance"', "topic:Gewinn or topic:weather", "topic:Gewinn >= 62",
    "topic:environment", "topic:sport>=10", "topic:education>=100",
    "topic:(weather, Gewinn)", "topic:(weather or Gewinn)",
    "language:de", "language:de-at", "language:(en, de)",
    "urgency<=3", "urgency:3", "urgency>2", "urgency >= 3 and urgency < 4",
    "place:lindhaven", 'place:"Port Ellery"', "place:Kestria",
    "company:NRLF", 'company:"XNAS:NRLF"', 'company:"Norlund Foods"', 'company:"norlund foods inc."',
    'organisation:"Harbour Board"', 'person:"ingrid vale"', 'about:"Ingrid Vale"', "about:NRLF",
    "feed:kestria-press", 'genre:"press release"', "genre:Press_Release or genre:'Press Release'",
    'subject:"house:campus"', "subject:education",
    "title:Leitzins", "title:ausblick", 'text:"interest rates"', "text:inflation*", '"interest rate*"', '"O\'Brien"',
    "“2 Prozent”", '"LEITZINS ausblick"',
    "not topic:weather", "not not topic:business", "topic:weather or language:de",
    "topic:weather and language:en or urgency:3", "NOT (topic:weather AND language:de) And topic:business",
]  # fmt: skip
OTHERS = [
    "topic:weather", "topic:sport", "topic:gewinn>=63", "topic:environment>=51", "topic:football or topic:20000204",
    "language:dea", "language:en", "urgency>3", "urgency:1", "place:Port", "company:nrlf", 'company:"Harbour Board"',
    "about:Lindhaven", 'person:"Ingrid"', "feed:kestria", "genre:release", "title:inflation*", "text:Leitzins",
    '"interest rate"', '"Ausblick Die"', '"Prozent O" and not language:de',
    "topic:weather and (language:de or urgency:3)", "not (topic:weather or language:de)",
]  # fmt: skip


@pytest.mark.parametrize("rule", MATCHING)
def test_a_rule_picks_the_story(rule: str) -> None:
    """Each field by what the story says, without regard to case; a broader topic by a narrower one."""
    assert read(rule)(Facts(STORY))


@pytest.mark.parametrize("rule", OTHERS)
def test_a_rule_leaves_the_story(rule: str) -> None:
    """What the story does not say, or says with too little confidence."""
    assert not read(rule)(Facts(STORY))


@pytest.mark.parametrize(
    ("rule", "place", "said"),
    [
        ("", 1, "expected a field"),
        ("topic", 6, 'expected ":"'),
        ("topic:", 7, "expected a name"),
        ("topic:econmy", 7, 'there is no Media Topic "econmy"; did you mean "economy"'),
        ("topic:human interest", 7, '"human interest"'),
        ("title:human interest", 13, "a name of several words needs quotes"),
        ("language:en and topik:sport", 17, "there is no field `topik`; did you mean topic?"),
        ("xyzzy:1", 1, "there are topic, urgency"),
        ("topic:sport and", 16, "found the end"),
        ("topic:sport and or", 17, "found `or`"),
        ("(topic:sport", 13, 'expected ")"'),
        ("topic:sport)", 12, 'expected "and", "or" or the end'),
        ("topic:(sport weather)", 14, 'expected ")"'),
        ("topic:sport>=101", 14, "from 0 to 100"),
        ("topic:sport>=", 14, "from 0 to 100, found the end"),
        ("urgency 3", 9, "after urgency"),
        ("urgency:0", 9, "from 1 to 9"),
        ("language:english", 10, "is no language"),
        ('title:"interest rate', 7, "no second one"),
        ('"…"', 1, "no word"),
        ("(" * 80 + "topic:sport" + ")" * 80, DEEPEST + 2, "nested deeper"),
        ("not " * 80 + "topic:sport", 4 * (DEEPEST + 1) + 1, "nested deeper"),
    ],
)
def test_a_mistake_is_told_with_its_place(rule: str, place: int, said: str) -> None:
    """The character, from 1, and what was expected there."""
    with pytest.raises(RuleError) as caught:
        read(rule)
    assert caught.value.place == place
    assert said in str(caught.value)


WORDS = some.sampled_from(
    [
        *FIELDS,
        "sport",
        '"interest rate"',
        "and",
        "or",
        "not",
        "(",
        ")",
        ":",
        ">=",
        "<",
        ",",
        "50",
        "3",
        "en",
        "'",
        "“",
        "*",
    ]
)


@given(some.one_of(some.text(max_size=40), some.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_a_rule_or_a_mistake(rule: str) -> None:
    """Nothing else comes of it, and a rule answers yes or no."""
    answer = answered(rule)
    assert answer in {True, False} or 1 <= answer.place <= len(rule) + 1


def answered(rule: str) -> Any:
    try:
        return read(rule)(Facts(STORY))
    except RuleError as fault:
        return fault


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(some.sampled_from(["name", "uri", "value"]), inner),
    max_leaves=5,
)


@given(some.fixed_dictionaries({}, optional=dict.fromkeys(STORY, JSON)))
def test_any_object_is_answered(story: dict[str, Any]) -> None:
    """What is no story of ours, since a dry run may be given any file."""
    facts = Facts(story)
    assert all(condition(facts) in {True, False} for condition in conditions())


@cache
def conditions() -> list[Condition]:
    return [read(rule) for rule in MATCHING]


def test_a_phrase_without_blanks_is_found_within_a_line() -> None:
    """Chinese and Japanese part no words."""
    story = {"headlines": [{"value": "中国央行下调基准利率"}], "bodies": []}
    assert read('"基准利率"')(Facts(story))
    assert not read('"通货膨胀"')(Facts(story))
