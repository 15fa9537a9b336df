import subprocess
import sys

MODULES = (
    "schemas.asyncapi, schemas.headers, schemas.topics, schemas.validate, "
    "streams.health, streams.logs, streams.metrics, streams.settings"
)


def test_what_everybody_imports_does_not_load_faust() -> None:
    """Faust costs half a second and takes over logging; commands without a worker go without it."""
    code = f"import sys, {MODULES}; sys.exit('faust' in sys.modules or 'mode' in sys.modules or 'kafka' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
