"""Finds what the failing checks of a submission have in common, from which cases passed and which did not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.checks.drawn_cases import AGAIN
from nnprep.checks.networks import CARRIED, CARRIED_SENTENCE, CARRIED_TEXT
from nnprep.checks.ready_made import REPEATED
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise, Severity
from nnprep.errors import joined
from nnprep.grading.feedback.calls import SUMS, UNEQUAL, call_traits, paired
from nnprep.grading.feedback.caps import cap
from nnprep.grading.feedback.crashes import LOST_AXIS, clashing, crash_meaning
from nnprep.grading.feedback.localization.extremes import extremes
from nnprep.grading.feedback.values import distinct, median, one_line
from nnprep.grading.reference import reference_text
from nnprep.grading.report import BARE, Outcome, Status
from nnprep.late_pattern import late_pattern
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.functions import Call

LARGE = 100.0
"""Larger arguments make a naive exponential overflow, or lose all precision, in some dtype."""


def pattern(
    outcomes: Sequence[Outcome],
    expected: Mapping[str, Trace],
    seen: Mapping[str, Trace],
    exercise: Exercise,
) -> tuple[str, ...]:
    """Return what is true of every core check that failed and of none that passed, then that no mistake is known.

    What a crash means and what caps a loss come first. Only for checks that no known mistake explains; empty if no
    core check failed.
    """
    core = [o.check for o in outcomes if o.severity is Severity.CORE]
    foreign = list(foreign_shapes(outcomes, expected))
    carried = [CARRIED_SENTENCE] if any(starts_moving(seen[check]) for check in core) else []
    stored = [NEEDS_FORWARD] if needs_forward(core, seen) else []
    causes = [
        *carried,
        *filter(None, [one_spread(core, seen), renamed(core, expected, seen)]),
        *stored,
        *([] if stored or (carried and foreign) else foreign or with_clashes(outcomes, expected)),
        *filter(None, [cap(core, expected, seen, exercise)]),
    ]
    traits = common_trait(outcomes, expected)
    if traits[:1] and is_refuted(traits[0], core, expected, seen):
        traits = traits[1:]
    if any(call.changed for check in core for call in seen[check].calls):
        # What was written into arguments spoils other calls as well, so that what these have in common is chance.
        traits = traits[-1:]
    else:
        found = list(call_traits(core, expected, seen, reference=reference_text(exercise)))
        if any(SUMS in each for each in found):  # that says more of what is kept between calls
            causes = [each for each in causes if each not in foreign]
            traits = tuple(each for each in traits if each != UNSTEADY)
        if any(each.endswith(UNEQUAL_END) for each in found):  # what else calls share may be chance
            traits = traits[-1:]
        causes += found
        causes += [*extremes(core, expected, seen, reference_text(exercise))]
    if foreign:  # with arrays of the same shapes it may raise nothing
        traits = tuple(each for each in traits if each not in ENDINGS)
    return (*causes, *(each for each in traits if not (causes and each in NAMELESS)))


def one_spread(checks: Sequence[str], seen: Mapping[str, Trace]) -> str:
    """Return that the weights of all layers have nearly one spread; empty unless that's all a check finds wrong.

    He's differ by more than a factor of 3 there, so chance isn't mistaken for it.
    """
    for observations in (seen[check].observations for check in checks):
        found = [(SPREAD.fullmatch(each.label), each) for each in observations]
        spreads = {at[1]: float(each.measured) * np.sqrt(2 / int(at[2])) for at, each in found if at}
        wrong = [at for at, each in found if each.differences]
        if len(spreads) > 2 and any(wrong) and all(wrong):
            values = np.array([*spreads.values()])
            if 0 < values.max() < CLOSE_SPREADS * values.min():
                return ONE_SPREAD.format(names=joined(spreads), spread=f"{median(values):.2g}")
    return ""


def renamed(checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace]) -> str:
    """Return which other names stand in a text of names; empty if it differs in more than a few, or in their order."""
    for check in checks:
        right, mine = expected[check].value, seen[check].value
        if isinstance(right, str) and isinstance(mine, str):
            wanted, found = right.split(", "), mine.split(", ")
            pairs = [(one, other) for one, other in zip(found, wanted, strict=False) if one != other]
            few = len(found) == len(wanted) and 0 < len(pairs) <= FEW_NAMES
            if few and not {one for one, _ in pairs} & {*wanted}:
                return f"Here, {joined(f'{one_line(one, 20)} stands in place of {other}' for one, other in pairs)}."
    return ""


def starts_moving(seen: Trace) -> bool:
    """Return whether a new network was seen to start with another one's velocity."""
    return any(each.label == CARRIED and each.measured == CARRIED_TEXT for each in seen.observations)


