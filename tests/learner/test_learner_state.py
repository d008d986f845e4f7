"""What the log amounts to: replayed, cached, and the cache never trusted over the log."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.learner.history.database import DamagedHistoryError
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.history.import_export import export_lines, import_lines
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import (
    EXERCISE,
    MANY,
    LearnerState,
    cached_state,
    is_close,
    load_state,
    maker,
    save_state,
)
from tests.learner.states import fresh
from tests.quiz.drivers import SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_reviews(path: Path, clock: SetClock) -> None:
    """Reviews count, practice doesn't, and an unknown grade is ignored."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        history.append("practice", "b", {"grade": 3})
        history.append("review", "c", {"grade": 9})

        assert {"a"} == set(load_state(history).memories)


def test_suspend_and_interview(path: Path, clock: SetClock) -> None:
    """The last event about a suspension or the interview counts, unless it was undone."""
    with History.open(path, clock=clock) as history:
        history.append("suspend", "a", {"suspended": True})
        history.append("suspend", "b", {"suspended": True})
        history.append("interview", "", {"date": "2026-12-05"})
        history.append("suspend", "b", {"suspended": False})
        state = load_state(history)
        assert ({"a"}, date(2026, 12, 5)) == (state.suspended, state.interview)
        forgotten = history.append("interview", "", {"date": None})
        state.catch_up(history)
        assert state.interview is None
        history.void(forgotten)
        state.catch_up(history)
        assert date(2026, 12, 5) == state.interview


def test_practice(path: Path, clock: SetClock) -> None:
    """The last answer while cramming is known with its day, unless it was undone, and it's cached."""
    with History.open(path, clock=clock) as history:
        history.append("practice", "a", {"grade": 1})
        clock.move(days=1)
        good = history.append("practice", "a", {"grade": 3})
        history.append("practice", "a", {"grade": [9]})
        state = load_state(history)
        assert {"a": (date(2026, 11, 22), 3)} == state.crammed
        history.void(good)
        state.catch_up(history)
        assert {"a": (date(2026, 11, 21), 1)} == state.crammed
        save_state(state, history)
        assert state == cached_state(history)


def test_exercises(path: Path, clock: SetClock) -> None:
    """An exercise is scheduled by how it was passed."""
    with History.open(path, clock=clock) as history:
        history.append("start", "softmax")
        history.append("hint", "softmax", {"part": "x", "step": 1})
        history.append("attempt", "softmax", {"passed": True})
        state = load_state(history)

        assert 2 == state.memories[EXERCISE + "softmax"].grade
        assert state == fresh(history)


def test_exercises_are_told_apart(path: Path, clock: SetClock) -> None:
    """Each exercise is graded by its own events, whatever happened in another one meanwhile."""
    with History.open(path, clock=clock) as history:
        history.append("start", "softmax")
        history.append("start", "backprop")
        history.append("hint", "backprop", {"part": "x", "step": 1})
        history.append("attempt", "softmax", {"passed": True})
        history.append("solution", "backprop")
        state = load_state(history)

        assert {EXERCISE + "softmax": (3, 1), EXERCISE + "backprop": (1, 1)} == {
            subject: (memory.grade, memory.reviews) for subject, memory in state.memories.items()
        }


def test_events_with_odd_data(path: Path, clock: SetClock) -> None:
    """A suspension without data suspends; an interview on a day that isn't a date is no interview."""
    with History.open(path, clock=clock) as history:
        history.append("suspend", "a")
        history.append("interview", "", {"date": "soon"})
        state = load_state(history)

        assert ({"a"}, None) == (state.suspended, state.interview)


def test_everything_is_in_the_cache(path: Path, clock: SetClock) -> None:
    """The cache brings back every part of the state, also the interview and whether its end was shown."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        history.append("practice", "b", {"grade": 2})
        history.append("suspend", "c", {"suspended": True})
        history.append("interview", "", {"date": "2026-12-05", "told": True})
        state = load_state(history)
        save_state(state, history)

        assert date(2026, 12, 5) == state.interview
        assert state == cached_state(history)


def test_a_cache_that_cannot_be_written(path: Path, clock: SetClock) -> None:
    """If the cache can't be written, nothing is raised and no draft is left behind."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        path.with_name("standing.json").mkdir()
        save_state(load_state(history), history)

        assert fresh(history) == load_state(history)
        assert [] == list(path.parent.glob(".standing*"))


