"""Compares gradients in running processes, and explains what the learner's code did instead of answering."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

from nnprep.errors import UsageError
from nnprep.gradcheck.check import compare
from nnprep.gradcheck.parameters import drawn_point, point_of, refuse_size, with_data, with_names
from nnprep.gradcheck.verdicts import Compared
from nnprep.grading.outcome import misbehavior
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.failures import BrokenFile, Misbehaved, Missing, Refused, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.parent.child_process import ChildPeer

FLOAT_BYTES = 8


class Request(NamedTuple):
    """Which gradient to compare with which loss, and where."""

    loss: tuple[Path, str]
    """File and function."""
    gradient: tuple[Path, str]
    shapes: Mapping[str, tuple[int, ...]]
    """Of random arguments; empty to call `point` instead."""
    point: str
    """The function in the loss's file that returns the arguments."""
    data: Sequence[str]
    seed: int


class Caller:
    """Calls the learner's functions; knows which one it called last, and how many calls it made."""

    def __init__(self) -> None:
        self.last = ""
        self.loading: Path | None = None
        """The file that was loaded last."""
        self.calls = 0

    def function(self, functions: Functions, name: str) -> Callable[..., Any]:
        """Return a function that keeps no journal: thousands of calls follow, and none is evidence."""

        def call(*arguments: Any, **keywords: Any) -> Any:
            self.last = name
            self.calls += 1
            result = functions.call("call", name, [name], arguments, keywords)
            functions.calls.clear()
            functions.journal.clear()
            return result

        return call


def compare_in(peers: Mapping[Path, ChildPeer], request: Request) -> tuple[list[Compared], str]:
    """Return a row for each parameter, and what went wrong; if something did, there are no rows.

    `peers` holds the process of each file. Raises UsageError and UnknownNameError.
    """
    if request.shapes:
        refuse_size(FLOAT_BYTES * sum(map(prod, request.shapes.values())))
    caller = Caller()
    try:
        functions = {}
        for path, peer in peers.items():
            caller.loading = path
            functions[path] = load(peer)
        at = (
            drawn_point(request.shapes, request.seed)
            if request.shapes
            else point_of(functions[request.loss[0]], request.point)
        )
        point = with_names(at, functions[request.loss[0]], request.loss[1])
        loss, gradient = (
            caller.function(functions[path], name) for path, name in (request.loss, request.gradient)
        )
        return compare(
            loss,
            gradient,
            with_data(point, request.data),
            seed=request.seed,
        ), ""
    except Misbehaved as error:
        return [], explain(error, caller, request)


def load(peer: ChildPeer) -> Functions:
    """Let a process load its file, and return the functions in it; raises Misbehaved."""
    peer.load()
    return Functions(peer)


def explain(error: Misbehaved, caller: Caller, request: Request) -> str:
    """Return what the learner's code did instead of answering, as a sentence with its own lines.

    Raises UsageError if there is no function for the point.
    """
    if isinstance(error, Missing) and error.name == request.point and not request.shapes:
        raise UsageError(
            f"The file has no function {request.point}(). Write one that returns the arguments, or give a --shape for"
            " each argument.",
            next_step="nnprep gradcheck --help",
        )
    if isinstance(error, BrokenFile):
        where = f"{caller.loading}:{error.line}" if error.line else str(caller.loading)
        code = [f"{error.line}: {error.text}"] if error.line and error.text else []
        return "\n".join((f"{where} can't be loaded: {error}", *code))
    name = caller.last or request.point
    if isinstance(error, Refused):
        return f"{name} returned {error.what}, which gradcheck can't read"
    if isinstance(error, TimedOut) and error.total:
        return (
            f"{caller.calls} calls took more than {error.seconds:g} s together: every entry needs two of the loss. "
            "Use fewer samples or smaller arrays"
        )
    if isinstance(error, TimedOut):
        return (
            f"{name} gave {error}. gradcheck calls the loss hundreds of times: use fewer samples or smaller "
            "arrays, or look for a loop that never ends"
        )
    _, sentence, lines = misbehavior(error)
    return "\n".join((sentence, *lines))
