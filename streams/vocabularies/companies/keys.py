"""How a company's name is written for look-up: the same for the builder of the list and for its reader."""

import re
import unicodedata
from functools import lru_cache

LEGAL = frozenset(
    "inc incorporated corp corporation co company cos companies ltd limited plc llc lp llp sa ag se nv spa asa ab oyj"
    " kgaa bhd berhad tbk pt pcl sab cv ltda pjsc psc jsc as a/s adr ads adrs gdr holdings holding hldg hldgs group grp"
    " the publ public sarl gmbh trust".split()
)
KEPT = 20_000  # names whose keys are remembered: the wire repeats them
DASHES = re.compile(r"[-–—/|]")
DROPPED = re.compile(r"[.,'’\"()]|[™®]")
PLAIN = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")  # most names, of which only the case is to go
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=KEPT)
def key(name: str) -> str:
    """A name without case, accents, stops and dashes; "and" for "&"."""
    if PLAIN.fullmatch(name):
        return name.casefold()
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    plain = DROPPED.sub("", DASHES.sub(" ", plain.replace("&", " and ")))
    return SPACES.sub(" ", plain).strip().casefold()


@lru_cache(maxsize=KEPT)
def base(name: str) -> str:
    """A name's key without the legal form at its end ("Alibaba Group Holding Ltd": alibaba) and a leading "the"."""
    words = key(name).split()
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    if len(words) > 1 and words[-1] == "and":
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
