"""What a gradient check found, array by array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnprep.screens.lines import Line, Paper, Style
from nnprep.screens.tables import table, titled

if TYPE_CHECKING:
    from nnprep.grading.gradcheck import Compared


def gradcheck_page(
    loss: str, gradient: str, found: Sequence[Compared], trouble: str, paper: Paper
) -> list[Line]:
    """Return the table of errors, the remarks, and what a good value is."""
    lines = titled(
        "gradcheck", f"{gradient} against central differences of {loss}, step 1e-5, float64", paper
    )
    if trouble:
        first, *rest = trouble.split("\n")
        lines += paper.paragraph(first, Style.BAD, first="  ✗ ", indent="    ")
        for line in rest:
            lines += paper.verbatim(line, indent="    ")
        return lines
    for one in found:
        lines += array(one, paper)
    right = sum(one.verdict == "right" for one in found)
    whole = f"{right} of {len(found)} gradients are right."
    lines += [Line(), *paper.paragraph(whole, Style.STRONG, indent="  ")]
    return lines + paper.paragraph(GOOD, Style.FAINT, indent="  ")


def array(one: Compared, paper: Paper) -> list[Line]:
    """Return what the gradient of one array is worth."""
    sign, style = SIGNS[one.verdict]
    shape = "(" + ",".join(map(str, one.shape)) + ("," if len(one.shape) == 1 else "") + ")"
    error = "" if one.error != one.error else f"relative error {one.error:.1e}"
    lines = table(
        [[f"{sign} {one.name}", shape, error, one.verdict]],
        paper,
        styles=(style, Style.PLAIN, Style.PLAIN, style),
    )
    if one.verdict == "right":
        return lines
    if one.entries:
        where = "[" + ", ".join(map(str, one.place)) + "]" if one.place else ""
        worst = f"worst at {one.name}{where}: gradient {one.gradient:.6g}, difference {one.difference:.6g}"
        lines += paper.paragraph(worst, indent="      ")
    return lines + paper.paragraph(one.remark, indent="      ")


SIGNS = {"right": ("✓", Style.GOOD), "doubtful": ("?", Style.ACCENT), "wrong": ("✗", Style.BAD)}
GOOD = (
    "The relative error is the length of the gap over the sum of both lengths. In float64 below 1e-6 is right and "
    "above 1e-3 is wrong. In between, look for a kink such as ReLU at zero, for float32 inside your code, or for "
    "a random number that changes between two calls."
)
