"""The end of a session: how it went, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.errors import plural
from nnprep.learner.grades import Grade
from nnprep.quiz.queue import skipped_last
from nnprep.quiz.session import Session
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
    again = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.grade is Grade.AGAIN))
    practise = dict.fromkeys(
        what for a in session.answers if a.grade is Grade.AGAIN for what in a.turn.card.practise
    )
    lines += paper.paragraph(due_again(soon)) if soon else []
    if session.queue:
        lines += paper.paragraph(f"{plural(len(session.queue), 'card')} left for another time.")
    if again:
        lines += paper.paragraph(f"Read again: {', '.join(again)}.")
    if practise:
        lines += paper.paragraph(f"Practice: {', '.join(practise)}.")
    return [*lines, Line()]


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
