"""Kills interviews at random moments, and checks that no acknowledged step is lost and that each goes on."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from nnprep.errors import HistoryError
from nnprep.interview.interviews import interviews
from nnprep.interview.progress import StepKind
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History

LATEST = 2.2
"""Seconds after a start at which the last kill comes: the first ones come before the first question."""
PROMPTS = {
    b"an empty line goes back": "The gradient follows the chain rule backwards, and 12.\n",
    b"t type the answer": "t\n",
    b"t type ": "t\n",
    b"t keep typing": "t\n",
    b"d hand in": "s\n",
    b"change a point": "1\n",
    b"1 change it": "\n",
    b"Type a number": "s\n",
}
"""What is on the screen -> what is typed."""
HANDED_IN = 0.3
"""How many tasks are handed in as they are, so that the hidden checks run at the end; the others are skipped."""
COUNTED = {StepKind.ANSWER, StepKind.CORRECT}


@dataclass
class Tally:
    """What happened."""

    kills: int = 0
    acknowledged: int = 0
    """Answers and corrections after which the next screen appeared."""
    saved: int = 0
    lost: int = 0
    begun: int = 0
    """Interviews in the log at the end."""
    closed: int = 0
    resumed: int = 0
    """How often an interview that was killed showed its next question again."""
    problems: list[str] = field(default_factory=list)


class Candidate:
    """One interview after another by the line, always answering, until each process is killed."""

    def __init__(self, home: Path, draw: random.Random) -> None:
        self.folder = home / "work"
        self.folder.mkdir()
        self.environment = {**os.environ, "NNPREP_HOME": str(home / "home"), "COLUMNS": "200"}
        self.draw = draw
        self.acknowledged = 0

    def run(self, seconds: float, tally: Tally) -> None:
        """Answer for so many seconds, then kill the process; one that ends by itself is started again."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.answer_until(until, tally)

    def answer_until(self, until: float, tally: Tally) -> None:
        """Start one process, and answer until it ends or its time has come."""
        process = subprocess.Popen(
            [sys.executable, "-m", "nnprep", "interview"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=self.environment,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        seen, waits, first = b"", False, True
        while time.monotonic() < until:
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                break
            piece = os.read(process.stdout.fileno(), 65536)
            if not piece:
                if process.wait():
                    tally.problems.append(process.stderr.read().decode()[-500:])
                break
            seen += piece
            prompt = next((each for each in PROMPTS if each in seen), None)
            if prompt is None or not seen.endswith(b"\n"):
                continue
            # The next screen appears only after the step before it is on disk.
            self.acknowledged += waits
            tally.resumed += first and b"Hello!" not in seen
            first, seen = False, b""
            word = self.word(prompt)
            waits = word not in ("t\n", "\n")
            os.write(process.stdin.fileno(), word.encode())
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            tally.kills += 1
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()

    def word(self, prompt: bytes) -> str:
        """Return what is typed now."""
        if prompt == b"t type the answer":
            return "s\n"
        if prompt == b"d hand in" and self.draw.random() < HANDED_IN:
            return "d\n"
        if prompt == b"change a point" and self.draw.random() < 0.5:
            return "\n"
        return PROMPTS[prompt]


def kill_interviews(home: Path, kills: int, seed: int) -> Tally:
    """Kill that many interviews, and check the history after each."""
    draw = random.Random(seed)
    candidate, tally = Candidate(home, draw), Tally()
    while tally.kills < kills:
        candidate.run(draw.uniform(0.0, LATEST), tally)
        check(home / "home" / "history.sqlite3", candidate, tally)
    return tally


def check(path: Path, candidate: Candidate, tally: Tally) -> None:
    """Compare the history with what was acknowledged."""
    if not path.exists():
        return
    try:
        with History.open(path) as history:
            verdict = history.rows("PRAGMA integrity_check")[0][0]
            steps = [event.data.get("step") for event in history.events(EventKind.MOCK)]
            held = interviews(history)
    except (HistoryError, sqlite3.Error) as error:
        tally.problems.append(str(error))
        return
    if verdict != "ok":
        tally.problems.append(verdict)
    tally.begun, tally.closed = len(held), sum(each.progress.closed for each in held)
    if tally.closed < tally.begun - 1:
        tally.problems.append("an interview was begun beside one that waits")
    tally.acknowledged = candidate.acknowledged
    tally.saved = sum(step in COUNTED for step in steps)
    tally.lost = max(tally.lost, candidate.acknowledged - tally.saved)
