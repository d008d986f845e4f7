"""Environment variables that keep the history or the content from being used."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnprep.learner.history.log import History, local_clock
from nnprep.learner.history.paths import SettingError, home
from tests.cli.conftest import Nnprep

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="settings of POSIX")


@pytest.fixture
def _no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user without HOME and without an entry in the list of users, as in `docker run -u 1234`."""
    import pwd

    def unknown(_: object) -> None:
        raise KeyError

    for name in ("HOME", "NNPREP_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)


@pytest.fixture
def _far_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live in a time zone that is more than a day from UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC+99")
        time.tzset()
        yield
    time.tzset()


@POSIX
@pytest.mark.usefixtures("_no_home")
def test_user_without_a_home() -> None:
    """Without a home folder, the error names the variable that helps; it is wrong usage, not an internal error."""
    with pytest.raises(SettingError, match="no home folder") as error:
        home()

    assert error.value.exit_code == 2


@POSIX
def test_home_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder of a user that doesn't exist is wrong usage."""
    monkeypatch.setenv("NNPREP_HOME", "~nosuchuser/x")
    with pytest.raises(SettingError, match="'~nosuchuser/x', and there is no such user"):
        home()


@POSIX
@pytest.mark.usefixtures("_far_zone")
def test_time_zone_more_than_a_day_away(tmp_path: Path) -> None:
    """A time zone that Python can't count with is wrong usage, named in the error."""
    with pytest.raises(SettingError, match="time zone 'UTC\\+99' is a day or more from UTC"):
        local_clock()
    with History.open(tmp_path / "history.sqlite3") as history, pytest.raises(SettingError):
        history.append("review", "a")


@POSIX
@pytest.mark.parametrize("setting", ["_no_home", "_far_zone"])
def test_check_judges_without_a_history(
    nnprep: Nnprep, folder: Path, request: pytest.FixtureRequest, setting: str
) -> None:
    """Whatever keeps the history from being used, a file is judged, a card is shown, and the rest says one sentence."""
    (folder / "backprop.py").write_text("# nnprep: backprop\n", encoding="utf-8")
    request.getfixturevalue(setting)
    judged, page, stats = nnprep("check"), nnprep("explain", "zero-weights"), nnprep("stats")

    assert (judged.code, page.code, stats.code) == (1, 0, 2)
    assert "This attempt was not saved." in judged.out
    assert stats.err.count("\n") == 1


@POSIX
@pytest.mark.parametrize("words", [("stats",), ("lint",)])
def test_content_of_nobody(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """A content folder of a user that doesn't exist is a missing folder."""
    monkeypatch.setenv("NNPREP_CONTENT", "~nosuchuser/x")
    done = nnprep(*words)

    assert done.code == 3
    assert (
        "~nosuchuser/x:1:1: NNPREP_CONTENT lists this folder, but it doesn't exist: create it, or" in done.err
    )