def test_cache(path: Path, clock: SetClock) -> None:
    """The cache and what came after it lead to the same state as a replay."""
    with History.open(path, clock=clock) as history:
        first = history.append("review", "card-0", {"grade": 1})
        history.insert(
            first._replace(
                id=new_id(),
                at=first.at + timedelta(hours=7 * number),
                subject=f"card-{number % 25}",
                data={"grade": 1 + number % 4},
            )
            for number in range(1, 60)
        )
        clock.move(days=18)
        save_state(load_state(history), history)
        assert cached_state(history) == fresh(history)
        history.append("review", "late", {"grade": 3})

        assert load_state(history) == fresh(history)
        assert 26 == len(load_state(history).memories)


def test_cache_of_another_log(path: Path, tmp_path: Path, clock: SetClock) -> None:
    """The cache of another log is ignored, as after a repair."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        save_state(load_state(history), history)
    path.unlink()
    shutil.rmtree(path.parent / "backups")  # to begin anew
    with History.open(path, clock=clock) as history:
        history.append("review", "b", {"grade": 3})

        assert cached_state(history) is None
        assert {"b"} == set(load_state(history).memories)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"made_by": 3}'])
def test_bad_cache(path: Path, text: str, clock: SetClock) -> None:
    """Whatever the cache contains, the log is what counts."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        path.with_name("standing.json").write_text(text, encoding="utf-8")

        assert fresh(history) == load_state(history)


def test_cache_of_another_version(path: Path, clock: SetClock) -> None:
    """The cache of another nnprep or another scheduler is ignored."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        save_state(load_state(history), history)
        kept = path.with_name("standing.json")
        value = json.loads(kept.read_text(encoding="utf-8"))
        kept.write_text(json.dumps(value | {"made_by": "0"}), encoding="utf-8")

        assert cached_state(history) is None


def test_import_of_older_reviews(path: Path, tmp_path: Path, clock: SetClock) -> None:
    """An imported review that is older than those here is replayed before them."""
    with History.open(tmp_path / "other.sqlite3", clock=clock) as other:
        other.append("review", "a", {"grade": 1})
        lines = list(export_lines(other))
    clock.move(days=3)
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 4})
        state = load_state(history)
        import_lines(history, lines)
        state.catch_up(history)

        assert 2 == state.memories["a"].reviews
        assert 4 == state.memories["a"].grade
        assert fresh(history) == state


def test_the_day_of_a_review_is_the_local_one(path: Path, clock: SetClock) -> None:
    """A review belongs to the study day where the learner was, to the east of UTC as to the west of it."""
    with History.open(path, clock=clock) as history:
        clock.now = datetime(2026, 11, 21, 22, 0, tzinfo=timezone(timedelta(hours=9)))  # 13:00 in UTC
        history.append("review", "tokyo", {"grade": 3})
        clock.now = datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=-8)))  # 09:00 in UTC
        history.append("review", "vancouver", {"grade": 3})
        state = load_state(history)

    assert [date(2026, 11, 21)] * 2 == [state.memories[card].day for card in ("tokyo", "vancouver")]


def test_the_cache_saves_the_replay(path: Path, clock: SetClock) -> None:
    """A valid cache is where the state starts from: what it says isn't computed again."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        state = load_state(history)
        state.memories["a"] = state.memories["a"]._replace(reviews=99)
        save_state(state, history)
        history.append("review", "b", {"grade": 3})

        assert {"a": 99, "b": 1} == {card: m.reviews for card, m in load_state(history).memories.items()}


