"""Sweeps what recognises copies: signature, ways of finding, thresholds. Prints the tables of DECISIONS.md.

`python tools/sweep_copies.py ../shared/data`
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import log, sqrt
from pathlib import Path
from statistics import fmean
from zlib import crc32

import numpy as np
from copies_corpus import Item, Pair, embedded, excerpt, items, padded, pairs, sample, shared, words
from rensa import RMinHash

from schemas.fingerprint import Fingerprint
from streams.stages.compare import Copies, Match, Thresholds
from streams.stages.fingerprint import fingerprint

Hashes = np.ndarray
PERMUTATIONS = 128
WRITTEN = Path(__file__).resolve().parents[1] / "tests" / "streams" / "stages" / "copies" / "templates.jsonl"
NAMES_DO_NOT_COUNT = {"all_figures": 0.0, "within": 0.0, "wholly": 0.0}


def main(data: Path) -> None:
    """Run all sweeps on the data in a folder."""
    known = items(data)
    everything = pairs(data, known)
    copies = [pair for pair in everything if pair.counts and pair.resemblance >= 0.5]  # noqa: PLR2004 - the issue's
    signatures(known, everything)
    finding(known, copies)
    thresholds(known, everything)


def table(title: str, head: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Print a table in Markdown, row by row as they come."""
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}", flush=True)
    for row in rows:
        print("|", " | ".join(f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in row), "|", flush=True)


def hashes(text: str) -> Hashes:
    """64-bit hashes of the runs of five words, in order."""
    read = [word.encode() for word in words(text)]
    return np.array([crc32(b" ".join(read[at : at + 5])) for at in range(len(read) - 4)], np.uint64) * np.uint64(
        0x9E3779B97F4A7C15
    )


# Signatures: how far the estimate is from the truth, and what a signature costs.


