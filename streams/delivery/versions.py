"""The versions of Faust and its transport that the parts in this package were written against."""

from importlib.metadata import version

PINNED = {"faust-streaming": "0.15.3", "mode-streaming": "0.7.1", "aiokafka": "0.14.0"}


def assert_versions() -> None:
    """Refuse to run on other versions: our subclasses reach inside these.

    Raises:
        RuntimeError: another version is installed.
    """
    for name, pinned in PINNED.items():
        if (installed := version(name)) != pinned:
            raise RuntimeError(f"{name} {installed} is installed, but streams/delivery is written against {pinned}")