def test_a_damaged_review(path: Path, clock: SetClock) -> None:
    """A review that can't be read is damage: the error names the file and says that a review makes no sense."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        history.connection.execute("DROP TRIGGER event_never_changes")
        history.connection.execute("UPDATE event SET at = replace(at, '-11-', '-00-')")

        with pytest.raises(
            DamagedHistoryError, match=r"history.sqlite3 can't be read: a review makes no sense \("
        ):
            load_state(history)


def test_nothing_new(path: Path, clock: SetClock) -> None:
    """Catching up returns whether there was anything, and reads each event once."""
    with History.open(path, clock=clock) as history:
        state = LearnerState()
        assert not state.catch_up(history)
        event = history.append("review", "a", {"grade": 3})
        assert state.catch_up(history)
        assert not state.catch_up(history)
        assert (1, event.id) == (state.position, state.last)


@pytest.mark.parametrize("cards", [MANY, MANY + 1])
def test_few_or_many(path: Path, clock: SetClock, cards: int) -> None:
    """Whether few or many cards were reviewed, each has all of its reviews, and an undone one leaves no memory."""
    with History.open(path, clock=clock) as history:
        for _ in range(2):
            events = [history.append("review", f"card-{number}", {"grade": 3}) for number in range(cards)]
            clock.move(days=2)
        history.void(history.append("review", "undone", {"grade": 3}))
        state = load_state(history)
        assert {f"card-{number}": 2 for number in range(cards)} == {
            card: memory.reviews for card, memory in state.memories.items()
        }
        history.void(events[0])
        state.catch_up(history)
        assert (1, 2) == (state.memories["card-0"].reviews, state.memories["card-1"].reviews)


def test_undo_of_everything(path: Path, clock: SetClock) -> None:
    """Undoing leaves no trace of suspensions, cramming, exercises and the interview."""
    with History.open(path, clock=clock) as history:
        state = LearnerState()
        events = [
            history.append("suspend", "a", {"suspended": True}),
            history.append("practice", "a", {"grade": 3}),
            history.append("attempt", "softmax", {"passed": True}),
            history.append("interview", "", {"date": "2026-12-05", "told": True}),
        ]
        state.catch_up(history)
        assert ({"a"}, {"a"}, {EXERCISE + "softmax"}, True) == (
            state.suspended,
            set(state.crammed),
            set(state.memories),
            state.over_shown,
        )
        for event in events:
            history.void(event)
        state.catch_up(history)
        assert (set(), {}, {}, None, False) == (
            state.suspended,
            state.crammed,
            state.memories,
            state.interview,
            state.over_shown,
        )


def test_close() -> None:
    """An interview is close on its day and on its eve, not before or after."""
    today = date(2026, 11, 21)
    for ahead, close in ((-1, False), (0, True), (1, True), (2, False)):
        assert close == is_close(today + timedelta(days=ahead), today)
    assert not is_close(None, today)


def test_undo_of_the_unknown(path: Path, clock: SetClock) -> None:
    """An undo whose event isn't in this history, because it wasn't imported yet, changes nothing."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        before = load_state(history)
        history.append("void", new_id(), {"kind": "review", "subject": "a"})
        after = load_state(history)

        assert before.memories == after.memories
        assert 2 == after.position


def test_cache_depends_on_the_scheduler() -> None:
    """The cache is that of one version of the fsrs library."""
    assert f"fsrs-{version('fsrs')}.dist-info" in maker()


KINDS = (
    "review",
    "practice",
    "attempt",
    "start",
    "hint",
    "solution",
    "suspend",
    "interview",
    "forget",
    "void",
)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(-30, 90)), max_size=20))
def test_grown_or_computed(steps: list[tuple[str, int, int]]) -> None:
    """A state that grew event by event equals one that is computed from all events, whatever their order."""
    clock = SetClock()
    with (
        tempfile.TemporaryDirectory() as folder,
        History.open(Path(folder) / "history.sqlite3", clock=clock) as history,
    ):
        state, events = LearnerState(), list[Event]()
        for kind, number, hours in steps:
            clock.move(hours=hours)
            data = {
                "grade": 1 + (number + hours) % 4,
                "passed": hours % 2 == 0,
                "suspended": hours % 3 > 0,
                "date": "2026-12-24",
                "step": 1,
            }
            if kind == "void" and events:
                history.void(events[number % len(events)])
            elif kind != "void":
                events.append(history.append(kind, f"subject-{number}", data))
            state.catch_up(history)
        assert_same(state, fresh(history))


def assert_same(grown: LearnerState, computed: LearnerState) -> None:
    """Assert that two states are equal in every field."""
    for name in vars(LearnerState()):
        assert getattr(computed, name) == getattr(grown, name), name


def test_long_log_is_replayed_once(path: Path, clock: SetClock) -> None:
    """Whatever command comes first, it saves what it computed from a long log; a short one isn't worth that."""
    with History.open(path, clock=clock) as history:
        first = history.append("review", "a", {"grade": 3})
        load_state(history)
        assert cached_state(history) is None
        history.insert(
            first._replace(id=new_id(), at=first.at - timedelta(hours=number)) for number in range(MANY + 1)
        )
        state = load_state(history)
        assert cached_state(history) == state


def test_answer_reads_little(path: Path, clock: SetClock) -> None:
    """After an answer, no row but the new one is read: neither the earlier answers to the card nor other cards'."""
    with History.open(path, clock=clock) as history:
        first = history.append("review", "a", {"grade": 3})
        history.insert(
            first._replace(id=new_id(), at=first.at - timedelta(hours=number)) for number in range(1, 300)
        )
        state = load_state(history)
        clock.move(days=1)
        history.append("review", "a", {"grade": 3})
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        history.connection.set_progress_handler(count, 100)
        state.catch_up(history)
        history.connection.set_progress_handler(None, 0)

        assert 301 == state.memories["a"].reviews
        assert steps < 30
