"""The files that teachers and platforms get of a class, from records: real files, written beside and then replaced."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nnprep.cli.grade.gradescope_kit import write_kit
from nnprep.cli.grade.reports import Files, Rows, show_class, write_nothing_found, write_reports
from nnprep.cli.grade.rubrics import Rubrics
from nnprep.cohort.record import Record
from nnprep.errors import UnknownNameError, UsageError
from tests.cohort.records import NO_MEAN, mistake, record, wrong

MISTAKEN = wrong("doejane_7", mistake("no-mean", NO_MEAN))


class Written:
    """Writes reports of some records."""

    def __init__(self, *records: Record) -> None:
        self.records = records

    def __call__(self, **wishes: object) -> None:
        """Write what is wished."""
        write_reports(self.iterate, Files(**wishes), Rubrics(None))  # type: ignore[arg-type]

    def iterate(self) -> Iterator[Record]:
        """Yield the records."""
        return iter(self.records)


def test_one_submission(tmp_path: Path) -> None:
    """Gradescope and GitHub Classroom get the points and the mistake of one submission, and no right value."""
    write = Written(MISTAKEN)
    write(gradescope=tmp_path / "results.json", classroom=tmp_path / "classroom.json")
    write(gradescope=tmp_path / "results.json")  # its own file is replaced

    results = json.loads((tmp_path / "results.json").read_text())
    (test,) = results["tests"]
    assert (0.0, 100.0, "failed") == (test["score"], test["max_score"], test["status"])
    assert "Every gradient is exactly m times too large" in results["output"]
    assert "should be" not in json.dumps(results)
    result = json.loads((tmp_path / "classroom.json").read_text())
    assert ("fail", 100.0) == (result["status"], result["max_score"])


def test_several_submissions_are_no_results_json(tmp_path: Path) -> None:
    """A format for one submission refuses two."""
    with pytest.raises(UsageError, match="hold one submission"):
        Written(record("a"), record("b"))(gradescope=tmp_path / "results.json")

    assert [] == list(tmp_path.iterdir())


def test_nothing_found(tmp_path: Path) -> None:
    """Whoever handed in nothing to judge learns why on Gradescope."""
    write_nothing_found(
        Files(gradescope=tmp_path / "r.json"), Rubrics(None), "backprop", "Hand in backprop.py."
    )

    assert 0.0 == json.loads((tmp_path / "r.json").read_text())["tests"][0]["score"]


def test_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Canvas, Moodle and a build server get the whole class; who can't be in a file is told."""
    write = Written(MISTAKEN, record("Ana Ruiz_8"), record("anon_Ab3xY"), record("cy", status="unsure"))
    write(canvas=tmp_path / "canvas.csv", moodle=tmp_path / "moodle.csv", junit=tmp_path / "class.xml")

    rows = list(csv.reader((tmp_path / "canvas.csv").read_text().splitlines()))
    assert "Backpropagation through two layers" == rows[0][5]
    assert "100" == rows[1][5]
    assert [["Ana Ruiz", "8", "100"], ["cy", "", ""], ["doejane", "7", "0"]] == [
        [r[0], r[1], r[5]] for r in rows[2:]
    ]
    rows = list(csv.reader((tmp_path / "moodle.csv").read_text().splitlines()))
    assert [["Participant 7", "0"], ["Participant 8", "100"]] == [[r[0], r[4]] for r in rows[1:]]
    assert 4 == len(ElementTree.parse(tmp_path / "class.xml").getroot())
    err = capsys.readouterr().err
    assert "1 submitter is anonymous for Canvas: enter these by hand." in err
    assert "2 submitters have no participant number for Moodle" in err


def test_moodle_takes_one_exercise(tmp_path: Path) -> None:
    """A worksheet is for one assignment."""
    with pytest.raises(UsageError, match="for backprop and for mlp"):
        Written(record("a"), record("a", exercise="mlp"))(moodle=tmp_path / "m.csv")


@pytest.mark.parametrize("field", ["canvas", "moodle", "junit", "gradescope", "classroom"])
def test_other_files_are_not_replaced(field: str, tmp_path: Path) -> None:
    """A file that nnprep didn't write stays as it is, and so does a CSV file, since a gradebook may look the same."""
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(UsageError, match="already exists"):
        Files(**{field: path}).check()  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="already exists"):
        Written(record("a_1"))(**{field: path})

    assert "mine" == path.read_text()
    Written(record("a_1"))(**{field: path, "force": True})
    assert "mine" != path.read_text()


