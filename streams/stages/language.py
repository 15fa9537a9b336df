"""Says in which language a text is written, and checks a provider's claim against the text.

The identifier is py3langid (BSD-3), naive Bayes over byte sequences; its probabilities are damped for short texts.
"""

from collections import defaultdict
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from streams.formats.language import shortest_tag

# Characters that are read: the cost is per character, and more change nothing.
READ = 600
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


def identify_language(text: str, claimed: str = "") -> tuple[str, int]:
    """The shortest BCP 47 tag of a text's language and the confidence in it, 0-100.

    `claimed` is what the provider said, a BCP 47 tag or empty. It stands unless the text speaks against it.
    A text without letters gets the claim, or `und`, with confidence 0.
    """
    claim = shortest_tag(claimed)
    read = text[:READ]
    letters = sum(map(str.isalpha, read))
    if not letters:
        return claim or UNDETERMINED, 0
    likely = _likely(read)
    best = max(likely, key=lambda tag: likely[tag])
    primary = _SAME.get(claim.partition("-")[0], claim.partition("-")[0])
    trust = letters / (letters + HALF_TRUSTED)
    if claim and primary not in likely:
        return claim, _UNCONFIRMED
    if claim and (primary == best or likely[primary] >= CLAIM_STANDS or letters < TOO_SHORT):
        return claim, round(_FULL * max(likely[primary], trust / 2) * trust)
    return best, round(_FULL * likely[best] * trust)


def _likely(text: str) -> dict[str, float]:
    likely: dict[str, float] = defaultdict(float)
    for tag, share in _identifier().rank(text):
        likely[_SAME.get(tag, tag)] += share * (SELDOM_SHARE if tag in SELDOM else 1.0)
    total = sum(likely.values())
    return {tag: share / total for tag, share in likely.items()}


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
