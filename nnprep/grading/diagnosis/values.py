"""Explains single values that a part returns, where nothing explains all of them.

A value is explained only if a mistake gives exactly what the submission returned in every check that returns it, and
changes nothing that the submission got right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nnprep.checks.api import Check
from nnprep.checks.compare import Disagreement, agree, leaves
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake, Severity
from nnprep.errors import joined
from nnprep.grading.diagnosis.derived.derive import Derived
from nnprep.grading.diagnosis.known_mistakes import plain_id
from nnprep.grading.diagnosis.replays import FINISHED, VARIANT, Suspect, ending
from nnprep.grading.diagnosis.search import VAGUE, Search, depends_on_any, suspects_of, telling_check
from nnprep.grading.diagnosis.variants.suspects import variants
from nnprep.grading.report import Diagnosis, Scope
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

TRIED = 6
"""How many mistakes that explain a value of one check are tried in the others."""
ENOUGH = 2
"""In how many checks a mistake must give a wrong value that the submission returned."""


class Explained(NamedTuple):
    """A mistake and the values that it explains."""

    mistake: Suspect
    values: frozenset[str]
    """Names of returned values."""


def by_value(search: Search, part: str) -> tuple[Diagnosis, ...]:
    """Return what explains some of the values that a part returns, as one diagnosis; none if nothing does."""
    found: list[Explained] = []
    for candidate in candidates(search, part):
        if isinstance(candidate.mistake, Derived) and any(each in candidate.mistake.clause for each in VAGUE):
            continue
        known = {value for each in found for value in each.values}
        said = [each.mistake.clause for each in found if isinstance(each.mistake, Derived)]
        if isinstance(candidate.mistake, Derived) and candidate.mistake.clause in said:
            continue  # another place of the same kind: nobody could tell which is which
        if known.isdisjoint(candidate.values) and holds_elsewhere(search, part, candidate):
            found.append(candidate)
    if not found:
        return mostly(search, part)
    ids = tuple(plain_id(each.mistake.id) for each in found)
    texts = tuple(map(explanation, found))
    return (Diagnosis(ids, texts, Severity.CORE, Scope.VALUES, part),)


def mostly(search: Search, part: str) -> tuple[Diagnosis, ...]:
    """Return how functions work in most of the checks that fail and use them, and in all that pass.

    The others have other causes.
    """
    core = [check for check in search.core if check.part == part]
    said: dict[str, str] = {}
    for variant in variants(search, part) if not depends_on_any(search, part) else ():
        # What another part makes wrong may look like a mistake of this one.
        using = [check for check in core if search.replays.reaches((variant.suspect,), check)]
        agreeing = variant.agreeing(using)
        explained = [check for check in agreeing if check in search.wrong]
        missed = [check for check in using if check not in agreeing]
        spoils = any(check not in search.wrong for check in missed)
        if not spoils and len(explained) >= max(ENOUGH, len(missed)):
            clause = variant.needed_in(agreeing).suspect.clause
            name = variant.suspect.function.rpartition(".")[2]
            said.setdefault(name, MOSTLY.format(count=len(explained), name=name, clause=clause))
    return (Diagnosis((VARIANT,), tuple(said.values()), Severity.CORE, Scope.VALUES, part),) if said else ()


def candidates(search: Search, part: str) -> Iterator[Explained]:
    """Yield mistakes that explain values of the telling check, those that explain most first."""
    check = telling_check(search, part)
    names = names_of(search, check)
    wrong = values_unlike(search, check, search.replays.seen[check.name])
    if len(names) < 2 or not wrong or not wrong <= set(names):
        return
    found: list[Explained] = []
    for suspect in [*suspects_of(search, part), *(each.suspect for each in variants(search, part))]:
        explained = explained_in(search, check, suspect)
        if explained:
            found.append(Explained(suspect, explained))

    def order(each: Explained) -> tuple[int, bool, bool]:
        # A mistake that changes more than it explains says too much.
        trace = search.replays.trace((each.mistake,), check)
        whole = trace is not None and values_unlike(search, check, trace) == each.values
        return -len(each.values), not whole, isinstance(each.mistake, Derived)

    found.sort(key=order)
    yield from [each for each in found if not says_more(search, check, each)][:TRIED]


def says_more(search: Search, check: Check, found: Explained) -> bool:
    """Return whether what is said of a mistake holds only if it were the only one: of all values, or of right ones."""
    if not isinstance(found.mistake, Mistake):
        return False
    trace = search.replays.trace((found.mistake,), check)
    whole = trace is not None and values_unlike(search, check, trace) == found.values
    return bool(OF_RIGHT.search(found.mistake.say) if whole else OF_ALL.search(found.mistake.say))


def names_of(search: Search, check: Check) -> Sequence[str]:
    """Return the names of the values that a check returns."""
    return search.derivation.names.get(check.name, ()) if search.derivation is not None else ()


def values_unlike(search: Search, check: Check, trace: Trace, other: Trace | None = None) -> frozenset[str]:
    """Return the names of values in which a trace differs from another one, the reference's by default."""
    right = search.replays.expected[check.name] if other is None else other
    labels = search.replays.unlike(right, trace, check, names_of(search, check))
    return frozenset(label.partition("[")[0] for label in labels)


