"""What one check saw of one value of `f`: returned values, observations, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from nnprep.checks.compare import Difference, Tolerance, agree, differences
from nnprep.errors import NnprepError
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.failures import Misbehaved
from nnprep.sandbox.functions import Call, Functions, Step

if TYPE_CHECKING:
    import numpy as np


class Observation(NamedTuple):
    """A measured value beside the value that a property asks for."""

    label: str
    measured: Any
    wanted: Any
    tolerance: Tolerance | None

    @property
    def holds(self) -> bool:
        """Whether the measured value is the wanted one."""
        return agree(self.wanted, self.measured, self.tolerance)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the measured value isn't the wanted one; empty if the property holds."""
        return differences(self.wanted, self.measured, self.tolerance)

    def same_as(self, other: Observation) -> bool:
        """Return whether two submissions gave the same measurement, within the property's own tolerance.

        Where one property holds for both, it's the same: of weights that nobody seeded, spreads differ by chance.
        """
        if self.label != other.label:
            return False
        if agree(self.measured, other.measured, self.tolerance):
            return True
        return self.holds and other.holds and agree(self.wanted, other.wanted)


class Trace:
    """Everything that one check saw."""

    __slots__ = ("broken", "calls", "error", "lines", "observations", "sizes", "steps", "value")

    def __init__(self) -> None:
        self.value: Any = None
        """What the check returned."""
        self.observations: list[Observation] = []
        self.error: Misbehaved | None = None
        """What the code under test did instead of answering."""
        self.broken: Exception | None = None
        """What the check itself raised: it couldn't use what was returned, or it has a bug of its own."""
        self.calls: Sequence[Call] = ()
        """The calls that were answered."""
        self.steps: Sequence[Step] = ()
        """Every request to the code, in order."""
        self.sizes: dict[str, int] = {}
        """Named sizes of the case, such as `batch size`: 5."""
        self.lines = 0
        """How many lines of the code ran, in a check that counts them."""

    @property
    def finished(self) -> bool:
        """Whether the check ran to its end."""
        return self.error is None and self.broken is None

    def passes(self, expected: Trace, tolerance: Tolerance | None) -> bool:
        """Return whether the check ran to its end, every property holds and every returned value is as expected."""
        return (
            self.finished
            and all(observation.holds for observation in self.observations)
            and agree(expected.value, self.value, tolerance)
        )

    def reproduces(self, other: Trace, tolerance: Tolerance | None) -> bool:
        """Return whether this trace, of a known mistake, agrees with another one in everything.

        Every returned value and every observation must agree within tolerance, and exceptions in type.
        """
        if kind_of(self.error) != kind_of(other.error) or type(self.broken) is not type(other.broken):
            return False
        if len(self.observations) != len(other.observations):
            return False
        # In this order, because the first one's dtype decides the tolerance: float32 must not explain float64.
        return agree(other.value, self.value, tolerance) and all(
            mine.same_as(theirs) for mine, theirs in zip(self.observations, other.observations, strict=True)
        )


def kind_of(error: Misbehaved | None) -> tuple[str, str]:
    """Return what identifies a failure: its class, and the type of the exception if one was raised."""
    return (type(error).__name__, getattr(error, "type_name", "")) if error else ("", "")


_current: ContextVar[Trace] = ContextVar("trace")


def current() -> Trace:
    """Return the trace of the check that is running. Raises RuntimeError outside a check."""
    try:
        return _current.get()
    except LookupError:
        message = "observations can only be made inside a check"
        raise RuntimeError(message) from None


def traced(
    run: Callable[[Functions, np.random.Generator], Any], f: Functions, rng: np.random.Generator
) -> Trace:
    """Run one check on one value of `f`. Raises NnprepError, which is never the submission's fault."""
    trace = Trace()
    first_call, first_step = len(f.calls), len(f.journal)
    token = _current.set(trace)
    try:
        trace.value = run(f, rng)
    except Misbehaved as error:
        trace.error = error
    except NnprepError:
        raise
    except Exception as error:  # an odd value from a submission can break a check in any way
        trace.broken = error
    finally:
        _current.reset(token)
    trace.calls = tuple(f.calls[first_call:])
    trace.steps = tuple(f.journal[first_step:])
    return trace
