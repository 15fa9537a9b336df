"""The process between us and the JVM: it starts the broker and ends it when we are gone, however we went.

Run by path with `python -I -S`, so it imports the standard library only. Its standard input is a pipe whose other end
we hold: an end of file means that we died (or are done), also after `kill -9`. The parent's id is watched as well,
since a child that we forked would hold the pipe open. On Linux the kernel ends the JVM with this process, should
somebody kill that.
"""

import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
from types import FrameType

TICK = 0.1  # seconds between looks at the JVM and at our parent
GRACE = 5.0  # seconds for an orderly end; Kafka needs 0.2 to 0.4
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
KEEP = b"k"  # said on standard input by a parent that will use the folder again


def die_with_parent() -> None:
    """In the child, between fork and exec: have the kernel kill it when the thread that forked it ends (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(command: list[str], log: str) -> "subprocess.Popen[bytes]":
    """The JVM, its words going to `log`."""
    with open(log, "ab") as words:  # noqa: PTH123 - pathlib would double this process's start
        return subprocess.Popen(  # noqa: S603 - the command is our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - this process has one thread
        )


def end(jvm: "subprocess.Popen[bytes]") -> None:
    """Ask, wait, then kill; a stopped process is woken to hear."""
    with contextlib.suppress(ProcessLookupError):
        jvm.send_signal(signal.SIGTERM)
        jvm.send_signal(signal.SIGCONT)
    try:
        jvm.wait(GRACE)
    except subprocess.TimeoutExpired:
        jvm.kill()
        jvm.wait()


def watch(jvm: "subprocess.Popen[bytes]", parent: int) -> bytes:
    """Wait until the parent lets go (returns its last word) or is gone; tells it when the JVM ends by itself."""
    told = False
    while os.getppid() == parent:
        if not told and jvm.poll() is not None:
            told = True
            with contextlib.suppress(BrokenPipeError):
                os.write(1, b"exit %d\n" % jvm.returncode)
        if select.select([0], [], [], TICK)[0]:
            return os.read(0, 1)
    return b""


def stay(_signal: int, _frame: FrameType | None) -> None:
    """Signals for the group are for our parent; its end is what ends us."""


def main(temporary: str, log: str, *command: str) -> None:
    """Arguments: a folder to remove at the end (or nothing), the log of the JVM's own words, the command."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stay)
    parent = os.getppid()
    jvm = start(list(command), log)
    os.write(1, b"%d\n" % jvm.pid)
    said = watch(jvm, parent)
    end(jvm)
    if temporary and said != KEEP:
        shutil.rmtree(temporary, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
