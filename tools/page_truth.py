"""A generated page as the cutter sees it, with its true borders among the paragraphs that the cutter keeps."""

import page_corpus

from streams.stages.pages import lines, tails, words
from streams.stages.pages.features import Evidence, evidence


def marked(page: page_corpus.Page, *, english: bool) -> tuple[Evidence, list[int]]:
    """The evidence at the page's gaps, and the places of the stories' first paragraphs among the kept ones."""
    seen = tails.shown([lines.line(index, text) for index, text in enumerate(page.paragraphs)])
    place = {line.index: at for at, line in enumerate(seen.lines)}
    found = evidence([words.read(line) for line in seen.lines], seen.marks, english=english)
    return found, [place[start] for start in page.starts if start in place]
