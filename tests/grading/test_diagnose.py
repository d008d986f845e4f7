"""The search for known mistakes that reproduce a submission: singles, pairs, parts, and their limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.cards import Level
from nnprep.content.exercises import Edit, Mistake, Severity
from nnprep.grading.diagnosis import combinations as searching
from nnprep.grading.diagnosis import search
from nnprep.grading.diagnosis.diagnose import diagnose
from nnprep.grading.diagnosis.replays import BrokenMistakeError, Replays
from nnprep.grading.report import Diagnosis, Scope
from nnprep.sandbox.direct import WatchedFunctions
from nnprep.sandbox.functions import Call, Functions
from nnprep.sandbox.local import LocalPeer

REFERENCE = """\
def first(x):
    y = x + 1
    y = y * 2
    return y


def second(x):
    z = x - 1
    z = z * 3
    return z


class Net:
    def first(self, x):
        v = x + 7
        return v

    def second(self, x):
        w = x + 9
        return w
"""
SEED = 5


def mistake(id: str, *edits: tuple[str, str], severity: Severity = Severity.CORE) -> Mistake:
    return Mistake(
        id=id,
        level=Level.EASY,
        severity=severity,
        edits=tuple(Edit(line=line, change="", to=to) for line, to in edits),
        say=f"{id}.",
        line=1,
    )


PLUS = mistake("plus", ("y = x + 1", "y = x + 2"))
TIMES = mistake("times", ("y = y * 2", "y = y * 5"))
MINUS = mistake("minus", ("z = x - 1", "z = x - 4"))
SCALE = mistake("scale", ("z = z * 3", "z = z * 8"))
NET = mistake("net", ("w = x + 9", "w = x + 10"))
KNOWN = (PLUS, TIMES, MINUS, SCALE)


def check(name: str, call: str, value: float, part: str, severity: Severity = Severity.CORE) -> Check:
    def run(f: Functions, rng: np.random.Generator) -> Any:
        target = f.Net() if call.startswith("Net.") else f
        return getattr(target, call.rpartition(".")[2])(value)

    return Check(name=name, title=name, part=part, severity=severity, tolerance=None, run=run)


CHECKS = (
    check("first-small", "first", 1.0, "one"),
    check("first-large", "first", 10.0, "one"),
    check("second-small", "second", 3.0, "two"),
    check("second-large", "second", 10.0, "two"),
)


def traces(source: str, checks: Sequence[Check]) -> dict[str, Trace]:
    peer = LocalPeer(source)
    peer.load()
    f = Functions(peer)
    return {each.name: each.trace(f, SEED) for each in checks}


def named(
    mistakes: Sequence[Mistake],
    *changes: tuple[str, str],
    checks: Sequence[Check] = CHECKS,
    alone: bool = False,
) -> tuple[Diagnosis, ...]:
    """Diagnose the reference with some lines replaced."""
    source = REFERENCE
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    expected, seen = traces(REFERENCE, checks), traces(source, checks)
    failing = [each.name for each in checks if not expected[each.name].reproduces(seen[each.name], None)]
    return diagnose(REFERENCE, mistakes, checks, SEED, expected, seen, failing, alone=alone)


def sets(found: Sequence[Diagnosis]) -> list[tuple[tuple[str, ...], Scope, str]]:
    return [(each.mistakes, each.scope, each.part) for each in found]


def test_single_mistake() -> None:
    """One mistake that reproduces everything is named alone, with what an interviewer would say."""
    (found,) = named(KNOWN, ("x + 1", "x + 2"))

    assert found == Diagnosis(
        mistakes=("plus",),
        say=("plus.",),
        severity=Severity.CORE,
        scope=Scope.EVERYTHING,
        part="",
        severities=(Severity.CORE,),
    )


def test_pair_of_mistakes() -> None:
    """Two mistakes that together reproduce everything are named together."""
    assert sets(named(KNOWN, ("x + 1", "x + 2"), ("z * 3", "z * 8"))) == [
        (("plus", "scale"), Scope.EVERYTHING, "")
    ]


def test_pair_in_one_value() -> None:
    """Two mistakes that change the same value are found as well."""
    assert sets(named(KNOWN, ("x + 1", "x + 2"), ("y * 2", "y * 5"))) == [
        (("plus", "times"), Scope.EVERYTHING, "")
    ]


def test_one_mistake_is_named_where_measurements_explain_all() -> None:
    """A known mistake says more than what was measured; two together aren't looked for then."""
    one, two = ("x + 1", "x + 2"), ("z * 3", "z * 8")

    assert sets(named(KNOWN, one, alone=True)) == [(("plus",), Scope.EVERYTHING, "")]
    assert named(KNOWN, one, two, alone=True) == ()


