"""Backpropagation on a page: the talk, and a worked example with every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnprep.errors import plural
from nnprep.terminal.layout import Line, Paper, Style, width_of
from nnprep.terminal.tables import GAP, table, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnprep.nn.lessons.attention import Head
    from nnprep.nn.lessons.backprop import Gradient, Worked

COLUMNS = (Style.STRONG, Style.PLAIN, Style.ACCENT, Style.FAINT)


def talk(sentences: tuple[str, ...], words: int, seconds: int, paper: Paper) -> list[Line]:
    """Return the talk as numbered steps."""
    lines = titled("sixty seconds, spoken", f"{words} words, {seconds} s at an easy pace", paper)
    for number, sentence in enumerate(sentences, start=1):
        lines += paper.paragraph(sentence, first=f"  {number}  ", indent="     ")
    return lines


def worked_example(example: Worked, paper: Paper) -> list[Line]:
    """Return the forward pass, the backward pass beside finite differences, and what one step does."""
    names = [example.activation] * (len(example.layers) - 1) + [example.output]
    about = f"{', '.join(names)}; {LOSSES[example.loss_name]}, mean over {plural(len(example.X), 'row')}"
    if example.seed is not None:
        about += f"; seed {example.seed}"
    lines = titled(f"worked example  {' → '.join(map(str, example.sizes))}", about, paper)
    lines += [*forward_table(forward_rows(example, names), paper), Line()]
    lines += titled("  backward, last layer first", "each gradient next to its central difference", paper)
    for gradient in example.gradients:
        lines += confirmed(gradient, paper)
    lines += [
        Line(),
        *paper.paragraph(
            f"Largest gap anywhere: {example.gap:.0e}. Every gradient has the shape of the array it belongs to.",
            indent="  ",
        ),
        *paper.paragraph(
            f"One step of gradient descent with learning rate 0.5: the loss goes from {example.loss:.6f} to "
            f"{example.loss_after:.6f}. Backpropagation changed nothing; the optimizer did.",
            indent="  ",
        ),
    ]
    return lines


def attention_head(example: Head, paper: Paper) -> list[Line]:
    """Return one head's forward pass, its backward pass beside finite differences, and what one step does."""
    tokens, width, columns = example.sizes
    about = f"{plural(tokens, 'token')}, width {width}, head width {columns}; half squared error"
    about += "; causal" if example.causal else ""
    about += f"; seed {example.seed}" if example.seed is not None else ""
    v = example.values
    rows = [row for name in ("X", "Y", "Wq", "Wk", "Wv") for row in matrix(name, "", v[name], "g")]
    rows += [row for name in "QKV" for row in matrix(name, f"X @ W{name.lower()}", v[name])]
    rows += matrix("S", f"Q @ K.T / √{columns}", v["S"])
    rows += matrix("M", "-inf hides what comes later", v["M"], "g") if example.causal else []
    rows += matrix("A", f"softmax(S{' + M' if example.causal else ''}), each row", v["A"])
    rows += matrix("O", "A @ V", v["O"])
    rows.append(["L", f"0.5 * sum((O - Y)**2) / {tokens}", f"{example.loss:.6f}"])
    lines = titled("one attention head", about, paper)
    lines += [*forward_table(rows, paper), Line()]
    lines += titled("  backward, from O to X", "each gradient next to its central difference", paper)
    for gradient in example.gradients:
        lines += confirmed(gradient, paper)
    ends = (
        f"Largest gap anywhere: {example.gap:.0e}. Every gradient has the shape of the array it belongs to.",
        "The rows of A sum to 1, so a constant added to a row of S changes nothing, and the rows of dS sum to 0 "
        f"(largest here: {example.row_sum:.0e}).",
        f"One step of gradient descent on Wq, Wk and Wv with learning rate 0.5: the loss goes from {example.loss:.6f} "
        f"to {example.loss_after:.6f}.",
    )
    return [*lines, Line(), *(line for text in ends for line in paper.paragraph(text, indent="  "))]


