"""Decides which cards a session asks, and in which order: the one place for the quiz, the home screen and the plan.

- Until an interview: today's part of the plan for it (`interview_plan`).
- Otherwise: what's due by the memory model, then the day's new cards (`due_cards`).
- While cramming: the weakest first, whatever is due.

Once the session runs, `nnprep.quiz.queue` decides which card of this deck comes next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from nnprep.content import decks
from nnprep.content.cards import Kind, Level
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.day_plan import DayPlan, checksum, next_time
from nnprep.learner.schedule.due_cards import Deck, deal, rotated
from nnprep.learner.schedule.learner_state import LearnerState

if TYPE_CHECKING:
    from nnprep.content.askable import Askable


def fitting(
    cards: Iterable[Askable],
    *,
    level: Level | None = None,
    topics: Collection[str] = (),
    traps: bool = False,
    part: decks.Deck = decks.Deck.ALL,
) -> tuple[Askable, ...]:
    """Return the cards that pass the filters; no topics are all."""
    return tuple(
        card
        for card in cards
        if (level is None or card.level == level)
        and (not topics or card.topic in topics)
        and decks.belongs(card.topic, part)
        and (not traps or card.kind == Kind.TRAP)
    )


def deal_today(
    cards: Sequence[Askable],
    state: LearnerState,
    now: datetime,
    *,
    only: Sequence[Askable] | None = None,
    count: int | None = None,
) -> Deck:
    """Return the cards to ask now, in order.

    `only` are the cards that pass the learner's filters: all new ones among them are asked, even beyond the day's
    limit, because they were asked for explicitly. `count` limits the whole deck, and new cards fill it up.
    """
    today = study_day(now)
    if state.interview is None or state.interview < today:
        if only is None:
            return deal(cards, state, now, today, count=count)
        return deal(only, state, now, today, count=count, new=len(only))
    planned = planned_deck(cards, state, now, state.interview)
    if only is None and count is None:
        return planned
    fit = cards if only is None else only
    names = {card.id for card in fit}
    usual = deal(fit, state, now, today, new=len(fit))
    due = tuple(card for card in planned.due if card.id in names)[:count]
    new = usual.new if count is None else usual.new[: count - len(due)]
    return usual._replace(due=due, new=new, unseen=len(usual.new) - len(new))


def planned_deck(cards: Sequence[Askable], state: LearnerState, now: datetime, interview: date) -> Deck:
    """Return today's part of the plan for the interview; the state keeps it for as long as nothing changes."""
    kept = state.plan
    if kept is not None and kept.holds(cards, state.position, now, study_day(now)):
        by_id = {card.id: card for card in cards}
        return Deck(
            due=tuple(by_id[name] for name in kept.due),
            new=tuple(by_id[name] for name in kept.new),
            next_day=kept.next_day,
            next_at=kept.next_at,
            unseen=kept.unseen,
        )
    # It loads fsrs, which takes half of Python's start; a command waits for that only after something was answered.
    from nnprep.learner.schedule.interview_plan import make_plan

    deck = make_plan(cards, state, now, interview).deck
    keep_plan(state, deck, cards, now)
    return deck


def keep_plan(state: LearnerState, deck: Deck, cards: Sequence[Askable], now: datetime) -> None:
    """Keep a deck that was planned now, for as long as nothing changes."""
    if state.position:  # without events, two states can't be told apart
        state.plan = DayPlan(
            position=state.position,
            cards=checksum(cards),
            made_at=now,
            valid_until=next_time(state.memories.values(), now),
            day=study_day(now),
            due=tuple(card.id for card in deck.due),
            new=tuple(card.id for card in deck.new),
            next_day=deck.next_day,
            next_at=deck.next_at,
            unseen=deck.unseen,
        )


def cram(cards: Sequence[Askable], state: LearnerState, today: date, *, count: int | None = None) -> Deck:
    """Return the cards in the order of how badly they'd be answered today, whether they're due or not.

    First come those that went badly while cramming today; then those not crammed today by predicted recall, and the
    new ones after them: on the eve, what was learned once comes back faster than what was never seen. Last comes what
    went well today, so that a second session continues where the first one stopped.
    """
    # It loads fsrs, which takes half of Python's start and isn't needed for any other deck.
    from nnprep.learner.schedule.fsrs_model import recall

    def weakness(card: Askable) -> tuple[int, float]:
        day, grade = state.crammed.get(card.id, (None, None))
        if day == today and grade is not None:
            return (0 if grade < Grade.GOOD else 2), grade
        memory = state.memories.get(card.id)
        # By tomorrow: whatever was asked today is remembered today.
        return 1, NEVER_SEEN if memory is None else recall(memory, today + DAY)

    asked = rotated(card for card in cards if card.id not in state.suspended)
    return Deck(due=tuple(sorted(asked, key=weakness)[:count]), new=())


DAY = timedelta(days=1)
NEVER_SEEN = 2.0
"""Sorts after every predicted recall."""