def explained_in(search: Search, check: Check, suspect: Suspect) -> frozenset[str] | None:
    """Return the wrong values of a check that a mistake gives, too; None if it breaks what the submission got right."""
    seen = search.replays.seen[check.name]
    trace = search.replays.trace((suspect,), check)
    if trace is None or {ending(trace), ending(seen)} != {FINISHED}:
        return None
    changed = values_unlike(search, check, trace)
    if not changed:
        return changed
    if not changed <= values_unlike(search, check, seen):
        return None
    return changed - values_unlike(search, check, trace, seen)


def holds_elsewhere(search: Search, part: str, candidate: Explained) -> bool:
    """Return whether a mistake explains its values in every check that returns them."""
    replays, names = search.replays, names_of(search, telling_check(search, part))
    supported = 0
    for check in search.core:
        if check.part != part or ending(replays.seen[check.name]) != FINISHED:
            continue
        if names_of(search, check) != names:
            if isinstance(replays.expected[check.name].value, dict):
                trace = replays.trace((candidate.mistake,), check)
                if trace is not None and contradicts(search, check, trace, candidate.values, names):
                    return False
            continue
        trace = replays.trace((candidate.mistake,), check)
        explained = explained_in(search, check, candidate.mistake)
        if trace is None or explained is None:
            return False
        if candidate.values & values_unlike(search, check, trace, replays.seen[check.name]):
            return False
        if replays.changes_more((candidate.mistake,), check):
            return False
        supported += candidate.values <= explained and has_wrong_numbers(search, check, candidate.values)
    return supported >= ENOUGH


def contradicts(
    search: Search, check: Check, trace: Trace, values: frozenset[str], names: Sequence[str]
) -> bool:
    """Return whether a check that returns several results by name has other values than a trace in one of them."""
    mine, theirs = trace.value, search.replays.seen[check.name].value
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return False
    pairs = ((mine[case], theirs[case]) for case in mine if case in theirs)
    places = [place for place, name in enumerate(names) if name in values]
    return any(
        not agree(one[place], other[place], check.tolerance)
        for one, other in pairs
        if is_result(one, names) and is_result(other, names)
        for place in places
    )


def is_result(value: Any, names: Sequence[str]) -> bool:
    """Return whether a value has an item for each of these names."""
    return isinstance(value, list | tuple) and len(value) == len(names)


def has_wrong_numbers(search: Search, check: Check, values: frozenset[str]) -> bool:
    """Return whether one of these values is wrong and finite: many mistakes end in nan or infinity."""
    pairs = leaves(
        search.replays.expected[check.name].value,
        search.replays.seen[check.name].value,
        check.tolerance,
        names_of(search, check),
    )
    return any(
        leaf.difference is not None and leaf.difference.kind is not Disagreement.FINITENESS
        for leaf in pairs
        if leaf.label.partition("[")[0] in values
    )


def explanation(found: Explained) -> str:
    """Return what to say of the values that a mistake explains."""
    values = sorted(found.values)
    names = joined(values)
    comes = "comes" if len(values) == 1 else "come"
    if isinstance(found.mistake, Mistake):
        return KNOWN.format(names=names, comes=comes, say=found.mistake.say)
    clause = found.mistake.clause
    if clause == SWAPPED.format(joined(values)) or clause == SWAPPED.format(joined(reversed(values))):
        return f"{names} {comes} out in swapped order."
    return DERIVED.format(names=names, comes=comes, clause=clause)


# Nothing is said of the other values: the same mistake, written a little differently, may explain them too.
KNOWN = "{names} {comes} out as with a known mistake: “{say}”"
DERIVED = "{names} {comes} out as if {clause}."
MOSTLY = "In {count} core checks that fail here, `{name}` works as if {clause}."
OF_RIGHT, OF_ALL = (
    late_pattern(r"\b(?:is|are|stays?|comes? out) right\b"),
    late_pattern(r"\b(?:[Ee]very|[Aa]ll|[Ee]ach)\b"),
)
"""How a mistake says that something else is right, and something of all values."""
SWAPPED = "{} were returned in swapped order"
