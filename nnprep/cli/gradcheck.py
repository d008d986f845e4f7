"""nnprep gradcheck: the learner's own gradient against differences of their own loss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nnprep.sandbox.functions import Functions
    from nnprep.sandbox.limits import Limits


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
        str | None,
        typer.Option(
            "--point", metavar="FUNCTION", help="In the first file: returns the arguments; default: point."
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option("--data", metavar="NAME", help="An argument that is data: it needs no gradient."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draw other numbers.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Check your own gradient against central differences of your own loss, parameter by parameter.

    Both functions get the same arguments. Without --shape they are what your function point() returns: a tuple,
    or a dict by name. Every floating argument is a parameter, unless --data names it. The gradient returns one
    array, a tuple of one for each argument, a dict by name, or the nested structure of the arguments. It passes,
    with exit code 0, when every parameter was checked and is right. Your code runs in a process of its own.

    Example: nnprep gradcheck net.py:loss net.py:gradient --shape W=3x4 --shape b=1x4
    """
    from nnprep.errors import UsageError
    from nnprep.practice.source_file import read_source
    from nnprep.sandbox.parent.child_process import ChildPeer

    loss_file, loss_name = split(loss)
    gradient_file, gradient_name = split(gradient, loss_file)
    if shape and point is not None:
        raise UsageError("Give either --shape or --point: both say what the arguments are.", next_step=HELP)
    shapes = read_shapes(shape or [])
    files = dict.fromkeys((loss_file, gradient_file))
    sources = {path: read_source(path, next_step=HELP) for path in files}
    peers = {path: ChildPeer.start(source, path.stem, many_calls()) for path, source in sources.items()}
    try:
        from nnprep.gradcheck.check import compare
        from nnprep.gradcheck.parameters import drawn_point, point_of, with_data, with_names
        from nnprep.gradcheck.verdicts import Compared
        from nnprep.sandbox.failures import Misbehaved

        found: list[Compared] = []
        trouble = ""
        caller = Caller()
        try:
            functions = {path: loaded(peer) for path, peer in peers.items()}
            at = drawn_point(shapes, seed) if shapes else point_of(functions[loss_file], point or "point")
            at = with_names(at, functions[loss_file], loss_name)
            found = compare(
                caller.light(functions[loss_file], loss_name),
                caller.light(functions[gradient_file], gradient_name),
                with_data(at, data or []),
                seed=seed,
            )
        except Misbehaved as error:
            trouble = told(error, caller, point or "point", needs_point=not shapes)
    finally:
        for peer in peers.values():
            peer.close()
    if json:
        from nnprep.cli.output import show_json

        rows = [one._asdict() for one in found]
        show_json({"schema": "nnprep.gradcheck/1", "seed": seed, "trouble": trouble, "arrays": rows})
    else:
        from nnprep.cli.explain.output import present
        from nnprep.screens.gradcheck import gradcheck_page

        present(lambda paper: gradcheck_page(loss_name, gradient_name, found, trouble, paper))
    return 0 if found and all(one.verdict == "right" for one in found) else 1


HELP = "nnprep gradcheck --help"


def many_calls() -> Limits:
    """Return limits for many short calls."""
    from nnprep.sandbox.limits import Limits

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
            next_step=HELP,
        )
    return (Path(path) if path else file or Path()), name


def read_shapes(texts: list[str]) -> dict[str, tuple[int, ...]]:
    """Return shapes by name; those without one are numbered. Raises UsageError, also for sizes beyond the limit."""
    from math import prod

    from nnprep.errors import UsageError, shown

    found: dict[str, tuple[int, ...]] = {}
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
        if equals and name in found:
            raise UsageError(f"--shape {name} is given twice.", next_step=HELP)
        found[name if equals else str(number)] = tuple(int(part) for part in parts)
    if found:
        from nnprep.gradcheck.parameters import refuse_size

        refuse_size(8 * sum(map(prod, found.values())))
    return found


def loaded(peer: Any) -> Functions:
    """Return the functions of a file that a process has loaded."""
    from nnprep.sandbox.functions import Functions

    peer.load()
    return Functions(peer)


class Caller:
    """Calls the learner's functions, and remembers which one it called last."""

    def __init__(self) -> None:
        self.last = ""
        self.calls = 0

    def light(self, f: Functions, name: str) -> Any:
        """Return a function that forgets each call after it: thousands follow, and none is evidence."""

        def call(*arguments: Any, **keywords: Any) -> Any:
            self.last = name
            self.calls += 1
            result = f.call("call", name, [name], arguments, keywords)
            f.calls.clear()
            f.journal.clear()
            return result

        return call


def told(error: Any, caller: Caller, point: str, *, needs_point: bool) -> str:
    """Return what the learner's code did instead of answering, in a sentence with its own lines."""
    from nnprep.errors import UsageError
    from nnprep.grading.outcome import misbehavior
    from nnprep.sandbox.failures import Missing, Refused, TimedOut

    if isinstance(error, Missing) and error.name == point and needs_point:
        raise UsageError(
            f"The file has no function {point}(). Write one that returns the arguments, or give a shape for each.",
            next_step=HELP,
        )
    name = caller.last or point
    if isinstance(error, Refused):
        return f"{name} returned {error.what}, which gradcheck cannot read"
    if isinstance(error, TimedOut) and error.total:
        return (
            f"{caller.calls} calls took more than {error.seconds:g} s together: every entry needs two of the loss. "
            "Take fewer samples or smaller arrays"
        )
    if isinstance(error, TimedOut):
        return (
            f"{name} gave {error}. gradcheck calls the loss hundreds of times: take fewer samples or smaller "
            "arrays; if it never ends, look for a loop that does not"
        )
    _, sentence, lines = misbehavior(error)
    return "\n".join((sentence, *lines))
