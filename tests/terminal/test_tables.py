"""Tables and plots at every width, with and without signs beyond ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.terminal.layout import Paper, width_of
from nnprep.terminal.plots import Plot, side_by_side, sparkline
from nnprep.terminal.tables import table, titled

ROWS = [["z1 = X @ W1 + b1", "(N,10) @ (10,64) + (1,64) -> (N,64)", "10·64 + 64 = 704"], ["", "", ""]]
TEXT = st.text(st.sampled_from("abc →σ 12"), max_size=50)


def texts(rows: list[list[str]], width: int, **more: object) -> list[str]:
    """Return a table's lines without styles."""
    return [line.text.rstrip() for line in table(rows, Paper(width=width), **more)]  # type: ignore[arg-type]


def test_wide_paper_has_columns() -> None:
    """Where there is room, a row is a line."""
    assert texts(ROWS, 100, right={2}) == [
        "  z1 = X @ W1 + b1   (N,10) @ (10,64) + (1,64) -> (N,64)   10·64 + 64 = 704",
        "",
    ]


def test_last_column_goes_beneath_first() -> None:
    """If three columns are too wide, the last one goes below the second."""
    assert texts(ROWS, 70) == [
        "  z1 = X @ W1 + b1   (N,10) @ (10,64) + (1,64) -> (N,64)",
        "                     10·64 + 64 = 704",
        "",
    ]


def test_narrow_paper_stacks() -> None:
    """If nothing fits, each cell has its own lines, with its heading."""
    assert texts([["name", "a text that is long", "7"]], 21, header=("", "what", "count")) == [
        "  name",
        "    what: a text",
        "      that is long",
        "    count: 7",
    ]


def test_stacked_numbers_stay_under_each_other() -> None:
    """A cell that fits keeps its spaces, so the columns of a matrix stay aligned on narrow paper."""
    rows = [["W1", "a formula that is long", " 0.1  -0.2"], ["", "", "-0.3   0.4"]]

    assert texts(rows, 28)[-2:] == ["     0.1  -0.2", "    -0.3   0.4"]


def test_last_column_wraps() -> None:
    """With `wraps` the last column uses the room that is left."""
    assert texts([["name", "one two three four five six seven"]], 40, wraps=True) == [
        "  name   one two three four five six",
        "         seven",
    ]


@settings(max_examples=60)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=4),
    width=st.integers(24, 120),
    ascii=st.booleans(),
    wraps=st.booleans(),
)
def test_no_line_is_wider_than_the_paper(rows: list[list[str]], width: int, ascii: bool, wraps: bool) -> None:
    """Whatever the texts, no line reaches the last column, and ASCII paper gets ASCII."""
    lines = table(rows, Paper(width=width, ascii=ascii), wraps=wraps)

    assert max((width_of(line.text.rstrip()) for line in lines), default=0) < width
    assert not ascii or all(line.text.isascii() for line in lines)


def test_title_breaks_before_what_belongs_to_it() -> None:
    """A heading and its remark share a line if there is room."""
    assert [line.text for line in titled("memory", "float32", Paper(width=40))] == ["memory   float32"]
    assert len(titled("memory", "float32, 4 bytes per number, and more", Paper(width=30))) > 1


@pytest.mark.parametrize("ascii", [True, False])
def test_curve_goes_through_its_points(ascii: bool) -> None:
    """A rising line starts at the lower left and ends at the upper right, and the axes show where it is not."""
    plot = Plot(9, 5, (-1, 1), (-1, 1), ascii=ascii)
    plot.curve([(-1, -1), (1, 1)])
    rows = plot.rows()
    empty = " -|" if ascii else " ─│"

    assert rows[4][0] not in empty
    assert rows[0][8] not in empty
    assert (rows[2][0], rows[0][4]) == (empty[1], empty[2])
    assert all(len(row) == 9 for row in rows)
    assert not ascii or all(row.isascii() for row in rows)


def test_points_outside_are_not_drawn() -> None:
    """Points outside the limits or not finite leave no dot and raise nothing."""
    plot = Plot(5, 3, (1, 2), (1, 2))
    plot.curve([(9, 9), (float("nan"), 1), (1e300, -1e300)])

    assert plot.rows() == ["     "] * 3


def test_plots_stand_side_by_side_where_they_fit() -> None:
    """Two plots share their lines on wide paper and follow each other on narrow paper."""
    plots = [(name, Plot(20, 3, (0, 1), (0, 1), ascii=True)) for name in ("one", "two")]
    wide, narrow = (
        [line.text.split() for line in side_by_side(plots, Paper(width=width))] for width in (80, 40)
    )

    assert wide[0] == ["one", "two"]
    assert (narrow[0], len(narrow)) == (["one"], 2 * len(wide) + 1)


def test_sparklines() -> None:
    """A sparkline has a block for each value."""
    assert sparkline([0, 1, 2]) == "▁▅█"
    assert sparkline([1, 1], ascii=True) == "__"
