"""A worker whose steps fail at random, as a bug or a library would make them: `python faulty.py CHANCE worker …`."""

import random
import sys

from streams import desk
from streams.cli import main

chance = float(sys.argv.pop(1))


def faulty(owner: type, name: str) -> None:
    """Let a method raise now and then."""
    method = getattr(owner, name)

    def maybe(*args: object, **kwargs: object) -> object:
        if random.random() < chance:
            raise RuntimeError("a fault put in by the chaos test")
        return method(*args, **kwargs)

    setattr(owner, name, maybe)


for owner, name in ((desk.Intake, "take"), (desk.Deduplicate, "decide"), (desk.Publish, "publish")):
    faulty(owner, name)
main()
