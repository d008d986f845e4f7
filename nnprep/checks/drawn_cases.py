"""Cases whose sizes, layouts, types and order nobody can foresee: one line for each part of an exercise.

    check_drawn = drawn_cases("backward", caches, labels=(1,), m=(1, 9, 200), n_in=(1, 7, 30), n_hidden=(1, 7, 30))

A file that is right only for what it has read in the checks (for known shapes, in C order, as long as the labels don't
change, if called by position, for the first hundred calls …) fails them, whatever the exercise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from nnprep.checks.api import Run
from nnprep.checks.compare import agree
from nnprep.checks.layouts import GAPS, LAYOUTS, WHOLE, laid_out, whole_type
from nnprep.checks.observations import absent, near
from nnprep.checks.ready_made import Target, called, ready
from nnprep.content.exercises import Severity
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Functions

Size = tuple[int, int] | tuple[int, int, int] | Callable[[np.random.Generator, bool], Any]
"""From the lowest to the highest size of a small case, then the highest of the large one, if it isn't eight times as
much; or a function of `rng` and whether the case is large."""
Draw = Callable[..., Sequence[Any]]
"""Draws the arguments of one call, from `rng` and the sizes by name."""
MANY_CALLS = 100
"""By the end, the code has been called more often than that, without the calls that made objects."""
AGAIN = "before, and again: "
"""How a call is labeled that is repeated after many others."""
TRIES = 20
"""How often arguments are drawn anew if they turn out the same."""
LONGEST = 40
"""Characters of a size in the name of a case."""


class Case(NamedTuple):
    """One call."""

    name: str
    arguments: list[Any]
    keywords: Mapping[str, Any] = {}
    large: bool = False
    size: Mapping[str, Any] = {}


def drawn_cases(
    target: Target,
    draw: Draw,
    *,
    labels: Sequence[int] = (),
    types: Sequence[str] = WHOLE,
    changing: Sequence[int] | None = None,
    item: int | None = None,
    kept: bool = True,
    often: bool = True,
    small: int = 2,
    part: str = "",
    title: str = "random sizes, small and large, in any order of calls",
    **sizes: Size,
) -> Run:
    """Check calls of drawn sizes: `small` ones, two or one, and a large one, in drawn layouts and order (core).

    `draw(rng, **sizes)` returns the arguments. `labels` are the positions of whole numbers that may have any of
    `types`. Each small case comes again with other arguments at the positions `changing`, by default the labels,
    while the rest stays; the larger one comes also with another rest, while they stay. If the target is the name of a
    function, arguments are passed by position or by name, and they must be `kept` as they are: some arrays are
    read-only. A small case is called `often`, until there have been a hundred calls. `item` is the only item of the
    result that counts, beside a cache of free form, say. `@returns` names the returned values.
    """

    named, moving = isinstance(target, str), labels if changing is None else changing
    counts = (lambda result: result) if item is None else itemgetter(item)

    # Written so that diagnosis sees that nothing in it depends on an answer: then it draws only once for all mistakes.
    def check(f: Functions, rng: np.random.Generator) -> dict[str, Any]:
        first = f.number_of_calls()
        layouts = [*(LAYOUTS if named and kept else (*LAYOUTS[:2], LAYOUTS[1]))[: small + 1]]
        cases = drawn(rng, draw, sizes, labels, types, moving, layouts)
        order, calls = rng.permutation(len(cases)), MANY_CALLS + int(rng.integers(1, 30))
        # One call passes everything by name, one nothing.
        starts = rng.permutation([0.0, 0.999, *rng.random(len(cases) - 2)]).tolist()
        # The larger small case: results for a few numbers are often equal by chance.
        last = max(range(len(cases)), key=lambda k: -1 if cases[k].large else numbers_in(cases[k]))
        others = with_other_numbers(rng, draw, cases[last], moving)
        names = own_names(f, target) if isinstance(target, str) else []
        cases = [by_name(cases[k], names, starts[k]) for k in order]
        place = order.tolist().index(last) + 1
        cases[place:place] = others
        # Not the large case: a hundred loops over its entries would take seconds, and loops are right.
        smallest = min_case(cases)
        before = counts(answer(f, target, smallest)) if often else None
        if often:
            f.call_often(calls)
        results = {case.name: counts(answer(f, target, case)) for case in cases}
        if often:
            near(AGAIN + smallest.name, results[smallest.name], before)
        if named and kept:
            absent("changed", f.changed_since(first))
        if known := getattr(check, "returns", ()):
            return {name: with_names(result, known) for name, result in results.items()}
        return results

    return ready(check, title, Severity.CORE, part)


def drawn(
    rng: np.random.Generator,
    draw: Draw,
    sizes: Mapping[str, Size],
    labels: Sequence[int],
    types: Sequence[str],
    changing: Sequence[int],
    layouts: Sequence[str],
) -> list[Case]:
    """Draw the cases, in each layout one; the labels of no two have the same type."""
    layouts, kinds = rng.permutation(layouts).tolist(), rng.permutation(types).tolist()
    calls = []
    for large in rng.permutation([True] + [False] * (len(layouts) - 1)).tolist():
        size = {name: drawn_size(rng, each, large=large) for name, each in sizes.items()}
        arguments = list(draw(rng, **size))
        others = partly_changed(rng, draw, size, arguments, set(changing)) if changing and not large else None
        calls.append((size, arguments, others, large))
    layouts = gaps_where_seen(
        layouts, [numbers_in(arguments) > len(arguments) for _, arguments, _, _ in calls]
    )
    cases: list[Case] = []
    # Labels of -1 and 1 stay signed, also where all of one case are 1: what is right for them may negate them.
    signed = {k for k in labels if any(np.min(call[1][k], initial=0) < 0 for call in calls)}
    unsigned_first = first_unsigned([call[1] for call in calls], labels, unsigned=kinds[0][0] == "u")
    for number, (size, arguments, others, large) in enumerate(calls):
        for position in labels:
            labels_drawn = np.asarray(arguments[position])
            # Floats stay floats once.
            if number or labels_drawn.dtype.kind != "f":
                fits = [kind for kind in kinds if position not in signed or kind[0] != "u"] or kinds
                turn = types_in_turn(fits, number, unsigned=(number % 2 == 0) == unsigned_first)
                arguments[position] = labels_drawn.astype(whole_type(labels_drawn, turn))
        name = ", ".join([*(f"{key}={short(value)}" for key, value in size.items()), layouts[number]])
        if any(case.name == name for case in cases):
            name += ", other numbers"  # results go by name
        cases.append(
            Case(name, [laid_out(value, layouts[number]) for value in arguments], large=large, size=size)
        )
        if others is not None:
            changed = [
                other if k in changing else value
                for k, (value, other) in enumerate(zip(arguments, others, strict=True))
            ]
            what = said_of_change(
                [k for k in sorted(changing) if not agree(arguments[k], others[k])], arguments
            )
            cases.append(Case(f"{name}, {what}", changed, size=size))
    return cases


def said_of_change(places: Sequence[int], arguments: Sequence[Any]) -> str:
    """Say which arguments changed: a single one by its place, which a report replaces by its name."""
    if len(places) == 1:
        return f"argument {places[0] + 1} changed"
    if not places:
        return "once more"
    arrays = all(isinstance(arguments[k], np.ndarray) for k in places)
    return f"some {'arrays' if arrays else 'arguments'} changed"


def min_case(cases: Sequence[Case]) -> Case:
    """Return the case with the fewest numbers."""
    return min((case for case in cases if not case.large), key=numbers_in)


def with_other_numbers(
    rng: np.random.Generator, draw: Draw, case: Case, changing: Sequence[int]
) -> list[Case]:
    """Draw a case of the same sizes, in which all arguments change but those at the positions `changing`.

    Code that has one array for each shape changes what it has returned before, or returns it again.
    """
    moving = set(range(len(case.arguments))).difference(changing)
    if not moving or not any(isinstance(value, np.ndarray) for value in case.arguments):
        return []
    others = partly_changed(rng, draw, case.size, case.arguments, moving)
    pairs = enumerate(zip(case.arguments, others, strict=True))
    return [Case(f"{case.name}, again", [other if k in moving else value for k, (value, other) in pairs])]


def types_in_turn(types: Sequence[str], number: int, *, unsigned: bool) -> list[str]:
    """Return types for the labels of a case, the best first: unsigned or signed, then another one than before."""
    wanted = [kind for kind in types if (kind[0] == "u") == unsigned]
    others = [kind for kind in types if kind not in wanted]
    if wanted and others:
        first = number // 2 % len(wanted)
        return [*wanted[first:], *wanted[:first], *others]
    first = number % len(types)
    return [*types[first:], *types[:first]]


def first_unsigned(calls: Sequence[Sequence[Any]], labels: Sequence[int], *, unsigned: bool) -> bool:
    """Return whether the first case gets unsigned labels, as do every second case after it: so drawn, if it shows.

    It doesn't where all of those labels are equal, or stay floats: then it's the other way around.
    """
    shows = {
        number % 2 == 0
        for number, arguments in enumerate(calls)
        for position in labels
        if len({*np.ravel(arguments[position]).tolist()}) > 1
        and (number or np.asarray(arguments[position]).dtype.kind != "f")
    }
    return unsigned if unsigned in shows or not shows else not unsigned


def gaps_where_seen(layouts: Sequence[str], several: Sequence[bool]) -> list[str]:
    """Return the layouts of the cases, with gaps in one that has `several` numbers in an argument: one has none."""
    rows = [*layouts]
    gap = rows.index(GAPS)
    if not several[gap] and any(several):
        other = several.index(True)
        rows[gap], rows[other] = rows[other], rows[gap]
    return rows


def partly_changed(
    rng: np.random.Generator,
    draw: Draw,
    size: Mapping[str, Any],
    arguments: Sequence[Any],
    moving: set[int],
) -> list[Any]:
    """Draw arguments anew until one of those that move is another one."""
    for _ in range(TRIES):
        others = list(draw(rng, **size))
        if not all(agree(arguments[k], others[k]) for k in moving):
            break
    return others


def short(size: Any) -> str:
    """Name a size: a long list of sizes by how many there are."""
    text = str(size)
    return text if len(text) <= LONGEST else f"[{len(size)} of them]"


def drawn_size(rng: np.random.Generator, size: Size, *, large: bool) -> Any:
    """Draw one size."""
    if callable(size):
        return size(rng, large)
    low, high, top = size if len(size) == 3 else (*size, 8 * size[1])
    return int(rng.integers(top // 2 + 1, top + 1) if large else rng.integers(low, high + 1))


def own_names(f: Functions, target: str) -> list[str]:
    """Return what the code under test calls the parameters of a function, if they can be passed by name."""
    names = f.ask(["keywords", target])
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def by_name(case: Case, names: Sequence[str], start: float) -> Case:
    """Pass the last arguments of a case by name: from the first one, if `start` is 0, to none, if it is almost 1."""
    first = int(start * (len(case.arguments) + 1))
    if len(names) < len(case.arguments):
        return case
    rest = zip(names[first:], case.arguments[first:], strict=False)
    return case._replace(arguments=case.arguments[:first], keywords=dict(rest))


def answer(f: Functions, target: Target, case: Case) -> Any:
    """Make the call of one case."""
    if isinstance(target, str):
        return getattr(f, target)(*case.arguments, **case.keywords)
    return called(f, target, case.arguments)


def numbers_in(value: Any) -> int:
    """Return how many numbers and texts are in the arguments of a case, or in a value."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, Case):
        return numbers_in(value.arguments) + numbers_in(value.keywords)
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(map(numbers_in, value))
    return 1


def with_names(result: Any, names: Sequence[str]) -> Any:
    """Name the items of a returned sequence, if it has as many."""
    if isinstance(result, list | tuple) and len(result) == len(names):
        return dict(zip(names, result, strict=True))
    return result
