"""The weights of the evidence, as tools/train_pages.py fitted them, for English and for other languages."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from streams.stages.pages.arrays import Floats
from streams.stages.pages.features import NAMES

FILE = Path(__file__).with_name("weights.json")
PAGE_NAMES = ("bias", "borders", "length", "tails", "gain", "sureness")


@dataclass(frozen=True, slots=True)
class Weights:
    """`gap`: log odds per unit of each number of features.NAMES; `usual`: its mean, to tell what is remarkable.

    `page`: the same as `gap` for the numbers of the page as a whole, in the order of PAGE_NAMES.
    """

    gap: Floats
    usual: Floats
    page: Floats


@lru_cache(maxsize=2)
def load(*, english: bool) -> Weights:
    """The weights of one of the two sets."""
    named = json.loads(FILE.read_text(encoding="utf-8"))["english" if english else "other"]
    rows = np.array([named["gap"][name] for name in NAMES])
    return Weights(rows[:, 0], rows[:, 1], np.array([named["page"][name] for name in PAGE_NAMES]))
