"""Finds the best sequence of labels through scored tokens; which labels there are is told by `tagger`."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# A sequence that cannot be: a name that goes on without having begun.
IMPOSSIBLE = np.float32(-1e4)


def best_paths(scores: Floats, moves: Floats, sizes: Ints) -> Ints:
    """The best sequence of labels of each chain (Viterbi, 1967), all chains side by side.

    `scores` are (tokens, labels) of chains of `sizes` tokens, one after another; no name goes on at a chain's start.
    """
    chains, count = len(sizes), len(scores)
    order = (-sizes).argsort(kind="stable")
    rank = np.empty(chains, np.int64)
    rank[order] = np.arange(chains)
    inside = np.arange(count) - (sizes.cumsum() - sizes).repeat(sizes)
    # All chains' first tokens, then all second ones, and so on; longer chains first, so that those left stand in front.
    turn = (inside * chains + rank.repeat(sizes)).argsort()
    widths = np.bincount(inside)
    sums = scores.take(turn, axis=0)  # the best that leads to each label of a token
    sums[:chains, 2::2] += IMPOSSIBLE
    ways = np.empty((count - chains, *moves.shape), np.float32)
    into, best, add = moves.T, np.maximum.reduce, np.add
    start, before = chains, sums[:chains]
    for width in widths.tolist()[1:]:
        end = start + width
        way = ways[start - chains : end - chains]
        add(before[:width, None], into, way)
        before = sums[start:end]
        before += best(way, 2)
        start = end
    path = np.empty(count, np.int64)
    path[turn] = _followed(sums.argmax(axis=1).tolist(), ways.argmax(axis=2).tolist(), widths)
    return path


def _followed(labels: list[int], backs: list[list[int]], widths: Ints) -> list[int]:
    """The labels of all tokens in turn, from those of the chains' last tokens back; others' are written over."""
    chains = len(labels) - len(backs)
    fronts = widths[:-1].repeat(widths[1:]).tolist()  # so many tokens are between one and the next of its chain
    for place in range(len(labels) - 1, chains - 1, -1):
        labels[place - fronts[place - chains]] = backs[place - chains][labels[place]]
    return labels
