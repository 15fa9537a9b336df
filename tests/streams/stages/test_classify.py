"""The classifier, on stories of our own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from streams.errors import ContentError
from streams.stages.classify import CREATOR, Classifier, Subject
from streams.vocabularies import mediatopics

FOOTBALL = (
    "Harwick Town reach the semi-final after a late penalty",
    (
        "Striker Bo Lindqvist scored twice as Harwick Town beat Port Ellery 3-2 in the cup quarter-final. The "
        "midfielder was injured in the first half and the coach praised his goalkeeper after the match."
    ),
)
EARNINGS = (
    "Quarterly profit at Norlund Foods falls 12 percent",
    (
        "Norlund Foods said net profit fell to $48 million in the third quarter as sales slowed. Earnings per share "
        "missed analysts' forecasts and the shares fell in early trading."
    ),
)
QUAKE = (
    "Strong earthquake shakes coast, dozens injured",
    (
        "A magnitude 6.8 earthquake struck off the coast, the geological survey said. Aftershocks were felt and "
        "rescuers searched the rubble of collapsed houses."
    ),
)
STRIKE = (
    "Unions call strike over pay offer",
    (
        "Trade unions said their members would walk out on Monday in a pay dispute. The action follows a ballot; "
        "employers called the wage demand excessive. Workers want a rise of 6 percent."
    ),
)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier()


def codes(subjects: list[Subject]) -> list[str]:
    return [subject.uri.removeprefix(mediatopics.BASE) for subject in subjects]


@pytest.mark.parametrize(
    ("story", "branch", "topic"),
    [
        (FOOTBALL, "15000000", "20001065"),
        (EARNINGS, "04000000", "20000178"),
        (QUAKE, "03000000", "20000153"),
        (STRIKE, "09000000", "20000530"),
    ],
)
def test_gives_the_branch_and_the_finer_topic(
    classifier: Classifier, story: tuple[str, str], branch: str, topic: str
) -> None:
    """A clear story gets its branch and the topic an editor would name, and the best-placed one lies in that branch."""
    found = codes(classifier.classify(*story))
    assert mediatopics.branch(found[0]) == branch
    assert {branch, topic} <= set(found)


def test_subjects_are_valid_ninjs(classifier: Classifier) -> None:
    """Each subject carries what ninjs wants, marked as ours, with numbers of 0 to 100."""
    for subject in classifier.classify(*EARNINGS):
        written = subject.to_ninjs()
        assert set(written) == {"uri", "name", "creator", "confidence", "relevance"}
        assert written["creator"] == CREATOR
        assert 0 <= written["confidence"] <= 100
        assert 0 < written["relevance"] <= 100


def test_broader_topics_stand_behind_narrower_ones(classifier: Classifier) -> None:
    """What a narrower topic implies says nothing new, so it comes after it."""
    for story in (FOOTBALL, EARNINGS, QUAKE, STRIKE):
        found = codes(classifier.classify(*story))
        for place, code in enumerate(found):
            assert not set(mediatopics.broader(code)) & set(found[:place])


@pytest.mark.parametrize("text", ["", "Zzyx qwop", "12 34 56"])
def test_says_nothing_of_a_text_that_says_nothing(classifier: Classifier, text: str) -> None:
    """Without evidence no topic reaches half certainty."""
    assert all((subject.confidence or 0) < 50 for subject in classifier.classify("", text))


@pytest.mark.parametrize(
    ("language", "title", "branch"),
    [
        ("de", "Bundesliga: Trainer lobt Torwart nach dem Sieg im Pokal", "15000000"),
        ("fr", "Le tribunal a condamné le suspect à dix ans de prison pour meurtre", "02000000"),
        ("es", "El terremoto deja cientos de heridos y los bomberos buscan entre los escombros", "03000000"),
    ],
)
def test_reads_other_languages_by_their_evidence(
    classifier: Classifier, language: str, title: str, branch: str
) -> None:
    """German, French and Spanish have evidence of their own."""
    assert mediatopics.branch(codes(classifier.classify(title, "", language))[0]) == branch


def test_gives_nothing_in_a_language_it_cannot_read(classifier: Classifier) -> None:
    """A language without evidence gets no topic, whatever words look alike."""
    assert classifier.classify(*FOOTBALL, language="fi") == []


def test_keeps_a_providers_topics(classifier: Classifier) -> None:
    """They keep their creator and confidence, a retired code becomes the live one, and they count as evidence."""
    given_topics = [
        {"uri": mediatopics.BASE + "20000406", "name": "college", "creator": "Port Ellery Wire", "confidence": 90},
        {"name": "house style: campus"},
    ]
    kept = classifier.classify("Port Ellery opens new building", "", given=given_topics)
    college = next(subject for subject in kept if subject.uri.endswith("20000405"))
    assert (college.name, college.creator) == ("college and university", "Port Ellery Wire")
    assert (college.confidence or 0) >= 90
    assert Subject("", "house style: campus", None, None, "provider") in kept
    assert mediatopics.BASE + "05000000" in {subject.uri for subject in kept}


def test_explains_by_phrases(classifier: Classifier) -> None:
    """Each topic is told with the phrases that spoke for it, strongest first."""
    explained = {each.subject.uri[-8:]: dict(each.phrases) for each in classifier.explain(*EARNINGS)}
    assert explained["20000178"]["net profit"] > 0


def test_takes_a_newsrooms_own_evidence(tmp_path: Path) -> None:
    """A line in a file of one's own makes a name speak for a topic."""
    own = tmp_path / "own.txt"
    own.write_text("20000965 ice hockey: Harwick Herons!, heron derby!\n", "utf-8")
    story = ("Harwick Herons win heron derby", "The Harwick Herons won the heron derby again.")
    assert "20000965" in codes(Classifier(own).classify(*story))
    assert "20000965" not in codes(Classifier().classify(*story))


def test_refuses_evidence_it_cannot_read(tmp_path: Path) -> None:
    """A line of another shape is refused with its place."""
    own = tmp_path / "own.txt"
    own.write_text("ice hockey = herons\n", "utf-8")
    with pytest.raises(ContentError, match=r"line 1 of own\.txt"):
        Classifier(own)


@settings(max_examples=30, deadline=None)
@given(
    title=some.text(max_size=80), text=some.text(max_size=400), language=some.sampled_from(["", "de", "xx", "en-GB"])
)
def test_takes_any_text(classifier: Classifier, title: str, text: str, language: str) -> None:
    """Whatever the text, there is an answer, each topic in it once, and the same one again."""
    first = classifier.classify(title, text, language)
    assert len(set(codes(first))) == len(first)
    assert first == classifier.classify(title, text, language)


def test_refuses_a_refinement_it_cannot_read() -> None:
    """Foreign bytes are no refinement."""
    with pytest.raises(ContentError, match="refinement"):
        Classifier(refinement=b"{}")
