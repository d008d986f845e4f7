"""The end of a session: what it amounts to, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.memory.grades import Grade
from nnprep.memory.session import Session
from nnprep.screens.lines import Line, Paper, Style


def summary(session: Session, paper: Paper, soon: Sequence[int] = ()) -> list[Line]:
    """Return what the session amounts to; `soon`: in how many minutes cards are due again."""
    grades = [answer.grade for answer in session.answers if answer.grade is not None]
    cards = len({answer.turn.card.id for answer in session.answers if answer.grade is not None})
    lines = [*paper.paragraph(f"{cards} card{'s' * (cards != 1)} answered", Style.STRONG)]
    counts = [f"{grades.count(grade)} {grade.word}" for grade in Grade if grade in grades]
    lines += paper.joined(counts, Style.PLAIN)
    away = sum(answer.grade is None for answer in session.answers)
    lines += paper.joined([f"{away} put away or brought back" if away else "", skipped(session)], Style.PLAIN)
    late = [answer.turn.card.id for answer in session.answers if answer.turn.late]
    if late:
        lines += paper.paragraph(f"Longer than an interviewer waits: {', '.join(dict.fromkeys(late))}.")
    fallen = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.turn.fell))
    if fallen:
        lines += paper.paragraph(f"Traps you fell for: {', '.join(fallen)}.", Style.BAD)
    again = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.grade is Grade.AGAIN))
    practise = dict.fromkeys(
        what for a in session.answers if a.grade is Grade.AGAIN for what in a.turn.card.practise
    )
    lines += paper.paragraph(due_again(soon)) if soon else []
    if session.queue:
        lines += paper.paragraph(f"{len(session.queue)} left for another time.")
    if again:
        lines += paper.paragraph(f"Read again: {', '.join(again)}.")
    if practise:
        lines += paper.paragraph(f"Practise: {', '.join(practise)}.")
    return [*lines, Line()]


def skipped(session: Session) -> str:
    """Return how many cards were passed over."""
    count = len(set(session.skipped))
    return f"{count} skipped" if count else ""


def due_again(minutes: Sequence[int]) -> str:
    """Return how many cards of this session come back before the day is over, and when."""
    cards = "1 card is" if len(minutes) == 1 else f"{len(minutes)} cards are"
    first, last = max(0, min(minutes)), max(0, max(minutes))
    if last == 0:
        return f"{cards} due again now."
    return f"{cards} due again in {first if first == last else f'{first} to {last}'} min."


def parting(session: Session, paper: Paper) -> list[Line]:
    """Return the keys of the summary."""
    last = "u undo the last answer" if session.answers or session.skips else ""
    return paper.joined(["enter leave", last], Style.PLAIN)
