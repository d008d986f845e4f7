"""`nnprep gradcheck`: the learner's gradient against finite differences of their loss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import Json
from nnprep.cli.output import show_json, show_page
from nnprep.errors import UsageError, shown
from nnprep.practice.source_file import read_source
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.screens.gradcheck import gradcheck_page

HELP = "nnprep gradcheck --help"
LIMITS = Limits(total=60.0, cpu=70, answers=1 << 40)
"""For many short calls, whose results are not kept."""


def gradcheck(
    loss: Annotated[
        str, typer.Argument(metavar="FILE.py:loss", help="The function that returns one number.")
    ],
    gradient: Annotated[
        str, typer.Argument(metavar="FILE.py:gradient", help="The function that returns its derivatives.")
    ],
    shape: Annotated[
        list[str] | None,
        typer.Option("--shape", metavar="NAME=3x4", help="A random argument; repeat for each one, in order."),
    ] = None,
    point: Annotated[
        str | None,
        typer.Option(
            "--point",
            metavar="FUNCTION",
            help="What returns the arguments; point if omitted.",
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option("--data", metavar="NAME", help="An argument that is data and needs no gradient."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Draw different numbers.")] = 0,
    json: Json = False,
) -> int:
    """Check your gradient against central differences of your loss.

    Arguments are random with --shape, else what your function point() returns, a tuple or a dict by name. Every
    floating-point argument is a parameter unless --data names it. The gradient is one array, a tuple with one for each
    argument, a dict by name, or nested as the arguments are. Exit code 0: every parameter was checked and is right.
    Your code runs in a process of its own.

    Example: nnprep gradcheck net.py:loss net.py:gradient --shape W=3x4
    """
    loss_file, loss_name = parse_function(loss)
    gradient_file, gradient_name = parse_function(gradient, loss_file)
    if shape and point is not None:
        raise UsageError("Use either --shape or --point: both set the arguments.", next_step=HELP)
    sizes = parse_shapes(shape or [])
    files = dict.fromkeys((loss_file, gradient_file))
    sources = {path: read_source(path, next_step=HELP) for path in files}
    peers = {path: ChildPeer.start(source, path.stem, LIMITS) for path, source in sources.items()}
    try:
        # Only now, so that this process and the learner's import NumPy at the same time.
        from nnprep.cli.gradcheck.comparison import Request, compare_in

        request = Request(
            (loss_file, loss_name), (gradient_file, gradient_name), sizes, point or "point", data or [], seed
        )
        rows, trouble = compare_in(peers, request)
    finally:
        for peer in peers.values():
            peer.close()
    if json:
        arrays = [row._asdict() for row in rows]
        show_json({"schema": "nnprep.gradcheck/1", "seed": seed, "trouble": trouble, "arrays": arrays})
    else:
        show_page(lambda paper: gradcheck_page(loss_name, gradient_name, rows, trouble, paper))
    return 0 if rows and all(row.verdict == "right" for row in rows) else 1


def parse_function(text: str, file: Path | None = None) -> tuple[Path, str]:
    """Return file and function of FILE.py:function, or of a function in `file`; raises UsageError."""
    path, colon, name = text.rpartition(":")
    if not colon and file is not None and not text.endswith(".py"):
        path, name = "", text  # the same file again
    if not name.isidentifier() or (not path and file is None):
        raise UsageError(f"{shown(text)} is not FILE.py:function, such as net.py:loss.", next_step=HELP)
    return (Path(path) if path else file or Path()), name


def parse_shapes(texts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return shapes by name, or by number if they have none; raises UsageError."""
    shapes: dict[str, tuple[int, ...]] = {}
    for number, text in enumerate(texts):
        name, equals, sizes = text.rpartition("=")
        parts = [part.strip() for part in sizes.strip("(), ").replace(",", "x").split("x")]
        if (equals and not name.isidentifier()) or not all(
            p.isascii() and p.isdigit() and len(p) < 10 and int(p) > 0 for p in parts
        ):
            raise UsageError(
                f"{shown(text)} is not a shape; expected NAME=3x4, or 3x4 for an argument without a name.",
                next_step=HELP,
            )
        if equals and name in shapes:
            raise UsageError(f"--shape {name} is given twice.", next_step=HELP)
        shapes[name if equals else str(number)] = tuple(int(part) for part in parts)
    return shapes
