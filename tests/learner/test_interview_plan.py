"""The plan for the interview: everything in time, and the forecast is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.fsrs_model import DAY, graded, midnight, recall
from nnprep.learner.schedule.interview_plan import (
    Forecast,
    Visit,
    course,
    forecast,
    introduced,
    introductions,
    level,
    make_plan,
    next_visit,
    outlooks,
)
from nnprep.learner.schedule.learner_state import LearnerState
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up(f"card-{number}", topic=f"topic-{number % 3}") for number in range(30)]


def some_learned(count: int) -> LearnerState:
    """Return the state after so many cards were graded at different times."""
    state = LearnerState()
    for number, card in enumerate(CARDS[:count]):
        at = NOW - timedelta(days=1 + number)
        state.memories[card.id] = graded(None, Grade(1 + number % 4), at, at.date())
    return state


@settings(max_examples=25)
@given(st.integers(0, 30), st.integers(0, 40))
@example(0, 6)
def test_complete(learned: int, days: int) -> None:
    """Every new card is asked before the interview, and with the plan each topic is remembered at least as well."""
    plan = make_plan(CARDS, some_learned(learned), NOW, TODAY + timedelta(days=days))

    assert 30 - learned == sum(new for _, new in plan.calendar.values())
    assert max(1, days) == len(plan.calendar)
    assert all(topic.planned >= topic.now for topic in plan.topics)
    assert plan.total.seen == learned
    if days >= 2:
        assert plan.total.planned > (0.97 if days > 9 else 0.9)
        assert 0 == list(plan.calendar.values())[-1][1], "nothing is new on the eve"


def test_load_is_even() -> None:
    """Before the last days no day has many more repetitions than the mean; the last days have more and more."""
    at = NOW - timedelta(days=1)
    same = LearnerState(memories={card.id: graded(None, Grade.GOOD, at, at.date()) for card in CARDS})
    plan = make_plan(CARDS, same, NOW, TODAY + timedelta(days=10))
    loads = [reviews for reviews, _ in plan.calendar.values()]

    assert max(loads[1:-3]) <= sum(loads) / len(loads) + 6
    assert [5, 10, 15] == loads[-3:]


def test_crowded_day() -> None:
    """Visits beyond a day's limit move to the day before, the most stable first, and nothing is lost."""
    days = [TODAY + timedelta(days=number) for number in range(3)]
    visits = {
        day: [Visit(float(n), str(n), TODAY) for n in range(24 if day == days[2] else 0)] for day in days
    }
    level(visits, days)

    assert [0, 11, 13] == [len(visits[day]) for day in days]
    assert {str(number) for number in range(13, 24)} == {visit.card for visit in visits[days[1]]}


def test_never_before_it_was_asked() -> None:
    """However crowded a day is, no visit moves to or before the day of the card's previous one."""
    days = [TODAY + timedelta(days=number) for number in range(3)]
    visits = {
        day: [Visit(float(n), str(n), days[2]) for n in range(24 if day == days[2] else 0)] for day in days
    }
    level(visits, days)

    assert [0, 0, 24] == [len(visits[day]) for day in days]


@settings(max_examples=30)
@given(st.integers(0, 30), st.integers(0, 12), st.integers(0, 4))
@example(0, 3, 0)
@example(0, 2, 0)
def test_repeats_what_was_seen(learned: int, days: int, count: int) -> None:
    """Following the plan exactly repeats only cards that were seen, and no card twice on a day."""
    state = some_learned(learned)
    state.interview = TODAY + timedelta(days=days)
    for number in range(max(1, days)):
        now, asked = NOW + timedelta(days=number), []
        for part in (count or None, None):
            deck = deal_today(CARDS, state, now, count=part)
            assert {card.id for card in deck.due} <= set(state.memories)
            assert {card.id for card in deck.new}.isdisjoint(state.memories)
            for card in deck.cards:
                before = state.memories.get(card.id)
                state.memories[card.id] = graded(before, Grade.GOOD, now, now.date())
                asked.append(card.id)
        assert len(set(asked)) == len(asked)

    assert len(CARDS) == len(state.memories)


def test_promise_is_kept() -> None:
    """The recall that the plan forecasts for good answers is what the schedule then predicts."""
    state = some_learned(12)
    state.interview = TODAY + timedelta(days=9)
    promised = make_plan(CARDS, state, NOW, state.interview).total.planned
    for number in range(9):
        now = NOW + timedelta(days=number)
        for card in deal_today(CARDS, state, now).cards:
            before = state.memories.get(card.id)
            state.memories[card.id] = graded(before, Grade.GOOD, now, now.date())
    kept = sum(recall(memory, state.interview) for memory in state.memories.values()) / len(CARDS)

    assert kept == pytest.approx(promised, abs=0.02)


