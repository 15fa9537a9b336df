"""Measures what recognising copies costs: items a second, beside datasketch where it is installed, and a full index.

`python tools/measure_copies.py ../shared/data [ITEMS]`
"""

import ctypes
import gc
import importlib.util
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean

import psutil
from copies_corpus import items, words

from schemas.fingerprint import Fingerprint
from schemas.sketch import ANCHORS, BITS, LEAD_ANCHORS, pack
from streams.stages.compare import Copies
from streams.stages.fingerprint import fingerprint

LENGTH = 870  # characters of an ordinary item, give or take fifty
ROUNDS = 7  # the best of them counts: the machine has other work
FULL = 1_000_000
BATCH = 10_000
QUERIES = 3000
SHINGLES = 140  # of an ordinary item


def main(data: Path, full: int) -> None:
    """Print all figures."""
    texts = [item.text for item in items(data).values() if abs(len(item.text) - LENGTH) < 50]  # noqa: PLR2004 - as said
    print(f"{len(texts)} items of {fmean(map(len, texts)):.0f} characters, one core, CPU time, best of {ROUNDS}")
    ours = _best(_ours, texts)
    print(f"wiredesk: {1 / ours:,.0f} items a second; fingerprint alone {_best(_fingerprints, texts) * 1e6:.1f} µs")
    print(f"sketch: {fmean(len(fingerprint('', text).sketch) for text in texts):.0f} bytes")
    if importlib.util.find_spec("datasketch"):
        theirs = _best(_datasketch, texts)
        print(f"datasketch MinHash-128, LSH at 0.5: {1 / theirs:,.0f} items a second; ratio {theirs / ours:.1f}")
    _fill(full)


def _best(make: Callable[[], Callable[[int, str], object]], texts: list[str]) -> float:
    """Seconds an item, of what `make` makes anew for each round."""
    times = []
    for _ in range(ROUNDS):
        take = make()
        started = time.process_time()
        for key, text in enumerate(texts):
            take(key, text)
        times.append((time.process_time() - started) / len(texts))
    return min(times)


def _fingerprints() -> Callable[[int, str], object]:
    return lambda _, text: fingerprint("", text)


def _ours() -> Callable[[int, str], object]:
    """With ten thousand items known, so that no memory is touched for the first time."""
    copies = Copies()
    _add(copies, list(_made(BATCH, random.Random(1))), FULL)  # noqa: S311 - data, no secret

    def take(key: int, text: str) -> None:
        made = fingerprint("", text)
        if not copies.matches(made):
            copies.add(key, made, key)

    return take


def _datasketch() -> Callable[[int, str], object]:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a peer, not a dependency

    index = MinHashLSH(threshold=0.5, num_perm=128)

    def take(key: int, text: str) -> None:
        read = words(text)
        made = MinHash(num_perm=128)
        made.update_batch(list({" ".join(read[at : at + 5]).encode() for at in range(len(read) - 4)}))
        if not index.query(made):
            index.insert(key, made)

    return take


def _made(count: int, numbers: random.Random) -> Iterator[Fingerprint]:
    """Fingerprints of ordinary items that have nothing in common."""
    for _ in range(count):
        bits = 0
        for _ in range(SHINGLES):
            bits |= 1 << numbers.randrange(BITS)
        core = pack(SHINGLES + 4, 0, bits.to_bytes(BITS // 8, "little"), numbers.getrandbits(128), 0)
        yield Fingerprint(numbers.randbytes(16).hex(), core + numbers.randbytes(4 * (LEAD_ANCHORS + ANCHORS)))


def _resident() -> int:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return psutil.Process().memory_info().rss


def _fill(full: int) -> None:
    numbers = random.Random(1)  # noqa: S311 - data, no secret
    asked, batch = list(_made(QUERIES, numbers)), list(_made(BATCH, numbers))
    del batch
    copies, before, adding, count = Copies(), _resident(), 0.0, 0
    while count < full:
        batch = list(_made(BATCH, numbers))
        adding += _timed(lambda: _add(copies, batch, count))  # noqa: B023 - run at once
        count += BATCH
        del batch
        if count in {BATCH, full // 10, full}:
            looking = min(_timed(lambda: [copies.matches(made) for made in asked]) for _ in range(5)) / QUERIES
            print(
                f"{count:,} items: look-up {looking * 1e6:.1f} µs, add {adding / count * 1e6:.1f} µs (mean), "
                f"{(_resident() - before) / count:.0f} bytes an item resident, {copies.nbytes / count:.0f} allocated"
            )
    expiring = _timed(lambda: copies.expire(full // 2))
    print(f"expire: {expiring / (full // 2) * 1e6:.1f} µs an item; {len(copies):,} left")


def _timed(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def _add(copies: Copies, batch: list[Fingerprint], first: int) -> None:
    for key, made in enumerate(batch, first):
        copies.add(key, made, key)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else FULL)  # noqa: PLR2004 - an option
