"""What two texts share is shown by the very words and figures that fingerprints are made of."""

from hashlib import blake2b
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.sketch import FIGURE_BITS, unpack
from streams.stages.copies.passages import aligned, figures, sharing, words
from streams.stages.fingerprint import SHORT, fingerprint

# Without marks, whose order is only settled over a whole text, and without what has no character.
CHARACTERS = st.characters(exclude_categories=("M", "Cs"))
TEXTS = st.text(st.one_of(CHARACTERS, st.sampled_from("aA -$(),.:/5７９٣é–中ﬁßΣ\n\u200b")), max_size=200)
# Twenty words in lower case: no dateline, and long enough for a hash of the body alone.
FERRY = "the ferry to the outer islands sailed on time for once and nobody aboard could say when it last had so"
PILOT = "a pilot was taken on at the harbour mouth because of the fog that had lain there since noon"


def test_the_words_are_those_of_the_hash() -> None:
    """Each with the span it has in the text."""
    text = "Ｆｅｒｒｙ No. 5—fares fall −3 % to €1,200 (-$4), Æsop’s ½ 中文 co-op"
    found = words(text)
    assert [text[part.start : part.end] for part in found][:6] == ["Ｆｅｒｒｙ", "No", "5", "fares", "fall", "−"]
    assert [part.value for part in found][:7] == ["ferry", "no", "5", "fares", "fall", "minus", "3"]
    assert "文" in [part.value for part in found]


@given(TEXTS)
def test_a_hash_is_made_of_these_words(text: str) -> None:
    """In any script, whatever stands between them."""
    whole = f"{FERRY} {text}"
    assert len(FERRY.split()) >= SHORT
    normal = " ".join(part.value for part in words(whole)).encode()
    assert blake2b(normal, digest_size=16).hexdigest() == fingerprint("", whole).text_hash


@given(TEXTS)
def test_a_sketch_has_these_figures(text: str) -> None:
    """Its bitmap is that of the values; the spans hold digits."""
    whole = f"{FERRY} {text}"
    bitmap = 0
    for part in figures(whole):
        bitmap |= 1 << crc32(part.value.encode()) % FIGURE_BITS
    assert bitmap == unpack(fingerprint("", whole).sketch).figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fares of 1,200.50.", [("1200.50", "1,200.50")]),
        ("at 9:30, (3/4); .5", [("9:30", "9:30"), ("3/4", "3/4"), ("5", "5")]),
        ("１２ boats", [("12", "１２")]),
        ("none, none. at/all:", []),
    ],
)
def test_figures_have_their_places(text: str, expected: list[tuple[str, str]]) -> None:
    """As they stand, and as they are compared."""
    assert [(part.value, text[part.start : part.end]) for part in figures(text)] == expected


def test_shared_passages_are_runs_of_five_words_and_more() -> None:
    """Four words in common are chance; case and punctuation do not matter."""
    one = f"Fog. {PILOT.upper()}! The end."
    other = f"By the way: {PILOT} - sailed on time for once."
    seen = sharing(one, other)
    assert [one[start:end] for start, end in seen.one.passages] == [PILOT.upper()]
    assert [other[start:end] for start, end in seen.other.passages] == [PILOT]
    assert seen.shingles == len(PILOT.split()) - 4
    assert sharing("one two three four", "one two three four five").one.passages == []


def test_passages_that_touch_are_one_and_a_gap_parts_them() -> None:
    """A word put in between ends one passage and begins the next."""
    other = PILOT.replace("harbour", "old harbour")
    seen = sharing(PILOT, other)
    assert [PILOT[start:end] for start, end in seen.one.passages] == [PILOT]
    first, second = seen.other.passages
    assert other[first[1] : second[0]] == " old "


def test_equal_words_are_shared_however_few() -> None:
    """A flash of four words is the same flash."""
    seen = sharing("Quay closed by storm", "QUAY closed, by storm.")
    assert seen.one.passages == [(0, 20)]
    assert seen.other.passages == [(0, 21)]
    assert sharing("", "").one.passages == []


def test_own_figures_are_those_the_other_lacks() -> None:
    """By value, so that separators do not make another figure."""
    seen = sharing("Fares rose 5 pct to 1,200 on 3 lines", "Fares rose 7 pct to 1200 on 3 lines")
    assert [part.value for part in seen.one.own_figures] == ["5"]
    assert [part.value for part in seen.other.own_figures] == ["7"]
    assert seen.figures == 2


@given(TEXTS, TEXTS)
def test_sharing_is_symmetrical_and_passages_are_in_order(one: str, other: str) -> None:
    """Whatever the texts."""
    there, back = sharing(one, other), sharing(other, one)
    assert (there.one, there.other) == (back.other, back.one)
    ends = [place for span in there.one.passages for place in span]
    assert ends == sorted(set(ends))


def test_paragraphs_stand_beside_their_partners() -> None:
    """What one text has more stands alone, and what moved does not cross the others."""
    one = ["Boilerplate of the agency.", FERRY, PILOT]
    assert aligned(one, [FERRY, PILOT, "Another closing line."]) == [
        (0, None), (1, 0), (2, 1), (None, 2),
    ]  # fmt: skip
    assert aligned([FERRY, PILOT], [PILOT, FERRY]) in (
        [(0, None), (1, 0), (None, 1)],
        [(None, 0), (0, 1), (1, None)],
    )
    assert aligned([], ["x"]) == [(None, 0)]


@given(
    st.lists(st.sampled_from([FERRY, PILOT, "x"]), max_size=6), st.lists(st.sampled_from([FERRY, PILOT]), max_size=6)
)
def test_every_paragraph_has_its_row(one: list[str], other: list[str]) -> None:
    """Once, in order."""
    found = aligned(one, other)
    assert [left for left, _ in found if left is not None] == list(range(len(one)))
    assert [right for _, right in found if right is not None] == list(range(len(other)))
