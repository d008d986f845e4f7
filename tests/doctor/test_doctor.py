"""Doctor reports what works on this machine, and what doesn't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.content.exercises import Mistake
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.doctor.doctor import Health, Root, examine, state_of
from nnprep.doctor.selftest import SelfTest, self_test
from nnprep.errors import Fault
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.screens.doctor import conclusion, health_json, health_page, isolation_rows
from nnprep.terminal.layout import Paper


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Examine a machine without a history once; a self-test takes a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NNPREP_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("NNPREP_CONTENT", raising=False)
        return health_json(examine())


def test_a_machine_that_works(sound: dict[str, object]) -> None:
    """All three submissions of the self-test get the right verdict, and the isolation is listed."""
    assert sound["well"] is True
    trials = {trial["name"]: trial["found"] for trial in sound["self_test"]}  # type: ignore[attr-defined]
    assert trials["right"] == "passed"
    assert trials["wrong"].startswith("failed: ")
    assert trials["hanging"] == "timed-out"
    assert {"files", "network", "processes", "level"} <= set(sound["isolation"])  # type: ignore[call-overload]
    assert sound["history"]["events"] is None  # type: ignore[index]


def test_versions_are_listed(sound: dict[str, object]) -> None:
    """Everything that nnprep needs is installed and has a version."""
    versions = sound["versions"]

    assert isinstance(versions, dict)
    assert {"nnprep", "Python", "numpy", "SQLite", "fsrs"} <= set(versions)
    assert "missing" not in versions.values()


@pytest.mark.slow
def test_a_damaged_history_is_reported_and_repaired(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 3 until `--repair` has set the damaged file aside."""
    with History.open() as history:
        history.append("review", "zero-weights", {"grade": 3})
    history_path().write_bytes(b"no database" * 100)

    broken = run(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    mended = run(["doctor", "--repair"])
    text = capsys.readouterr().out

    assert (broken, mended) == (3, 0)
    assert str(history_path()) in told["history"]["fault"].replace("\n", "")
    assert "The damaged history is now" in text
    assert "Everything works" in text
    with History.open() as history:
        assert [event.subject for event in history.events()] == ["zero-weights"]


def test_a_history_that_cannot_be_written_is_reported() -> None:
    """A history that can't be written isn't damaged; doctor says what to do."""
    with History.open() as history:
        history.append("review", "zero-weights", {"grade": 3})
        history.connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
        history.connection.execute("PRAGMA user_version=99")
    fault, unsaved = state_of(history_path())

    assert fault is None
    assert "a newer nnprep wrote" in str(unsaved)


@pytest.mark.slow
def test_invalid_content_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doctor names the error and the command that says more."""
    (root / "questions" / "losses.yaml").write_text("- id: 5\n")
    monkeypatch.setenv("NNPREP_CONTENT", str(root))

    health = examine()
    text = "\n".join(line.text for line in health_page(health, Paper(width=80)))

    assert health.exit_code == 3
    assert "nnprep lint" in text
    assert "losses.yaml" in "".join(text.split())
    assert [one.cards for one in health.content][1:] == [0]


def test_a_machine_that_judges_wrongly_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-test compares verdicts, even if nothing can be run."""
    exercise = find_exercise("forward")
    mistakes = load_mistakes(exercise)
    misnamed = [Mistake(**{**mistake._asdict(), "id": "other"}) for mistake in mistakes[:1]]
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    told: list[str] = []
    trials, isolation = self_test(exercise, misnamed, told.append)

    assert not any(trial.well for trial in trials)
    assert told == [f"judging a {name} submission ..." for name in ("right", "wrong", "hanging")]
    assert isolation == {}
    assert "Can't start Python" in trials[0].verdict


@pytest.mark.parametrize("width", [40, 80])
def test_screens_fit_narrow_and_plain_terminals(width: int) -> None:
    """No row is wider than the terminal, and ASCII is enough."""
    health = Health(
        versions={"nnprep": "0.1.0", "system": "a system with a very long name and a version 1.2.3"},
        content=(Root(path=Path("/a/rather/long/path/to/some/content/of/ones/own"), cards=1, exercises=2),),
        faults=(Fault(Path("questions/basics.yaml"), 1, 2, "something is wrong"),),
        history=Path("/home/somebody/.local/share/nnprep/history.sqlite3"),
        events=None,
        unsaved=None,
        cache_fault=None,
        misdated=None,
        history_fault="The history is broken in a way that takes many words to say.",
        isolation={"files": "open: it can read and change what you can"},
        trials=(SelfTest(name="right", wanted="passed", verdict="crashed", seconds=0.5),),
    )

    lines = [line.text for line in health_page(health, Paper(width=width, ascii=True))]

    assert max(map(len, lines)) <= width
    assert all(line.isascii() for line in lines)
    text = " ".join(" ".join(lines).split())
    assert "it should be passed" in text
    assert "nnprep doctor --repair" in text


def test_missing_features_are_named() -> None:
    """Each missing feature of the kernel has a row that says what a submission can do without it."""
    weak = Health(
        versions={},
        content=(),
        faults=(),
        history=Path("history"),
        events=None,
        unsaved=None,
        history_fault=None,
        cache_fault=None,
        misdated=None,
        isolation={"files": "half open", "level": "window", "missing": "limits, Landlock"},
        trials=(),
    )
    rows = dict(isolation_rows(weak))

    assert list(rows) == ["files", "level", "✗ no limits", "✗ no Landlock"]
    assert "/etc/passwd" in rows["✗ no Landlock"]
    assert "Linux 5.13" in rows["✗ no Landlock"]


class Weak:
    """A machine on which everything works."""

    well = True

    def __init__(self, found: str) -> None:
        self.isolation = {"files": found}


@pytest.mark.parametrize(("found", "told"), [("closed", False), ("open: x", True), ("half open: x", True)])
def test_half_open_is_reported(found: str, told: bool) -> None:
    """The conclusion names what isn't fully isolated."""
    lines = conclusion(Weak(found), Paper(width=80))  # type: ignore[arg-type]

    assert ("files" in " ".join(line.text for line in lines)) is told


@pytest.mark.proof
def test_a_repair_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json, the object says what was moved and restored."""
    with History.open() as history:
        history.append("review", "zero-weights", {"grade": 3})
    history_path().write_bytes(b"no database" * 100)

    run(["doctor", "--repair", "--json"])
    repaired = json.loads(capsys.readouterr().out)["repaired"]

    assert Path(repaired["moved"]).read_bytes().startswith(b"no database")
    assert (repaired["events"], repaired["rescued"]) == (1, 0)
