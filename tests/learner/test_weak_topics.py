"""The heat map of weak topics: weeks, states, and which topic is the weakest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state
from nnprep.learner.stats.progress import is_recalled
from nnprep.learner.stats.weak_topics import WEEKS, TopicHeat, Week, first_monday, weak_topics
from nnprep.screens.stats.topic_heat import topic_heat
from nnprep.terminal.layout import Paper
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def topics_of(tmp_path: Path, *answers: tuple[str, int, int]) -> tuple[TopicHeat, ...]:
    """Return the topics after answers of `(card, days ago, grade)`."""
    cards = [made_up(name)._replace(topic=name[0]) for name in ("a1", "a2", "b1", "c1")]
    clock = [NOW]
    with History.open(tmp_path / "history.sqlite3", clock=lambda: clock[0]) as history:
        for card, ago, grade in answers:
            clock[0] = NOW - timedelta(days=ago)
            history.append(EventKind.REVIEW, card, {"grade": grade})
        clock[0] = NOW
        history.append(EventKind.SUSPEND, "c1", {"suspended": True})
        state = load_state(history)
        return weak_topics(history.events(EventKind.REVIEW), cards, state, TODAY, is_recalled)


def test_weeks_and_states(tmp_path: Path) -> None:
    """Answers fall into their week; older ones count for no week; states leave suspended cards out."""
    weakest, strong, unasked = topics_of(
        tmp_path, ("a1", 1000, 1), ("a1", 8, 1), ("a1", 2, 1), ("a1", 1, 3), ("b1", 0, 4)
    )

    assert [each.name for each in (weakest, strong, unasked)] == ["a", "b", "c"]
    assert weakest.weeks[-2:] == (Week(answers=1, missed=1), Week(answers=2, missed=1))
    assert sum(week.answers for week in weakest.weeks) == weakest.answers == 3
    assert (weakest.new, weakest.learning + weakest.firm) == (1, 1)
    assert (unasked.new, unasked.learning, unasked.firm, unasked.predicted) == (0, 0, 0, None)


def test_last_week_is_that_of_today() -> None:
    """Weeks begin on Monday, and the last one holds today."""
    first = first_monday(TODAY)

    assert first.weekday() == 0
    assert 0 <= (TODAY - first).days - 7 * (WEEKS - 1) < 7


def test_steps() -> None:
    """A week is the darker the more was missed; nothing missed is step 0, and any miss at least step 1."""
    steps = [Week(answers=20, missed=missed).step for missed in (0, 1, 4, 5, 9, 10, 14, 15, 20)]

    assert steps == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def heat(*weeks: tuple[int, int], name: str = "a-topic") -> TopicHeat:
    empty = [Week(answers=0, missed=0)] * (WEEKS - len(weeks))
    mine = [Week(answers=answers, missed=missed) for answers, missed in weeks]
    return TopicHeat(name=name, weeks=(*empty, *mine), new=0, learning=1, firm=0, predicted=0.5)


def test_screen_without_color() -> None:
    """Each step has a sign of its own, also in ASCII; rows fit 40, 60 and 80 columns; a topic not asked has no row."""
    topics = [
        heat((4, 0), (20, 1), (4, 1), (4, 2), (123, 123)),
        heat(name="never"),
        heat((1, 1), name="long" * 20),
    ]
    for width in (40, 60, 80, 120):
        for ascii in (False, True):
            rows = [line.text for line in topic_heat(topics, TODAY, Paper(width, ascii))]
            signs = "-.:o#" if ascii else "-░▒▓█"

            assert max(map(len, rows)) <= width - 1
            assert "".join(rows[1].split(" of ")[0].split("a topic")[1].split()).startswith(signs)
            assert "130 of 155" not in rows[1]
            assert "127 of 155" in rows[1]
            assert "never" not in "".join(rows)
    assert topic_heat([heat()], TODAY, Paper(80)) == []


def test_many_topics() -> None:
    """Of many topics the weakest are listed, and the others counted."""
    rows = [
        line.text for line in topic_heat([heat((1, 1), name=f"t{n}") for n in range(20)], TODAY, Paper(80))
    ]

    assert "and 8 more topics" in rows


def test_state_is_as_before() -> None:
    """Without answers, topics keep the cards' order."""
    cards = [made_up(name)._replace(topic=name) for name in ("z", "a")]

    assert [each.name for each in weak_topics([], cards, LearnerState(), TODAY, is_recalled)] == ["z", "a"]