def test_unknown_mistake_has_no_name() -> None:
    """What no set of mistakes reproduces is not named."""
    assert named(KNOWN, ("x + 1", "x + 99")) == ()


def test_at_most_three_explanations() -> None:
    """Of more explanations that fit equally well, the first three are returned."""
    alike = [PLUS._replace(id=f"plus-{number}", say=f"Plus {number}.") for number in range(5)]

    assert sets(named(alike, ("x + 1", "x + 2"))) == [
        ((f"plus-{number}",), Scope.EVERYTHING, "") for number in range(3)
    ]


def test_what_is_said_alike_is_said_once() -> None:
    """Two mistakes with one sentence are two spellings of one."""
    alike = [PLUS._replace(id=f"plus-{number}") for number in range(2)]

    assert sets(named(alike, ("x + 1", "x + 2"))) == [(("plus-0",), Scope.EVERYTHING, "")]


def test_at_most_three_explanations_of_a_part() -> None:
    """The limit holds for each part."""
    alike = [PLUS._replace(id=f"plus-{number}", say=f"Plus {number}.") for number in range(5)]
    found = named(alike, ("x + 1", "x + 2"), ("z * 3", "z * 99"))

    assert sets(found) == [((f"plus-{number}",), Scope.PART, "one") for number in range(3)]


def test_part_is_explained_though_another_is_not() -> None:
    """A mistake that reproduces all core checks of its part is named for that part only."""
    assert sets(named(KNOWN, ("x + 1", "x + 2"), ("z * 3", "z * 99"))) == [(("plus",), Scope.PART, "one")]


def test_each_part_has_its_own_explanation() -> None:
    """Three mistakes are too many for a pair, so parts are explained one by one, in the order of the checks."""
    found = named((MINUS, SCALE, PLUS), ("x - 1", "x - 4"), ("z * 3", "z * 8"), ("x + 1", "x + 2"))

    assert sets(found) == [(("plus",), Scope.PART, "one"), (("minus", "scale"), Scope.PART, "two")]


def test_parts_are_explained_in_the_order_of_the_checks() -> None:
    """What the exercise checks first is explained first, however costly those checks are."""
    costly = check("z-first", "first", np.ones(50), "one")  # type: ignore[arg-type]
    found = named(
        (MINUS, SCALE, PLUS),
        ("x - 1", "x - 4"), ("z * 3", "z * 8"), ("x + 1", "x + 2"),
        checks=(costly, *CHECKS[2:]),
    )  # fmt: skip

    assert [each.part for each in found] == ["one", "two"]


def test_mistake_explains_only_what_fails() -> None:
    """A mistake that would fail checks of the same part that pass isn't named, not even for the failing ones."""
    found = named((PLUS,), ("y = y * 2", "y = y * 2 + 2 * (x > 5)"), ("z * 3", "z * 99"))

    assert found == ()


def test_a_part_after_one_that_is_right_is_explained() -> None:
    """A part that passes is skipped, and the parts behind it are explained."""
    found = named((MINUS,), ("z = z * 3", "z = z * 3 - 9"))

    assert sets(found) == [(("minus",), Scope.EVERYTHING, "")]


NET_CHECKS = (
    check("net-first", "Net.first", 1.0, "one"),
    check("net-second", "Net.second", 1.0, "two"),
)


def test_nothing_is_explained_after_an_unexplained_part_of_one_object() -> None:
    """What a later method returns may only follow from an earlier one that nothing explains."""
    assert named((NET,), ("v = x + 7", "v = x + 99"), ("w = x + 9", "w = x + 10"), checks=NET_CHECKS) == ()


