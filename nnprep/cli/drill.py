"""Runs a drill on a terminal or on lines: questions out, answers in, each result into the history."""

from __future__ import annotations

import sys
import time
from random import Random
from typing import TYPE_CHECKING

from nnprep.nn.drills.answer import UnreadableAnswerError, read_answer
from nnprep.nn.drills.drill import Drill, choices
from nnprep.nn.drills.question import Answer, Question, spelled
from nnprep.screens import drill as drills
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.painter import Painter

if TYPE_CHECKING:
    from nnprep.learner.history.log import History
    from nnprep.nn.drills.drill import Verdict

LEAVING = ("q", "quit", "exit")


class Table:
    """Where the drill is played: lines out, lines in."""

    def __init__(self) -> None:
        self.painter = Painter(sys.stdout, live=sys.stdout.isatty())

    @property
    def paper(self) -> Paper:
        """What can be written on now."""
        return self.painter.paper()

    def show(self, lines: list[Line]) -> None:
        """Write lines."""
        self.painter.print(lines)

    def hear(self) -> str | None:
        """Return the next line that is typed, None at the end of input."""
        sys.stdout.write(" > ")
        sys.stdout.flush()
        try:
            line = sys.stdin.readline(10_000)
        except UnicodeDecodeError:
            return "?"
        if not sys.stdin.isatty():  # what was typed on a terminal is on the screen already
            sys.stdout.write(line if line.endswith("\n") else line + "\n")
        return line.strip() if line else None


def ask_away(drill: Drill, count: int | None, *, choosing: bool) -> None:
    """Ask until the learner leaves, the input ends, or `count` questions are answered."""
    table = Table()
    table.show(drills.opening(drill, choosing, table.paper))
    keeper = Keeper()
    interrupted = False
    try:
        while count is None or len(drill.verdicts) < count:
            verdict = ask_one(drill, table, choosing=choosing)
            if verdict is None:
                break
            problem = keeper.keep(drill, verdict)
            if problem:
                table.show(table.paper.paragraph(problem))
    except KeyboardInterrupt:
        interrupted = True
        sys.stdout.write("\n")
    finally:
        keeper.close()
    table.show(drills.summary(drill, table.paper))
    if interrupted:
        raise KeyboardInterrupt


def ask_one(drill: Drill, table: Table, *, choosing: bool) -> Verdict | None:
    """Ask one question until there is an answer; None where the learner leaves."""
    question = drill.next()
    number = len(drill.verdicts) + 1
    options = choices(question, Random(f"{drill.seed} {number}")) if choosing else []
    table.show(drills.asked(question, number, options, table.paper))
    since = time.monotonic()
    while True:
        text = table.hear()
        if text is None or text.lower() in LEAVING:
            return None
        try:
            given = understood(question, text, options)
        except UnreadableAnswerError as error:
            table.show(table.paper.paragraph(str(error)))
            continue
        before = drill.level
        verdict = drill.answer(question, given, time.monotonic() - since)
        table.show(drills.judged(verdict, drill, table.paper))
        table.show(drills.moved(drill, before, table.paper))
        return verdict


def understood(question: Question, text: str, options: list[Answer]) -> Answer | str:
    """Return an answer, or an empty text for none; raises UnreadableAnswerError."""
    if not text:
        return ""
    if not options:
        return read_answer(question, text)
    place = drills.LETTERS.find(text.lower()) if len(text) == 1 else -1
    if not 0 <= place < len(options):
        raise UnreadableAnswerError(f"Type a letter from a to {drills.LETTERS[len(options) - 1]}.")
    return options[place]


class Keeper:
    """Writes each result into the history; a history that cannot be written stops nobody from practising."""

    def __init__(self) -> None:
        self.history: History | None = None
        self.failed = False

    def keep(self, drill: Drill, verdict: Verdict) -> str:
        """Write one result; return what went wrong, once, in a sentence."""
        if self.failed:
            return ""
        from nnprep.errors import HistoryError
        from nnprep.learner.history.events import EventKind
        from nnprep.learner.history.log import History

        question = verdict.asked
        try:
            if self.history is None:
                self.history = History.open()
            self.history.append(
                EventKind.PRACTICE,
                f"drill {question.family}",
                {
                    "level": str(question.level),
                    "seed": drill.seed,
                    "number": len(drill.verdicts),
                    "what": question.facts.get("what", ""),
                    "right": verdict.right,
                    "answered": not isinstance(verdict.given, str),
                    "slip": verdict.slip.says if verdict.slip else None,
                    "seconds": round(verdict.seconds, 1),
                },
            )
        except HistoryError as error:
            self.failed = True
            return f"Results are not kept: {error.sentence}"
        return ""

    def close(self) -> None:
        """Close the history, if it was opened."""
        if self.history is not None:
            self.history.close()


def print_questions(drill: Drill, count: int) -> None:
    """Print questions with answers, mistakes and the numbers drawn as one JSON object."""
    from nnprep.cli.output import show_json

    questions = []
    for _ in range(count):
        question = drill.next()
        drill.answer(question, question.answer, 0.0)
        questions.append(
            {
                "family": question.family,
                "level": str(question.level),
                "ask": question.ask,
                "code": question.code,
                "answer": question.answer,
                "shown": spelled(question.answer),
                "tolerance": question.tolerance,
                "formula": question.formula,
                "slips": [{"answer": slip.answer, "says": slip.says} for slip in question.slips],
                "facts": dict(question.facts),
            }
        )
    show_json({"schema": "nnprep.drill/1", "seed": drill.seed, "questions": questions})
