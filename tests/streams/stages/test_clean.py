"""Clean takes out what nobody is meant to see, and nothing else."""

import time
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.item import Item
from streams.stages.clean import MAX_MARKS, clean, clean_item

SHRUG = "\U0001f937\u200d\u2642\ufe0f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain text stays.", "Plain text stays."),
        ("“Curly” – ça va, 5 € …", "“Curly” – ça va, 5 € …"),
        ("  a \t b\r\nc\u00a0d\u2028e\u3000f\x0b ", "a b c d e f"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("\ufeffa\u200bb\u2060c\u00add", "abcd"),
        ("\u202edrow\u202c \u2066x\u2069 \u200fy", "drow x y"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("\u212bngström", "Ångström"),
        ("one\u200d two\u200c", "one two"),
        ("a\u200db", "ab"),
        ("seen\U000e0068\U000e0069\U000e007f", "seen"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_what_is_invisible_goes(text: str, expected: str) -> None:
    """Control characters, overrides and widthless ones; spaces become one; accents are composed."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"He did it again {SHRUG}",
        "He did it again \U0001f937\u2642\ufe0f",
        f"A family {FAMILY} from {ENGLAND}",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0d28\u0d4d\u200d",
        "\u0915\u094d\u200d\u0937",
        "日本語、文",
    ],
    ids=["shrug", "shrug without joiner", "family and flag", "Persian", "Malayalam", "Devanagari", "Japanese"],
)
def test_what_a_script_or_an_emoji_is_spelled_with_stays(text: str) -> None:
    """Joiners between their letters, selectors and tags of emoji."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("donâ€™t", "don’t"),
        ("itâ\x80\x99s", "it’s"),
        ("cafÃ© crÃ¨me", "café crème"),
        ("Ã\u00a0 la carte, dÃ©jÃ\u00a0", "à la carte, déjà"),
        ("ÃƒÂ©tÃƒÂ©", "été"),
    ],
)
def test_proven_misreadings_are_put_right(text: str, expected: str) -> None:
    """UTF-8 read as windows-1252 or Latin-1, also twice."""
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["Ã©", "cafÃ© – and “more”", "SÃO PAULO", "Â£5", "Ãœ", "naïve façade"])
def test_what_is_not_proven_stays(text: str) -> None:
    """One short sequence may be meant, and text that holds other characters was not misread as a whole."""
    assert clean(text) == text


SPECIAL = (
    "\u200d\u200c\u200bÃ©â€™\x80\x99Â\xa0 \u0301\u0338≡\U0001f600\u2642\ufe0f\u0915\u0928\u0344\u09be\u09c7\ufeff"
    "\r\n\x1c\x85\u2329\U0001f3f4\U000e0067\U000e007f"
)


@given(st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from(SPECIAL)))
def test_it_is_idempotent(text: str) -> None:
    """And what it returns is composed, trimmed and without double spaces."""
    once = clean(text)
    assert clean(once) == once
    assert is_normalized("NFC", once)
    assert " ".join(once.split()) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_ascii_that_prints_is_never_touched(text: str) -> None:
    """It is the fast path, and most of the world's news."""
    assert clean(text) == text


@pytest.mark.parametrize("mark", ["\u0301", "\u0344", "\u0323\u0301", "\U0001d165"])
def test_marks_without_end_are_cut(mark: str) -> None:
    """Sorting them takes time in the square of their number."""
    start = time.process_time()
    cleaned = clean("a" + mark * 200_000)
    assert time.process_time() - start < 2
    assert len(cleaned) <= MAX_MARKS + 1
    assert clean(cleaned) == cleaned


def test_emoji_without_end_stay() -> None:
    """They are no marks."""
    assert clean("\U0001f600" * 1000) == "\U0001f600" * 1000


def test_an_item_keeps_its_number_of_paragraphs() -> None:
    """Cuts are told by their indices; an emptied one is empty."""
    item = Item(
        paragraphs=["a\u00a0b", "\u200b", "c"],
        title=" T\x00 ",
        id=" 7 ",
        ninjs={"by": "A\u200bB", "subjects": [{"name": "x  y", "relevance": 5}], "urgency": 4},
    )
    cleaned = clean_item(item)
    assert cleaned.paragraphs == ["a b", "", "c"]
    assert (cleaned.title, cleaned.id) == ("T", " 7 ")
    assert cleaned.ninjs == {"by": "AB", "subjects": [{"name": "x y", "relevance": 5}], "urgency": 4}
    assert item.paragraphs[0] == "a\u00a0b"
