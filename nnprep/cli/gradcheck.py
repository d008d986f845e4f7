"""nnprep gradcheck: the learner's own gradient against differences of their own loss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nnprep.grading.functions import Functions
    from nnprep.grading.limits import Limits


def gradcheck(
    loss: Annotated[
        str, typer.Argument(metavar="FILE.py:loss", help="The function that returns one number.")
    ],
    gradient: Annotated[
        str, typer.Argument(metavar="FILE.py:gradient", help="The one that returns its derivatives.")
    ],
    shape: Annotated[
        list[str] | None,
        typer.Option("--shape", metavar="NAME=3x4", help="An argument to draw; once for each, in order."),
    ] = None,
    point: Annotated[
        str, typer.Option("--point", metavar="FUNCTION", help="In the first file: returns the arguments.")
    ] = "point",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draw other numbers.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Check your own gradient against central differences of your own loss, array by array.

    Both functions get the same arguments. Without --shape they are what your function point() returns: a tuple,
    or a dict by name; only floating arrays are differentiated. The gradient returns one array, a tuple in the
    order of the arguments, or a dict by name. Your code runs in a process of its own.

    Example: nnprep gradcheck net.py:loss net.py:gradient --shape W=3x4 --shape b=1x4
    """
    from nnprep.grading.sources import read_source
    from nnprep.grading.wall import ChildPeer

    loss_file, loss_name = split(loss)
    gradient_file, gradient_name = split(gradient, loss_file)
    shapes = read_shapes(shape or [])
    sources = {path: read_source(path) for path in dict.fromkeys((loss_file, gradient_file))}
    peers = {path: ChildPeer.start(source, path.stem, many_calls()) for path, source in sources.items()}
    try:
        from nnprep.grading.gradcheck import Compared, compare, drawn_point, point_of
        from nnprep.grading.misbehaviour import Misbehaved

        found: list[Compared] = []
        trouble = ""
        try:
            files = {path: loaded(peer) for path, peer in peers.items()}
            at = drawn_point(shapes, seed) if shapes else point_of(files[loss_file], point)
            found = compare(
                light(files[loss_file], loss_name), light(files[gradient_file], gradient_name), at, seed=seed
            )
        except Misbehaved as error:
            trouble = told(error, point, needs_point=not shapes)
    finally:
        for peer in peers.values():
            peer.close()
    if json:
        from nnprep.cli.output import show_json

        rows = [one._asdict() for one in found]
        show_json({"schema": "nnprep.gradcheck/1", "seed": seed, "trouble": trouble, "arrays": rows})
    else:
        from nnprep.cli.explain_output import present
        from nnprep.screens.gradchecks import gradcheck_page

        present(lambda paper: gradcheck_page(loss_name, gradient_name, found, trouble, paper))
    return 0 if found and all(one.verdict == "right" for one in found) else 1


def many_calls() -> Limits:
    """Return limits for many short calls."""
    from nnprep.grading.limits import Limits

    return Limits(total=60.0, cpu=70)


def split(text: str, file: Path | None = None) -> tuple[Path, str]:
    """Return file and function of FILE.py:function; raises UsageError."""
    from nnprep.errors import UsageError, shown

    path, colon, name = text.rpartition(":")
    if not colon and file is not None and not text.endswith(".py"):
        path, name = "", text  # the same file again
    if not name.isidentifier() or (not path and file is None):
        raise UsageError(
            f"{shown(text)} is not FILE.py:function, such as net.py:loss.",
            next_step="nnprep gradcheck --help",
        )
    return (Path(path) if path else file or Path()), name


def read_shapes(texts: list[str]) -> dict[str, tuple[int, ...]]:
    """Return shapes by name; those without one are numbered. Raises UsageError."""
    from nnprep.errors import UsageError, shown

    found: dict[str, tuple[int, ...]] = {}
    for number, text in enumerate(texts):
        name, equals, sizes = text.rpartition("=")
        parts = [part.strip() for part in sizes.strip("(), ").replace(",", "x").split("x")]
        if (equals and not name.isidentifier()) or not all(
            p.isdigit() and 0 < int(p) <= 10_000 for p in parts
        ):
            raise UsageError(
                f"{shown(text)} is not a shape; expected NAME=3x4, or 3x4 for an argument without a name.",
                next_step="nnprep gradcheck --help",
            )
        found[name if equals else str(number)] = tuple(int(part) for part in parts if part)
    return found


def loaded(peer: Any) -> Functions:
    """Return the functions of a file that a process has loaded."""
    from nnprep.grading.functions import Functions

    peer.load()
    return Functions(peer)


def light(f: Functions, name: str) -> Any:
    """Return a function that forgets each call after it: thousands follow, and none is evidence."""

    def call(*arguments: Any, **keywords: Any) -> Any:
        result = getattr(f, name)(*arguments, **keywords)
        f.calls.clear()
        f.journal.clear()
        return result

    return call


def told(error: Any, point: str, *, needs_point: bool) -> str:
    """Return what the learner's code did instead of answering, in a sentence with its own lines."""
    from nnprep.errors import UsageError
    from nnprep.grading.misbehaviour import Missing
    from nnprep.grading.outcome import misbehaviour

    if isinstance(error, Missing) and error.name == point and needs_point:
        raise UsageError(
            f"The file has no function {point}(). Write one that returns the arguments, or give a shape for each.",
            next_step="nnprep gradcheck --help",
        )
    _, sentence, lines = misbehaviour(error)
    return "\n".join((sentence, *lines))
