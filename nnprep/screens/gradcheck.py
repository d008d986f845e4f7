"""What a gradient check found, parameter by parameter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnprep.terminal.layout import Line, Paper, Style, width_of
from nnprep.terminal.tables import natural, table, titled

if TYPE_CHECKING:
    from nnprep.gradcheck.verdicts import Compared

USUAL_STEP = 1e-5


def gradcheck_page(
    loss: str, gradient: str, results: Sequence[Compared], trouble: str, paper: Paper
) -> list[Line]:
    """Return the table of errors, the remarks, and what a good value is."""
    usual = all(one.step == USUAL_STEP for one in results)
    how = "step 1e-5, float64" if usual else "float64 parameters"
    lines = titled("gradcheck", f"{gradient} against central differences of {loss}, {how}", paper)
    if trouble:
        first, *rest = trouble.split("\n")
        lines += paper.paragraph(first, Style.BAD, first="  ✗ ", indent="    ")
        for line in rest:
            lines += paper.verbatim(line, indent="    ")
        return lines
    rows = [[paper.spelled(cell) for cell in cells(one)] for one in results]
    widths = natural(rows)
    for one, row in zip(results, rows, strict=True):
        style = SIGNS[one.verdict][1]
        padded = [cell + " " * (wide - width_of(cell)) for cell, wide in zip(row, widths, strict=True)]
        lines += table([padded], paper, styles=(style, Style.PLAIN, Style.PLAIN, style))
        for remark in remarks(one, loss):
            lines += paper.paragraph(remark, indent="      ")
    return [*lines, Line(), *summary(results, paper)]


def cells(one: Compared) -> list[str]:
    """Return the row of one parameter."""
    shape = "(" + ",".join(map(str, one.shape)) + ("," if len(one.shape) == 1 else "") + ")"
    error = "" if one.error != one.error else f"relative error {one.error:.1e}"
    return [f"{SIGNS[one.verdict][0]} {one.name}", shape, error, one.verdict]


def remarks(one: Compared, loss: str) -> list[str]:
    """Return the remarks below the row of one parameter."""
    lines = []
    if one.directions:
        lines.append(
            f"{one.entries} of {one.size:,} entries, and {one.directions} directions through all of them"
        )
    if one.step != USUAL_STEP:
        why = " in float32" if one.single else ""
        lines.append(f"step {one.step:.0e}, to fit {loss}'s rounding error{why}, {one.rounding:.0e}")
    if one.unseen and one.verdict == "right":
        lines.append(f"except {one.unseen} below a millionth of the largest, lost in {loss}'s rounding error")
    if one.gradient == one.gradient and one.verdict != "right":
        index = f"[{', '.join(map(str, one.place))}]" if one.place else ""
        at = f"{one.name}{index}" if one.place is not None else "all entries"
        kind = "worst at" if one.verdict == "wrong" else "at"
        lines.append(f"{kind} {at}: yours {one.gradient:.6g}, numeric {one.difference:.6g}")
    return [*lines, one.remark] if one.remark else lines


def summary(results: Sequence[Compared], paper: Paper) -> list[Line]:
    """Return how many are right, which were not checked, and what the numbers mean."""
    right = sum(one.verdict == "right" for one in results)
    is_are = "is" if right == 1 else "are"
    lines = paper.paragraph(f"{right} of {len(results)} gradients {is_are} right.", Style.STRONG, indent="  ")
    left_out = [one.name for one in results if one.verdict == "not checked"]
    if left_out:
        lines += paper.paragraph(
            f"Not checked: {', '.join(left_out)}. If one of them is data, mark it with --data NAME.",
            indent="  ",
        )
    return lines + paper.paragraph(GOOD, Style.FAINT, indent="  ")


SIGNS = {
    "right": ("✓", Style.GOOD),
    "wrong": ("✗", Style.BAD),
    "cannot tell": ("?", Style.ACCENT),
    "not checked": ("-", Style.ACCENT),
}
GOOD = (
    "The relative error is the norm of the gap over the sum of both norms; in float64, below 1e-6 is right. Each entry "
    "is judged on its own, as far as the loss's rounding error allows."
)
