"""Makes `streams/ops/broker.lock.json` anew: resolves the embedded Kafka, downloads it, notes each jar's name and hash.

Run it to move to another version, and read the difference before you commit it: what stands in the list is what runs.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from schemas import codec
from streams.ops import jars

KAFKA = "org.apache.kafka:kafka_2.13:4.4.0"
# Kafka brings no SLF4J provider and is dumb without one. Resolved together they drag kafka-clients to another version,
# so this one jar is added by itself; its own dependencies are Kafka's already.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5"


def resolved(context: Any, coordinate: str) -> list[Any]:  # noqa: ANN401 - jgo has no types
    """The artifact and everything it needs at run time."""
    inputs, others = context.resolver.resolve([context.create_dependency(coordinate)])
    needed = [dependency for dependency in others if dependency.scope in {"compile", "runtime"}]
    return [dependency.artifact for dependency in [*inputs, *needed]]


def entry(artifact: Any) -> dict[str, str]:  # noqa: ANN401 - jgo has no types
    """A line of the list; downloads the jar."""
    path = Path(artifact.resolve())
    coordinate = f"{artifact.groupId}:{artifact.artifactId}:{artifact.version}"
    return {"coordinate": coordinate, "name": path.name, "sha256": jars.sha256(path)}


def main() -> None:
    """Write the list."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        context = jars.resolver_context(Path(scratch))
        artifacts = [*resolved(context, KAFKA), context.create_dependency(LOGGING).artifact]
        entries = sorted((entry(artifact) for artifact in artifacts), key=lambda line: line["name"])
    jars.LOCK.write_bytes(codec.dumps_sorted({"jars": entries}) + b"\n")
    print(f"{len(entries)} jars in {jars.LOCK.name}")


if __name__ == "__main__":
    main()
