"""Export and import: the union of two histories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.errors import UsageError
from nnprep.learner.attempts import records
from nnprep.learner.history.database import MIGRATIONS, open_database
from nnprep.learner.history.events import new_id
from nnprep.learner.history.import_export import export_lines, import_copy, import_lines
from nnprep.learner.history.log import History
from nnprep.learner.repair import diagnose
from nnprep.learner.schedule.learner_state import load_state
from tests.quiz.drivers import SetClock


def test_union(tmp_path: Path) -> None:
    """Two machines that exchange their events end up with the same ones; doing it twice changes nothing."""
    with History.open(tmp_path / "one.sqlite3") as one, History.open(tmp_path / "two.sqlite3") as two:
        one.void(one.append("review", "a", {"grade": 3, "typed": "σ\u2028\n"}))
        two.append("review", "b")
        one.append("review", "c")
        assert (3, 3) == import_lines(two, export_lines(one))
        assert (1, 4) == import_lines(one, export_lines(two))
        assert (0, 4) == import_lines(one, export_lines(two))

        assert one.events(voided=True) == two.events(voided=True)
        assert list(export_lines(one)) == list(export_lines(two))


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"at": "yesterday"}, "time"),
        ({"at": "2026-11-21T9:00:00.0Z"}, "time"),
        ({"id": "short"}, "invalid"),
        ({"offset_minutes": True}, "offset_minutes"),
        ({"offset_minutes": 99999}, "invalid"),
        ({"data": []}, "data"),
        ({"kind": ""}, "invalid"),
        ({"schema": "nnprep.event/2"}, "schema"),
        ({"subject": None}, "subject"),
        ({"at": "9999-12-31T20:00:00.000000Z"}, "its date is not between 2000-01-01 and 2199-12-31"),
        (
            {"kind": "interview", "data": {"date": "9999-12-31"}},
            "`date` in its data has the wrong type or value",
        ),
    ],
)
def test_not_an_event(tmp_path: Path, change: dict[str, object], part: str) -> None:
    """One line that isn't an event stops the whole import, and the error names it."""
    with History.open(tmp_path / "one.sqlite3", clock=SetClock()) as one:
        one.append("review", "a")
        good = next(export_lines(one))
    bad = json.dumps(json.loads(good) | change)
    with History.open(tmp_path / "two.sqlite3") as two:
        with pytest.raises(UsageError, match=f"Line 2 is not an event.*{part}"):
            import_lines(two, [good, bad])

        assert [] == two.events()


def test_no_json(tmp_path: Path) -> None:
    """A line that isn't JSON is refused; empty lines are skipped."""
    with History.open(tmp_path / "one.sqlite3") as one:
        with pytest.raises(UsageError, match=r"Line 1 .*not JSON"):
            import_lines(one, ["{"])

        assert (0, 0) == import_lines(one, ["", "  "])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("attempt", {"parts": ["a"]}),
        ("attempt", {"parts": {"a": 1}}),
        ("attempt", {"seed": "x"}),
        ("hint", {"step": "x"}),
        ("review", {"grade": [1]}),
        ("review", {"grade": None}),
        ("review", {"seconds": "long", "target_seconds": 3}),
    ],
)
def test_unusable_field(tmp_path: Path, kind: str, data: dict[str, object]) -> None:
    """A field of the wrong type is refused at import, and ignored by readers if it's there already."""
    with History.open(tmp_path / "one.sqlite3", clock=SetClock()) as one:
        one.append(kind, "backprop", {**data, "new": [1]})
        with (
            History.open(tmp_path / "two.sqlite3") as two,
            pytest.raises(UsageError, match="wrong type"),
        ):
            import_lines(two, export_lines(one))
        records(one)
        load_state(one)

        assert [1] == one.events()[0].data["new"]
        assert {**data, "new": [1]} == one.events(voided=True)[0].data
    assert diagnose(tmp_path / "one.sqlite3") is None


@pytest.mark.parametrize("bad", ['"typed":NaN', '"typed":1e999', '"typed":"\\ud800"'])
def test_what_no_history_can_hold(tmp_path: Path, bad: str) -> None:
    """A number or a character that can't be saved is refused, with its line."""
    with History.open(tmp_path / "one.sqlite3", clock=SetClock()) as one:
        one.append("review", "a", {"typed": "x"})
        line = next(export_lines(one)).replace('"typed":"x"', bad)
        with pytest.raises(UsageError, match=r"Line 1 is not an event.*can't be saved"):
            import_lines(one, [line])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A lone surrogate, as in a path that isn't UTF-8, is replaced, and the event is saved."""
    with History.open(tmp_path / "one.sqlite3", clock=SetClock()) as one:
        one.append("attempt", "a\udce9", {"file": "d\udce9/backprop.py"})
        (event,) = one.events()

        assert ("a\N{REPLACEMENT CHARACTER}", "d\N{REPLACEMENT CHARACTER}/backprop.py") == (
            event.subject,
            event.data["file"],
        )


def test_copy_with_a_changed_event(tmp_path: Path) -> None:
    """Nothing is imported from a copy in which an event isn't what was written; old copies stay as they are."""
    copy = tmp_path / "copy.sqlite3"
    connection = open_database(copy, {1: MIGRATIONS[1]}).connection
    connection.execute(
        "INSERT INTO event (id, at, offset_minutes, kind, subject, session, version, data)"
        " VALUES (?, '2026-11-21T09:00:00.000000Z', 60, 'review', 'a', '', '', '{\"grade\":3}')",
        [new_id()],
    )
    connection.close()
    before = copy.read_bytes()
    with History.open(tmp_path / "one.sqlite3") as one:
        assert (1, 1) == import_copy(one, copy)
        assert before == copy.read_bytes()
        with History.open(tmp_path / "two.sqlite3") as two:
            two.append("review", "b", {"grade": 3})
            two.append("review", "c", {"grade": 3})
            two.connection.execute("DROP TRIGGER event_never_changes")
            two.connection.execute("UPDATE event SET data = replace(data, '3', '4') WHERE subject = 'c'")
        with pytest.raises(UsageError, match="checksum is wrong"):
            import_copy(one, tmp_path / "two.sqlite3")
        assert 1 == len(one.events())


def test_export_is_ascii(tmp_path: Path) -> None:
    """Lines break only between events, whatever was typed."""
    with History.open(tmp_path / "one.sqlite3", clock=SetClock()) as one:
        one.append("review", "a", {"typed": "σ\u2028\x85"})

        assert next(export_lines(one)).isascii()
