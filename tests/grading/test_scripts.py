"""Checks that are written down: what they see of code with mistakes is what they see when they run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnprep.checks.api import Check, load_checks
from nnprep.checks.compare import opaque
from nnprep.checks.drawn_cases import drawn_cases
from nnprep.checks.observations import given, near
from nnprep.checks.trace import Trace
from nnprep.content.edits import with_spans
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.grading.diagnosis.derived.derive import Derivation
from nnprep.grading.diagnosis.scripts import Script, digest, script_of
from nnprep.grading.reference import reference_text
from nnprep.sandbox.direct import DirectFunctions
from nnprep.sandbox.failures import BrokenFile, Raised
from nnprep.sandbox.local import LocalPeer

CODE = """
import numpy as np

def twice(x):
    return 2 * x

def both(x):
    return x + 1, x - 1

def named(x):
    return {"sum": float(x.sum()), "kind": "array", "none": None}

def bad(x):
    raise ValueError("bad")

def same(net):
    return net

def applied(function):
    return function(1)

class Net:
    def __init__(self, w):
        self.w = w

    def out(self, x):
        return x * self.w
"""
X = np.arange(6.0).reshape(2, 3)
Body = Callable[[Any], Any]


def peer(source: str = CODE) -> LocalPeer:
    made = LocalPeer(source)
    made.load()
    return made


def check(body: Body) -> Check:
    return Check("one", "one", "part", Severity.CORE, None, lambda f, rng: body(f))


def written(body: Body) -> Script | None:
    return script_of(check(body), peer(), 0)


def steps(f: Any) -> Any:
    given(batch_size=2)
    x, rest = f.both(X)
    near("the rest", rest, f.twice(x))
    return {"x": x, "cache": opaque([rest, x])}


def objects(f: Any) -> Any:
    net = f.Net(2.0)
    net.w = f.twice(X)
    return net.out(X), net.out(X), net.w


def handed_on(f: Any) -> Any:
    net = f.Net(2.0)
    f.same(net).w = 3.0
    return net.out(X)


@pytest.mark.parametrize(
    "body", [lambda f: f.twice(X), lambda f: f.named(X)["sum"], steps, objects, handed_on]
)
def test_check_that_only_hands_answers_on_is_written_down(body: Body) -> None:
    """It sees the same without running, of other code too."""
    other = CODE.replace("2 * x", "x + 0.5").replace("x * self.w", "x / (1 + self.w)")
    other = other.replace("return net", "return Net(net.w)")
    script = written(body)

    assert script is not None
    assert script.end is not None
    assert_same(check(body).trace(direct(other), 0), script.run(direct(other), {}))


class Waste:
    """Garbage whose end runs code that looks at types, and leaves garbage again."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        if gc.get_threshold()[0] == 1:
            type(self)()


def test_garbage_of_others_is_no_part_of_a_check() -> None:
    """Whether a check is written down doesn't depend on when Python collects garbage."""
    thresholds, reference = gc.get_threshold(), peer()
    gc.set_threshold(1)
    Waste()
    try:
        script = script_of(check(objects), reference, 0)
    finally:
        gc.set_threshold(*thresholds)

    assert script is not None
    assert script.end is not None


def direct(source: str) -> DirectFunctions:
    return DirectFunctions(peer(source))


def assert_same(one: Trace, other: Trace) -> None:
    """Compare everything that the diagnosis uses of two traces."""
    assert one.reproduces(other, None) or not digest([one.value])
    assert digest([one.value]) == digest([other.value])
    assert [each.label for each in one.observations] == [each.label for each in other.observations]
    # How a recursion ends depends on how deep it began.
    assert str(one.error).partition(" exceeded")[0] == str(other.error).partition(" exceeded")[0]
    assert (type(one.broken), one.sizes) == (type(other.broken), other.sizes)
    assert [each.target for each in one.calls] == [each.target for each in other.calls]


def is_none(f: Any) -> Any:
    out = f.twice(X)
    return 0 if out is None else out


def tries(f: Any) -> Any:
    out = f.twice(X)
    try:
        return ", ".join(out)
    except TypeError:
        return out


def matches(f: Any) -> Any:
    match f.twice(X):
        case [*_]:
            return 1
    return 2


@pytest.mark.parametrize(
    "body",
    [
        is_none,
        tries,
        matches,
        lambda f: type(f.twice(X)).__name__,
        lambda f: isinstance(f.twice(X), np.ndarray),
        lambda f: callable(f.twice(X)),
        lambda f: len(f.twice(X)),
        lambda f: f.twice(X) + 1,
        lambda f: 1 @ f.twice(X),
        lambda f: f.twice(X)[0],
        lambda f: f.twice(X) == 1,
        lambda f: not f.twice(X),
        lambda f: np.asarray(f.twice(X)),
        lambda f: np.add(X, f.twice(X)),
        lambda f: np.sum(f.twice(X)),
        lambda f: float(f.named(X)["sum"]),
        lambda f: f"{f.twice(X)}",
        lambda f: {f.named(X)["sum"]: 1},
        lambda f: max(f.named(X)["sum"], 1.0),
        lambda f: list(f.twice(X)),
        lambda f: f.twice(X).shape,
        lambda f: f.Net(1.0) == f.Net(1.0),
        lambda f: len({f.Net(1.0), f.Net(1.0)}),
        lambda f: f.twice(X).T if f.calls[-1].target else 0,
    ],
)
def test_check_that_looks_at_an_answer_runs(body: Body) -> None:
    """Whatever looks at an answer may decide what comes next, so only what came before is written down."""
    script = written(body)

    assert script is None or script.end is None
    for code in (CODE, CODE.replace("2 * x", "None")):
        if script is not None:
            assert_same(check(body).trace(direct(code), 0), script.run(direct(code), {}))


