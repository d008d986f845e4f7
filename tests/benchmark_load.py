"""Judges the submissions of the tests on an idle and a busy machine: `python tests/benchmark_load.py [LOAD] [EVERY]`

LOAD processes (10 by default) compute beside the second run. Prints each verdict that differs, and how long both runs
took. EVERY judges one submission in so many. A submission that takes no time limit to its end must get the same
verdict, diagnosis included, however busy the machine is.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.report import Report
from nnprep.sandbox.parent.child_process import ChildPeer
from tests.corpus import submissions

FOLDER = Path(__file__).resolve().parent
BURN = "while True: pass"


@contextmanager
def load(count: int) -> Iterator[None]:
    """Keep so many processes busy."""
    burning = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(count)]
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.wait()


def facts(report: Report) -> tuple[object, ...]:
    """Return what must not depend on the machine."""
    outcomes = tuple((outcome.check, outcome.status.value, outcome.message) for outcome in report.outcomes)
    names = tuple(tuple(diagnosis.mistakes) for diagnosis in report.diagnosis)
    return report.status.value, names, outcomes


def verdicts(every: int) -> dict[str, tuple[object, ...]]:
    """Return the verdict of every submission of `tests/solutions` and `tests/hostile`."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(FOLDER.glob("solutions/*/*.py"))[::every]:
        with ChildPeer.start(path.read_bytes()) as peer:
            report = judge(find_exercise(path.parent.name), path.name, peer, seed=3)
        found[f"{path.parent.name}/{path.stem}"] = facts(report)
    with tempfile.TemporaryDirectory() as place:
        victim = Path(place) / "canary"
        victim.write_text("alive")
        for submission in submissions()[::every]:
            status = submission.judged(victim).status.value
            # A race has several possible verdicts.
            found[submission.name] = (status if len(submission.verdicts) == 1 else submission.verdicts,)
    return found


def main(count: int, every: int) -> int:
    """Compare both runs; returns how many verdicts differ."""
    began = time.monotonic()
    idle = verdicts(every)
    between = time.monotonic()
    with load(count):
        busy = verdicts(every)
    differing = [name for name in idle if idle[name] != busy[name]]
    for name in differing:
        sys.stdout.write(f"{name}\n  idle {idle[name]}\n  busy {busy[name]}\n")
    sys.stdout.write(
        f"{len(idle)} submissions, {len(differing)} with another verdict under a load of {count}; "
        f"{between - began:.0f} s idle, {time.monotonic() - between:.0f} s busy\n"
    )
    return len(differing)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] + [10, 1][len(sys.argv) - 1 :]
    raise SystemExit(min(main(*numbers), 1))