def test_feedback(tmp_path: Path) -> None:
    """Everybody gets a report in Markdown and HTML, whatever their name is; a second run replaces them."""
    names = ["Ana Ruiz_8", "../../etc/x", "<script>", "Cy", "cy", ".", "x" * 300]
    write = Written(*(wrong(name, mistake("no-mean", NO_MEAN)) for name in names))
    write(feedback=tmp_path / "feedback")
    write(feedback=tmp_path / "feedback")

    assert ["feedback"] == [each.name for each in tmp_path.iterdir()]
    files = sorted(each.name for each in (tmp_path / "feedback").iterdir())
    assert 2 * len(names) == len({name.casefold() for name in files})
    assert "Ana Ruiz_8_backprop.md" in files
    for path in (tmp_path / "feedback").iterdir():
        text = path.read_text()
        assert "<script>" not in text.replace("\\<script\\>", "")
        assert "should be" not in text
        assert "Every gradient is exactly m times too large" in text


def test_kit(tmp_path: Path) -> None:
    """The kit's scripts are executable, may be written again, and replace nothing else."""
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text("- {exercise: backprop, parts: [{part: backward, weight: 1}]}\n")
    for _ in range(2):
        write_kit(tmp_path / "kit", "backprop", rubric, force=True)

    assert ["rubric.yaml", "run_autograder", "setup.sh"] == sorted(
        each.name for each in (tmp_path / "kit").iterdir()
    )
    assert (tmp_path / "kit" / "run_autograder").stat().st_mode & 0o111
    (tmp_path / "kit" / "setup.sh").write_text("#!/bin/sh\n")
    with pytest.raises(UsageError, match=r"setup\.sh' already exists"):
        write_kit(tmp_path / "kit", "backprop", None, force=False)


def test_kit_needs_an_exercise(tmp_path: Path) -> None:
    """A kit is for one exercise, which must exist and be in the rubric."""
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text("- {exercise: backprop, parts: [{part: backward, weight: 1}]}\n")
    with pytest.raises(UsageError, match="Name it with --exercise"):
        write_kit(tmp_path / "kit", None, None, force=False)
    with pytest.raises(UnknownNameError):
        write_kit(tmp_path / "kit", "backprp", None, force=False)
    with pytest.raises(UsageError, match="has no rubric for mlp"):
        write_kit(tmp_path / "kit", "mlp", rubric, force=False)

    assert not (tmp_path / "kit").exists()


def test_large_class_on_a_terminal() -> None:
    """Of a class that is larger than a screen, a terminal shows those that don't pass."""
    rows = Rows(Rubrics(None), 2)
    for each in (record("a"), record("b"), MISTAKEN, record("c"), wrong("d"), wrong("e")):
        rows.pass_on(each)

    assert ["doejane_7", "d"] == [each.submitter for each in rows.chosen]
    assert 6 == rows.total


def test_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """The table has everybody, and what the class got wrong stands below it; no name commands the terminal."""
    show_class(Written(MISTAKEN, record("\x1b[2Jana")).iterate, Rubrics(None))

    out = capsys.readouterr().out
    assert "\x1b[2J" not in out
    assert out.index("doejane_7") < out.index("1 of 2 pass, 50 %") < out.index("What went wrong")


def test_pipe_gets_so_many_rows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a class too large to lay out in memory, a pipe gets those that don't pass, and how many more there are."""
    monkeypatch.setattr("nnprep.cli.grade.reports.MOST_PIPED", 2)
    show_class(Written(record("ana"), record("bo"), MISTAKEN, record("cy")).iterate, Rubrics(None))

    out = capsys.readouterr().out
    assert "doejane_7" in out
    assert "and 3 more submissions" in out
    assert "3 of 4 pass" in out


def test_class_report_is_a_page(tmp_path: Path) -> None:
    """The page has the mistakes of the class; it replaces an older one, and nothing that nnprep didn't write."""
    file, other = tmp_path / "class.html", tmp_path / "other.html"
    other.write_text("mine", encoding="utf-8")
    write = Written(MISTAKEN, record("a<b>"))
    write(html=file)
    write(html=file)

    assert "Every gradient is exactly m times too large" in file.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="didn't write it"):
        write(html=other)
    assert "mine" == other.read_text(encoding="utf-8")
    write(html=other, force=True)
    assert "Class report" in other.read_text(encoding="utf-8")
