"""Says in which language a text is written, and checks a provider's claim against the text.

The identifier is py3langid (BSD-3), naive Bayes over byte sequences; its probabilities are damped for short texts. It
is not asked where words that only English is full of leave no doubt: they cost a twentieth of it.
"""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

from streams.formats.language import shortest_tag

# Characters that are read: the cost is per character, and more change nothing.
READ = 600
# A text of so many words, one in so many characters at least, is English if this share of them is such as only English
# is full of: 95 % of 1,404 English news texts of 400 characters and more, none of 2,400 in 90 other languages.
ENGLISH, MANY, LENGTH, ENOUGH = "en", 25, 8, 0.15
# A text of this many letters is trusted half as much as a long one: then six words of SIB-200's German, English, French
# and Spanish (0.984 right) get 77 in the mean, two words (0.729 right) 27, whole sentences 96.
HALF_TRUSTED = 4
# A claim stands when the text gives it at least this probability, or has fewer letters than anyone could judge by.
CLAIM_STANDS = 0.05
TOO_SHORT = 15
UNDETERMINED = "und"
# What a claim that the text cannot confirm is worth.
_UNCONFIRMED = 50
_FULL = 100
# Norwegian without saying which is Bokmal in nine texts of ten; spoken kinds are written as their common language.
_SAME = {"no": "nb", "ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh"}
# Languages close to a great one in which hardly any news is written: they must be this many times likelier.
SELDOM = frozenset("ace an bcl eo ext gcf gcr grc hbo kab la lb lij ltg oc pcm sa se uzs vec vo wa zxx".split())
SELDOM_SHARE = 0.1

_OF_ENGLISH = frozenset(
    "the to of and was with by that from will its are have it has his been but had which would were this they their who"
    " what when not or than about after said she you could there he we be as if into out up more".split()
)

Floats = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Model:
    """What the identifier knows: an automaton over bytes, and a row of weights for each sequence that it finds.

    `tags` are the languages, once each, and `places` has for each column of the weights which of them it speaks for.
    """

    automaton: LanguageIdentifier
    rows: list[int]
    weights: Floats
    tags: list[str]
    places: npt.NDArray[np.intp]
    shares: Shares

    def scores(self, written: bytes) -> Floats:
        """By column: logarithms of likelihoods."""
        automaton = self.automaton
        found = visit_counts(automaton.tk_nextmove, self.rows, automaton.tk_output, written) or {}
        numbers = np.fromiter(found.keys(), np.intp, len(found))
        counts = np.fromiter(found.values(), np.float32, len(found))
        scores: Floats = np.log1p(counts) @ self.weights.take(numbers, 0) + automaton.nb_pc
        return scores

    def likely(self, scores: Floats, length: int) -> Shares:
        """Probabilities of the tags; scores are damped by the root of the bytes they are of, as py3langid has it."""
        raised = np.exp((scores - scores.max()) * np.float32(length**-0.5))
        by_tag = np.bincount(self.places, raised * self.shares, len(self.tags))
        shares: Shares = by_tag / by_tag.sum()
        return shares


def identify_language(text: str, claimed: str = "") -> tuple[str, int]:
    """The shortest BCP 47 tag of a text's language and the confidence in it, 0-100.

    `claimed` is what the provider said, a BCP 47 tag or empty. It stands unless the text speaks against it.
    A text without letters gets the claim, or `und`, with confidence 0.
    """
    claim, read = shortest_tag(claimed), text[:READ]
    if claim in {"", ENGLISH} and _is_plainly_english(read):
        return ENGLISH, round(_FULL * _trust(len(read) - read.count(" ")))
    return _read(read, claim)


def _is_plainly_english(text: str) -> bool:
    words = text.lower().split()
    many = max(MANY, len(text) / LENGTH)
    return len(words) >= many and sum(map(_OF_ENGLISH.__contains__, words)) >= ENOUGH * len(words)


def _read(text: str, claim: str) -> tuple[str, int]:
    letters = _letters(text)
    if not letters:
        return claim or UNDETERMINED, 0
    model = _model()
    written = _written(text)
    likely = model.likely(model.scores(written), len(written))
    best, trust, primary = likely.argmax(), _trust(letters), _same(claim)
    tag, sure = model.tags[best], float(likely[best])
    if claim and primary not in model.tags:
        return claim, _UNCONFIRMED
    of_claim = float(likely[model.tags.index(primary)]) if claim else 0.0
    if claim and (primary == tag or of_claim >= CLAIM_STANDS or letters < TOO_SHORT):
        return claim, round(_FULL * max(of_claim, trust / 2) * trust)
    return tag, round(_FULL * sure * trust)


def _same(tag: str) -> str:
    return _SAME.get(tag, tag)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _trust(letters: int) -> float:
    return letters / (letters + HALF_TRUSTED)


def _written(text: str) -> bytes:
    """As the identifier learned to read: composed letters in UTF-8, no capitals alone."""
    lowered = text.lower() if text.isupper() else text
    return normalize("NFC", lowered).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _model() -> _Model:
    automaton = LanguageIdentifier.from_model_file(MODEL_FILE)
    tags = list(dict.fromkeys(map(_same, automaton.nb_classes)))
    return _Model(
        automaton=automaton,
        rows=[row << 8 for row in automaton.tk_row],
        weights=automaton.nb_ptc.astype(np.float32),
        tags=tags,
        places=np.array([tags.index(_same(tag)) for tag in automaton.nb_classes]),
        shares=np.array([SELDOM_SHARE if tag in SELDOM else 1.0 for tag in automaton.nb_classes]),
    )
