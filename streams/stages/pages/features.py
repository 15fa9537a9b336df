"""Puts the evidence for each gap together: numbers for the gap, and for each age the running story may have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.stages.pages import cohesion, cues
from streams.stages.pages.arrays import Floats, Integers
from streams.stages.pages.cohesion import WINDOW
from streams.stages.pages.tails import Marks
from streams.stages.pages.words import Paragraph

BEFORE = ("heading", "sentences", "relative length", "no word")  # cues of the paragraph before the gap
GAP = (
    "bias", "tail ends", "tail opens soon", "inside tail", "routine line before", "no tails on page", "words follow",
    "names follow", "next words here", "next names here", "unlike", "most alike", "depth", "like the first",
    *(f"before: {cue}" for cue in BEFORE), *cues.NAMES,
)  # fmt: skip
AGED = (
    "words known", "block known", "names known", "no name known", "next names known", "later names known",
    "new words go on", "new names go on",
    "name taken up", "new bare names", "new full names", "one paragraph", "words so far",
)  # fmt: skip
TOGETHER = (  # products of a number of AGED and one of GAP, which say more than both alone (found by score tests)
    ("new words go on", "unlike"), ("words so far", "unlike"), ("new words go on", "names follow"),
    ("block known", "most alike"),
)  # fmt: skip
# What follows from the page's habits.
PAGE = ("no tail here", "tail opens as usual", "no heading here", "heading here", "heading before", "long stories")
NAMES = (*GAP, *AGED, *(f"{aged} x {gap}" for aged, gap in TOGETHER), *PAGE)
DEPTH_REACH = 5  # gaps on each side in which the peak is sought (TextTiling's depth score)
COMES_BACK = 0.05  # of the weight of a paragraph's names: less is chance
NEVER = 10 * WINDOW
MOST = 0.98  # of the stories have a tail or a heading: a page of habit may still miss one
PRIOR = 0.25  # borders with a tail or a heading are taken to have been seen, of one
USUAL_LENGTH = 6.0  # paragraphs
SHORT_LEADS = (1, 2)  # paragraphs before a tail that is all the rest of the story


@dataclass(frozen=True, slots=True)
class Habits:
    """What a page does throughout.

    Shares of its stories closed by a tail or routine line, of its tails after a short lead, of its stories with a
    heading; how many paragraphs a story has.
    """

    tails: float
    openings: float
    headings: float
    length: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """`gap`: [gap, number of GAP]. `aged`: one [gap, age - 1] for each of AGED and TOGETHER."""

    gap: Floats
    aged: tuple[Floats, ...]

    def weighed(self, weights: Floats, habits: Habits) -> Floats:
        """Log odds `[gap, age - 1]` that a story begins at the gap if the running one has that age."""
        still = np.hstack([self.gap, self._page(habits)]) @ np.concatenate([weights[: len(GAP)], weights[-len(PAGE) :]])
        odds = np.repeat(still[:, None], WINDOW, axis=1)
        for values, weight in zip(self.aged, weights[len(GAP) : -len(PAGE)], strict=True):
            odds += weight * values
        return odds

    def rows(self, ages: Integers, habits: Habits) -> Floats:
        """All numbers of every gap, in the order of NAMES, for the age the running story has there."""
        gaps, at = np.arange(len(ages)), np.minimum(ages, WINDOW) - 1
        return np.column_stack([self.gap, *(values[gaps, at] for values in self.aged), self._page(habits)])

    def first_habits(self) -> Habits:
        """A guess before anything is cut: stories of usual length, without headings."""
        return Habits(min(MOST, USUAL_LENGTH * self._closed().mean()), 0.5, 0.0, USUAL_LENGTH)

    def habits(self, begins: Floats) -> Habits:
        """What the page does if stories begin with these probabilities (an expectation step, after Dempster 1977)."""
        borders, tails = begins[1:].sum(), self._gap("tail ends").sum()
        marks = (self._closed(), self._gap("tail opens soon"), self._gap("heading"))
        ending, soon, headings = ((begins[1:] * mark[1:]).sum() + PRIOR for mark in marks)
        return Habits(
            min(MOST, ending / (borders + 1.0)),
            min(MOST, (soon + PRIOR) / (tails + 1.0)),
            min(MOST, headings / (borders + 1.0)),
            len(begins) / (1.0 + borders),
        )

    def _gap(self, name: str) -> Floats:
        values: Floats = self.gap[:, GAP.index(name)]
        return values

    def _closed(self) -> Floats:
        """Whether a repeated tail or a routine line stands before the gap."""
        return np.maximum(self._gap("tail ends"), self._gap("routine line before"))

    def _page(self, habits: Habits) -> Floats:
        closed, heading, before = self._closed(), self._gap("heading"), self._gap("before: heading")
        return np.column_stack(
            [
                (1.0 - closed) * np.log(1.0 - habits.tails),
                self._gap("tail opens soon") * np.log(habits.openings / (1.0 - habits.openings)),
                (1.0 - heading) * np.log(1.0 - habits.headings),
                heading * habits.headings,
                before * habits.headings,
                np.full(len(closed), np.log(habits.length)),
            ]
        )


def evidence(paragraphs: Sequence[Paragraph], marks: Marks, *, english: bool) -> Evidence:
    """The evidence at every gap; gap g stands before paragraph g of those kept."""
    weight = cohesion.rarity(paragraphs, english=english)
    words = cohesion.mentions([paragraph.words for paragraph in paragraphs], weight)
    names = cohesion.mentions([paragraph.names for paragraph in paragraphs], weight)
    own = cues.cues(paragraphs, english=english)
    lead = _led(own)
    before = np.vstack([np.zeros(len(BEFORE)), own[:-1, [cues.NAMES.index(cue) for cue in BEFORE]]])
    gap = np.column_stack([
        np.ones(len(paragraphs)), *_mark_numbers(marks), words.share_following(), names.share_following() > COMES_BACK,
        words.share_of_next(), names.share_of_next(),
        *_valleys(cohesion.likeness(words, names)), -_unlike_first(own), before, lead,
    ])  # fmt: skip
    aged = _aged(paragraphs, words, names)
    products = (aged[AGED.index(old)] * gap[:, [GAP.index(here)]] for old, here in TOGETHER)
    return Evidence(gap, (*aged, *products))


def _unlike_first(own: Floats) -> Floats:
    """How many yes-or-no cues differ from those of the page's first paragraph, which begins a story."""
    apart: Floats = np.abs(own - own[0])[:, : cues.NAMES.index("sentences")].sum(axis=1)
    return apart