def test_a_costly_check_of_an_earlier_method_still_comes_first() -> None:
    """Which method is the earlier one depends on the order of the checks, not on what they cost."""
    costly = check("net-first", "Net.first", np.ones(50), "one")  # type: ignore[arg-type]
    edits = (("v = x + 7", "v = x + 99"), ("w = x + 9", "w = x + 10"))

    assert named((NET,), *edits, checks=(costly, NET_CHECKS[1])) == ()
    assert sets(named((NET,), *edits, checks=(NET_CHECKS[1], costly))) == [(("net",), Scope.PART, "two")]


def test_functions_do_not_depend_on_each_other() -> None:
    """A later function is explained although nothing explains an earlier one."""
    assert sets(named((MINUS,), ("x + 1", "x + 99"), ("x - 1", "x - 4"))) == [(("minus",), Scope.PART, "two")]


STYLE = check("style", "second", 2.0, "two", Severity.STYLE)
LESSER = mistake("lesser", ("z = x - 1", "z = x - 1 + (x == 2)"), severity=Severity.STYLE)


def test_lesser_mistake_beside_a_core_one() -> None:
    """A style mistake beside a core one completes the explanation; the graver of the two comes first."""
    (found,) = named(
        (LESSER, PLUS), ("x + 1", "x + 2"), ("z = x - 1", "z = x - 1 + (x == 2)"), checks=(*CHECKS, STYLE)
    )

    assert (found.mistakes, found.scope, found.severity) == (
        ("plus", "lesser"),
        Scope.EVERYTHING,
        Severity.CORE,
    )


def test_core_mistake_beside_an_unknown_lesser_one() -> None:
    """What reproduces all core checks is named, and marked so."""
    found = named((PLUS,), ("x + 1", "x + 2"), ("z = x - 1", "z = x - 1 + (x == 2)"), checks=(*CHECKS, STYLE))

    assert sets(found) == [(("plus",), Scope.CORE, "")]


def test_pair_beside_an_unknown_lesser_mistake() -> None:
    """Two core mistakes are named although a third, lesser one is unknown."""
    found = named(
        KNOWN,
        ("x + 1", "x + 2"),
        ("y * 2", "y * 5"),
        ("z = x - 1", "z = x - 1 + (x == 2)"),
        checks=(*CHECKS, STYLE),
    )

    assert sets(found) == [(("plus", "times"), Scope.CORE, "")]


def test_submission_that_passes_has_no_core_mistake() -> None:
    """If no core check fails, only lesser mistakes are considered, alone or two together."""
    twin = LESSER._replace(id="twin", severity=Severity.CORE)
    found = named((twin, LESSER), ("z = x - 1", "z = x - 1 + (x == 2)"), checks=(*CHECKS, STYLE))

    assert sets(found) == [(("lesser",), Scope.EVERYTHING, "")]


def test_two_lesser_mistakes() -> None:
    """Two mistakes of a submission that passes are named together, the graver one first."""
    robust = check("robust", "first", 2.0, "one", Severity.ROBUST)
    graver = mistake("graver", ("y = x + 1", "y = x + 1 + (x == 2)"), severity=Severity.ROBUST)
    (found,) = named(
        (LESSER, graver),
        ("y = x + 1", "y = x + 1 + (x == 2)"),
        ("z = x - 1", "z = x - 1 + (x == 2)"),
        checks=(*CHECKS, STYLE, robust),
    )

    assert (found.mistakes, found.scope, found.severity) == (
        ("graver", "lesser"),
        Scope.EVERYTHING,
        Severity.ROBUST,
    )


def test_pairs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the replays for pairs are used up, no pair is named; single mistakes still are."""
    monkeypatch.setattr(searching, "REPLAYS", 0)
    monkeypatch.setattr(search, "MOST_COST", 0)

    assert named(KNOWN, ("x + 1", "x + 2"), ("y * 2", "y * 5")) == ()
    assert sets(named(KNOWN, ("x + 1", "x + 2"))) == [(("plus",), Scope.EVERYTHING, "")]


@pytest.mark.parametrize(
    ("line", "to"), [("y = x + 77", "y = x"), ("y = x + 1", "y = ("), ("class Net:", "1 / 0\nclass Net:")]
)
def test_mistake_that_cannot_be_made(line: str, to: str) -> None:
    """A mistake that doesn't fit, is no code or raises on import is an error of the content, and is named."""
    with pytest.raises(BrokenMistakeError) as caught:
        named((PLUS, mistake("broken", (line, to))), ("x + 1", "x + 99"))

    assert caught.value.mistake.id == "broken"
    assert str(caught.value).startswith("broken: ")


