"""Networks for an agent: shapes and parameters derived, gradients compared with finite differences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnprep.cli.explain.shapes import facts
from nnprep.cli.gradcheck.command import HELP, LIMITS
from nnprep.cli.gradcheck.comparison import Request, compare_in
from nnprep.errors import UsageError
from nnprep.nn.shapes.derivation import batch_size, network
from nnprep.practice.source_file import read_source
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.screens.explain.shapes import derivation
from nnprep.terminal.layout import Paper


def explain_shapes(layers: list[str], batch: str = "") -> dict[str, Any]:
    """Derive every shape and parameter count of a network, as on a whiteboard.

    `layers` are the words of `nnprep explain shapes`: plain sizes such as ["10", "64", "3"], or an input shape and
    layers such as ["3x32x32", "conv:16:3:same", "relu", "pool:2", "flatten", "10"].
    """
    net = network(layers, batch=batch_size(batch))
    text = "\n".join(line.text.rstrip() for line in derivation(net, Paper(89)))
    return facts(net, "float32") | {"text": text}


def gradcheck(
    loss: str,
    gradient: str,
    path: str = "",
    source: str = "",
    shapes: dict[str, list[int]] | None = None,
    data: list[str] | None = None,
    seed: int = 0,
) -> dict[str, Any]:
    """Compare the learner's gradient with central differences of their loss, parameter by parameter.

    `loss` and `gradient` name two functions in the file at `path`, or in `source`, which get the same arguments:
    random ones of these `shapes` (in order), else what the file's function point() returns. `data` names arguments
    that need no gradient.
    """
    if bool(path) == bool(source):
        raise UsageError("Give either `path` or `source`.")
    file = Path(path) if path else Path("source.py")
    code = read_source(file, next_step=HELP) if path else source.encode(errors="replace")
    sizes = {name: tuple(size) for name, size in (shapes or {}).items()}
    if any(number < 1 for size in sizes.values() for number in size):
        raise UsageError("Each size in `shapes` is at least 1.")
    with ChildPeer.start(code, file.stem, LIMITS) as peer:
        request = Request((file, loss), (file, gradient), sizes, "point", data or [], seed)
        rows, trouble = compare_in({file: peer}, request)
    arrays = [row._asdict() for row in rows]
    right = bool(rows) and all(row.verdict == "right" for row in rows)
    return {"right": right, "trouble": trouble, "arrays": arrays}
