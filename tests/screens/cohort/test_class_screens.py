"""A class on paper of any width."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from nnprep.cohort.finding.roll import call_the_roll
from nnprep.cohort.points.points import points_of
from nnprep.cohort.points.rubric import even_rubric
from nnprep.cohort.summary.summary import summaries
from nnprep.content.library import find_exercise
from nnprep.screens.cohort.class_table import class_lines, row_of
from nnprep.screens.cohort.roll import roll_lines
from nnprep.screens.cohort.summary import summary_lines
from nnprep.terminal.layout import Line, Paper, width_of
from tests.cohort.records import NO_MEAN, ONLY_DW2, SIGN, check, mistake, part, record, wrong

CLASS = [
    *(record(f"s{number}") for number in range(9)),
    wrong("ana", mistake("no-mean", NO_MEAN)),
    wrong("bo", mistake("no-mean-dW2", ONLY_DW2)),
    wrong("cy", mistake("sign", SIGN)),
    wrong("dee", message="dW1 is 3 at [0], should be 1"),
    wrong("eve", message="dW1 is 4 at [0], should be 2"),
    record("flo", status="unsure"),
    record("gus", status="not-judged", symptom="The file is larger than 1 MiB."),
    record("hal", part("forward", check("a")), part("backward", check("b", "failed"))),
]


def text_of(lines: list[Line]) -> str:
    return "\n".join(line.text.rstrip() for line in lines)


def test_summary() -> None:
    """The summary says mistakes by frequency, parts by pass rate, and what a human should look at."""
    (summary,) = summaries(CLASS)

    assert """\
backprop   9 of 17 pass, 53 %
  6 failed · 1 not judged · 1 unsure

What went wrong
  2 of 17   Every gradient is exactly m times too large: 1 in dW2 only
  1 of 17   All the gradients point the wrong way

Parts, hardest first
   60 %   9 of 15   the backward part
  100 %    1 of 1   the forward part

No mistake is named in 3 submissions
  dee, eve, hal

Common to these: possibly a mistake nnprep doesn't know
  2 fail in 1 check, first “title of batch”: dW1 is 3 at [0], should be 1
    dee, eve

Passing with only some random inputs, so you decide: 1 submission
  flo

Not judged, so not graded: 1 submission
  gus""" == text_of(summary_lines(summary, Paper(80)))


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_nothing_is_wider_than_the_paper(width: int) -> None:
    """No row is wider than the terminal, and on narrow paper nothing is lost."""
    rubric = even_rubric(find_exercise("backprop"))
    (summary,) = summaries(CLASS)
    rows = [row_of(each, points_of(each, rubric)) for each in CLASS]
    lines = [*class_lines(rows, 3, Paper(width)), *summary_lines(summary, Paper(width))]

    assert max(width_of(line.text) for line in lines) < width
    text = " ".join(text_of(lines).split())
    assert all(each.submitter in text for each in CLASS)
    assert "and 3 more submissions" in text


def test_roll(tmp_path: Path) -> None:
    """The roll says who was found as what, and why each file is left over."""
    for name in ("ana/backprop.py", "bo/x.txt", "cy/mlp.py", "doe_LATE_1_2_mlp.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    known = {"backprop": "backprop", "mlp": "mlp"}
    with ExitStack() as zips:
        roll = call_the_roll([tmp_path], known, None, zips)
    text = text_of(roll_lines(roll, Paper(300), most=2))

    first, *_ = text.splitlines()
    assert "3 submissions of 3 submitters" == first
    assert "  doe_1       mlp        Canvas, late   " not in text, "it is the third"
    assert "and 1 more submission" in text
    assert f"  is neither a .py file nor a notebook\n    {tmp_path}/bo/x.txt" in text
    assert "No file to judge: bo." in text
    whole = text_of(roll_lines(roll, Paper(300)))
    assert "Canvas, late" in whole
