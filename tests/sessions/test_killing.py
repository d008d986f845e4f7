"""Killed sessions lose no acknowledged answer; `tests/benchmark_kill.py` kills a thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


@pytest.mark.slow
@pytest.mark.parametrize(("kills", "at_once"), [(5, 1), (8, 4)])
def test_killed_sessions(tmp_path: Path, kills: int, at_once: int) -> None:
    """Acknowledged answers are on disk and the file is intact, whenever the kill came, also with four at once."""
    from tests.sessions.killing import kill_sessions

    tally = kill_sessions(tmp_path, kills, at_once, seed=kills)

    assert tally.kills >= kills
    assert tally.acknowledged > 0
    assert (0, 0, []) == (tally.lost, tally.unreadable, tally.problems)
