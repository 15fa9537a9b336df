"""The weights of the evidence, as tools/train_pages.py fitted them."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from streams.stages.pages.cohesion import Floats
from streams.stages.pages.features import NAMES

FILE = Path(__file__).with_name("weights.json")


@lru_cache(maxsize=1)
def load() -> Floats:
    """One weight a feature, in the order of `features.NAMES`."""
    named = json.loads(FILE.read_text(encoding="utf-8"))
    return np.array([named[name] for name in NAMES])
