"""Runs the state machine with a log in memory in place of files, editors and hidden checks."""

from __future__ import annotations

import json
from typing import Any

from nnprep.cli.interview.answers import heard
from nnprep.interview.json_records import as_json
from nnprep.interview.progress import Judgement, Progress, StepKind, replayed
from nnprep.interview.session import (
    Edited,
    Effect,
    Entered,
    Failed,
    GradeAnswers,
    Graded,
    HandedOut,
    HandOut,
    Happening,
    Judge,
    Judged,
    Key,
    Listen,
    OpenEditor,
    Read,
    ReadFile,
    RunExamples,
    Save,
    Saved,
    Session,
    Smoked,
    Undo,
    Unreadable,
    Unsaved,
)
from nnprep.interview.transitions import advance, arrive
from nnprep.nn.drills.answer import UnreadableAnswerError
from tests.interview.agendas import agenda

PASSED = Judgement(
    "passed", 4, 4, (("a check", "the loss", "core", "passed", ""),), (), (), "a solution", None
)
FAILED = Judgement(
    "failed",
    1,
    4,
    (("a check", "the loss", "core", "failed", "12 times too large"),),
    ((["The loss is a sum."], "the loss", [3, 4]),),
    (),
    "a solution",
    None,
)


class Driver:
    """A session, its log, and a clock that only moves when it's told to."""

    def __init__(self, *, judgement: Judgement = PASSED) -> None:
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.count = 0
        self.write({"step": str(StepKind.BEGIN), "agenda": as_json(agenda())})
        self.seconds = 0.0
        self.full = False
        """Whether the disk is full."""
        self.broken = False
        """Whether files can't be read and written."""
        self.judgement = judgement
        self.session = self.opened()

    def opened(self) -> Session:
        """Return the session that a new process finds in the log."""
        progress = self.replayed()
        return self.settled(*arrive(Session(progress=progress), self.seconds))

    def replayed(self) -> Progress:
        """Return what the log adds up to, as JSON keeps it."""
        progress = replayed(json.loads(json.dumps(self.log)))
        assert progress is not None
        return progress

    def press(self, *keys: str) -> None:
        """Press keys by name; each takes a second."""
        for key in keys:
            self.seconds += 1.0
            self.happen(Key(key, self.seconds))

    def say(self, text: str) -> None:
        """Type a whole answer."""
        self.press("t")
        self.happen(Entered(text, self.seconds, whole=True))

    def happen(self, happening: Happening) -> None:
        """Let something happen, and do whatever the session asks for."""
        self.session = self.settled(*advance(self.session, happening))

    def settled(self, session: Session, effect: Effect | None) -> Session:
        """Do what a session asks for until it waits for a key."""
        while effect is not None:
            session, effect = advance(session, self.done(effect))
        return session

    def done(self, effect: Effect) -> Happening:
        """Do one thing."""
        if self.full and isinstance(effect, Save | Undo | GradeAnswers):
            return Unsaved("The disk is full.")
        if self.broken and isinstance(effect, HandOut | ReadFile):
            return Failed("No such file.")
        match effect:
            case Save():
                return Saved(self.write(effect.data), self.seconds)
            case Undo():
                self.log = [entry for entry in self.log if entry[0] != effect.event]
                return Saved("void", self.seconds)
            case Listen():
                try:
                    return heard(effect.text, effect.due)._replace(seconds=self.seconds)
                except UnreadableAnswerError as error:
                    return Unreadable(str(error))
            case HandOut():
                return HandedOut("/tmp/file.py", "pass\n")
            case OpenEditor():
                return Edited("")
            case RunExamples():
                return Smoked(("2 examples: output as expected.",))
            case ReadFile():
                return Read("def loss(): ...\n", self.seconds)
            case Judge():
                return Judged(effect.part, self.judgement)
            case GradeAnswers():
                return Graded()

    def write(self, data: dict[str, Any]) -> str:
        """Write an event and return its id."""
        self.count += 1
        self.log.append((f"event-{self.count}", json.loads(json.dumps(data))))
        return f"event-{self.count}"
