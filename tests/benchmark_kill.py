"""Kills a thousand sessions: `python tests/benchmark_kill.py [KILLS]`; half of them one at a time, half four at once.

Prints how many answers were acknowledged, how many of those are lost (0 is right) and how many files can't be read.
Then it kills a quarter as many repairs, and flips a bit as often as it kills sessions, half of them in the first page.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.sessions.damaging import flip_bits, kill_repairs
from tests.sessions.killing import kill_sessions


def main() -> None:
    """Run both halves and print the figures."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for at_once in (1, 4):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            tally = kill_sessions(Path(home), kills // 2, at_once, seed=at_once)
        print(
            f"{at_once} at once: {tally.kills} kills, {tally.acknowledged} answers acknowledged, "
            f"{tally.saved} saved, lost {tally.lost}, unreadable files {tally.unreadable} "
            f"({time.monotonic() - start:.0f} s)",
            *tally.problems,
            sep="\n  ",
            flush=True,
        )
    with tempfile.TemporaryDirectory() as home:
        lost, problems = kill_repairs(Path(home), kills // 4, seed=1)
        print(f"{kills // 4} repairs killed: lost {lost}", *problems, sep="\n  ", flush=True)
    with tempfile.TemporaryDirectory() as home:
        damage = flip_bits(Path(home), kills, seed=1)
        print(
            f"{damage.flips} bits flipped: {damage.repaired} noticed and repaired, lost {damage.lost} events that the "
            f"backup held and {damage.newer_lost} others that the flip hit, changed {damage.changed}, "
            f"internal errors {damage.internal}",
            *damage.problems,
            sep="\n  ",
        )


if __name__ == "__main__":
    main()
