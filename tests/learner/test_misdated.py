"""Dates that can't be right: they don't count, that's said, and nothing stops working."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.errors import UsageError
from nnprep.learner.history.database import UnsavedError
from nnprep.learner.history.events import new_id
from nnprep.learner.history.import_export import export_lines, import_lines
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.repair import diagnose, diagnose_cache, repair
from nnprep.learner.schedule.forgetting import forget
from nnprep.learner.schedule.learner_state import cached_state, load_state, save_state
from tests.learner.states import fresh
from tests.quiz.drivers import SetClock

CARD = "zero-weights"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def test_answers_under_a_wrong_clock(path: Path, clock: SetClock) -> None:
    """Answers given ten years ahead count while the clock says so, not afterwards; a later answer counts."""
    with History.open(path, clock=clock) as history:
        history.append("review", "before", {"grade": 3})
        clock.move(days=3650)
        history.append("review", "a", {"grade": 4})
        assert {"before", "a"} == set(load_state(history).memories)
        clock.move(days=-3650)

        assert cached_state(history) is None
        assert {"before"} == set(load_state(history).memories)
        assert (1, "2036-11-18") == history.misdated()
        history.append("review", "a", {"grade": 3})
        state = load_state(history)
        assert (1, 3) == (state.memories["a"].reviews, state.memories["a"].grade)
        assert state == fresh(history)
        save_state(state, history)
        clock.move(days=3651)
        assert cached_state(history) is None
        assert 2 == load_state(history).memories["a"].reviews
        assert history.misdated() is None


def test_forget(path: Path, clock: SetClock) -> None:
    """A card that was reset is new; later answers count, and answers from the future never come back."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        history.append("practice", "a", {"grade": 3})
        history.append("review", "b", {"grade": 3})
        clock.move(days=3650)
        history.append("review", "a", {"grade": 4})
        clock.move(days=-3640)
        state = load_state(history)
        assert 1 == forget(history, "a")
        state.catch_up(history)
        assert ({"b"}, {}) == (set(state.memories), state.crammed)
        assert history.misdated() is None
        clock.move(days=1)
        history.append("review", "a", {"grade": 2})
        state.catch_up(history)
        assert (1, 2) == (state.memories["a"].reviews, state.memories["a"].grade)
        assert state == fresh(history)
        clock.move(days=3650)
        assert 1 == fresh(history).memories["a"].reviews


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
def test_import_of_an_impossible_date(path: Path, clock: SetClock, year: int) -> None:
    """An event that no schedule can hold isn't imported; nor is such a date of an interview."""
    with History.open(path, clock=clock) as history:
        history.append("review", "a", {"grade": 3})
        history.append("interview", "", {"date": "2026-12-05"})
        review, interview = export_lines(history)
    for line, change in (
        (review, {"at": f"{year:04d}-12-31T23:59:59.999999Z"}),
        (interview, {"data": {"date": f"{year:04d}-12-31"}}),
    ):
        bad = json.dumps(json.loads(line) | change | {"id": new_id()})
        with History.open(path, clock=clock) as history:
            with pytest.raises(UsageError, match="Line 1 is not an event"):
                import_lines(history, [bad])
            assert 2 == len(history.events())


@pytest.mark.parametrize("year", [1, 2200, 9999])
def test_clock_that_is_far_off(path: Path, clock: SetClock, year: int) -> None:
    """Under a clock that can't be right nothing is saved, and the error says what helps."""
    with History.open(path, clock=clock) as history:
        clock.now = datetime(year, 12, 31, 12, tzinfo=UTC)
        with pytest.raises(UnsavedError, match="clock says") as caught:
            history.append("review", "a", {"grade": 3})
        assert "clock" in str(caught.value.next_step)