def needs_forward(checks: Sequence[str], seen: Mapping[str, Trace]) -> bool:
    """Return whether gradients raises an error before the first call of forward, and only and always there."""
    before: list[bool] = []
    after: list[bool] = []
    for name in checks:
        error, calls = seen[name].error, [call.target.rpartition(".")[2] for call in seen[name].calls]
        place = calls.index("forward") if "forward" in calls else len(calls)
        before += [False for call in calls[:place] if call == "gradients"]
        after += [True for call in calls[place:] if call == "gradients"]
        if isinstance(error, Raised):
            own = any(frame.function.rpartition(".")[2] == "gradients" for frame in error.frames)
            own &= bool(NOTHING_STORED.search(str(error)))
            (before if place == len(calls) else after).append(own and place == len(calls))
    return bool(before) and len(after) >= FEW and all(before) and all(after)


NOTHING_STORED = late_pattern(r"NoneType|has no attribute|^KeyError")
"""What is raised by an attribute that nothing was stored in; an index can be out of range for many reasons."""
FEW = 2
"""How many calls must be answered after one of forward before what goes wrong without it isn't a coincidence."""
NEEDS_FORWARD = (
    "In the checks, gradients raises an error before the first call of forward, and not after it: it may need what "
    "forward stores. Run forward(X) in every call of gradients."
)


def is_refuted(
    sentence: str, checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace]
) -> bool:
    """Return whether a single call, of a function that goes wrong, contradicts what is said of cases by a trait.

    A case of several calls goes wrong if one of them does.
    """
    has = next((each for each, text in TRAITS if text == sentence), None)
    if has is None:
        return False
    pairs = [pair for name in checks for pair in paired(expected[name], seen[name])]
    wrong = {pair.expected.target for pair in pairs if not pair.right}
    mine = [pair for pair in pairs if pair.expected.target in wrong and floats(pair.expected)]
    return any(contradicts(has, pair.expected, right=pair.right) for pair in mine)


def contradicts(has: Callable[[Trace], bool | None], call: Call, *, right: bool) -> bool:
    """Return whether a call that is `right`, or wrong, contradicts what is said of cases that have a trait."""
    alone = Trace()
    alone.calls = [call]
    if has is has_no_square:
        squares = [a for a in arrays(alone) if a.ndim == 2 and a.shape[0] == a.shape[1]]
        return right and (not squares or bool(has(alone)))
    return bool(has(alone)) and has is several_rows if right else not has(alone)