@pytest.mark.parametrize("days", [0, 1])
def test_unseen_is_unseen(days: int) -> None:
    """What could only be shown once, on the last day, doesn't count as remembered."""
    none = make_plan(CARDS, LearnerState(), NOW, TODAY + timedelta(days=days)).total
    some = make_plan(CARDS, some_learned(10), NOW, TODAY + timedelta(days=days)).total

    assert (0.0, 30) == (none.planned, none.unseen)
    assert 20 == some.unseen
    assert some.now <= some.planned <= 1 / 3


def test_predicted_now() -> None:
    """Without any work nothing is remembered; new cards count as 0."""
    assert 0.0 == make_plan(CARDS, LearnerState(), NOW, TODAY + timedelta(days=9)).total.now
    assert 0.0 < make_plan(CARDS, some_learned(15), NOW, TODAY + timedelta(days=9)).total.now < 0.5


@pytest.mark.parametrize("days", [0, 1, 2, 7, 40])
def test_one_voice(days: int) -> None:
    """The plan, home and the quiz agree about today, before and after the work."""
    state = some_learned(10)
    state.interview = TODAY + timedelta(days=days)
    for _ in range(2):
        plan = make_plan(CARDS, state, NOW, state.interview)
        deck = deal_today(CARDS, state, NOW)
        home = look(CARDS, [], {}, state, NOW, TODAY, streak=0, worked=True)

        assert plan.deck == deck
        assert (len(deck.due), len(deck.new)) == (home.due, home.new) == plan.calendar[TODAY]
        assert (home.minutes, home.command) == (plan.minutes, plan.commands[0]) or not deck.cards
        for card in deck.cards:
            state.memories[card.id] = graded(state.memories.get(card.id), Grade.GOOD, NOW, TODAY)
    assert () == deal_today(CARDS, state, NOW).cards


def test_failed_comes_back() -> None:
    """A card that failed today is asked again as soon as its short step is over, and not before."""
    state = some_learned(30)
    state.interview = TODAY + timedelta(days=7)
    for card in deal_today(CARDS, state, NOW).cards:
        state.memories[card.id] = graded(state.memories[card.id], Grade.AGAIN, NOW, TODAY)
    soon, later = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)

    assert () == deal_today(CARDS, state, soon).cards
    assert later == deal_today(CARDS, state, soon).next_at
    assert deal_today(CARDS, state, later).due


def test_after_the_interview() -> None:
    """After the interview, cards are asked as if there had been none."""
    state = some_learned(10)
    state.interview = TODAY - timedelta(days=1)

    assert 10 == len(deal_today(CARDS, state, NOW).new)


def test_chosen_cards() -> None:
    """Of filtered cards all new ones are asked, with or without a plan; with a count, as many as it says."""
    chosen = [card for card in CARDS if card.topic == "topic-1"]
    for interview in (None, TODAY + timedelta(days=20)):
        state = some_learned(9)
        state.interview = interview

        assert 7 == len(deal_today(CARDS, state, NOW, only=chosen).new)
        assert 20 == len(deal_today(CARDS, state, NOW, count=20).cards)


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_day(days: int) -> None:
    """On the eve and on the day itself all new cards are for today; on the day itself cramming comes first."""
    plan = make_plan(CARDS, LearnerState(), NOW, TODAY + timedelta(days=days))

    assert 30 == len(plan.deck.new)
    assert ("nnprep quiz", "nnprep quiz --cram")[:: 1 if days else -1] == plan.commands
    assert 40 == plan.minutes  # thirty times a target of 60 s and 20 s of reading


def days(count: int) -> list[date]:
    return [TODAY + timedelta(days=number) for number in range(count)]


