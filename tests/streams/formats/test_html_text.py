"""HTML becomes paragraphs, once and in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import ContentError, Reason
from streams.formats.html_text import LAYOUT_ROW, MAX_TAGS, PAGE_FURNITURE, html_paragraphs


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two", ["One", "Two"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("One<br>still one<br><br/>Two<br>\n<br>Three", ["One still one", "Two", "Three"]),
        ("<p>One<br></br>still one</p>", ["One still one"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<p>A <b>bold</b>, <i>slanted</i>\n word&nbsp;here</p>", ["A bold, slanted word here"]),
        ("<p>H<sub>2</sub>O</p>", ["H2O"]),
        ("<p>5 &lt; 6 &amp;amp; &#8220;x&#8221; &hellip;</p>", ["5 < 6 &amp; “x” …"]),
        ("<p>x < y and y > z</p>", ["x < y and y > z"]),
        ("<P CLASS='a'>Loud</P>", ["Loud"]),
        ('<p>A<img src="x" alt="hidden > text">B</p>', ["AB"]),
        ("<p>A<!-- <p>no --> B</p>", ["A B"]),
        ("<p>A</p><script>if (a<b) '<p>no</p>'</script><style>p{}</style><p>B</p>", ["A", "B"]),
        ("<p>A</p><iframe><p>no</p></iframe><noscript>no</noscript><template>no</template>B", ["A", "B"]),
        ("<svg><title>no</title><svg></svg>no</svg>yes", ["yes"]),
        ("<p>A</p><svg>never closed", ["A", "never closed"]),
        ("<p>A<iframe/>B</p>", ["AB"]),
        (
            "<table><tr><th>Ship<th>Built<tr><td>Eva<td><p>1994</p></table>After",
            ["Ship Built", "Eva 1994", "After"],
        ),
        ("<pre>One\nstill one\n\nTwo</pre>", ["One still one", "Two"]),
        ("<p><![CDATA[a < b]]></p>", ["a < b"]),
        ("<!DOCTYPE html><?php no ?><p>A", ["A"]),
        ("No tags\nat all &amp; so\n\nparted at blank lines", ["No tags at all & so", "parted at blank lines"]),
        ("&#x110000; &#99999999999999999999;", ["\ufffd \ufffd"]),
        ("<p> \u00a0 </p>", []),
        ("", []),
    ],
)
def test_markup_becomes_paragraphs(html: str, expected: list[str]) -> None:
    """Blocks part, inline markup does not, references are decoded once."""
    assert html_paragraphs(html) == expected


def test_a_row_that_lays_out_the_page_is_no_paragraph() -> None:
    """Old pages put everything into one table."""
    long = "word " * (LAYOUT_ROW // 5)
    assert html_paragraphs(f"<table><tr><td><p>{long}</p><p>Two</p><td>Three</table>") == [long.strip(), "Two", "Three"]


def test_page_furniture_goes_where_asked() -> None:
    """But not a form that the whole page stands in."""
    html = "<form><h1>Title</h1><p>A<nav>Home</nav><aside>Ad</aside></form><form><p>Subscribe</form><footer>x</footer>"
    assert html_paragraphs(html, PAGE_FURNITURE) == ["Title", "A", "Subscribe"]
    assert html_paragraphs("<p>A</p><form><p>Subscribe</form>", PAGE_FURNITURE) == ["A"]
    assert html_paragraphs("<p>A</p><aside>B</aside>") == ["A", "B"]


HOSTILE = {
    "deep": "<div>" * 50_000,
    "deep tables": "<table><tr><td>" * 20_000 + "x",
    "unclosed bold with attributes": "".join(f"<b id={n}>" for n in range(50_000)) + "<p>x" * 1000,
    "attributes": "<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
    "open quotes": '<a x="' * 50_000,
    "open scripts": "<script>" * 50_000,
    "open drops": "<svg>" * 50_000 + "</svg>",
    "forms around headings": "<form><h1>" * 20_000 + "</form>" * 20_000,
    "comments": "<!--" * 50_000,
    "cdata": "<![CDATA[" * 50_000,
    "angles": "<" * 50_000,
    "references": "&amp" * 50_000,
    "long reference": "<p>&#" + "9" * 100_000 + ";",
    "breaks": "<br> " * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_costs_no_more_than_its_length(name: str) -> None:
    """Each takes minutes in the square of its length, and is done in a fraction of a second."""
    start = time.process_time()
    html_paragraphs(HOSTILE[name], PAGE_FURNITURE)
    assert time.process_time() - start < 2


def test_more_tags_than_any_page_are_refused() -> None:
    """Before the work."""
    with pytest.raises(ContentError) as caught:
        html_paragraphs("<p>" * (MAX_TAGS + 1))
    assert caught.value.reason is Reason.TOO_LARGE


PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<pre>",
]
WORDS = st.sampled_from(["a", "&amp;", "<", ">", '"', "'", "=", " ", "\n", "<!--", "-->", "<a href='", "/>", *PIECES])


@given(st.lists(WORDS).map("".join))
def test_any_markup_gives_clean_paragraphs(html: str) -> None:
    """Without blank ones, line ends or our own marks."""
    for paragraph in html_paragraphs(html):
        assert paragraph == " ".join(paragraph.split()) != ""
