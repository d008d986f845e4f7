"""Several mistakes in one function are named, as choices in a function of variants.py, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from nnprep.checks.api import Check
from nnprep.content.exercises import Exercise, Severity
from nnprep.content.library import find_exercise, load_exercises
from nnprep.grading.answer_key import AnswerKey, answer_key
from nnprep.grading.diagnosis.derived.source import Source
from nnprep.grading.diagnosis.variants import fitting
from nnprep.grading.diagnosis.variants.template import Selection, Template, templates
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text, variants_text
from nnprep.grading.report import Report
from nnprep.sandbox.direct import DirectFunctions, silence
from nnprep.sandbox.local import LocalPeer

GUARDS = ("1e-08",)
WITH_VARIANTS = [each for each in load_exercises() if variants_text(each)]
SQUARED_TANH_SUMS = """
import numpy as np


def backward(X, y, W2, a1, a2):
    d2 = (a2 - y.reshape(-1, 1)) * a2 * (1 - a2)
    d1 = d2 @ W2.T * (1 - a1**2)
    return X.T @ d1, np.sum(d1), a1.T @ d2, np.sum(d2)
"""
UNHEARD_OF = """
import numpy as np


def backward(X, y, W2, a1, a2):
    m = len(X)
    d2 = 2 * (a2 - y.reshape(-1, 1)) * a2 * (1 - a2)
    d1 = np.sinh(d2 @ W2.T) * a1
    return X.T @ d1 / m, d1.sum(axis=0, keepdims=True), a1.T @ d2 / m, d2.sum(axis=0, keepdims=True)
"""
COUNTS = """
def count_params(sizes, bias=True):
    total = sum(int(a) * int(b) for a, b in zip(sizes[:-1], sizes[1:]))
    return total if bias else total + len(sizes)


def mlp_shapes(sizes, batch):
    shapes = []
    for k in range(len(sizes) - 1):
        n = sizes[k + 1]
        shapes += [(f"W{k}", (n, sizes[k])), (f"b{k}", (n, 1)), (f"z{k}", (n, batch)), (f"a{k}", (n, batch))]
    return shapes
"""


@cache
def key_of(exercise: str) -> AnswerKey:
    return answer_key(find_exercise(exercise), 3)


def report(exercise: str, code: str, seed: int = 3) -> Report:
    return judge(find_exercise(exercise), "file.py", LocalPeer(code), seed=seed)


def said(found: Report) -> list[str]:
    return [say for each in found.diagnosis for say in each.say]


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_four_mistakes_of_one_function_are_named(seed: int) -> None:
    (found,) = report("backprop", SQUARED_TANH_SUMS, seed).diagnosis

    assert found.mistakes == ("no-mean", "mse-delta", "tanh-derivative", "db-total")


def test_what_nobody_wrote_down_is_told_beside_it() -> None:
    code = SQUARED_TANH_SUMS.replace("np.sum(d1)", "d1.mean()")

    (found,) = report("backprop", code).diagnosis

    assert found.mistakes == ("no-mean", "mse-delta", "tanh-derivative", "db2-scalar", "derived:variant")
    assert found.say[-1] == "db1 comes out as if it were one number, the mean of all entries."


def test_values_are_explained_beside_one_that_is_not() -> None:
    say = next(each for each in report("backprop", UNHEARD_OF).symptoms if " as if " in each)

    assert re.match(
        "dW2 and db2 come out as if the loss were the squared error.* and bias gradients weren't divided", say
    )


def test_counts_that_agree_by_chance_name_nothing() -> None:
    """A single count has many explanations; what is said holds for all of them."""
    (found,) = report("count-params", COUNTS).diagnosis

    shapes = ("columns-are-samples", "X-missing", "numbers-from-zero")
    assert found.mistakes == ("bias-inverted", "derived:variant", *shapes)
    assert found.say[1] == "`count_params` works as if there were as many biases as sizes."


def replaced(exercise: str, *pairs: tuple[str, str]) -> Report:
    code = reference_text(find_exercise(exercise))
    for old, new in pairs:
        assert old in code
        code = code.replace(old, new)
    return report(exercise, code)


def test_what_explains_most_checks_is_said_of_these() -> None:
    """Labels that are floats give other entries, which no choice does."""
    judged = replaced(
        "multiclass",
        ("labels] = 1", "labels] = 1 - 0.3 * (np.asarray(y).dtype.kind == 'f')"),
        ("(len(labels), self.n_classes)", "(len(labels), labels.max() + 1)"),
    )

    (told,) = (each for each in judged.symptoms if "`one_hot` works as if" in each)
    assert told.startswith("In ")
    assert told.endswith("there were as many columns as the batch's largest label plus 1.")


def test_evidence_beside_an_earlier_part_is_told_so() -> None:
    """A sum of right losses isn't what a sum of losses behind other hidden layers is."""
    judged = replaced(
        "mlp",
        ("np.maximum(self.Z[-1], 0)", "sigmoid(self.Z[-1])"),
        ("float(-np.mean(y", "float(-np.sum(y"),
        ("(p > 0.5)", "(p > 0.4)"),
    )

    assert {each.part: each.beside for each in judged.diagnosis if each.part in ("forward", "loss")} == {
        "forward": False,
        "loss": True,
    }


