"""The smallest input on which a submission fails, as NumPy code that can be pasted or saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np

from nnprep.checks.compare import agree
from nnprep.checks.networks import CARRIED, CARRIED_TEXT
from nnprep.checks.trace import Observation, Trace
from nnprep.content.exercises import Exercise, Severity
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Status
from nnprep.grading.repro.script import Script, size
from nnprep.grading.signatures import signatures_of
from nnprep.late_pattern import late_pattern
from nnprep.sandbox.functions import Handle, Step

FAILED = (Status.FAILED, Status.CRASHED, Status.TIMED_OUT)
WIDEST_COMMENT = 88
FEW_STEPS = 20
"""If a property of several answers fails, the whole sequence is shown up to this many steps."""
DTYPE = late_pattern(r"(bool|int|float|complex)\w*, should be (bool|int|float|complex)")


def failing_case(
    exercise: Exercise,
    file: str,
    outcomes: Sequence[Outcome],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    seed: int,
) -> str:
    """Return a script for the failing check with the fewest numbers; core checks and the first part come first.

    It imports the submission's `file` as a module. Empty if nothing failed.
    """
    failed = [o for o in outcomes if o.status in FAILED and seen[o.check].steps]
    core = [o for o in failed if o.severity is Severity.CORE]
    if not failed:
        return ""
    parts = [part.id for part in exercise.parts]
    first = min(parts.index(o.part) for o in core or failed)
    among = [o for o in core or failed if parts.index(o.part) == first]
    shared = [o for o in among if any(is_carried(each) for each in seen[o.check].observations)]
    # What raises an error after the calls of other checks may raise none alone.
    smallest = min(shared or among, key=lambda o: volume(seen[o.check].steps))
    steps = telling_steps(expected[smallest.check], seen[smallest.check])
    notes = remarks(smallest)[: 1 if shared else None]
    script = Script(
        signatures=signatures_of(reference_text(exercise)),
        names=exercise,
        dtypes=any(DTYPE.search(remark) for remark in notes),
    )
    body = [line for step in steps for line in script.lines(step)]
    comments = [
        f"# {line}"
        for remark in notes
        for text in remark.splitlines()
        for line in wrap(text, WIDEST_COMMENT - 2, break_on_hyphens=False)
    ]
    lines = [
        f'"""{exercise.id}: {smallest.title} (seed {seed})."""',
        "",
        *script.imports(file),
        "",
    ]
    return "\n".join([*lines, *body, "", *comments]).rstrip() + "\n"


def is_carried(observation: Observation) -> bool:
    """Return whether a new network was seen to start with another one's velocity."""
    return observation.label == CARRIED and observation.measured == CARRIED_TEXT


def telling_steps(expected: Trace, seen: Trace) -> list[Step]:
    """Return the steps up to the first answer that differs from the reference's, and what is read right after it.

    A property of several answers shows in all of them: two networks with different seeds, for instance.
    """
    property_fails = any(observation.differences for observation in seen.observations)
    if property_fails and len(seen.steps) <= FEW_STEPS:
        return list(seen.steps)
    steps = list(seen.steps)
    if any(is_carried(each) for each in seen.observations):
        reads = [place for place, step in enumerate(steps, start=1) if step.request[0] == "get"]
        return steps[
            : [*reads, len(steps), len(steps)][1]
        ]  # the weights of both networks, each after its first step
    for position, (wanted, step) in enumerate(zip(expected.steps, steps, strict=False), start=1):
        if not agree_or_handles(wanted.result, step.result):
            while position < len(steps) and steps[position].request[0] == "get":
                position += 1
            return steps[:position]
    return steps


def agree_or_handles(wanted: Any, actual: Any) -> bool:
    if isinstance(wanted, Handle) or not isinstance(
        wanted, dict | list | tuple | str | int | float | np.ndarray
    ):
        return type(wanted) is type(actual)
    return agree(wanted, actual)


def volume(steps: Sequence[Step]) -> int:
    """Return how many numbers are in all requests."""
    return sum(size(step.request) for step in steps)


def remarks(outcome: Outcome) -> list[str]:
    """Return what was measured, as comments below the code."""
    notes = [f"{f.label} {f.text}".strip() for f in outcome.findings if not f.right] or [outcome.message]
    if outcome.place and outcome.expected is not None:
        label = next((f.label for f in outcome.findings if not f.right and f.label), "the value")
        joint = " at " if " " in label and not label.endswith("]") else ""
        where = f"{label}{joint}{list(outcome.place)}"
        notes.append(f"{where}: {outcome.actual!r}, should be {outcome.expected!r}")
    return notes
