"""Canvas and Moodle read what they ask for, and a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.formats.canvas import Column, Graded, canvas_lines, grade_of
from nnprep.cohort.formats.csv_lines import csv_line
from nnprep.cohort.formats.moodle import Marked, moodle_lines
from nnprep.cohort.points.points import Earned, Points

EIGHT = Points((Earned("p", "P", Decimal("8.50"), Decimal(10), False, ()),), certain=True)
UNSURE = EIGHT._replace(certain=False)


def rows_of(lines: list[str]) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO("".join(lines), newline="")))


@given(st.lists(st.text(), min_size=1))
def test_no_cell_is_a_formula(cells: list[str]) -> None:
    """Whatever a name is, it's one cell of one line, and begins with no sign that runs it."""
    line = csv_line(cells)
    (row,) = csv.reader([line])

    assert len(row) == len(cells)
    assert line.count("\n") == 1
    assert not any(re.match(r"\s*[=+@＝＋－＠]|\s*-(?![\d.]+$)", cell) for cell in row)


def test_formulas_are_defused() -> None:
    """A formula becomes a text that shows it; a negative number stays one."""
    cells = ["=cmd|' /C calc'!A0", "-3.5", " +1", "@SUM(A1)", "-a", 'Zoë, "Z"']

    assert ["'=cmd|' /C calc'!A0", "-3.5", "' +1", "'@SUM(A1)", "'-a", 'Zoë, "Z"'] == rows_of(
        [csv_line(cells)]
    )[0]


def imported_by_canvas(text: str) -> dict[str, dict[str, str]]:
    """Read a file as lib/gradebook_importer.rb does, and return each student's grades by ID, login or name."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    student_columns = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        student_columns = 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        student_columns = 5
    assert "Section" in header[student_columns - 1]
    grades = {}
    for row in rows:
        if "Points Possible" in row[0]:
            assert all(re.fullmatch(r"[0-9.]+", cell) for cell in row[student_columns:])
            continue
        grades[row[1] or row[3] or row[0]] = dict(
            zip(header[student_columns:], row[student_columns:], strict=True)
        )
    return grades


def test_canvas() -> None:
    """Students are known by the ID in the names of a download, else by their login; who is anonymous is left out."""
    columns = [Column("backprop", "HW 3 (12345)", "10"), Column("mlp", "=MLP", "100")]
    graded = [
        Graded("doejane_77", {"backprop": grade_of(EIGHT)}),
        Graded("ana", {"backprop": grade_of(UNSURE), "mlp": grade_of(EIGHT)}),
        Graded("anon_Ab3xY", {"mlp": grade_of(EIGHT)}),
    ]
    text = "".join(canvas_lines(columns, graded))

    assert {
        "77": {"HW 3 (12345)": "8.5", "'=MLP": ""},
        "ana": {"HW 3 (12345)": "", "'=MLP": "8.5"},
    } == imported_by_canvas(text)


def imported_by_moodle(text: str) -> dict[int, tuple[str, str]]:
    """Read a file as importgradeslib.php does, and return grade and comment of each participant."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    identifier, grade = header.index("Identifier"), header.index("Grade")
    assert "Last modified (grade)" in header
    comment = header.index("Feedback comments")
    return {int(row[identifier][len("Participant ") :]): (row[grade], row[comment]) for row in rows}


def test_moodle() -> None:
    """Participants are known by the number in the names of a download; comments are HTML."""
    marked = [
        Marked("Ana Ruiz_123456", EIGHT, "dW2 < dW1 & <b>"),
        Marked("Bo Li_7", UNSURE, ""),
        Marked("cy", EIGHT, ""),
    ]
    text = "".join(moodle_lines(marked))

    assert {123456: ("8.5", "dW2 &lt; dW1 &amp; &lt;b&gt;")} == imported_by_moodle(text)
