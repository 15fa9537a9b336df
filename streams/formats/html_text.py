"""HTML, a fragment or a page, as paragraphs of plain text, in one pass over its tags.

Nothing costs more than its length. A tree builder is not used on purpose: HTML5's rules cost quadratic time for deep,
misnested or attribute-laden markup (measured with Lexbor: 200 kB of nested `div` 1.9 s, 500 kB of unclosed `b` 9.8 s),
and a body's text needs no tree.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from streams.errors import ContentError, Reason
from streams.formats.format import check_paragraphs

_WHITE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_BREAKS = re.compile(r"\x0b\s*(?:\x0b\s*)+")
_LONG_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
_TOKEN = re.compile(
    r"""
    <!--.*?(?:--!?>|\Z)                                     # a comment
    | <!\[CDATA\[(?P<literal>.*?)(?:\]\]>|\Z)                # XHTML's way to quote markup
    | <(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)                # a tag: a quote only counts after an equals sign
      (?:[^>=]++ | =\s*+(?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z))?+)*+
      (?:(?<=/)(?P<empty>>) | > | \Z)
    | <[!?/][^>]*+(?:>|\Z)                                  # a doctype, processing instruction or stray end
    """,
    re.VERBOSE | re.DOTALL,
)

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_LITERAL = frozenset({"script", "style", "xmp", "noembed", "noframes"})  # their content holds no tags but their own end
_NO_TEXT = _LITERAL | frozenset({
    "applet", "audio", "button", "canvas", "datalist", "iframe", "math", "noscript", "object", "select", "svg",
    "template", "textarea", "title", "video",
})  # fmt: skip
PAGE_FURNITURE = frozenset({"nav", "aside", "footer", "form"})
"""What stands around the text of a page. In a fragment a body may hold them, and they are kept."""
_STORY = re.compile(r"<(?:main|article|h1)[\s>]", re.IGNORECASE)
"""Some sites wrap the whole page in a form: furniture that holds one of these is none."""

_PARAGRAPH, _LINE, _IN_ROW = "\n", "\x0b", "\x0c"
_TABLE = -1  # marks on the stack of open rows where a table began
MAX_NESTED_TABLES = 8
"""Tables inside tables whose rows are told apart; pages laid out by tables nest 3 to 5."""
MAX_TAGS = 1_000_000
"""Tags of a page or fragment: two seconds' work. The longest live pages have some 100,000."""
LAYOUT_ROW = 400
"""Characters beyond which a table's row lays out a page instead of holding data."""


def html_paragraphs(html: str, dropped: frozenset[str] = frozenset()) -> list[str]:
    """The paragraphs of `html`, in order, none blank, spaces as one space.

    Block elements and two `br` in a row part paragraphs; a list item is one, and so is a table's row (its cells parted
    by a space) unless the row lays out the page. Character references are decoded once. Content that is not text
    (scripts, styles, templates, frames, media, form controls) and the elements named in `dropped` are left out, and so
    is every attribute. Nothing is executed or fetched. Text without any tag is parted at blank lines. Time and memory
    are linear in the length.

    Raises:
        ContentError: TOO_LARGE, beyond MAX_TAGS or `format.MAX_PARAGRAPHS`.
    """
    if html.count("<") > MAX_TAGS:
        raise ContentError(Reason.TOO_LARGE, f"The markup has more than {MAX_TAGS} tags.")
    if "<" not in html:
        return blocks(_decoded(html))
    reader = _Reader(html, _NO_TEXT | dropped)
    reader.read()
    return _finished("".join(reader.pieces))


def blocks(text: str) -> list[str]:
    """Plain text parted at blank lines, other line breaks as spaces, as RFC 4287 (3.1.1.1) lets a reader do."""
    return _finished("\n".join(" ".join(block.split()) for block in _BLANK_LINES.split(text)))


def _finished(text: str) -> list[str]:
    lines = _BREAKS.sub(_PARAGRAPH, text).replace(_IN_ROW, _PARAGRAPH).split(_PARAGRAPH)
    found = [line for line in (" ".join(line.split()) for line in lines) if line]
    check_paragraphs(len(found))
    return found