def signatures(known: dict[int, Item], everything: list[Pair]) -> None:
    """Standard error of resemblance, and of containment of an excerpt, by kind of signature."""
    texts = [(known[pair.earlier].text, known[pair.later].text) for pair in everything][::2]
    parts = [(excerpt(item.text, 0.5), item.text) for item in sample(known, 100, 300)]
    kinds: dict[str, tuple[int, Callable[[str], object], Callable[[object, object], tuple[float, float]]]] = {
        f"MinHash {PERMUTATIONS} x 32 bits (rensa)": (4 * PERMUTATIONS, _minhash, _minhash_likeness),
        "MinHash 64 x 8 bits (rensa)": (64, _short_minhash, _short_minhash_likeness),
        **{f"bitmap of {bits}": (bits // 8, *_bitmap(bits)) for bits in (256, 512, 1024)},
    }

    def rows() -> Iterator[Sequence[object]]:
        for name, (size, make, compare) in kinds.items():
            started = time.process_time()
            made = {text: make(text) for pair in texts + parts for text in pair}
            cost = (time.process_time() - started) / len(made) * 1e6
            errors = [
                [compare(made[a], made[b])[place] - shared(a, b)[place] for a, b in trials]
                for place, trials in ((0, texts), (1, parts + texts))
            ]
            yield name, size, *(sqrt(fmean(error * error for error in kind)) for kind in errors), cost

    table("Signatures", ("kind", "bytes", "error of resemblance", "of containment", "µs with shingling"), rows())


def _minhash(text: str) -> RMinHash:
    read = words(text)
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update([" ".join(read[at : at + 5]) for at in range(len(read) - 4)])
    return made


def _minhash_likeness(a: RMinHash, b: RMinHash) -> tuple[float, float]:
    return a.jaccard(b), float("nan")


def _short_minhash(text: str) -> Hashes:
    return np.array(_minhash(text).digest()[:64], np.uint32) & np.uint32(0xFF)


def _short_minhash_likeness(a: Hashes, b: Hashes) -> tuple[float, float]:
    return max(0.0, (float((a == b).mean()) - 1 / 256) / (1 - 1 / 256)), float("nan")


def _bitmap(size: int) -> tuple[Callable[[str], int], Callable[[int, int], tuple[float, float]]]:
    def make(text: str) -> int:
        bitmap = 0
        for place in (hashes(text) >> np.uint64(32)).tolist():
            bitmap |= 1 << place % size
        return bitmap

    def count(bitmap: int) -> float:
        return -size * log(1 - min(bitmap.bit_count(), size - 0.5) / size)

    def compare(a: int, b: int) -> tuple[float, float]:
        one, other, union = count(a), count(b), count(a | b)
        both = max(0.0, one + other - union)
        return both / union, min(1.0, both / min(one, other))

    return make, compare


# Finding: what share of copies any candidate is found for, by what an index lists of an item.


def finding(known: dict[int, Item], copies: list[Pair]) -> None:
    """Recall of candidates by way of finding; entries are those an index keeps of an item."""
    chosen = sample(known, 40, 600)
    hosts = [*chosen[1:], chosen[0]]
    double = [*hosts[1:], hosts[0]]
    cases = {
        "pairs at 0.5": [(known[pair.earlier].text, known[pair.later].text) for pair in copies],
        "first 30 %": [(item.text, excerpt(item.text)) for item in chosen],
        "padded": [(item.text, padded(item.text)) for item in chosen],
        "in another": [(a.text, embedded(a.text, b.text)) for a, b in zip(chosen, hosts, strict=True)],
        "in two others": [
            (a.text, embedded(a.text, b.text + "\n" + c.text)) for a, b, c in zip(chosen, hosts, double, strict=True)
        ],
    }

    def rows() -> Iterator[Sequence[object]]:
        for lead, lowest, looked in product((0, 1, 2), (1, 2, 3, 4), (24,)):
            listed, asked = _anchors(lead, lowest), _anchors(lead, looked)
            yield f"{lead} of the lead, {lowest} lowest", lead + lowest, *_recalls(cases, listed, asked)
        for looked in (8, 16, 32, 64):
            yield f"2 and 3, asked by {looked} lowest", 5, *_recalls(cases, _anchors(2, 3), _anchors(2, looked))
        for rows_a_band in (2, 3, 4, 5):
            listed = _bands(rows_a_band)
            yield f"bands of {rows_a_band}", PERMUTATIONS // rows_a_band, *_recalls(cases, listed, listed)

    table("Finding", ("way", "entries an item", *cases), rows())


def _recalls(
    cases: dict[str, list[tuple[str, str]]],
    listed: Callable[[str], set[object]],
    asked: Callable[[str], set[object]],
) -> Iterator[float]:
    for case in cases.values():
        yield fmean(not listed(one).isdisjoint(asked(other)) for one, other in case)


def _anchors(lead: int, lowest: int) -> Callable[[str], set[object]]:
    def of(text: str) -> set[object]:
        found = hashes(text)
        return {*np.sort(found[:10])[:lead].tolist(), *np.unique(found)[:lowest].tolist()}

    return of


def _bands(rows_a_band: int) -> Callable[[str], set[object]]:
    def of(text: str) -> set[object]:
        digest = _minhash(text).digest()
        return {
            (band, *digest[band : band + rows_a_band]) for band in range(0, PERMUTATIONS - rows_a_band + 1, rows_a_band)
        }

    return of


# Thresholds: what is found and what is merged wrongly, by the real stage.


def thresholds(known: dict[int, Item], everything: list[Pair]) -> None:
    """Recall, precision, templates merged and excerpts found, over a grid."""
    made = {number: fingerprint(item.title, item.text) for number, item in known.items()}
    copies = Copies()
    for number, print_ in made.items():
        copies.add(number, print_, number)
    excerpts = {item.number: fingerprint("", excerpt(item.text)) for item in sample(known, 60)}

    def rows() -> Iterator[Sequence[object]]:
        for resemblance, containment, figures in product((0.4, 0.45, 0.5, 0.55, 0.6), (0.7, 0.8, 0.9), (0.55,)):
            yield _judged(Thresholds(resemblance, containment, figures), known, everything, made, excerpts, copies)
        for figures, names in product((0.0, 0.4, 0.55, 0.65, 0.8), (True, False)):
            limits = Thresholds(figures=figures) if names else Thresholds(figures=figures, **NAMES_DO_NOT_COUNT)
            yield _judged(limits, known, everything, made, excerpts, copies)

    head = ("resemblance", "containment", "figures", "names", "0.9", "0.7", "0.5", "precision", "templates merged")
    table("Thresholds", (*head, "written ones", "first 30 %"), rows())


def _judged(
    limits: Thresholds,
    known: dict[int, Item],
    everything: list[Pair],
    made: dict[int, Fingerprint],
    excerpts: dict[int, Fingerprint],
    copies: Copies,
) -> Sequence[object]:
    found = {number: _earlier(number, copies.matches(print_, limits)) for number, print_ in made.items()}
    hits = {(match.key, number) for number, matches in found.items() for match in matches}
    recalls = []
    for floor in (0.9, 0.7, 0.5):
        due = [pair for pair in everything if pair.counts and pair.resemblance >= floor]
        recalls.append(fmean((pair.earlier, pair.later) in hits for pair in due))
    called = [(known[number].text, known[matches[0].key].text) for number, matches in found.items() if matches]
    true = [shared(*pair) for pair in called]
    merged = sum((pair.earlier, pair.later) in hits for pair in everything if pair.figures < 0.6)  # noqa: PLR2004
    begun = fmean(any(match.key == number for match in copies.matches(f, limits)) for number, f in excerpts.items())
    precision = fmean(a >= 0.3 or b >= 0.6 for a, b in true)  # noqa: PLR2004 - the issue's
    written = sum(_merged(json.loads(line), limits) for line in WRITTEN.read_text("utf-8").splitlines())
    settings = (limits.resemblance, limits.containment, limits.figures, "count" if limits.wholly else "do not")
    return (*settings, *recalls, precision, merged, written, begun)


def _merged(template: dict[str, str], limits: Thresholds) -> bool:
    copies = Copies(limits)
    copies.add(1, fingerprint("", template["one"]), 0)
    return bool(copies.matches(fingerprint("", template["other"])))


def _earlier(number: int, matches: list[Match]) -> list[Match]:
    return [match for match in matches if match.key < number]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