def as_facts(gradients: Sequence[Gradient]) -> dict[str, dict[str, Any]]:
    """Return gradients by their names, for programs."""
    return {
        gradient.name: {
            "equation": gradient.equation,
            "value": gradient.value.tolist(),
            "central_difference": gradient.difference.tolist(),
            "gap": gradient.gap,
        }
        for gradient in gradients
    }


def forward_rows(example: Worked, names: list[str]) -> list[list[str]]:
    """Return inputs, parameters, pre-activations, activations and the loss, one matrix row per line."""
    rows = matrix("X", "", example.X, "g") + matrix("Y", "", example.Y, "g")
    source = "X"
    for number, (layer, name) in enumerate(zip(example.layers, names, strict=True), start=1):
        rows += matrix(f"W{number}", "", layer.W, "g") + matrix(f"b{number}", "", layer.b, "g")
        rows += matrix(f"z{number}", f"{source} @ W{number} + b{number}", layer.z)
        rows += matrix(f"a{number}", f"{name}(z{number})", layer.a)
        source = f"a{number}"
    formula = FORMULAS[example.loss_name]
    return [*rows, ["L", formula.format(p=source, m=len(example.X)), f"{example.loss:.6f}"]]


def forward_table(rows: Sequence[Sequence[str]], paper: Paper) -> list[Line]:
    """Return names, formulas and matrix rows side by side, or each matrix below its formula if there is no room."""
    widths = (max(map(width_of, column)) for column in zip(*rows, strict=True))
    if 2 + sum(widths) + 2 * GAP < paper.width:
        return table(rows, paper, styles=COLUMNS)
    lines = []
    for name, formula, numbers in rows:
        if name:
            lines += paper.paragraph(f"{name} = {formula}" if formula else name, Style.STRONG, indent="  ")
        lines += table([[numbers]], paper, styles=(Style.ACCENT,), indent=6)
    return lines


def confirmed(gradient: Gradient, paper: Paper) -> list[Line]:
    """Return a gradient with its central difference beside it, or below it if there is no room."""
    lines = table(
        [[f"{gradient.name} = {gradient.equation}", f"gap {gradient.gap:.0e}"]],
        paper,
        styles=(Style.STRONG, Style.FAINT),
    )
    values, others = aligned(gradient.value), aligned(gradient.difference)
    rows = [[value, "≈", other] for value, other in zip(values, others, strict=True)]
    if 6 + len(values[0]) + 7 + len(others[0]) >= paper.width:
        rows = [["", value] for value in values] + [["≈", other] for other in others]
        return lines + table(rows, paper, styles=(Style.FAINT, Style.ACCENT), indent=4)
    return lines + table(rows, paper, styles=(Style.ACCENT, Style.FAINT, Style.FAINT), indent=6)


def matrix(name: str, formula: str, values: Any, spec: str = ".6f") -> list[list[str]]:
    """Return a matrix as rows of a table, its name and formula before the first."""
    return [
        [name if index == 0 else "", formula if index == 0 else "", row]
        for index, row in enumerate(aligned(values, spec))
    ]


def aligned(values: Any, spec: str = ".6f") -> list[str]:
    """Return the rows of a matrix as texts with aligned numbers."""
    texts = [[f"{value + 0.0:{spec}}" for value in row] for row in values]
    width = max(len(text) for row in texts for text in row)
    return ["  ".join(text.rjust(width) for text in row) for row in texts]


LOSSES = {
    "bce": "binary cross-entropy",
    "cross-entropy": "cross-entropy",
    "squared": "half squared error",
}
FORMULAS = {
    "bce": "-sum(Y * ln({p}) + (1 - Y) * ln(1 - {p})) / {m}",
    "cross-entropy": "-sum(Y * ln({p})) / {m}",
    "squared": "0.5 * sum(({p} - Y)**2) / {m}",
}
"""Summed over a row's outputs and averaged over the m rows, which makes the first gradient (p - Y) / m."""
