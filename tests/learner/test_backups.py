"""Daily copies: one a day, verified, thinned out; saving doesn't depend on them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnprep.learner.history.backups import (
    back_up,
    backups,
    days_to_keep,
    event_count,
    is_intact,
    newest_good,
)
from nnprep.learner.history.log import History
from tests.quiz.drivers import SetClock

TODAY = date(2026, 11, 21)


def test_daily(tmp_path: Path) -> None:
    """The first event of a day makes a complete copy; later ones of that day don't."""
    clock, path = SetClock(), tmp_path / "history.sqlite3"
    for _ in range(3):
        with History.open(path, clock=clock) as history:
            history.append("review", "a")
            history.append("review", "b")
        clock.move(days=1)
    copies = backups(path)

    assert [TODAY + timedelta(days=2), TODAY + timedelta(days=1), TODAY] == [day for day, _ in copies]
    assert all(is_intact(copy) for _, copy in copies)
    with History.open(copies[0][1]) as history:
        assert 5 == len(history.events())


def test_again(tmp_path: Path) -> None:
    """At the end of a session the day's copy is made again."""
    with History.open(tmp_path / "history.sqlite3") as history:
        history.append("review", "a")
        history.append("review", "b")
        history.back_up(again=True)
    (copy,) = backups(tmp_path / "history.sqlite3")
    with History.open(copy[1]) as history:
        assert 2 == len(history.events())


def test_fuller_copy(tmp_path: Path) -> None:
    """A copy that holds more than the history is never replaced, and that is reported."""
    path = tmp_path / "history.sqlite3"
    with History.open(path) as history:
        history.append("review", "a")
        history.append("review", "b")
        history.back_up(again=True)
    (copy,) = backups(path)
    before = copy[1].read_bytes()
    with History.open(tmp_path / "other.sqlite3") as history:
        history.append("review", "c")
        said = back_up(history.connection, path, copy[0], again=True)

    assert "2 events" in str(said)
    assert before == copy[1].read_bytes()


def test_problem(tmp_path: Path) -> None:
    """A copy that can't be made is reported, and the event is saved anyway."""
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    with History.open(tmp_path / "history.sqlite3") as history:
        history.append("review", "a")

        assert 1 == len(history.events())
        assert "couldn't be backed up" in str(history.problem)


def test_newest_good(tmp_path: Path) -> None:
    """A damaged copy is skipped."""
    clock, path = SetClock(), tmp_path / "history.sqlite3"
    for _ in range(2):
        with History.open(path, clock=clock) as history:
            history.append("review", "a")
        clock.move(days=1)
    newest = backups(path)[0][1]
    whole = newest.read_bytes()
    for broken in (b"broken", whole[:4096] + bytes(range(256)) * 16 + whole[8192:]):
        newest.write_bytes(broken)
        good = newest_good(path)

        assert good is not None
        assert TODAY == good[0]


def test_copy_grows(tmp_path: Path) -> None:
    """A copy that is made again only gets the newer events; the copy of another history is replaced."""
    path = tmp_path / "history.sqlite3"
    with History.open(path) as history:
        history.append("review", "a")
        ((day, copy),) = backups(path)
        number = copy.stat().st_ino
        history.append("review", "b")
        history.back_up(again=True)
        assert number == copy.stat().st_ino
        assert 2 == event_count(copy)
    with History.open(tmp_path / "other.sqlite3") as other:
        for _ in range(3):
            other.append("review", "c")
        assert back_up(other.connection, path, day, again=True) is None
    with History.open(copy) as history:
        assert [("c",)] * 3 == history.rows("SELECT subject FROM event")


def test_large_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large history is copied when it's closed, so that no answer waits for it, and checked once a day."""
    monkeypatch.setattr("nnprep.learner.history.log.LARGE", 0)
    path = tmp_path / "history.sqlite3"
    with History.open(path) as history:
        history.append("review", "a")
        history.append("review", "b")
        assert [] == backups(path)
    ((_, copy),) = backups(path)
    assert 2 == event_count(copy)
    queries: list[str] = []
    with History.open(path) as history:
        history.connection.set_trace_callback(queries.append)
        history.append("review", "c")
    assert not any("check" in query and "PRAGMA" in query for query in queries)


@given(st.sets(st.integers(-800, 800)))
def test_thinning(ages: set[int]) -> None:
    """Seven days, four weeks and twelve months are kept, and always the newest; the same of future-dated ones."""
    days = {TODAY - timedelta(days=age) for age in ages}
    keep = days_to_keep(days, TODAY)
    past = sorted((day for day in days if day <= TODAY), reverse=True)

    assert keep <= days
    assert set(past[:7]) <= keep
    future = sorted(days - set(past), reverse=True)
    assert set(future[:7]) <= keep
    assert len(keep & set(future)) <= 7 + 4 + 12
    assert len(keep & set(past)) <= 7 + 4 + 12
    months = list(dict.fromkeys((day.year, day.month) for day in past))[:12]
    assert set(months) <= {(day.year, day.month) for day in keep}


def test_thinning_daily_use() -> None:
    """After two years of daily use, 7 + 3 + 11 copies are left: the last week, three more weeks, eleven months."""
    keep = days_to_keep([TODAY - timedelta(days=age) for age in range(730)], TODAY)

    assert 18 <= len(keep) <= 23
    assert TODAY - timedelta(days=365) < min(keep)