@pytest.mark.parametrize(
    ("cards", "count", "started", "shares"),
    [
        (30, 10, 0, [5, 5, 5, 5, 5, 5, 0, 0, 0, 0]),  # never fewer than five a day
        (60, 8, 0, [8, 8, 8, 8, 8, 8, 8, 4]),  # evenly, not five a day and the rest at the end
        (60, 8, 4, [4, 8, 8, 8, 8, 8, 8, 8]),  # what was asked today counts
        (20, 4, 20, [0, 10, 10, 0]),  # more than today's share delays nothing
        (3, 4, 9, [0, 3, 0, 0]),
        (7, 1, 0, [7]),
        (7, 1, 30, [7]),  # on the last day everything is asked, whatever was asked before
        (0, 3, 2, [0, 0, 0]),
    ],
)
def test_new_cards_are_spread(cards: int, count: int, started: int, shares: list[int]) -> None:
    """New cards are spread evenly over the days, in their order, at least five a day, early rather than late."""
    names = [f"card-{number}" for number in range(cards)]
    first_days = introductions(names, days(count), started)

    assert shares == [list(first_days.values()).count(day) for day in days(count)]
    assert names == list(first_days)
    assert sorted(first_days.values()) == list(first_days.values())


def test_plan_spreads_new_cards() -> None:
    """The plan has as many new cards each day of its first half; those asked today count for today."""
    cards = [made_up(f"card-{number}") for number in range(48)]
    plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=7))
    assert [12, 12, 12, 12, 0, 0, 0] == [new for _, new in plan.calendar.values()]
    assert 12 == len(plan.deck.new)
    assert 36 == plan.deck.unseen

    state = LearnerState(
        memories={card.id: graded(None, Grade.GOOD, NOW, TODAY) for card in plan.deck.new[:3]}
    )
    again = make_plan(cards, state, NOW, TODAY + timedelta(days=7))
    assert [9, 12, 12, 12, 0, 0, 0] == [new for _, new in again.calendar.values()]
    assert plan.deck.new[3:] == again.deck.new


def test_course() -> None:
    """A card is asked when it is due, never twice on a day, and not after the eve."""
    memory = introduced(TODAY)
    assert TODAY + timedelta(days=2) == memory.due_day
    eve, interview = days(20)[-2:]
    visits = course("a", memory, TODAY, eve, interview)

    expected: list[tuple[date, Visit]] = []
    while (day := memory.due_day) <= eve:
        expected.append((day, Visit(memory.stability, "a", expected[-1][0] + DAY if expected else TODAY)))
        memory = graded(memory, Grade.GOOD, midnight(day), day)
    assert expected == visits
    assert 2 <= len(visits)


@pytest.mark.parametrize(
    ("earliest", "eve", "interview", "visits"),
    [
        (0, 5, 6, [2]),  # asked when it is due, not before
        (4, 5, 6, [4]),  # overdue, but asked today already
        (0, 1, 2, []),  # due on the day itself: its final visit is another matter
        (0, 0, 1, []),  # due after the day
        (3, 2, 3, []),  # asked today already, and there is no other day
        (2, 2, 3, [2]),
    ],
)
def test_first_visit(earliest: int, eve: int, interview: int, visits: list[int]) -> None:
    """A visit is on the day the card is due, but not before `earliest` and not after the eve."""
    at = [TODAY + timedelta(days=number) for number in range(8)]
    course_ = course("a", introduced(TODAY), at[earliest], at[eve], at[interview])

    assert [at[day] for day in visits] == [day for day, _ in course_[:1]]


def test_level_bound() -> None:
    """A day may have five visits more than the mean, rounded up; one more and one moves, to the day before only."""
    four = days(4)
    for count, loads in ((7, [0, 0, 0, 7]), (8, [0, 0, 1, 7]), (9, [0, 0, 1, 8]), (40, [0, 10, 15, 15])):
        visits = {
            day: [Visit(float(n), str(n), TODAY) for n in range(count)] if day == four[3] else []
            for day in four
        }
        level(visits, four)
        assert loads == [len(visits[day]) for day in four]


def test_level_moves_what_may_move() -> None:
    """Beyond the limit, only visits that may be a day earlier move, and none is doubled."""
    two = days(2)
    late = [Visit(float(n), str(n), two[n % 2]) for n in range(30)]
    visits: dict[date, list[Visit]] = {two[0]: [], two[1]: late[::-1]}
    level(visits, two)

    assert sorted(late[20::2]) == sorted(visits[two[0]])
    assert sorted([*late[:20], *late[21::2]]) == sorted(visits[two[1]])


def test_forecast() -> None:
    """A forecast is the mean over its cards; cards that the plan shows too late count as 0."""
    state = LearnerState(memories={"card-0": introduced(TODAY)})
    outlook = {"card-0": (0.5, 0.9), "card-1": (0.0, 0.7), "card-2": (0.0, None)}
    found = forecast("x", CARDS[:3], state, outlook)

    assert ("x", 3, 1, 1) == (found.topic, found.cards, found.seen, found.unseen)
    assert found.now == pytest.approx(0.5 / 3)
    assert found.planned == pytest.approx(1.6 / 3)
    assert Forecast("", 0, 0, 0.0, 0.0, 0) == forecast("", [], state, {})


