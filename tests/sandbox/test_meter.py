"""What a submission is charged for: CPU time and sleep, not the time of a busy machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nnprep.sandbox.failures import Died, Refused, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.meter import INTERVAL, Charge, Meter, Moment
from nnprep.sandbox.wire.encoder import encode
from nnprep.sandbox.wire.framing import FORESEEN

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere only the clock is known")


class Clocks(Meter):
    """A meter whose readings are given."""

    def __init__(self, *moments: Moment, sleeping: bool | None) -> None:
        super().__init__(0)
        self.moments = list(moments)
        self.sleeping = sleeping

    def moment(self) -> Moment:
        """Return the next reading."""
        return self.moments.pop(0)


@pytest.mark.parametrize(
    ("now", "sleeping", "seconds"),
    [
        (Moment(10.0, 0.2), False, 0.2),
        (Moment(0.04, 0.0), True, 0.04),
        (Moment(10.0, 0.0), True, 2 * INTERVAL),
        (Moment(0.04, 0.3), True, 0.3),
        (Moment(10.0, None), False, 10.0),
        (Moment(10.0, 0.2), None, 10.0),
    ],
    ids=["starved", "asleep", "nobody-looked", "threads", "no-cpu-clock", "no-proc"],
)
def test_charge(now: Moment, sleeping: bool | None, seconds: float) -> None:
    """CPU time and sleep count; the clock counts only where the system says nothing else."""
    charge = Charge(Clocks(now, sleeping=sleeping), Moment(0.0, 0.0))

    charge.update()

    assert charge.seconds == pytest.approx(seconds)


@linux
@pytest.mark.parametrize(
    "source",
    ["time.sleep(60)", "threading.Event().wait()", "os.read(os.pipe()[0], 1)", "[x() for x in [nap] * 999]"],
)
def test_sleep_ends(source: str) -> None:
    """Code that waits uses no CPU time, and times out as soon as code that computes."""
    text = f"import os, threading, time\ndef nap(): time.sleep(0.2)\ndef f(): {source}\n"
    with ChildPeer.start(text.encode(), limits=Limits(call=0.5)) as peer:
        peer.load()
        begin = time.monotonic()

        with pytest.raises(TimedOut) as caught:
            Functions(peer).f()

        assert (caught.value.seconds, caught.value.total) == (0.5, False)
        assert time.monotonic() - begin < 2.5


@linux
def test_the_clock_ends_everything() -> None:
    """Behind the limit on CPU time is one on the clock: a process that hardly gets any CPU time ends too."""
    with ChildPeer.start(b"def f():\n    while True: pass", limits=Limits(call=5.0, patience=0.1)) as peer:
        peer.load()
        begin = time.monotonic()

        with pytest.raises(TimedOut):
            Functions(peer).f()

        assert time.monotonic() - begin < 3.0


@contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep one CPU busy, and run everything that is started meanwhile on it."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()
        os.sched_setaffinity(0, allowed)


@linux
@pytest.mark.slow
def test_busy_machine() -> None:
    """Code that needs most of its CPU time answers, although a busy machine makes it take far longer than that."""
    source = (
        "import time\nstart = time.process_time()\n"
        "def f():\n    while time.process_time() < start + 0.4: pass\n    return 1\n"
    )
    with load(16), ChildPeer.start(source.encode(), limits=Limits(call=0.5, patience=1)) as peer:
        peer.load()
        begin = time.monotonic()

        assert Functions(peer).f() == 1
        assert time.monotonic() - begin > 0.5


def test_many_calls_are_not_one() -> None:
    """The limit for one call isn't that of many which a check makes at once; that for all calls is."""
    source = b"import time\ndef f(): time.sleep(0.02)"
    with ChildPeer.start(source, limits=Limits(call=0.2, total=1.0)) as peer:
        peer.load()
        functions = Functions(peer)

        functions.ask(["often", 20, "call", "f", [], {}])
        body = encode(["often", 15, "call", "f", [], {}], lambda _: None)
        assert len(peer.bundle([b"", body], FORESEEN)) == 1
        with pytest.raises(TimedOut) as caught:
            functions.ask(["often", 100, "call", "f", [], {}])

    assert (caught.value.seconds, caught.value.total) == (1.0, True)


@linux
def test_threads() -> None:
    """A process that starts too many threads is ended, and the report says why."""
    source = (
        "import threading, time\ndef f():\n"
        "    for _ in range(40): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
        "    time.sleep(9)\n"
    )
    with ChildPeer.start(source.encode(), limits=Limits(threads=20)) as peer:
        peer.load()

        with pytest.raises(Died, match="started more than 20 threads"):
            Functions(peer).f()


@linux
def test_threads_of_many_short_calls() -> None:
    """Threads count too if no call takes long enough to be looked at."""
    source = "import threading, time\ndef f(): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
    with ChildPeer.start(source.encode(), limits=Limits(threads=20)) as peer:
        peer.load()
        functions = Functions(peer)

        def calls() -> None:
            for _ in range(40):
                functions.f()
                time.sleep(0.01)

        with pytest.raises(Died, match="started more than 20 threads"):
            calls()


def test_answers_together() -> None:
    """All answers together are limited: nnprep keeps them until the report is written."""
    source = b"import numpy as np\ndef f(): return np.zeros(50_000)"
    with ChildPeer.start(source, limits=Limits(answers=1 << 20)) as peer:
        peer.load()
        functions = Functions(peer)
        functions.f()
        functions.f()

        with pytest.raises(Refused, match="more than 1 MiB in all its answers"):
            functions.f()
