"""Kills quiz sessions at random moments and checks that no acknowledged answer is lost."""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from nnprep.cli.quiz.run import GUARD
from nnprep.errors import HistoryError
from nnprep.learner.history.log import History

CARD = """\
- id: {id}
  kind: question
  level: easy
  topic: killed
  tags: [killed]
  question: Does it last?
  phrasings: [Is it kept?, Is it safe?, Is it still there?]
  quick_answer: It does.
  answer: It does.
  key_points: [{{say: It does., must: true, cues: [it does, it lasts]}}]
  target_seconds: 5
"""
NEVER = b"\xff"
"""Bytes that no screen shows."""
START_UP = (0.0, 0.8)
"""Earliest and latest kill, in seconds after a session starts: some die before their first card."""


@dataclass
class Tally:
    """What happened."""

    kills: int = 0
    acknowledged: int = 0
    """Answers after which the next card appeared."""
    saved: int = 0
    """Answers on disk at the end."""
    lost: int = 0
    unreadable: int = 0
    problems: list[str] = field(default_factory=list)


class Player:
    """One session after another in a pseudo-terminal, always answering, until each is killed."""

    def __init__(self, number: int, home: Path) -> None:
        self.name = f"player{number}"
        self.content = home / f"content-{number}"
        (self.content / "questions").mkdir(parents=True, exist_ok=True)
        cards = "".join(CARD.format(id=f"{self.name}-{letter}") for letter in "abcdefgh")
        (self.content / "questions" / "killed.yaml").write_text(cards, encoding="utf-8")
        self.environment = {
            **os.environ,
            "NNPREP_HOME": str(home / "home"),
            "NNPREP_CONTENT": str(self.content),
        }
        # Reviews and practice in turn; neither ends, because a failed card comes back. Practice is by the line, where
        # an answer can be graded as soon as it appears, so more answers are given before the kill.
        self.wishes = [["--topic", "killed", "--cram"], ["--ask", "Does it last?", "--count", "8"]]
        self.terms = ["dumb", "xterm"]
        self.acknowledged = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, kill_after: float) -> None:
        """Start a session that will be killed after so many seconds."""
        self.wishes.reverse()
        self.terms.reverse()
        self.terminal, inside = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nnprep", "quiz", *self.wishes[0]],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=self.environment | {"TERM": self.terms[0]},
            start_new_session=True,
        )
        os.close(inside)
        self.deadline = time.monotonic() + kill_after
        self.seen = b""
        self.waits_for, self.answering = b"? keys", False
        self.grades_at: float | None = None

    @property
    def live(self) -> bool:
        """Whether single keys are read, and none grades right after a reveal."""
        return self.terms[0] != "dumb"

    def press(self, key: bytes) -> None:
        """Press a key, by the line with Enter."""
        os.write(self.terminal, key if self.live else key + b"\n")

    def grade(self) -> None:
        """Grade the current card."""
        self.grades_at = None
        self.seen = b""
        self.press(b"1")
        self.waits_for, self.answering = b"to go", True

    def play(self) -> bool:
        """Read, and answer when asked; return whether the session still runs."""
        try:
            self.seen += os.read(self.terminal, 65536)
        except OSError:
            return False
        if self.waits_for in self.seen:
            # The next card appears only after the answer before it is on disk.
            self.acknowledged += self.answering and self.waits_for == b"to go"
            self.seen = b""
            if self.waits_for == b"4 easy":
                self.grades_at = time.monotonic() + (GUARD + 0.02 if self.live else 0.0)
                self.waits_for = NEVER
            else:
                self.press(b" ")
                self.waits_for = b"4 easy"
        return True

    def kill(self) -> None:
        """Kill the session the hard way."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            os.close(self.terminal)
            self.process = None


def kill_sessions(home: Path, kills: int, at_once: int, seed: int) -> Tally:
    """Kill that many sessions, `at_once` of them running side by side, and check the history after each round.

    On a machine so busy that none of them answered anything, more are killed, later and later.
    """
    draw = random.Random(seed)
    players = [Player(number, home) for number in range(at_once)]
    tally, patience = Tally(), 1 + 0.7 * (at_once - 1)
    while tally.kills < kills or not tally.acknowledged:
        for player in players:
            player.start(draw.uniform(*START_UP) * patience)
        running = set(players)
        while running:
            now = time.monotonic()
            for player in [each for each in running if now >= each.deadline]:
                player.kill()
                running.remove(player)
                tally.kills += 1
            for player in running:
                if player.grades_at is not None and now >= player.grades_at:
                    player.grade()
            times = [time for each in running for time in (each.deadline, each.grades_at) if time is not None]
            wait = min(times, default=now) - now
            ready, _, _ = select.select([each.terminal for each in running], [], [], max(0.0, wait))
            for player in [each for each in running if each.terminal in ready]:
                if not player.play():
                    time.sleep(0.001)
        check(home / "home" / "history.sqlite3", players, tally)
        if not tally.acknowledged:
            patience *= 1.5  # a busy machine takes longer to show a card
    return tally


def check(path: Path, players: list[Player], tally: Tally) -> None:
    """Compare the history with what was acknowledged to the players."""
    if not path.exists():
        return
    try:
        with History.open(path) as history:
            verdict = history.rows("PRAGMA integrity_check")[0][0]
            subjects = [event.subject for event in history.events() if "grade" in event.data]
    except (HistoryError, sqlite3.Error) as error:
        tally.unreadable += 1
        tally.problems.append(str(error))
        return
    if verdict != "ok":
        tally.unreadable += 1
        tally.problems.append(verdict)
    tally.acknowledged = sum(player.acknowledged for player in players)
    tally.saved = len(subjects)
    tally.lost = sum(
        max(0, player.acknowledged - sum(subject.startswith(player.name) for subject in subjects))
        for player in players
    )
