"""Why a derived mistake survives the core checks: it's the same code in other words, a lighter matter, or a hole."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Severity
from nnprep.grading.answer_key import answer_key
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.replays import Replays
from nnprep.named_tuple import NamedTuple

FURTHER_SEEDS = range(2, 10)
"""Seeds of the comparison of a survivor with the reference, beyond the first one."""


class Survivor(NamedTuple):
    """A derived mistake that no core check catches with the first seed."""

    line: int
    """Its line in the reference."""
    derived: Derived
    reason: str
    """Why it survives."""
    is_hole: bool
    """Whether it's a wrong answer that the core checks should have caught."""


def explained(exercise: Exercise, reference: str, missed: Iterable[Derived]) -> list[Survivor]:
    """Compare survivors with the reference in all checks, of every severity, with further seeds.

    The drawn cases among them make other calls with every seed.
    """
    left = sorted(missed, key=lambda derived: derived.spans[0].start)
    survivors: dict[Derived, tuple[str, bool]] = {}
    lighter: dict[Derived, str] = {}
    calls = 0
    for seed in (1, *FURTHER_SEEDS):
        key = answer_key(exercise, seed)
        replays = Replays(reference, seed, key.expected, key.expected)
        calls += sum(len(trace.calls) for trace in key.expected.values())
        for derived in left:
            if derived in survivors:
                continue
            found = first_difference(replays, derived, key.checks, lightly=derived not in lighter)
            if found is not None and found.severity is Severity.CORE:
                survivors[derived] = f"caught with seed {seed} only, by “{found.title}”", True
            elif found is not None:
                lighter[derived] = f"a {found.severity} check sees it: “{found.title}”"
    same = SAME.format(calls=calls, seeds=1 + len(FURTHER_SEEDS))
    return [
        Survivor(
            reference.count("\n", 0, derived.spans[0].start) + 1,
            derived,
            *survivors.get(derived, (lighter.get(derived, same), False)),
        )
        for derived in left
    ]


def first_difference(
    replays: Replays, derived: Derived, checks: Sequence[Check], *, lightly: bool
) -> Check | None:
    """Return a check that sees a survivor: a core one if there is one, another one if `lightly`."""
    core = [check for check in checks if check.severity is Severity.CORE]
    others = [check for check in checks if check.severity is not Severity.CORE] if lightly else []
    for check in (*core, *others):
        if not replays.reaches((derived,), check):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Behind the codec only where warnings or changed arguments may count.
            trace = replays.run((derived,), check, direct=check in core)
        if trace is None or differs(check, replays.expected[check.name], trace):
            return check
    return None


def differs(check: Check, expected: Trace, seen: Trace) -> bool:
    """Return whether a check does not pass, as a submission would learn."""
    return not seen.passes(expected, check.tolerance)


SAME = "equal to the reference in all {calls:,} calls, with {seeds} seeds"
