"""`nnprep quiz --interview DATE`: remembers the day of the interview and plans backwards from it."""

from __future__ import annotations

import sys
from datetime import date

from nnprep.errors import UsageError
from nnprep.screens.dates import spelled_day

FORGET = "none"


def plan_interview(text: str, *, as_json: bool) -> None:
    """Remember the day (or forget it) and show the plan. Raises UsageError for a text that is no coming day."""
    from nnprep.cli.content import sound_cards
    from nnprep.cli.output import show_json
    from nnprep.learner.history.events import EventKind, study_day
    from nnprep.learner.history.log import History
    from nnprep.learner.schedule.interview_plan import make_plan
    from nnprep.learner.schedule.learner_state import load_state

    with History.open() as history:
        now = history.clock()
        today = study_day(now)
        day = wanted_day(text, today)
        standing = load_state(history)
        if day != standing.interview:
            history.append(EventKind.INTERVIEW, "", {"date": day.isoformat() if day else None})
        if day is None:
            if as_json:
                show_json({"schema": "nnprep.plan/1", "interview": None, "today": today.isoformat()})
            else:
                sys.stdout.write("The date of the interview is forgotten.\n")
            return
        plan = make_plan(sound_cards(), standing, now, day)
    if as_json:
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
    from nnprep.screens.quiz.plan import plan_screen
    from nnprep.terminal.painter import print_lines

    print_lines(sys.stdout, lambda paper: plan_screen(plan, paper))


def wanted_day(text: str, today: date) -> date | None:
    """Return the day that a learner typed, or None to forget it."""
    from nnprep.terminal.date_parser import spoken_day

    if text.strip().lower() == FORGET:
        return None
    day = spoken_day(text, today)
    if day < today:
        raise UsageError(
            f"{spelled_day(day, year=True)}, is over; the interview must be today or later.",
            next_step="nnprep quiz --help",
        )
    if (day - today).days > LONGEST_DAYS:
        raise UsageError(
            f"{spelled_day(day, year=True)}, is more than two years away.", next_step="nnprep quiz --help"
        )
    return day


LONGEST_DAYS = 731
