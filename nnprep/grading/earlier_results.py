"""What calls changed that earlier ones had returned, or that was assigned: values cross as copies, so no check sees it.

A function that returns the same array again is wrong: whoever keeps its result gets another. For a method it may be
the class's own buffer, and assigned parameters may be updated in place: both are remarks that don't count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Severity
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Outcome, Status
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call, Functions
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.wire.format import ASSIGNED, EARLIER


class Change(NamedTuple):
    """A value that a call changed."""

    remark: str
    name: str
    """What returned it, or what it was assigned to: `forward`, `MLP.W`."""
    call: str
    """What changed it."""
    part: str


def spoiled(
    exercise: Exercise, checks: Sequence[Check], seen: Mapping[str, Trace], seed: int
) -> list[Outcome]:
    """Return a failed outcome for each kind of value that calls have changed; for almost all code, none."""
    changes = changes_of(exercise, checks, seen)
    if not changes:
        return []
    allowed = allowed_remarks(exercise, checks, seen, seed, {change.remark for change in changes})
    outcomes = []
    for beginning, dotted, kind in KINDS:
        fitting = [
            each
            for each in changes
            if each.remark.startswith(beginning)
            and each.remark not in allowed
            and (dotted is None or ("." in each.name) == dotted)
        ]
        if fitting:
            names = listing([each.name for each in fitting])
            calls = listing([each.call for each in fitting])
            when = f"at a later call of {calls}" if calls != names else "when it's called again"
            message = kind.message.format(names=names, when=when)
            outcomes.append(kind._replace(part=fitting[0].part, message=message))
    return outcomes


def changes_of(exercise: Exercise, checks: Sequence[Check], seen: Mapping[str, Trace]) -> list[Change]:
    """Return what was remarked about the calls of all checks, the first time for each value."""
    judged = {check.part for check in checks}
    owners = {name: part.id for part in exercise.parts if part.id in judged for name in part.functions}
    changes: dict[str, Change] = {}
    for check in checks:
        for call in seen[check.name].calls if check.name in seen else ():
            for remark in remarks_on(call):
                name = remark.partition(": ")[2]
                part = owners.get(name) or owners.get(call.target) or check.part
                changes.setdefault(remark, Change(remark, name, call.target, part))
    return list(changes.values())


def allowed_remarks(
    exercise: Exercise, checks: Sequence[Check], seen: Mapping[str, Trace], seed: int, remarks: set[str]
) -> set[str]:
    """Return which of these remarks are true of the reference too: what it changes is what the task asks for.

    It's run as submissions are, first in the checks that led to remarks, until all of them are found.
    """
    peer = LocalPeer(reference_text(exercise))
    peer.load()
    f, allowed = Functions(peer), set[str]()
    telling = [check for check in checks if check.name in seen and changes_of(exercise, [check], seen)]
    for check in dict.fromkeys((*telling, *checks)):
        if allowed == remarks:
            break
        trace = {check.name: check.trace(f, seed)}
        allowed |= {change.remark for change in changes_of(exercise, [check], trace)} & remarks
    return allowed


def remarks_on(call: Call) -> list[str]:
    """Return what was remarked about values that a call changed; a name that code could have made up is left out."""
    return [
        text
        for text in call.warnings
        if text.startswith((EARLIER, ASSIGNED)) and text.partition(": ")[2].replace(".", "").isidentifier()
    ]


def listing(names: Sequence[str]) -> str:
    """Return names without their classes, each once."""
    return " and ".join(dict.fromkeys(name.rpartition(".")[2] for name in names))


RETURNED = Outcome(
    check="earlier-results",
    title="results of earlier calls stay as they are",
    part="",
    severity=Severity.CORE,
    status=Status.FAILED,
    message=(
        "what {names} returned changes {when}: build a new result in each call, instead of writing into one that you "
        "keep"
    ),
)
KINDS: tuple[tuple[str, bool | None, Outcome], ...] = (
    (EARLIER, False, RETURNED),
    (EARLIER, True, RETURNED._replace(check="earlier-results-of-methods", severity=Severity.ROBUST)),
    (
        ASSIGNED,
        None,
        RETURNED._replace(
            check="assigned-arrays",
            title="arrays that are assigned stay as they are",
            severity=Severity.STYLE,
            message=(
                "your code writes into the arrays that were assigned to {names}, so whoever assigned them sees theirs "
                "change"
            ),
        ),
    ),
)
"""How a remark begins, whether it's about a method (None: either), and the outcome without its place and names."""
