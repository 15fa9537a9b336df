"""A worker whose steps fail at random, as a bug or a library would make them: `python faulty.py MEAN worker …`.

How many calls go well before one fails is drawn anew in each process, evenly from 1 to twice the mean: a bounded draw,
so that a run of a known size surely meets a known number of faults.
"""

import random
import sys
from itertools import count

from streams import desk
from streams.cli import main

mean = int(sys.argv.pop(1))
fatal = random.randint(1, 2 * mean)
calls = count(1)


def faulty(owner: type, name: str) -> None:
    """Let a method raise when its call's turn has come."""
    method = getattr(owner, name)

    def maybe(*args: object, **kwargs: object) -> object:
        if next(calls) >= fatal:
            raise RuntimeError("a fault put in by the chaos test")
        return method(*args, **kwargs)

    setattr(owner, name, maybe)


for owner, name in ((desk.Intake, "take"), (desk.Deduplicate, "decide"), (desk.Publish, "publish")):
    faulty(owner, name)
main()