def test_nothing_is_said_of_a_part_that_may_only_follow() -> None:
    """A step that moves by gradients that nothing explains could be a step of its own kind, too."""
    judged = replaced("mlp", ("delta = (A[-1] - y) / len(X)", "delta = np.sinh(A[-1] - y) / len(X) ** 2"))

    assert judged.status != "passed"
    assert not any("`train_step` works" in each for each in (*judged.symptoms, *said(judged)))


def test_numbers_at_the_end_of_what_floats_hold_have_no_ratio() -> None:
    huge = np.array([1.7e308, 1.0])

    assert fitting.ratio(huge, np.array([-1.7e308, 1.7e308])) is None
    assert fitting.ratio(np.array([1e-300, 0.0]), huge) is None
    assert fitting.ratio(huge, huge / 2) == 0.5


def test_a_search_ends_after_so_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after some time: what is found must not depend on how busy the machine is."""
    left: list[int] = []
    found = fitting.Fitting.found

    def counted(self: fitting.Fitting, checks: Sequence[Check]) -> list[Selection]:
        self.effort.left = 50_000
        selections = found(self, checks)
        left.append(self.effort.left)
        return selections

    monkeypatch.setattr(fitting.Fitting, "found", counted)

    report("backprop", UNHEARD_OF)

    assert [-10_000 < each <= 0 for each in left] == [True]


@pytest.mark.parametrize("exercise", WITH_VARIANTS, ids=lambda each: each.id)
def test_what_is_right_comes_first(exercise: Exercise) -> None:
    """A variants.py with its first choices returns what the reference returns."""
    for template in templates(variants_text(exercise), GUARDS).values():
        assert not differing(exercise, template, (0,) * len(template.places), everything=True)


@pytest.mark.parametrize("exercise", WITH_VARIANTS, ids=lambda each: each.id)
def test_every_choice_is_seen_by_a_core_check(exercise: Exercise) -> None:
    for template in templates(variants_text(exercise), GUARDS).values():
        for place, choices in enumerate(template.places):
            for which in range(1, len(choices)):
                selection = [0] * len(template.places)
                selection[place] = which
                wrong = differing(exercise, template, tuple(selection))
                assert bool(wrong) == bool(choices[which].clause), choices[which].clause


@pytest.mark.parametrize("exercise", WITH_VARIANTS, ids=lambda each: each.id)
def test_clauses_can_be_joined(exercise: Exercise) -> None:
    """They stand in one sentence with others, and no two say the same."""
    for template in templates(variants_text(exercise), GUARDS).values():
        told = [choice.clause for choices in template.places for choice in choices[1:]]
        clauses = [*filter(None, told)]

        assert not [each for each in clauses if re.search(r"[;:.]$|; |\. |something|one part", each)]
        assert len(clauses) == len(set(clauses))


def differing(
    exercise: Exercise, template: Template, selection: tuple[int, ...], *, everything: bool = False
) -> list[str]:
    """Return the core checks, or all, in which the reference with a selection doesn't pass."""
    source = Source(reference_text(exercise), "")
    function = source.functions[template.name]
    start, end = source.place(function.body[0])[0], source.place(function)[1]
    code = source.text[:start] + template.chosen(selection) + source.text[end:]
    peer = LocalPeer(code)
    peer.load()
    f, key = DirectFunctions(peer), key_of(exercise.id)
    wrong = []
    for check in key.checks:
        if everything or check.severity is Severity.CORE:
            with silence():
                trace = check.trace(f, 3)
            if not trace.passes(key.expected[check.name], check.tolerance):
                wrong.append(check.name)
                if not everything:
                    break
    return wrong


@pytest.mark.parametrize("exercise", WITH_VARIANTS, ids=lambda each: each.id)
def test_functions_are_those_of_the_reference(exercise: Exercise) -> None:
    """Only bodies are put in the place of others, so parameters are the same."""
    reference, source = Source(reference_text(exercise), ""), Source(variants_text(exercise), "")

    for name in templates(variants_text(exercise), GUARDS):
        mine, theirs = (ast.unparse(each.functions[name].args) for each in (source, reference))
        assert mine == theirs
