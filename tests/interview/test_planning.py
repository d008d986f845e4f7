"""What an interview asks: by level, time, seed and what the learner knows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from random import Random

import pytest

from nnprep.answers.key_points import listen
from nnprep.content.card_index import find_headings
from nnprep.content.cards import Card, Level
from nnprep.content.decks import MODERN
from nnprep.content.exercises import Exercise
from nnprep.content.library import load_cards, load_exercises
from nnprep.interview.agenda import Agenda
from nnprep.interview.json_records import as_json, record
from nnprep.interview.kinds import PartKind
from nnprep.interview.planning.cards import IN_DEPTH, WARM_UP, Choice, Past, chosen_cards
from nnprep.interview.planning.nudges import is_safe, planned_points
from nnprep.interview.planning.opening import opening, warm_up_cards, wording
from nnprep.interview.planning.parts import SHORTEST, USUAL, Seniority, empty_slots
from nnprep.interview.planning.plan import Content, complete
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.memory import Memory

TODAY = date(2026, 11, 29)
NOTHING = Past(memories={}, last=frozenset(), mistakes=frozenset(), today=TODAY)


@cache
def cards() -> tuple[Card, ...]:
    return load_cards([])


@cache
def exercises() -> tuple[Exercise, ...]:
    return load_exercises([])


def plan(
    level: Seniority, seed: int, *, minutes: int | None = None, past: Past = NOTHING, focus: str = ""
) -> Agenda:
    """Return a whole agenda."""
    choice = Choice(level=level, focus=(focus,) if focus else (), past=past, suspended=frozenset())
    by_id = {card.id: card for card in cards()}
    names = warm_up_cards(cards(), choice, seed)
    agenda = opening(choice, minutes or USUAL[level], seed, "2026-11-29", by_id[names[0]])
    return complete(agenda, names, Content(cards(), by_id.get, exercises(), {}), choice)


def subjects(agenda: Agenda) -> list[str]:
    return [item.subject for slot in agenda.slots for item in slot.items]


def memory(grade: Grade, day: date) -> Memory:
    return Memory(
        stability=3.0,
        difficulty=5.0,
        phase=2,
        step=None,
        day=day,
        due_day=day,
        due_at=None,
        reviews=1,
        lapses=0,
        grade=grade,
        first=day,
    )


@pytest.mark.parametrize("level", Seniority)
def test_parts_fill_the_time(level: Seniority) -> None:
    """The usual length has all parts of a level; a short one leaves out what there's no time for; times add up."""
    usual = [slot.kind for slot in empty_slots(level, USUAL[level])]
    least = [slot.kind for slot in empty_slots(level, SHORTEST)]

    assert usual == [kind for kind in PartKind if kind in usual]
    assert (PartKind.DEBUGGING in usual) == (level is not Seniority.JUNIOR)
    assert {PartKind.WARM_UP, PartKind.CODING, PartKind.QUESTIONS} <= set(usual)
    assert PartKind.CODING not in least
    assert PartKind.WARM_UP in least
    for minutes in (SHORTEST, 17, 45, 180):
        assert abs(sum(slot.seconds for slot in empty_slots(level, minutes)) - 60 * minutes) <= 7


def test_juniors_begin_with_classic_topics() -> None:
    """What a junior is asked is hardly ever about language models, unless that's the focus; a senior's often is."""

    def modern(level: Seniority, focus: tuple[str, ...] = ()) -> int:
        choice = Choice(level, focus, NOTHING, frozenset())
        return sum(
            card.topic in MODERN
            for chances in (WARM_UP[level], IN_DEPTH[level])
            for seed in range(100)
            for card in chosen_cards(cards(), 1, choice, chances, Random(seed))
        )

    assert modern(Seniority.JUNIOR) <= 6
    assert modern(Seniority.SENIOR) > 60
    assert modern(Seniority.JUNIOR, ("inference-and-serving",)) == 200


@pytest.mark.parametrize("level", Seniority)
def test_plan_is_reproducible(level: Seniority) -> None:
    """The same seed gives the same agenda, other seeds others; as JSON it's the same; the first question stays."""
    first, again, other = plan(level, 5), plan(level, 5), plan(level, 6)
    card = next(card for card in cards() if card.id == first.slots[0].items[0].subject)

    assert first == again
    assert subjects(first) != subjects(other)
    assert record(Agenda, as_json(first), "agenda") == first
    assert first.slots[0].items[0].asked == wording(card, 5)
    assert len(set(subjects(first)) - {""}) >= len(first.slots) - 1


def test_headings_and_cards_choose_alike() -> None:
    """The first question, chosen before any card is read, is the one that whole cards lead to."""
    choice = Choice(level=Seniority.MID, focus=(), past=NOTHING, suspended=frozenset())

    assert warm_up_cards(find_headings() or (), choice, 9) == warm_up_cards(cards(), choice, 9)


def test_last_interview_is_not_repeated() -> None:
    """What the last interview asked isn't asked again, be it a card or an exercise."""
    before = plan(Seniority.SENIOR, 1)
    past = NOTHING._replace(last=frozenset(subjects(before)))
    after = plan(Seniority.SENIOR, 1, past=past)
    repeated = set(subjects(before)) & set(subjects(after))

    assert {name for name in repeated if name and not name.startswith("drill ")} == set()


def test_weak_cards_come_first_and_fresh_ones_last() -> None:
    """A failed card is asked more often than a known one, and one that was seen today hardly ever."""
    topic = [card for card in cards() if card.trap is None and card.level is Level.MEDIUM]
    weak, known, today = topic[0].id, topic[1].id, topic[2].id
    memories = {
        weak: memory(Grade.AGAIN, date(2026, 11, 1)),
        known: memory(Grade.EASY, date(2026, 11, 1)),
        today: memory(Grade.AGAIN, TODAY),
    }
    choice = Choice(Seniority.MID, (), NOTHING._replace(memories=memories), frozenset())
    three = [card._replace(topic="losses") for card in topic[:3]]
    counts = Counter(
        chosen_cards(three, 1, choice, IN_DEPTH[Seniority.MID], Random(seed))[0].id for seed in range(200)
    )

    assert counts[weak] > 4 * counts[known] > 0
    assert counts[weak] > 4 * counts[today] > 0


def test_focus_and_suspended_cards() -> None:
    """The topic that was asked for comes up in the warm-up and in depth; suspended cards don't."""
    agenda = plan(Seniority.MID, 2, focus="losses")
    topics = {item.topic for slot in agenda.slots[:2] for item in slot.items}
    choice = Choice(
        Seniority.MID, (), NOTHING, frozenset(card.id for card in cards() if card.topic != "losses")
    )
    left = chosen_cards(cards(), 3, choice, IN_DEPTH[Seniority.MID], Random(1))

    assert topics == {"losses"}
    assert {card.topic for card in left} == {"losses"}


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.proof), 9])
def test_nudges_give_nothing_away(step: int) -> None:
    """No nudge of any card makes the point that it leads to; every required point has one."""
    given_away = []
    kinds: Counter[bool] = Counter()
    for card in cards()[::step]:
        for number, point in enumerate(planned_points(card)):
            assert bool(point.nudge) == point.must
            if point.nudge and not is_safe(card, number, point.nudge):
                given_away.append((card.id, point.nudge))
            if point.nudge:
                kinds[point.nudge.startswith(("One thing", "Something"))] += 1
                statement = point.nudge.replace("?", ".")
                assert number not in {each.point for each in listen(statement, card) if not each.negated}

    assert given_away == []
    assert kinds[False] > 0  # questions that somebody wrote