def _decoded(text: str) -> str:
    return unescape(_LONG_REFERENCE.sub("\ufffd", text)) if "&" in text else text


@dataclass(slots=True)
class _Reader:
    html: str
    dropped: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    preformatted: int = 0
    last_end: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        at = 0
        while token := _TOKEN.search(self.html, at):
            self._text(self.html[at : token.start()])
            at = self._token(token)
        self._text(self.html[at:])
        while self.rows:
            self._row_ends(self.rows.pop())

    def _text(self, raw: str) -> None:
        if raw:
            text = _decoded(raw)
            if self.preformatted:
                text = text.replace("\n", _LINE)
            self.pieces.append(_LINE.join(_WHITE.sub(" ", line) for line in text.split(_LINE)))

    def _token(self, token: re.Match[str]) -> int:
        literal, name = token["literal"], token["name"]
        if literal is not None:
            self.pieces.append(_WHITE.sub(" ", literal))
        if name is None:
            return token.end()
        name = name.lower()
        if name in self.dropped:
            return self._after(name, token)
        self._mark(name, ends=bool(token["end"]))
        return token.end()

    def _mark(self, name: str, *, ends: bool) -> None:
        if name == "br" and not ends:  # XHTML's `<br></br>` is one
            self.pieces.append(_LINE)
        elif name in _CELLS:
            self.pieces.append(_IN_ROW if self.rows else _PARAGRAPH)
        elif name == "tr":
            self._row(ends=ends)
        elif name == "table":
            self._table(ends=ends)
        elif name in _BLOCKS:
            self.pieces.append(_IN_ROW if self.rows else _PARAGRAPH)
        if name == "pre":
            self.preformatted = max(0, self.preformatted + (-1 if ends else 1))

    def _table(self, *, ends: bool) -> None:
        self.pieces.append(_IN_ROW if self.rows else _PARAGRAPH)
        if not ends and self.rows.count(_TABLE) < MAX_NESTED_TABLES:
            self.rows.append(_TABLE)
        elif ends:
            self._row(ends=True)
            self.rows[-1:] = []

    def _row(self, *, ends: bool) -> None:
        if self.rows and self.rows[-1] != _TABLE:
            self._row_ends(self.rows.pop())
        self.pieces.append(_IN_ROW if self.rows else _PARAGRAPH)
        if not ends and self.rows:
            self.rows.append(len(self.pieces))

    def _row_ends(self, start: int) -> None:
        if start == _TABLE:
            return
        row = "".join(self.pieces[start:])
        lays_out = len(row) > LAYOUT_ROW
        self.pieces[start:] = [row.replace(_IN_ROW, _PARAGRAPH if lays_out else " ")]

    def _after(self, name: str, token: re.Match[str]) -> int:
        """Where reading goes on after an element that is left out; right after its tag where it is never closed."""
        if token["end"] or token["empty"] or self._last_end(name) < token.end():
            return token.end()
        end = self._end_of(name, token.end())
        if name in PAGE_FURNITURE and _STORY.search(self.html, token.end(), end):
            self.dropped -= {name}
            return token.end()
        self.pieces.append(_PARAGRAPH if name in _BLOCKS and not self.rows else " ")
        return end

    def _end_of(self, name: str, at: int) -> int:
        tags = re.compile(rf"<(/?){re.escape(name)}(?=[\s/>]|\Z)", re.IGNORECASE)
        depth = 1
        for tag in tags.finditer(self.html, at):
            depth += -1 if tag[1] else (name not in _LITERAL)
            if depth == 0:
                return self.html.find(">", tag.end()) + 1 or len(self.html)
        return self._last_end(name) + len(name) + 2

    def _last_end(self, name: str) -> int:
        if name not in self.last_end:
            self.last_end[name] = self.html.lower().rfind(f"</{name}")
        return self.last_end[name]
