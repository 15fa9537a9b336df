"""A fingerprint says the same of one text in all its clothes, on every machine, for ever."""

import os
import subprocess
import sys
import time
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.sketch import CORE, MOST_ANCHORS, likeness, unpack
from streams.stages.fingerprint import PIECE, SHORT, fingerprint

ROOT = Path(__file__).resolve().parents[3]
STORY = (
    "The harbour board of Tarnwick voted on Tuesday to buy two electric tugs, ending a dispute of four years over "
    "smoke in the old town. The boats cost 14.2 million crowns each and will be delivered in the spring of 2027."
)
HASH = "4a4e307c795986bd486bb8d1ebf832ae"
SKETCH = "143e10f6ba0cab18"


def of(text: str) -> str:
    """The hash of a text without title."""
    return fingerprint("", text).text_hash


def test_the_hash_is_pinned() -> None:
    """Identities are made of it: it must never change."""
    assert of(STORY) == HASH
    words = STORY.lower().replace(",", " ").replace(".", " ").split()
    assert blake2b(" ".join(words).encode(), digest_size=16).hexdigest() == HASH


def test_the_sketch_is_pinned() -> None:
    """Rows keep it: whoever changes it raises the layout's number."""
    sketch = fingerprint("", STORY).sketch
    assert blake2b(sketch, digest_size=8).hexdigest() == SKETCH


def test_it_does_not_depend_on_the_process() -> None:
    """Python's own hashes do; ours must not."""
    code = (
        "import sys; from streams.stages.fingerprint import fingerprint; made = fingerprint('', sys.argv[1]); "
        "print(made.text_hash + made.sketch.hex())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code, STORY],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(prints) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Prices rose, he said", "PRICES ROSE HE SAID", id="case and punctuation"),
        pytest.param("the\u00a0board\r\n\tsaid", "the board said", id="white space"),
        pytest.param("“We will”, he said – ‘soon’…", "\"We will\", he said - 'soon'...", id="typography"),
        pytest.param("São Paulo, café", "Sa\u0303o Paulo, cafe\u0301", id="composed and decomposed"),
        pytest.param("São Paulo, café", "Sao Paulo, cafe", id="accents lost in transmission"),
        pytest.param("co\u00adoper\u00adation \u200bnow", "cooperation now", id="characters without width"),
        pytest.param("ﬁrst ＮＥＷＳ ２０２７", "first news 2027", id="compatibility forms"),
        pytest.param("STRASSE", "Straße", id="full case folding"),
        pytest.param("بلغ ٢٠٢٧ كرونة", "بلغ 2027 كرونة", id="digits of other scripts"),
        pytest.param("fell to −5 or –5", "fell to -5 or -5", id="minus signs"),
        pytest.param("今天，北京。", "今天 北京", id="punctuation of other scripts"),
        pytest.param("🚨 Ferry aground", "Ferry aground", id="emoji"),
    ],
)
def test_the_same_words_have_the_same_hash(one: str, other: str) -> None:
    """One text, two encodings or typographies."""
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("fell 5 points", "fell -5 points", id="sign"),
        pytest.param("a bid of $5", "a bid of £5", id="currency"),
        pytest.param("rose 1.5", "rose 15", id="decimal point"),
        pytest.param("की", "का", id="vowel signs are no accents"),
        pytest.param("か", "が", id="voicing marks are no accents"),
        pytest.param("北京", "南京", id="one character"),
        pytest.param("🚨", "🎉", id="without words"),
        pytest.param("--", "!!", id="punctuation only"),
    ],
)
def test_other_words_have_another_hash(one: str, other: str) -> None:
    """What changes the meaning is not folded."""
    assert of(one) != of(other)


def test_the_title_counts_only_before_a_body_too_short_to_identify() -> None:
    """Another headline over the same story is a copy; another over "read more" is another story."""
    teaser = "Subscribe now to read the full story on our website."
    assert len(STORY.split()) > SHORT
    assert fingerprint("Board buys tugs", STORY).text_hash == fingerprint("Tugs for Tarnwick", STORY).text_hash
    assert fingerprint("Board buys tugs", teaser).text_hash != fingerprint("Ferry aground", teaser).text_hash
    assert fingerprint("Board buys tugs", "").text_hash == fingerprint("", "Board buys tugs").text_hash


@given(st.text(), st.text())
def test_any_text_has_a_fingerprint(title: str, text: str) -> None:
    """No content is an error here, lone surrogates included."""
    made = fingerprint(title + "\ud800", text)
    assert len(made.text_hash) == 32
    assert unpack(made.sketch).words >= 0


@given(
    st.lists(st.sampled_from(["tug", "Äbte", "-5", "$3", "北京", "a.b"]), min_size=30),
    st.sampled_from([" ", "\n", " \u00a0 "]),
)
def test_white_space_never_counts(words: list[str], space: str) -> None:
    """Nor does where a long text is cut for reading."""
    assert of(" ".join(words)) == of(space.join(words))


def test_a_text_is_read_in_pieces_as_if_in_one() -> None:
    """Anchors, bitmap and hash do not show where it was cut."""
    words = [f"word{number % 700}" for number in range(60_000)]
    text = " ".join(words)
    assert len(text) > 5 * PIECE
    assert fingerprint("", text) == fingerprint("", "  ".join(words))
    assert fingerprint("", text).text_hash == blake2b(text.encode(), digest_size=16).hexdigest()
    assert unpack(fingerprint("", text).sketch).bits == unpack(fingerprint("", " ".join(words[:1400])).sketch).bits


@pytest.mark.parametrize("clothes", ["LONDON, March 3 (Agency) - ", "By Jane Doe\n", "BY JANE DOE\nLagos (Agency) -- "])
def test_byline_and_dateline_are_no_part_of_the_sketch(clothes: str) -> None:
    """Each agency has its own before the same text, with a date that is no figure of the story."""
    plain, clothed = unpack(fingerprint("", STORY).sketch), unpack(fingerprint("", clothes + STORY).sketch)
    assert clothed == plain


def test_scripts_without_spaces_are_read_by_character() -> None:
    """Else a whole sentence would be one word."""
    text = "哈伯议会星期二投票决定购买两艘电动拖船结束了关于老城区烟雾的四年争论每艘船价值一千四百万克朗将于春天交付"
    whole, part = unpack(fingerprint("", text).sketch), unpack(fingerprint("", text[:30]).sketch)
    assert whole.words == len(text)
    assert likeness(whole, part).containment == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("unit", ["a", "a ", "-1 ", "京", "\ufdfa", "A - ", "🚨", "\n"])
def test_the_largest_text_costs_little(unit: str) -> None:
    """Eight MiB of anything: seconds at most, and a sketch no longer than that of a long story."""
    text = unit * ((8 << 20) // len(unit.encode()))
    started = time.process_time()
    made = fingerprint("", text)
    assert time.process_time() - started < 20
    assert len(made.sketch) <= CORE + 4 * (MOST_ANCHORS + 2)
