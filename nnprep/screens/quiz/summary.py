"""The end of a session: how it went, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.errors import plural
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.queue import skipped_last
from nnprep.quiz.session import Session
from nnprep.screens.quiz.card import practice
from nnprep.terminal.layout import Line, Paper, Style


def summary(session: Session, paper: Paper, soon: Sequence[int] = ()) -> list[Line]:
    """Return how the session went; `soon` says in how many minutes cards are due again."""
    grades = [answer.grade for answer in session.answers if answer.grade is not None]
    cards = len({answer.turn.card.id for answer in session.answers if answer.grade is not None})
    lines = [*paper.paragraph(f"{plural(cards, 'card')} answered", Style.STRONG)]
    counts = [f"{grades.count(grade)} {grade.word}" for grade in Grade if grade in grades]
    lines += paper.joined(counts, Style.PLAIN)
    lines += paper.joined(ungraded(session), Style.PLAIN)
    late = [answer.turn.card.id for answer in session.answers if answer.turn.late]
    if late:
        lines += paper.paragraph(f"Slower than an interviewer would wait: {', '.join(dict.fromkeys(late))}.")
    fallen = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.turn.fell))
    if fallen:
        lines += paper.paragraph(f"Traps you fell for: {', '.join(fallen)}.", Style.BAD)
    lines += paper.paragraph(due_again(soon)) if soon else []
    if grades and session.kind is EventKind.PRACTICE:
        lines += paper.paragraph("This was practice, so the schedule hasn't changed.")
    if session.queue:
        lines += paper.paragraph(f"{plural(len(session.queue), 'card')} left for another time.")
    for card in session.drafts:
        lines += paper.paragraph(
            f"What you typed for {card} is saved; the next quiz that asks it picks it up."
        )
    following = command_rows("next", [next_command(session, soon)], paper)
    return [*lines, *proposals(session, paper), *following, Line()]


def next_command(session: Session, soon: Sequence[int]) -> str:
    """Return what to type next: the quiz again if it has cards now or within minutes, else what else there is."""
    if session.kind is EventKind.PRACTICE:
        return "nnprep quiz --cram" if session.queue else "nnprep"
    return "nnprep quiz" if session.queue or soon else "nnprep"


def proposals(session: Session, paper: Paper) -> list[Line]:
    """Return commands that lead to what was missed: pages of failed cards and of traps, and what practices them."""
    missed = {a.turn.card.id: a.turn.card for a in session.answers if a.turn.fell or a.grade is Grade.AGAIN}
    pages = [f"nnprep explain {card}" for card in missed]
    commands = dict.fromkeys(practice(what) for card in missed.values() for what in card.practise)
    return command_rows("Read again", pages, paper) + command_rows("Practice", list(commands), paper)


def command_rows(label: str, commands: Sequence[str], paper: Paper) -> list[Line]:
    """Return commands to copy, one a row after a label: the first few of them, and how many more there are."""
    more = len(commands) - MOST
    rows = [*commands[:MOST], *([f"… and {more} more"] if more > 0 else [])]
    lines = [Line()] if rows else []
    for number, command in enumerate(rows):
        first = f" {label if number == 0 else '':12}"
        lines += paper.paragraph(command, Style.ACCENT, first=first, indent=" " * len(first))
    return lines


MOST = 4
"""How many commands of each kind the summary lists, so that it fits on 24 rows."""


def ungraded(session: Session) -> list[str]:
    """Return what happened to the cards that were not graded."""
    moved = [answer.turn.card.id for answer in session.answers if answer.grade is None]
    back = sum(name in session.suspended for name in moved)
    counts = {
        "skipped": len(set(session.skipped)),
        "suspended": len(moved) - back,
        "brought back": back,
    }
    return [f"{count} {what}" for what, count in counts.items() if count]


def due_again(minutes: Sequence[int]) -> str:
    """Return how many cards of this session are due again today, and when."""
    cards = f"{plural(len(minutes), 'card')} {'is' if len(minutes) == 1 else 'are'}"
    first, last = max(0, min(minutes)), max(0, max(minutes))
    if last == 0:
        return f"{cards} due again now."
    return f"{cards} due again in {first if first == last else f'{first} to {last}'} min."


def parting(session: Session, paper: Paper) -> list[Line]:
    """Return the keys of the summary."""
    last = "the last skip" if skipped_last(session) else "the last answer" if session.answers else ""
    return paper.joined(["enter leave", f"u undo {last}" if last else ""], Style.PLAIN)