@pytest.mark.parametrize("year", [1999, 9999])
def test_impossible_dates_that_are_there(
    year: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With such dates in the history already, every command works, and says that they don't count."""
    with History.open() as history:
        event = history.append("review", CARD, {"grade": 3})
        at = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
        history.insert(
            event._replace(id=new_id(), at=at, kind=kind, data=data)
            for kind, data in (("review", {"grade": 3}), ("attempt", {"passed": True}), ("start", {}))
        )
        history.append("interview", "", {"date": f"{year:04d}-12-31"})
    assert diagnose() is None
    for words in ([], ["stats"], ["quiz", "--count", "1"], ["history", "export"], ["exercise"]):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        assert 0 == run(words)
        error = capsys.readouterr().err
        assert ("A clock was wrong: 3 events" in error) == (words in ([], ["stats"]))
    with History.open() as history:
        assert load_state(history).interview in (None, date(1999, 12, 31))


def test_forget_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`nnprep cards forget` asks first, or needs --yes; then the card is new."""
    with History.open() as history:
        history.append("review", CARD, {"grade": 3})

    assert 2 == run(["cards", "forget", CARD])
    assert f"nnprep cards forget {CARD} --yes" in capsys.readouterr().err
    assert 2 == run(["cards", "forget", "no-such-card", "--yes"])
    assert "There is no card" in capsys.readouterr().err
    assert 0 == run(["cards", "forget", CARD, "--yes"])
    assert f"{CARD} is a new card again." in capsys.readouterr().out
    with History.open() as history:
        assert {} == load_state(history).memories
        assert 2 == len(history.events())
    assert 0 == run(["cards"])
    assert "forget" in capsys.readouterr().out


def test_doctor_sees_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Doctor lists events with impossible dates; they're no fault of the machine."""
    with History.open() as history:
        event = history.append("review", CARD, {"grade": 3})
        history.insert([event._replace(id=new_id(), at=datetime(2190, 1, 1, tzinfo=UTC))])

    run(["doctor", "--json"])
    value = json.loads(capsys.readouterr().out)

    assert "up to 2190-01-01" in value["history"]["misdated"]
    assert value["history"]["cache_fault"] is None


CHANGES: list[object] = [
    {"days": {"2026-11-21": -5}},
    {"suspended": [3]},
    {"suspended": ["never-suspended"]},
    {"interview": "2027-01-01"},
    {"learned": {CARD: [-1.0, 5, 2, None, "2026-01-01", "2026-01-02", None, 1, 0, 3, "2026-01-01"]}},
    {"learned": {CARD: [1e999, 5, 2, None, "2026-01-01", "2026-01-02", None, 1, 0, 3, "2026-01-01"]}},
    {"learned": {CARD: [2.0, 5, 2, None, "2026-01-01", "2026-01-02", None, 7, 0, 3, "2026-01-01"]}},
    {"learned": {"5": [2.0, 99, 2, None, "2026-01-01", "2026-01-02", None, 7, 0, 3, "2026-01-01"]}},
    "nonsense",
]
"""What a cache may hold wrongly: other values of its fields, or something else instead of all of them."""


def wrong_cache(change: object) -> Path:
    """Write a history of one answer, and beside it a cache that is right but for a change; return the cache."""
    with History.open() as history:
        history.append("review", CARD, {"grade": 3})
        save_state(load_state(history), history)
    cache = history_path().with_name("standing.json")
    value = json.loads(cache.read_text(encoding="utf-8"))
    cache.write_text(json.dumps(value | change if isinstance(change, dict) else change), encoding="utf-8")
    return cache


@pytest.mark.parametrize("change", CHANGES)
def test_wrong_cache(change: object) -> None:
    """A cache with impossible numbers or ones that the history contradicts is seen; repair deletes it alone."""
    cache = wrong_cache(change)

    assert "standing.json" in str(diagnose_cache())
    repaired = repair()
    assert repaired is not None
    assert repaired.only_cache
    assert not cache.exists()
    assert diagnose_cache() is None


def test_doctor_sees_a_wrong_cache(capsys: pytest.CaptureFixture[str]) -> None:
    """Doctor says which file is wrong; with --repair it deletes it, and says that the history is intact."""
    cache = wrong_cache(CHANGES[0])

    broken = run(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    mended = run(["doctor", "--repair"])

    assert (3, 0) == (broken, mended)
    assert "standing.json" in told["history"]["cache_fault"]
    assert "The history is intact. A file" in " ".join(capsys.readouterr().out.split())
    assert not cache.exists()