def test_topics_of_the_plan() -> None:
    """The plan forecasts each topic, in the cards' order, and all together; suspended cards are left out."""
    state = some_learned(6)
    state.suspended = {CARDS[0].id, CARDS[29].id}
    plan = make_plan(CARDS, state, NOW, TODAY + timedelta(days=9))

    assert ["topic-1", "topic-2", "topic-0"] == [each.topic for each in plan.topics]
    assert [(10, 2), (9, 2), (9, 1)] == [(each.cards, each.seen) for each in plan.topics]
    assert ("", 28, 5, 0) == (plan.total.topic, plan.total.cards, plan.total.seen, plan.total.unseen)
    assert plan.total.now == pytest.approx(sum(each.now * each.cards for each in plan.topics) / 28)


def test_recall_without_more_work() -> None:
    """What is remembered if one stops now is the schedule's own prediction for the day of the interview."""
    state = some_learned(3)
    interview = TODAY + timedelta(days=9)
    now = [recall(state.memories[card.id], interview) for card in CARDS[:3]]

    assert make_plan(CARDS[:3], state, NOW, interview).total.now == pytest.approx(sum(now) / 3)


def test_order_of_the_day() -> None:
    """What is due comes first, then what is repeated early, the least stable first, then what is new."""
    state = LearnerState()
    for name, ago in (("card-2", 9), ("card-1", 3), ("card-0", 1)):
        at = NOW - timedelta(days=ago)
        state.memories[name] = graded(None, Grade.GOOD, at, at.date())
    deck = make_plan(CARDS[:4], state, NOW, TODAY + timedelta(days=1)).deck

    assert ["card-2", "card-1", "card-0"] == [card.id for card in deck.due]
    assert (["card-3"], 0) == ([card.id for card in deck.new], deck.unseen)


def test_next_day_of_the_plan() -> None:
    """The plan's deck says on which day its next visit is, or at which time today a failed card comes back."""
    state = LearnerState(memories={"card-0": graded(None, Grade.GOOD, NOW, TODAY)})
    deck = make_plan(CARDS[:1], state, NOW, TODAY + timedelta(days=9)).deck
    assert ((), TODAY + timedelta(days=2), None) == (deck.due, deck.next_day, deck.next_at)

    state.memories["card-0"] = graded(state.memories["card-0"], Grade.AGAIN, NOW, TODAY)
    deck = make_plan(CARDS[:1], state, NOW, TODAY + timedelta(days=9)).deck
    assert ((), TODAY, NOW + timedelta(minutes=10)) == (deck.due, deck.next_day, deck.next_at)

    deck = make_plan(CARDS[:1], LearnerState(), NOW, TODAY).deck
    assert (None, None) == (deck.next_day, deck.next_at)


def test_plan_of_a_past_day() -> None:
    """The days left are counted to the interview, and are negative after it."""
    for ahead in (-3, 0, 5):
        assert ahead == make_plan(CARDS[:1], LearnerState(), NOW, TODAY + timedelta(days=ahead)).days


def test_commands() -> None:
    """On the eve today's cards come first, on the day itself cramming; when nothing is left, home is next."""
    state = LearnerState(memories={CARDS[0].id: graded(None, Grade.EASY, NOW, TODAY)})
    for learned, ahead, commands in (
        (LearnerState(), 2, ("nnprep quiz",)),
        (LearnerState(), 1, ("nnprep quiz", "nnprep quiz --cram")),
        (LearnerState(), 0, ("nnprep quiz --cram", "nnprep quiz")),
        (state, 1, ("nnprep quiz --cram",)),
        (state, 5, ("nnprep",)),
    ):
        assert commands == make_plan(CARDS[:1], learned, NOW, TODAY + timedelta(days=ahead)).commands


def test_outlook_follows_the_days() -> None:
    """A card's visits are played in the order of their days."""
    state = LearnerState(memories={"card-0": introduced(TODAY)})
    at = days(9)
    visits = {day: [Visit(1.0, "card-0", TODAY)] for day in (at[6], at[2])}
    memory = state.memories["card-0"]
    for day in (at[2], at[6]):
        memory = graded(memory, Grade.GOOD, midnight(day), day)
    interview = at[8] + 40 * DAY

    assert {"card-0": (recall(introduced(TODAY), interview), recall(memory, interview))} == outlooks(
        CARDS[:1], state, {}, visits, at[7], interview
    )


