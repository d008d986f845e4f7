"""Kills two hundred interviews: `python tests/benchmark_interview_kill.py [KILLS]`.

Prints how many answers and corrections were acknowledged, how many of those are lost (0 is right), and how often an
interview went on after its kill.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.interview.killing import kill_interviews


def main() -> None:
    """Run it and print the figures."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        tally = kill_interviews(Path(home), kills, seed=1)
    print(
        f"{tally.kills} kills, {tally.acknowledged} steps acknowledged, {tally.saved} saved, lost {tally.lost}; "
        f"{tally.resumed} times an interview went on, {tally.begun} begun, {tally.closed} closed "
        f"({time.monotonic() - start:.0f} s)",
        *tally.problems,
        sep="\n  ",
    )


if __name__ == "__main__":
    main()
