"""What a diagnosis searches: the suspects, the checks in the order that refutes soonest, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import agree, leaves
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Mistake, Severity
from nnprep.errors import joined
from nnprep.grading.diagnosis.combinations import Set
from nnprep.grading.diagnosis.derived.derive import Derivation, Derived, rarity
from nnprep.grading.diagnosis.known_mistakes import MARK, plain_id
from nnprep.grading.diagnosis.replays import (
    FINISHED,
    VARIANT,
    Replays,
    Suspect,
    differing_labels,
    ending,
    key_of,
    requests,
)
from nnprep.grading.report import Diagnosis, Scope
from nnprep.grading.signatures import signatures_of
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Call

DERIVED_COST = 1600
"""What runs of derived mistakes may cost in all parts together, see `Replays.derived`."""
DERIVED_ALONE = 2500
"""What they may cost in an exercise of one part: its code is short, and so are the replays."""
MOST_EFFORT = 4_000_000
"""What looking for variants may cost, see `Effort`."""
MOST_COST = 4000
"""What all replays may cost, see `Replays.most`."""
MOST_ALONE = 4800
"""What all replays may cost in an exercise of one part."""
INDEPENDENT = 3
"""How many times as much a part may spend that doesn't use another failing one."""
FIRST = 5
"""Of how many cheap failing checks the one with the most wrong values decides which mistakes to combine."""
DEARER = 2
"""How many times the effort of the cheapest one it may take."""
EPOCH, MANY = 300, 50
"""What one of many repetitions costs, beside 1000 for a call, and how many count."""
ENOUGH = 20
"""How many wrong entries tell mistakes apart; more don't do it better."""
MOST_COMPARED = 8
"""How many explanations are compared by the checks that don't count."""
MOST = 3
"""How many explanations that fit equally well are returned."""
ALTERNATIVES = 2
"""How many derived mistakes that fit equally well are said."""
VAGUE = (
    *("intermediate value", "another value", "one part", "a number were", "a step were", "something"),
    *(
        "a factor were",
        "a term were",
        "only one term were",
        "a sum were a difference",
        "a difference were a sum",
    ),
    *("a product were a quotient", "a quotient were a product"),
)
"""What a clause says of things that the learner doesn't know by name: of one value alone, that helps nobody."""
REPEATED = late_pattern(r"\beverywhere | (everywhere|in (two|three|four|five|six) places)$")
"""How a clause says that a change was made in several places."""
SEVERAL = 2
"""How many calls must be right before an option of the wrong ones isn't a coincidence."""
FORMULAS = frozenset({"sigmoid", "softmax"})
"""Functions that tasks name in their formulas, so that everybody has them in some form."""
GRAVITY = (Severity.CORE, Severity.ROBUST, Severity.STYLE)


class Effort:
    """What may still be spent: 1000 for a call, see `full_effort`."""

    def __init__(self, left: int) -> None:
        self.left = left


