"""`nnprep quiz --interview DATE`: remembers the day of the interview and plans backwards from it."""

from __future__ import annotations

import sys
from datetime import date

from nnprep.errors import UsageError, shown

FORGET = "none"


def plan_interview(text: str, *, as_json: bool) -> None:
    """Remember the day (or forget it) and show the plan. Raises UsageError for a text that is no coming day."""
    from nnprep.content.library import load_cards
    from nnprep.memory.events import EventKind, study_day
    from nnprep.memory.history import History
    from nnprep.memory.plan import make_plan
    from nnprep.memory.standing import stand

    with History.open() as history:
        now = history.clock()
        today = study_day(now)
        day = wanted_day(text, today)
        standing = stand(history)
        if day != standing.interview:
            history.append(EventKind.INTERVIEW, "", {"date": day.isoformat() if day else None})
        if day is None:
            sys.stdout.write("The date of the interview is forgotten.\n")
            return
        plan = make_plan(load_cards(), standing, now, day)
    if as_json:
        from nnprep.cli.output import show_json

        show_json(
            {
                "schema": "nnprep.plan/1",
                "interview": plan.interview.isoformat(),
                "today": plan.today.isoformat(),
                "days": plan.days,
                "topics": [topic._asdict() for topic in plan.topics],
                "total": plan.total._asdict(),
                "calendar": {each.isoformat(): counts for each, counts in plan.calendar.items()},
                "reviews": [card.id for card in plan.deck.due],
                "new": [card.id for card in plan.deck.new],
                "minutes": plan.minutes,
                "next": plan.commands,
            }
        )
        return
    from nnprep.screens.painter import print_lines
    from nnprep.screens.plan import plan_screen

    print_lines(sys.stdout, lambda paper: plan_screen(plan, paper))


def wanted_day(text: str, today: date) -> date | None:
    """Return the day that a learner typed, or None to forget it."""
    if text.strip().lower() == FORGET:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"{shown(text)} is no date; write it as 2026-12-05.",
            next_step="nnprep quiz --interview YYYY-MM-DD",
        ) from None
    if day < today:
        raise UsageError(
            f"{day} is over; the interview must be today or later.", next_step="nnprep quiz --help"
        )
    if (day - today).days > LONGEST_DAYS:
        raise UsageError(f"{day} is more than two years away.", next_step="nnprep quiz --help")
    return day


LONGEST_DAYS = 731
