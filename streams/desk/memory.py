"""What the garbage collector looks through: what items leave behind, not what was loaded and stays."""

import gc

# Objects made before the collector looks: a bundle makes tens of thousands, all of which are gone after it.
YOUNG = 50_000


def settle() -> None:
    """To be called when something large is loaded: the models are many objects, and a look at them takes long."""
    gc.freeze()
    gc.set_threshold(YOUNG)
