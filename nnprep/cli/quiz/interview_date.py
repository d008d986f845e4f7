"""`nnprep quiz --interview DATE`: saves the date of the interview and plans backwards from it."""

from __future__ import annotations

import sys
from datetime import date

from nnprep.cli.content import valid_cards, valid_exercises
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UsageError
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.deck import keep_plan
from nnprep.learner.schedule.interview_plan import Plan, make_plan
from nnprep.learner.schedule.learner_state import LONGEST_PLAN, load_state, save_state
from nnprep.learner.schedule.practice_plan import Practice, drill_answers, plan_practice
from nnprep.screens.dates import spelled_day
from nnprep.screens.quiz.plan import plan_screen
from nnprep.terminal.date_parser import DateError, parse_date
from nnprep.terminal.plain import write_lines

FORGET = "none"


def plan_interview(text: str, *, as_json: bool) -> None:
    """Save or forget the date of the interview and show the plan; raises UsageError for a date that can't be."""
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
                write_lines(sys.stdout, "The date of the interview was removed.")
            return
        standing.catch_up(history)
        cards = valid_cards()
        plan = make_plan(cards, standing, now, day)
        keep_plan(standing, plan.deck, cards, now)
        save_state(standing, history)
        practice = plan_practice(valid_exercises(), standing, drill_answers(history), now, day)
    if as_json:
        show_json(plan_object(plan, practice))
    else:
        show(lambda paper: plan_screen(plan, paper, practice))


def plan_object(plan: Plan, practice: Practice | None) -> dict[str, object]:
    """Return a plan as JSON; `minutes` are those of the cards."""
    calendar = practice.calendar if practice else {}
    drill = practice.drill if practice else None
    return {
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
        "exercises": {day.isoformat(): [task._asdict() for task in calendar[day]] for day in calendar},
        "drill": {**drill._asdict(), "minutes": drill.minutes} if drill else None,
        "next": plan.commands,
    }


def wanted_day(text: str, today: date) -> date | None:
    """Return the day that was typed, or None to forget it; raises UsageError."""
    if text.strip().lower() == FORGET:
        return None
    try:
        day = parse_date(text, today)
    except DateError as error:
        raise UsageError(str(error), next_step=f"nnprep quiz --interview {error.example}") from None
    if day < today:
        raise UsageError(
            f"{spelled_day(day, year=True)}, is in the past; the interview must be today or later.",
            next_step="nnprep quiz --help",
        )
    if (day - today).days > LONGEST_PLAN:
        raise UsageError(
            f"{spelled_day(day, year=True)}, is more than two years away.", next_step="nnprep quiz --help"
        )
    return day