def test_forecast_of_one_card() -> None:
    """The forecast of one card is that card's."""
    assert Forecast("x", 1, 0, 0.5, 0.9, 0) == forecast(
        "x", CARDS[:1], LearnerState(), {"card-0": (0.5, 0.9)}
    )


def test_next_of_several_days() -> None:
    """Of all days with visits, the next one is named; a time counts only if it's today's."""
    state = LearnerState(memories={card.id: graded(None, Grade.GOOD, NOW, TODAY) for card in CARDS[:2]})
    state.memories["card-1"] = graded(None, Grade.EASY, NOW, TODAY)
    deck = make_plan(CARDS[:2], state, NOW, TODAY + timedelta(days=30)).deck
    assert (TODAY + timedelta(days=2), None) == (deck.next_day, deck.next_at)

    tomorrow = NOW + timedelta(days=1)  # the clock was wrong
    state = LearnerState(memories={"card-0": graded(None, Grade.AGAIN, tomorrow, tomorrow.date())})
    deck = make_plan(CARDS[:1], state, NOW, TODAY + timedelta(days=30)).deck
    assert (tomorrow.date(), None) == (deck.next_day, deck.next_at)


def test_next_day_is_not_today() -> None:
    """What is asked today doesn't count as the next visit."""
    at = NOW - timedelta(days=9)
    state = LearnerState(memories={"card-0": graded(None, Grade.GOOD, at, at.date())})
    plan = make_plan(CARDS[:1], state, NOW, TODAY + timedelta(days=60))
    later = [day for day, (reviews, _) in plan.calendar.items() if reviews and day > TODAY]

    assert CARDS[:1] == list(plan.deck.due)
    assert later[0] == plan.deck.next_day


@pytest.mark.parametrize(
    ("stability", "due", "days", "asked"),
    [
        (30.0, 3, 9, 3),  # when it is due, while the interview is far
        (30.0, 3, 6, None),  # then it waits for its final visit
        (30.0, 0, 3, None),
        (7.9, 3, 9, 3),
        (3.5, 3, 6, 2),  # a weak card comes a little sooner in the last days, and never before them
        (2.0, 4, 6, 2),
        (2.0, 4, 12, 4),
    ],
)
def test_rest_before_the_final_visit(stability: float, due: int, days: int, asked: int | None) -> None:
    """In the last days what is due waits for its final visit, so that it isn't asked twice; weak cards don't wait."""
    memory = introduced(TODAY)._replace(stability=stability, due_day=TODAY + timedelta(days=due))
    visit = next_visit(memory, TODAY, TODAY + timedelta(days=days))

    assert visit == (None if asked is None else TODAY + timedelta(days=asked))


@pytest.mark.parametrize(("learned", "new"), [(0, 40), (30, 40), (60, 32), (96, 0), (120, 0)])
def test_an_evening_of_cards(learned: int, new: int) -> None:
    """On the eve, new cards only fill what the repetitions leave of two hours; answered ones count in both."""
    cards = [made_up(f"card-{number}") for number in range(200)]
    at = NOW - timedelta(days=9)
    memory = graded(None, Grade.GOOD, at, at.date())
    state = LearnerState(memories={card.id: memory for card in cards[:learned]})
    for answered in (0, 10):
        for card in [*cards[:learned][:answered], *cards[learned : learned + min(new, answered)]]:
            state.memories[card.id] = graded(state.memories.get(card.id), Grade.GOOD, NOW, TODAY)
        plan = make_plan(cards, state, NOW, TODAY + timedelta(days=1))

        assert max(0, new - answered) == len(plan.deck.new)
        assert 200 - learned - new == plan.left_out


def test_more_new_cards_than_stay() -> None:
    """However many are left and however little time, forty new cards a day are the most; the last in order stay out."""
    cards = [made_up(f"card-{number:03}") for number in range(187)]
    for ahead, shares, left_out in (
        (2, [40, 0], 147),
        (3, [40, 40, 0], 107),
        (14, [27] * 6 + [25] + [0] * 7, 0),
    ):
        plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=ahead))

        assert shares == [new for _, new in plan.calendar.values()]
        assert (left_out, 187 - shares[0]) == (plan.left_out, plan.deck.unseen)
        assert cards[: shares[0]] == list(plan.deck.new)
        assert left_out == plan.total.unseen