def crashes(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what the exceptions of core checks mean; of those that differ in numbers only, the one that is shown."""
    core = [o for o in outcomes if o.severity is Severity.CORE and o.status is not Status.PASSED]
    shown = {o.part: o.check for o in reversed(core)}
    crashed = [o for o in core if o.status is Status.CRASHED and o.frames]
    crashed.sort(key=lambda o: o.check != shown[o.part])
    read = [(outcome.frames[-1], crash_meaning(outcome.message, outcome.frames[-1])) for outcome in crashed]
    # In a line that fails with other shapes too, that one axis is missing is chance.
    others = {line for line, meaning in read if "don't broadcast" in meaning and LOST_AXIS not in meaning}
    meanings: dict[str, str] = {}
    for line, meaning in read:
        text = meaning.replace(LOST_AXIS, "") if line in others else meaning
        meanings.setdefault("".join(sign for sign in text if not sign.isdigit()), text)
    yield from filter(None, meanings.values())


def with_clashes(outcomes: Sequence[Outcome], expected: Mapping[str, Trace]) -> Iterator[str]:
    """Yield what the exceptions mean; that columns are counted by labels instead of the rule of broadcasting."""
    crashed = [o for o in outcomes if o.severity is Severity.CORE and o.status is Status.CRASHED]
    pairs = [(expected[o.check], pair) for o in crashed if len(pair := clashing(o.message)) == 2]
    several = len({(*pair,) for _, pair in pairs}) > 1
    counted = [
        words for words, count in COUNTS if several and all(from_labels(*each, count) for each in pairs)
    ]
    yield from (each for each in crashes(outcomes) if not counted or "don't broadcast" not in each)
    if counted:
        yield FROM_LABELS.format(*pairs[0][1], words=counted[0])


def from_labels(case: Trace, pair: Sequence[tuple[int, ...]], count: Callable[[Any], int]) -> bool:
    """Whether the narrower of two matrices has as many columns as are counted in the labels of the case."""
    one, other = pair
    counts = {count(each) for each in all_arrays(case) if each.size and each.dtype.kind in "iu"}
    return len(one) == 2 and one[:-1] == other[:-1] and min(one[-1], other[-1]) in counts


def foreign_shapes(outcomes: Sequence[Outcome], expected: Mapping[str, Trace]) -> Iterator[str]:
    """Yield that arrays of earlier cases don't fit, if the cases that crash have none of that shape."""
    earlier: set[tuple[int, ...]] = set()
    found, apart = list[tuple[int, ...]](), set[tuple[int, ...]]()
    for outcome in outcomes:
        shapes = {array.shape for array in all_arrays(expected[outcome.check])}
        if outcome.severity is Severity.CORE and outcome.status is Status.CRASHED and outcome.frames:
            lengths = {1} | {length for shape in shapes for length in shape}
            # One-hot rows may be as long as the largest label says.
            whole = [a for a in all_arrays(expected[outcome.check]) if a.size and a.dtype.kind in "iu"]
            lengths |= {int(each) for a in whole for each in (a.max() + 1, distinct(a))}
            both = clashing(outcome.message)
            foreign = [each for each in both if each in earlier and not {*each} <= lengths][:1]
            found += foreign
            apart |= {differences(both) for _ in foreign}
        earlier |= shapes
    # With columns too many, as for classes that aren't there, shapes are those of earlier cases by chance.
    if len(found) > 1 and len(apart) > 1:
        yield FOREIGN.format(shape=found[0])


def differences(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return by how much two shapes differ in each length."""
    return tuple(abs(one - other) for one, other in zip(*shapes, strict=False))


def all_arrays(case: Trace) -> Iterator[np.ndarray[Any, Any]]:
    """Yield the arrays that a case passes, assigns and gets."""
    for step in case.steps:
        yield from in_lists([*step.request[1:], step.result])


def in_lists(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from in_lists(each)
    elif isinstance(value, dict):
        yield from in_lists(list(value.values()))


def common_trait(outcomes: Sequence[Outcome], expected: Mapping[str, Trace]) -> tuple[str, ...]:
    """Return what all failing cases share and no passing one, then whether anything was measured."""
    core = [o for o in outcomes if o.severity is Severity.CORE]
    failed = {o.check for o in core if o.status in (Status.FAILED, Status.CRASHED)}
    if not failed:
        return ()
    if failed <= set(ALONE):
        said = [ALONE[check] for check in failed]
        # None of several is the only one that differs.
        return (*(each if len(said) == 1 else upper(each.removeprefix("Only ")) for each in said), UNNAMED)
    again = "repeat" in failed or any(differs_again(o) for o in core)
    if again and all(len(expected[check].calls) > 1 for check in failed):
        return (UNSTEADY, UNNAMED)
    repeated = any(f.label.startswith(REPEATED) and not f.right for o in core for f in o.findings)
    # A property can hold for wrong values too, so only checks that compare what was returned can tell cases apart;
    # and a case that passes no array, such as a constructor's, has neither rows nor shapes.
    cases = {check for check, case in expected.items() if case.value is not None and arrays(case)}
    telling = [o for o in core if o.check in cases]
    passed = {o.check for o in telling if o.status is Status.PASSED}
    wrong = {o.check for o in telling} & failed

    def exactly(has: Callable[[Trace], bool | None]) -> bool:
        """Whether the failing cases are exactly those with a trait, and there are others; some may be undecided."""
        traits = {check: has(expected[check]) for check in passed | wrong}
        decided = {check for check, trait in traits.items() if trait is not None}
        return (
            bool(passed & decided and wrong & decided)
            and {check for check in decided if traits[check]} == wrong & decided
        )

    measured = [f.text for o in core if o.check in failed for f in o.findings if not f.right]
    if not measured:  # nothing came back that could be compared
        if any(o.status is Status.FAILED for o in core if o.check in failed):
            return (UNNAMED,)  # something came back: too much of it, or nothing that crosses
        return (ENDED if all(o.check in failed for o in core) else ENDED_SOMETIMES,)
    # A factor that is a size of the case says more than which shapes fit.
    sized = any(SIZED in text for text in measured)
    traits = [sentence for has, sentence in TRAITS if exactly(has) and not (sized and has in SHAPES)][:1]
    if traits == [OF_ONE_RIGHT] and only_shapes(o for o in core if o.check in wrong):
        traits = []
    if repeated:
        traits = [UNSTEADY]  # what other calls have in common may be what came before them
    return (*traits, UNNAMED if all(BARE.match(text) for text in measured) else MEASURED)


def only_shapes(outcomes: Iterable[Outcome]) -> bool:
    """Return whether every wrong value has another shape than it should: that tells which batches are wrong."""
    texts = [each.text for outcome in outcomes for each in outcome.findings if not each.right]
    return bool(texts) and all(OTHER_SHAPE.search(text) for text in texts)


OTHER_SHAPE = late_pattern(r"shape \(.*\), should be \(")
"""What is said of a value that has another shape than it should."""


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def differs_again(outcome: Outcome) -> bool:
    """Return whether a check saw the same call give another result when it was repeated."""
    return any(finding.label.startswith(AGAIN) for finding in outcome.findings if not finding.right)


def several_rows(case: Trace) -> bool:
    """Whether the batch has more than one row; the first array's rows are counted if no size is named."""
    rows = next((len(a) for a in arrays(case) if a.ndim), 1)
    return case.sizes.get("batch size", rows) > 1


def has_square(case: Trace) -> bool:
    """Whether some matrix among the arguments is square, so that a wrong transpose still fits."""
    return any(a.ndim == 2 and a.shape[0] == a.shape[1] > 1 for a in arrays(case))


def has_no_square(case: Trace) -> bool | None:
    """Whether no matrix among the arguments of some call is square; undecided if all are single rows and columns."""
    calls = [[a for a in floats(call) if a.ndim == 2] for call in case.calls]
    decided = [matrices for matrices in calls if any(min(a.shape) > 1 for a in matrices)]
    if not decided:
        return None
    return any(all(a.shape[0] != a.shape[1] or len(a) == 1 for a in matrices) for matrices in decided)


def has_large(case: Trace) -> bool:
    """Whether some number among the arguments is large enough for its exponential to overflow."""
    return any(a.size and np.abs(a[np.isfinite(a)]).max(initial=0.0) > LARGE for a in arrays(case))


def arrays(case: Trace) -> list[np.ndarray[Any, Any]]:
    """Return the float arrays that the case passes as arguments."""
    return [a for call in case.calls for a in floats(call)]


def floats(call: Call) -> list[np.ndarray[Any, Any]]:
    passed = (*call.arguments, *call.keywords.values())
    return [a for a in passed if isinstance(a, np.ndarray) and a.dtype.kind == "f"]


OF_ONE_RIGHT = (
    "Cases with a batch of one are right, and all with larger batches are wrong: look for something that depends on "
    "the batch size."
)
TRAITS: tuple[tuple[Callable[[Trace], bool | None], str], ...] = (
    (several_rows, OF_ONE_RIGHT),
    (
        has_square,
        "Here, only cases with a square matrix are wrong: look for a transpose, which keeps the shape there.",
    ),
    (
        has_no_square,
        "Here, only cases with a square matrix are right: look for a transpose that doesn't belong there.",
    ),
    (
        has_large,
        "Here, only cases with large numbers are wrong: look for an exponential or a logarithm that overflows, or for "
        "clipping.",
    ),
)
SHAPES = (has_square, has_no_square)
FOREIGN = (
    "One of the arrays that clash has the shape {shape}. An earlier case has arrays of that shape, but in this one "
    "none goes in or comes out: the array is kept from before, or its sizes are written into the code. Attributes of a "
    "class, variables of the module and default arguments are made once, for all objects and calls."
)
FROM_LABELS = (
    "{} and {} don't broadcast: wherever shapes clash, one array has as many columns as {words}. A batch may lack "
    "classes, so take their number from the logits or from the network's sizes."
)
COUNTS: tuple[tuple[str, Callable[[Any], int]], ...] = (
    ("the largest label plus 1", lambda labels: int(labels.max()) + 1),
    ("the batch has different labels", distinct),
)
"""How a number of classes is taken from labels."""
SPREAD = late_pattern(r"standard deviation of (W\[\d+\]), divided by sqrt\(2/(\d+)\)")
CLOSE_SPREADS = 1.2
FEW_NAMES = 4
ONE_SPREAD = (
    "{names} all have a standard deviation of about {spread}, though their fan_in differs. Draw normal numbers, and "
    "multiply those of each layer by its own sqrt(2/fan_in)."
)
ONE_SPREAD_END = ONE_SPREAD.rpartition("}")[2]
"""How the sentence ends, whatever was measured."""
SIZED = "times what it should be, and "
ALONE = {
    "repeat": "Only the second of two equal calls differs: your code keeps something between calls, or draws random "
    "numbers.",
    "rows": "Only rows that are passed alone differ: some step mixes the rows of a batch, or treats one row apart.",
    "order": "Only the shuffled batch differs: some step depends on the order of the rows.",
    "same-seed": "Generators with the same seed give different results: your code draws from np.random or a generator "
    "of its own, not only from the one that it was given.",
}
"""What it means if a check of this name, most of them ready-made, is the only one that fails."""
UNSTEADY = (
    "The same call gives a different result when it is repeated: your code keeps something between calls, or draws "
    "random numbers."
)
UNEQUAL_END = UNEQUAL.partition("}")[2]
ENDED = "Your code raises an error before it returns anything: fix that first."
ENDED_SOMETIMES = "Every check that fails ends with an error: fix that first."
ENDINGS = frozenset({ENDED, ENDED_SOMETIMES})
"""Sentences about everything that fails, which are true only if no part is explained."""
MEASURED = "nnprep couldn't name the mistake, but the lines above show what was measured."
UNNAMED = "nnprep couldn't name the mistake."
NAMELESS = frozenset({MEASURED, UNNAMED})
"""Sentences that only say that no mistake is named."""
