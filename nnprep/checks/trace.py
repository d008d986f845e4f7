"""What one check saw of one value of `f`: what was returned, what was observed, what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from nnprep.checks.compare import Tolerance, agree, differences
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.functions import Functions

if TYPE_CHECKING:
    import numpy as np

    from nnprep.checks.compare import Difference
    from nnprep.sandbox.functions import Call, Step


class Observation(NamedTuple):
    """A measured value beside the value that a property asks for."""

    label: str
    measured: Any
    wanted: Any
    tolerance: Tolerance | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the measured value is not the wanted one; empty where the property holds."""
        return differences(self.wanted, self.measured, self.tolerance)

    def same_as(self, other: Observation) -> bool:
        """Return whether two submissions were measured alike, within the property's own tolerance."""
        return self.label == other.label and agree(self.measured, other.measured, self.tolerance)


class Trace:
    """All that one check saw."""

    __slots__ = ("broken", "calls", "error", "observations", "sizes", "steps", "value")

    def __init__(self) -> None:
        self.value: Any = None
        """What the check returned."""
        self.observations: list[Observation] = []
        self.error: Misbehaved | None = None
        """What the code under test did instead of answering."""
        self.broken: Exception | None = None
        """What the check itself raised: it could not use what was returned, or has a mistake of its own."""
        self.calls: Sequence[Call] = ()
        """The calls that were answered."""
        self.steps: Sequence[Step] = ()
        """All that was asked of the code, in order."""
        self.sizes: dict[str, int] = {}
        """Sizes that the check gave a name, such as `batch size`: 5."""

    @property
    def finished(self) -> bool:
        """Whether the check came to its end."""
        return self.error is None and self.broken is None

    def reproduces(self, other: Trace, tolerance: Tolerance | None) -> bool:
        """Return whether this trace, of a known mistake, agrees with another in all that was seen.

        Every returned value and every observation must agree within tolerance, and exceptions in type.
        """
        if kind_of(self.error) != kind_of(other.error) or type(self.broken) is not type(other.broken):
            return False
        if len(self.observations) != len(other.observations):
            return False
        return agree(self.value, other.value, tolerance) and all(
            mine.same_as(theirs) for mine, theirs in zip(self.observations, other.observations, strict=True)
        )


def kind_of(error: Misbehaved | None) -> tuple[str, str]:
    """Return what identifies a misbehaviour: its class, and the exception's type where one was raised."""
    return (type(error).__name__, getattr(error, "type_name", "")) if error else ("", "")


_current: ContextVar[Trace] = ContextVar("trace")


def current() -> Trace:
    """Return the trace of the check that is running; for the functions that a check may call."""
    try:
        return _current.get()
    except LookupError:
        message = "observations are made inside a check"
        raise RuntimeError(message) from None


def traced(
    run: Callable[[Functions, np.random.Generator], Any], f: Functions, rng: np.random.Generator
) -> Trace:
    """Run one check on one value of `f`."""
    trace = Trace()
    first_call, first_step = len(f.calls), len(f.journal)
    token = _current.set(trace)
    try:
        trace.value = run(f, rng)
    except Misbehaved as error:
        trace.error = error
    except Exception as error:  # a submission's odd value can break a check in any way
        trace.broken = error
    finally:
        _current.reset(token)
    trace.calls = tuple(f.calls[first_call:])
    trace.steps = tuple(f.journal[first_step:])
    return trace