class Search(NamedTuple):
    """One submission, and what may explain it."""

    replays: Replays
    mistakes: tuple[Mistake, ...]
    """Those that somebody wrote down."""
    everything: tuple[Check, ...]
    """All checks: those that did not pass first, the cheapest first."""
    failing: tuple[Check, ...]
    """Those of them that did not pass."""
    parts: tuple[str, ...]
    """The parts of which a core check did not pass, in the exercise's order."""
    right: frozenset[str]
    """The parts of which every core check passed."""
    derivation: Derivation | None
    most_derived: int
    """What runs of derived mistakes may cost, see `Replays.derived`."""
    telling: dict[str, Check]
    """The most telling check of each part, where it was looked for."""
    fitted: dict[str, Any]
    """The variants that may explain each part, where they were looked for, see `variants`."""
    decisions: dict[str, Set]
    """What each variant is made of, by its key: written mistakes where they do the same."""
    effort: Effort
    """What looking for variants may still cost."""

    @classmethod
    def of(
        cls,
        replays: Replays,
        mistakes: Sequence[Mistake],
        checks: Sequence[Check],
        failing: Sequence[str],
        derivation: Derivation | None,
    ) -> Search:
        """Sort checks by whether they passed, then by what they cost."""
        cheapest = sorted(checks, key=lambda check: effort(replays.expected[check.name]))
        first = [check for check in cheapest if check.name in failing]
        everything = [*first, *(check for check in cheapest if check.name not in failing)]
        core = [check for check in checks if check.severity is Severity.CORE]
        parts = tuple(dict.fromkeys(check.part for check in core if check.name in failing))
        right = frozenset(check.part for check in core) - set(parts)
        alone = len({check.part for check in checks}) == 1
        replays.most = MOST_ALONE if alone else MOST_COST
        replays.kept = [check for check in checks if keeps_arguments(check, replays)]
        replays.expect(mistakes)
        most = DERIVED_ALONE if alone else DERIVED_COST
        return cls(
            replays,
            tuple(mistakes),
            tuple(everything),
            tuple(first),
            parts,
            right,
            derivation,
            most,
            {},
            {},
            {},
            Effort(MOST_EFFORT),
        )

    def halved(self) -> Search:
        """Return the same search, which may cost half as much."""
        self.replays.most //= 2
        return self._replace(most_derived=self.most_derived // 2)

    @property
    def core(self) -> list[Check]:
        """The checks that decide the verdict."""
        return [check for check in self.everything if check.severity is Severity.CORE]

    @property
    def wrong(self) -> list[Check]:
        """The core checks that did not pass."""
        return [check for check in self.failing if check.severity is Severity.CORE]

    @property
    def grave(self) -> list[Mistake]:
        """The core mistakes."""
        return [mistake for mistake in self.mistakes if mistake.severity is Severity.CORE]

    @property
    def lesser(self) -> list[Mistake]:
        """The robust and style mistakes."""
        return [mistake for mistake in self.mistakes if mistake.severity is not Severity.CORE]

    def cleared(self, mistakes: Set) -> bool:
        """Return whether mistakes are all in functions of parts that are right; a constructor serves all parts."""
        changed = self.replays.changed(mistakes)
        if self.derivation is None or not changed or any(name.endswith("__init__") for name in changed):
            return False
        right = {name for part in self.right for name in self.derivation.parts.get(part, ())}
        return changed <= right


def keeps_arguments(check: Check, replays: Replays) -> bool:
    """Return whether a check looks for changed arguments and the submission passes it."""
    expected, seen = replays.expected[check.name], replays.seen[check.name]
    looks = any(each.label.startswith("changed") for each in expected.observations)
    return looks and expected.reproduces(seen, check.tolerance)


def effort(trace: Trace) -> int:
    """Estimate what a check costs to run: its calls, and the numbers in their arguments."""
    arguments = (value for call in trace.calls for value in call.arguments)
    return 1000 * requests(trace) + sum(map(entries, arguments))


def full_effort(trace: Trace) -> int:
    """Estimate the same with the numbers in results, and in lists.

    A whole number among the arguments may say how often something is repeated, such as epochs.
    """
    values = [value for call in trace.calls for value in call.arguments]
    repeated = sum(min(max(value, 0), MANY) for value in values if type(value) is int)
    results = (step.result for step in trace.steps)
    return 1000 * requests(trace) + EPOCH * repeated + sum(map(entries, [*values, *results]))


def entries(value: Any) -> int:
    """Return how many numbers are in a value, also in lists."""
    # Not asked of other objects, which may be a generator where the code runs.
    if isinstance(value, list | tuple):
        return sum(map(entries, value))
    return int(value.size) if isinstance(value, np.ndarray) else 1


def derived_mistakes(search: Search, part: str, scope: Sequence[Check]) -> list[Set]:
    """Return derived mistakes of one part that reproduce a submission in every check of `scope`."""
    if search.derivation is None:
        return []
    replays, sets = search.replays, list[Set]()
    limit = replays.derived + share(search, part)
    if replays.derived >= limit:
        return []
    order = telling_first(search, part, scope)
    clauses: set[str] = set()

    def returned_in(check: Check) -> bool:
        """Whether something came back in a check that is wrong."""
        return check in search.failing and ending(replays.seen[check.name]) == FINISHED

    suspects = search.derivation.of_part(part, search.right)
    replays.expect(suspects)
    for derived in suspects:
        if replays.derived >= limit or len(clauses) > ALTERNATIVES:
            break
        if sets and rarity(derived.operator) > 0:
            break  # the likely ones come first, and one of them explains it
        if len(derived.spans) > 1 and not any(map(returned_in, order)):
            continue  # one of several places is enough to raise an error
        if replays.reproduces((derived,), order):
            sets.append((derived,))
            clauses.add(derived.clause)
    return sets


def share(search: Search, part: str) -> int:
    """Return what a part may spend of what is left: one that builds on another failing part gets less.

    Most of the time, such a part only fails because of the other.
    """
    left = search.parts[search.parts.index(part) :]
    weights = [1 if depends_on_any(search, each) else INDEPENDENT for each in left]
    return (search.most_derived - search.replays.derived) * weights[0] // sum(weights)


def depends_on_any(search: Search, part: str) -> bool:
    """Return whether a part uses functions of another failing part, but for a constructor: checks set the weights."""
    derivation = search.derivation
    if derivation is None:
        return False
    makers = {each for each, names in derivation.parts.items() if any(n.endswith("__init__") for n in names)}
    return any(
        other != part and derivation.calls(part, other) for other in search.parts if other not in makers
    )


def telling_check(search: Search, part: str) -> Check:
    """Return the cheap failing check of a part in which the most values are wrong: it tells most mistakes apart."""
    if part not in search.telling:
        search.telling[part] = most_telling(search, part)
    return search.telling[part]


def most_telling(search: Search, part: str) -> Check:
    replays = search.replays
    wrong = [check for check in search.wrong if check.part == part][:FIRST]
    if len(search.parts) + len(search.right) > 1:  # more code, and a check may train a network
        efforts = [full_effort(replays.expected[check.name]) for check in wrong]
        affordable = DEARER * min(efforts)
        wrong = [check for check, each in zip(wrong, efforts, strict=True) if each <= affordable]

    def wrong_values(check: Check) -> tuple[int, bool, int]:
        """Count the returned values that differ, then their entries; measurements of a property say little.

        A batch of one row comes after others: a mean is a sum there, and one label hides what others would show.
        """
        compared = leaves(replays.expected[check.name].value, replays.seen[check.name].value, check.tolerance)
        wrong = [leaf for leaf in compared if leaf.difference is not None]
        entries_of_wrong = min(ENOUGH, sum(getattr(leaf.expected, "size", 1) for leaf in wrong))
        return len(wrong), replays.expected[check.name].sizes.get("batch size", 2) > 1, entries_of_wrong

    return max(wrong, key=wrong_values)


def telling_first(search: Search, part: str, scope: Sequence[Check]) -> list[Check]:
    """Return checks, the most telling one of a part first."""
    first = telling_check(search, part)
    return [first, *(check for check in scope if check is not first)]


def suspects_of(search: Search, part: str) -> list[Suspect]:
    """Return the core mistakes, and the derived ones of a part that have been run in its telling check."""
    if search.derivation is None:
        return [*search.grave]
    name = telling_check(search, part).name
    replays, derived = search.replays, search.derivation.of_part(part, search.right)
    keys = replays.traces.keys() | replays.quick.keys()
    return [*search.grave, *(each for each in derived if ((key_of(each),), name) in keys)]


def diagnoses(search: Search, sets: Sequence[Set], scope: Scope, part: str = "") -> tuple[Diagnosis, ...]:
    """Return the first explanations, the gravest mistake of each first; those of derived mistakes become one.

    Explanations of all core checks that reproduce the others too are preferred, and marked so.
    """
    if scope is Scope.CORE:
        whole = [mistakes for mistakes in sets if search.replays.reproduces(mistakes, search.everything)]
        sets, scope = (whole, Scope.EVERYTHING) if whole else (sets, scope)
    # Tiny numbers of another size hardly show where they are, so a mistake that is written down comes before them.
    sets = [mistakes for mistakes in sets if not any(MARK in each.id for each in mistakes)] or sets
    explanations: dict[tuple[str, ...], Diagnosis] = {}  # by what is said: two spellings are one mistake
    for mistakes, explains in best_supported(search, with_alternatives(sets), scope):
        mistakes = taken_apart(search, mistakes)
        grave = sorted(mistakes, key=lambda group: GRAVITY.index(group[0].severity))
        ids = tuple(plain_id(group[0].id) for group in grave)
        told = told_once({sentence(search, group, part): group for group in grave})
        said = tuple(told)
        severities = tuple(group[0].severity for group in told.values())
        found = Diagnosis(ids, said, severities[0], scope, part, (), severities, explains)
        explanations.setdefault(said, found)
    return tuple(explanations.values())[:MOST]


def taken_apart(search: Search, mistakes: list[list[Suspect]]) -> list[list[Suspect]]:
    """Return mistakes with the decisions of a variant in its place."""
    apart: list[list[Suspect]] = []
    for group in mistakes:
        decisions = search.decisions.get(key_of(group[0]), ())
        apart += [[each] for each in decisions] or [group]
    return apart


def told_once(groups: Mapping[str, list[Suspect]]) -> dict[str, list[Suspect]]:
    """Return sentences without those of one value of which the same was already said of the whole function."""
    whole: list[tuple[str, str]] = []
    told = {}
    for text, group in groups.items():
        first = group[0]
        what = (first.function, first.clause) if isinstance(first, Derived) else ("", text)
        if what not in whole:
            told[text] = group
        whole += [what] * (" works as if " in text)
    return told


def best_supported(
    search: Search, sets: Sequence[list[list[Suspect]]], scope: Scope
) -> list[tuple[list[list[Suspect]], tuple[str, ...]]]:
    """Return sets with the robust and style checks that fail with each just as the submission does.

    A set is left out if it agrees with the submission in fewer of these checks than another one.
    """
    if scope is Scope.EVERYTHING:
        return [(each, ()) for each in sets]
    checks = [check for check in search.everything if check.severity is not Severity.CORE]
    agreed, failed = list[frozenset[str]](), list[tuple[str, ...]]()
    for mistakes in sets[:MOST_COMPARED]:
        traces = [(check, search.replays.trace([group[0] for group in mistakes], check)) for check in checks]
        alike = [(c, trace) for c, trace in traces if trace is not None and search.replays.agrees(trace, c)]
        agreed.append(frozenset(check.name for check, _ in alike))
        failed.append(
            tuple(
                c.name for c, trace in alike if not trace.passes(search.replays.expected[c.name], c.tolerance)
            )
        )
    fewer = [any(mine < other for other in agreed) for mine in agreed]
    return [
        (mistakes, explains)
        for mistakes, explains, less in zip(sets, failed, fewer, strict=False)
        if not less
    ]


def with_alternatives(sets: Sequence[Set]) -> list[list[list[Suspect]]]:
    """Return sets with the alternatives for each mistake: derived ones of the same places are alternatives."""
    known: list[list[list[Suspect]]] = [
        [[each] for each in mistakes]
        for mistakes in sets
        if not any(isinstance(each, Derived) for each in mistakes)
    ]
    if known or not sets:
        return known  # an expert's sentence is better than a derived one
    if len(sets[0]) > 1:
        return [[[each] for each in sets[0]]]
    return [[[derived for (derived,) in sets]]]


def sentence(search: Search, alternatives: Sequence[Suspect], part: str) -> str:
    """Return what to say of a mistake: an expert's text, or what a derived one is like."""
    first = alternatives[0]
    if isinstance(first, Mistake):
        return first.say
    if flat := flat_values(search, first, part):
        return f"{joined(flat)} {'comes' if len(flat) == 1 else 'come'} out flat: an axis of length 1 is missing."
    clauses = unlike(each.clause for each in alternatives if isinstance(each, Derived))
    clauses = [
        each for each in clauses if not any(vague in each for vague in (*VAGUE, "spread over"))
    ] or clauses
    start = subject(search, first, part)
    name = start.removesuffix(" comes out").removesuffix(" works").strip("`")
    said = (
        f"it were{each.removeprefix(f'{name} were')}" if each.startswith(f"{name} were ") else each
        for each in clauses
    )
    likeness = ", or as if ".join(islice(said, ALTERNATIVES))
    return f"{condition(search, part, first.function)}{start} as if {likeness}{place(search, alternatives)}."


def condition(search: Search, part: str, function: str) -> str:
    """Return with which value of an option all calls of a function go wrong, and none without: "With bias=False, "."""
    signatures = signatures_of(search.derivation.reference) if search.derivation else {}
    wrong, right = list[Call](), list[Call]()
    for check in search.core:
        if not part or check.part == part:
            expected, seen = search.replays.expected[check.name], search.replays.seen[check.name]
            for call, mine in zip(expected.calls, seen.calls, strict=False):
                (right if agree(call.result, mine.result) else wrong).append(call)
            wrong += expected.calls[len(seen.calls) :][:1]  # the one that raised an error
    targets = {call.target for call in wrong}
    target = function if function in targets else min(targets, default="")
    wrong, right = ([call for call in calls if call.target == target] for calls in (wrong, right))
    if not wrong or len(right) < SEVERAL or (target != function and len(targets) > 1):
        return ""
    names = signatures.get(target, ())
    chosen, others = ([options(call, names) for call in calls] for calls in (wrong, right))
    for option in chosen[0]:
        if all(option in each for each in chosen) and not any(option in each for each in others):
            return f"With {option}, "
    return ""


def options(call: Call, names: Sequence[str]) -> set[str]:
    """Return the options of a call, which are truth values and texts, as code."""
    passed = dict(zip(names, call.arguments, strict=False)) | call.keywords
    return {f"{name}={value!r}" for name, value in passed.items() if type(value) in (bool, str)}


def place(search: Search, alternatives: Sequence[Suspect]) -> str:
    """Return in which function of the formulas a mistake is, if that isn't one that the learner writes for a check."""
    functions = {each.function for each in alternatives if isinstance(each, Derived)}
    written = search.derivation.parts.values() if search.derivation else ()
    if len(functions) != 1 or not functions <= FORMULAS or any(functions <= {*names} for names in written):
        return ""
    return f" in the {functions.pop()}"


def flat_values(search: Search, derived: Derived, part: str) -> list[str]:
    """Return the names of the values that a mistake only flattens, if it does nothing else: columns become flat."""
    check = telling_check(search, part or search.parts[0])
    alone = search.replays.trace((derived,), check)
    names = search.derivation.names.get(check.name, ()) if search.derivation else ()
    if alone is None or len(names) < 2 or alone.error or alone.broken:
        return []
    wrong = [
        leaf
        for leaf in leaves(search.replays.expected[check.name].value, alone.value, check.tolerance, names)
        if leaf.difference
    ]
    flat = all(
        np.ndim(leaf.actual) == 1 and np.shape(leaf.expected) == (*np.shape(leaf.actual), 1) for leaf in wrong
    )
    return (
        sorted(leaf.label for leaf in wrong) if flat and {leaf.label for leaf in wrong} <= set(names) else []
    )


def unlike(clauses: Iterable[str]) -> list[str]:
    """Return clauses without those that say hardly anything else than another one."""
    each_once = list(dict.fromkeys(clauses))
    said = set(each_once)
    return [
        clause
        for clause in each_once
        if REPEATED.sub("", clause).removesuffix(" without keepdims") not in said - {clause}
        and clause.replace("were applied twice", "were left out") not in said - {clause}
    ]


def wrong_attributes(value: Any, labels: Sequence[str]) -> list[str]:
    """Return which of the lists in a dict, such as W and b after a step, have labels; none if all have."""
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        return []
    wrong = {label.partition("[")[0] for label in labels}
    return sorted(wrong) if wrong < set(value) else []


def labels_of(search: Search, derived: Derived, part: str) -> Iterator[str]:
    """Yield the names of the values that a mistake changes in some core check of a part."""
    for check in search.core:
        names = search.derivation.names.get(check.name, ()) if search.derivation else ()
        trace = search.replays.trace((derived,), check) if check.part == part else None
        if trace is not None:
            yield from differing_labels(search.replays.expected[check.name], trace, check, names)


def subject(search: Search, derived: Derived, part: str) -> str:
    """Return what is wrong, in the learner's words: "dW2 comes out", or "`loss` works"."""
    part = part or search.parts[0]
    check = telling_check(search, part)
    expected, alone = search.replays.expected[check.name], search.replays.trace((derived,), check)
    derivation = search.derivation
    names = derivation.names.get(check.name, ()) if derivation else ()
    labels = sorted(differing_labels(expected, alone, check, names)) if alone else []
    if derived.id == VARIANT and len(names) > 1:  # some of its choices may show in other checks only
        labels = sorted({label for label in labels_of(search, derived, part) if label in names} or labels)
    # Of a function that returns some right values too, only the others come out so.
    if (
        len(names) > 1
        and labels
        and (set(labels) < set(names) or (len(labels) == 2 and {*labels} == {*names}))
    ):
        return f"{joined(labels)} {'comes' if len(labels) == 1 else 'come'} out"
    functions = derivation.parts.get(part, ()) if derivation else ()
    known = {name for names in derivation.parts.values() for name in names} if derivation else set()
    function = derived.function if derived.function in known or not functions else functions[0]
    name = function.rpartition(".")[2]
    if alone and not names and (wrong := wrong_attributes(alone.value, labels)):
        return f"What `{name}` makes of {joined(wrong)} comes out"
    if derivation and function != derived.function and derived.function in derivation.source.words:
        return f"The {derived.function} in `{name}` works"
    return f"`{name}` works"