def _led(own: Floats) -> Floats:
    """A heading is judged by the paragraph it stands over, save for being one."""
    lead = own.copy()
    heads = np.flatnonzero(own[:-1, cues.NAMES.index("heading")])
    for place in reversed(heads):
        lead[place] = lead[place + 1]
    alone = [cues.NAMES.index(name) for name in ("heading", "byline")]
    lead[:, alone] = own[:, alone]
    return lead


def _mark_numbers(marks: Marks) -> tuple[Floats, ...]:
    marked = (marks.ended, marks.opens, marks.inside, marks.routine)
    ended, opens, inside, routine = (np.array(each, dtype=np.float64) for each in marked)
    soon = np.maximum(*(np.append(opens[lead:], np.zeros(min(lead, len(opens)))) for lead in SHORT_LEADS))
    return ended, soon, inside, routine, np.full(len(ended), 1.0 - max(ended.max(), routine.max()))


def _valleys(alike: Floats) -> tuple[Floats, Floats, Floats]:
    count = len(alike)
    rank = alike.argsort(kind="stable").argsort(kind="stable") / max(1, count - 1)
    padded = np.pad(alike, DEPTH_REACH)
    reach = np.lib.stride_tricks.sliding_window_view(padded, DEPTH_REACH + 1)
    depth = reach[:count].max(axis=1) + reach[DEPTH_REACH : DEPTH_REACH + count].max(axis=1) - 2 * alike
    return np.exp(-30 * alike), rank**2, depth


def _aged(paragraphs: Sequence[Paragraph], words: cohesion.Mentions, names: cohesion.Mentions) -> tuple[Floats, ...]:
    known, total = names.earlier(0)
    taken_up, new_bare, new_full = _names(paragraphs)
    ages = np.arange(1, WINDOW + 1)
    lengths = np.concatenate([[0], np.cumsum([len(paragraph.tokens) for paragraph in paragraphs])])
    gaps = np.arange(len(paragraphs))[:, None]
    so_far = lengths[gaps] - lengths[np.maximum(0, gaps - ages)]
    return (
        words.share_earlier(0),
        words.share_earlier(0, 1, 2, 3),
        np.log1p(known),
        np.exp(-10 * known / (total[:, None] + cohesion.SMOOTH)),
        names.share_earlier(1),
        names.share_earlier(3, 4, 5),
        words.new_going_on(),
        names.new_going_on(),
        np.minimum(1.0, taken_up),
        new_bare,
        new_full,
        np.broadcast_to((ages == 1).astype(float), known.shape),
        np.log1p(so_far),
    )


def _names(paragraphs: Sequence[Paragraph]) -> tuple[Floats, Floats, Floats]:
    """`[gap, age]`: bare names whose full form stands in the story so far; bare and full names that do not."""
    shape = (len(paragraphs), WINDOW + 1)
    taken_up, known_bare, known_full = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    seen: dict[str, int] = {}
    introduced: dict[str, int] = {}
    for gap, paragraph in enumerate(paragraphs):
        for name in paragraph.bare:
            _count(taken_up, gap, introduced.get(name, -NEVER))
            _count(known_bare, gap, seen.get(name, -NEVER))
        for full in paragraph.full:
            _count(known_full, gap, max(seen.get(name, -NEVER) for name in full))
        seen.update(dict.fromkeys(paragraph.names, gap))
        introduced.update((full[-1], gap) for full in paragraph.full)
    bare = np.array([len(paragraph.bare) for paragraph in paragraphs])[:, None]
    full_names = np.array([len(paragraph.full) for paragraph in paragraphs])[:, None]
    up, old_bare, old_full = (np.cumsum(table, axis=1)[:, 1:] for table in (taken_up, known_bare, known_full))
    return up, bare - old_bare, full_names - old_full


def _count(table: Floats, gap: int, last: int) -> None:
    if gap - last <= WINDOW:
        table[gap, gap - last] += 1
