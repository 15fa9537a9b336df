"""How a page was cut and what was removed from it, by paragraph index (from 0) of the document as received."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repeat:
    """Paragraph `paragraph` said again what paragraph `of` (a kept one) had said, word for word or nearly so.

    `boilerplate`: the line ends story after story of the page, and `of` is its first.
    """

    paragraph: int
    of: int
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One story of a page: the paragraphs it keeps, in order, and what was removed from it.

    `boilerplate` are the paragraphs of the feed's own phrases, which the body does not say at all. `confidence` (0-100)
    and `evidence` (short codes) speak of its two boundaries; None where nothing was cut.
    """

    kept: tuple[int, ...]
    repeats: tuple[Repeat, ...] = ()
    confidence: int | None = None
    evidence: tuple[str, ...] = field(default=())
    boilerplate: tuple[int, ...] = ()