def test_request_that_depends_on_an_answer_is_not_written_down() -> None:
    """What comes after a look is asked for by the check itself."""

    def body(f: Any) -> Any:
        first = f.twice(X)
        return f.both(X)[0] if first.sum() > 0 else f.twice(first)

    script, less = written(body), CODE.replace("2 * x", "-x")

    assert script is not None
    assert [request.template[1] for request in script.requests] == ["twice"]
    assert_same(check(body).trace(direct(less), 0), script.run(direct(less), {}))


@pytest.mark.parametrize(
    "changed", ["return x", "return x, x, x", "return [x, x]", "return None", "return bad(x)"]
)
def test_answer_of_another_form(changed: str) -> None:
    """Where the reference's answer is taken apart and this one can't be, the check itself fails as it would."""
    code = CODE.replace("return x + 1, x - 1", changed)
    script = written(steps)

    assert script is not None
    assert_same(check(steps).trace(direct(code), 0), script.run(direct(code), {}))


def test_check_that_catches_an_error() -> None:
    """A check that goes on after an error does so."""

    def body(f: Any) -> Any:
        try:
            return f.twice(X)
        except Raised:
            return f.both(X)

    code, script = CODE.replace("return 2 * x", "return bad(x)"), written(body)

    assert script is None or script.catching
    if script is not None:
        assert_same(check(body).trace(direct(code), 0), script.run(direct(code), {}))


def test_equal_answers_have_one_trace() -> None:
    """A check runs once for all mistakes that don't change what it is answered."""
    runs: list[int] = []

    def body(f: Any) -> Any:
        out = f.twice(X)
        runs.append(1)
        return float(out.sum())

    script, known = written(body), dict[tuple[str, bytes], Trace]()
    assert script is not None
    first = script.run(direct(CODE), known)
    runs.clear()

    assert script.run(direct(CODE.replace("2 * x", "x + x")), known) is first
    assert script.run(direct(CODE.replace("2 * x", "3 * x")), known).value == 45.0
    assert len(runs) == 1


def test_drawn_cases_are_written_down() -> None:
    """A check of drawn cases draws once for all mistakes, and doesn't look at an answer."""
    run = drawn_cases("twice", lambda rng, n: (rng.random((n, 2)),), changing=(0,), n=(1, 5))
    script = script_of(check(lambda _: None)._replace(run=run), peer(), 0)

    assert script is not None
    assert script.end is not None


def test_function_without_a_state_is_handed_on() -> None:
    """A check's function is called anew for each mistake, if it has nothing that an earlier call may have changed."""
    table, calls = np.arange(3.0), list[int]()

    def known(n: int) -> float:
        return float(table[n])

    def counting(n: int) -> float:
        calls.append(n)
        return float(n)

    def changing(n: int) -> float:
        table[n] += 1
        return float(table[n])

    assert written(lambda f: f.applied(known)) is not None
    assert written(lambda f: f.applied(counting)) is None
    assert written(lambda f: f.applied(changing)) is None


def test_digest_tells_values_apart() -> None:
    """Values that differ in a bit, a dtype or a form have other digests; those that can't be told have none."""
    values: list[Any] = [
        0.0,
        -0.0,
        0,
        False,
        None,
        "0",
        np.zeros(1),
        np.zeros((1, 1)),
        np.zeros(1, int),
        np.float64(0),
    ]
    values += [-np.zeros(1), [0], (0,), [[0]], [0, 0], np.zeros(2), np.float32(0), [], ()]

    assert len({digest([each]) for each in values}) == len(values)
    assert digest([np.zeros(1), 1]) != digest([np.zeros(1)]) != b""
    assert digest([object()]) == digest([np.array([None])]) == b""


@pytest.mark.parametrize(
    ("id", "step"),
    [("lstm-cell", 100), ("kv-cache", 200), ("minibatches", 100)]
    + [pytest.param(id, 40, marks=pytest.mark.proof) for id in exercise_ids()],
)
def test_written_checks_see_what_running_ones_see(id: str, step: int) -> None:
    """Code with derived mistakes has the same traces both ways, check after check."""
    exercise = find_exercise(id)
    reference, known = reference_text(exercise), dict[tuple[str, bytes], Trace]()
    scripts = {
        each: script_of(each, peer(reference), 1)
        for each in load_checks(exercise)
        if each.severity is Severity.CORE
    }
    derivation = Derivation(
        reference, stub_text(exercise), {part.id: part.functions for part in exercise.parts}
    )
    for derived in [*derivation.everything()][::step]:
        try:
            source = with_spans(reference, derived.spans)
            f, other = direct(source), direct(source)
        except (BrokenFile, SyntaxError):
            continue
        ran: list[Check] = []
        for each, script in scripts.items():
            if script is None or derived.operator in ENDLESS:
                continue
            ran.append(each)
            one, trace = each.trace(f, 1), script.run(other, known)
            try:
                assert_same(one, trace)
            except AssertionError:
                again = direct(source)
                same = [check.trace(again, 1) for check in ran][-1]
                if digest([one.value]) == digest([same.value]):  # else it draws without a seed
                    raise


ENDLESS = {"name"}
"""Operators whose mistakes may loop without an end."""
