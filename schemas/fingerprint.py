"""What is kept of a text to recognise it again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`text_hash`: 32 hex digits of the normalised text. `sketch`: packed bytes from which likeness is judged."""

    text_hash: str
    sketch: bytes