def test_pair_that_makes_no_code_is_skipped() -> None:
    """Two mistakes that only together make no code are no error of the content."""
    expected = traces(REFERENCE, CHECKS)
    replays = Replays(REFERENCE, SEED, expected, expected)
    opening = mistake("opening", ("y = x + 1", "y = x + 1  # '''"))

    assert replays.wrong_reference([opening, TIMES]) is not None
    assert replays.wrong_reference([mistake("a", ("y = x + 1", "y = (")), TIMES]) is None


def test_replays_are_counted_once() -> None:
    """A set of mistakes is run once in each check; only sets of several count."""
    expected = traces(REFERENCE, CHECKS)
    replays = Replays(REFERENCE, SEED, expected, expected)
    for _ in range(2):
        replays.trace([PLUS], CHECKS[0])
        replays.trace([PLUS, TIMES], CHECKS[0])
        replays.trace([PLUS, TIMES], CHECKS[1])

    assert replays.doubles == 2


def test_footprint() -> None:
    """A footprint says which values a mistake changes, and which of them are the submission's."""
    expected = traces(REFERENCE, CHECKS)
    seen = traces(REFERENCE.replace("x + 1", "x + 2"), CHECKS)
    replays = Replays(REFERENCE, SEED, expected, seen)
    same, other = (replays.trace([each], CHECKS[0]) for each in (PLUS, TIMES))
    assert same is not None
    assert other is not None

    assert replays.footprint(same, CHECKS[0]) == (frozenset({""}), frozenset({""}), ("", ""))
    assert replays.footprint(other, CHECKS[0]) == (frozenset({""}), frozenset(), ("", ""))
    assert replays.footprint(expected["first-small"], CHECKS[0]).changed == frozenset()


CRASH = mistake("crash", ("y = x + 1", "y = x + None"))


def test_equal_crashes_are_no_evidence() -> None:
    """A mistake that ends in an error of the same type, at another operation, is not named."""
    assert named((CRASH,), ("y = x + 1", "y = x[0]")) == ()


def test_same_error_is_evidence() -> None:
    """A mistake that ends in the same error with the same message is named."""
    assert sets(named((CRASH,), ("y = y * 2", "y = x + None"))) == [(("crash",), Scope.EVERYTHING, "")]


def test_crash_beside_values_that_agree() -> None:
    """A crash with another message doesn't rule a mistake out if wrong values around it agree."""
    both = mistake("both", ("y = x + 1", "y = x + None"), ("z = x - 1", "z = x - 4"))
    found = named((both,), ("y = x + 1", "y = x[0]"), ("z = x - 1", "z = x - 4"))

    assert sets(found) == [(("both",), Scope.EVERYTHING, "")]


def test_long_lists_are_effort() -> None:
    """A check that passes thousands of numbers in a list comes after one that passes a few in an array."""
    given = [[0.0] * 3000, np.zeros(3000), np.zeros(3)]
    traces = [Trace() for _ in given]
    for trace, value in zip(traces, given, strict=True):
        trace.calls = [Call("f", (value,), {}, 0.0, (), (), 0.0)]
    efforts = [search.effort(trace) for trace in traces]

    assert efforts[0] == efforts[1] > efforts[2] + 2000


def test_calls_of_a_passed_function_cost_something() -> None:
    """A mistake that calls a check's function often takes long to run, so fewer of them are run."""
    reference = "def total(f, n):\n    return sum(f(k) for k in range(n))\n"
    peer = LocalPeer(reference)
    peer.load()
    f = WatchedFunctions(peer)
    costs = []
    for n in (1, 100):

        def run(f: Functions, _: object, n: int = n) -> Any:
            return f.total(lambda k: 2 * k, n)

        each = check("calls", "", 0.0, "first")._replace(run=run)
        expected = {each.name: each.trace(f, SEED)}
        costs.append(Replays(reference, SEED, expected, expected).cost(each))

    assert costs[0] + 15 < costs[1] < costs[0] + 100
