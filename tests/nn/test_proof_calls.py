"""The functions that cards may call, and nothing else."""

from __future__ import annotations

import inspect

import pytest

from nnprep.nn.proof_calls import ProofError, evaluate, functions


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("mlp_paramters([1, 2])", "the nearest are mlp_parameters"),
        ("mlp_parameters", "is not one call"),
        ("1 + 1", "is not one call"),
        ("os.system('true')", "is not one call of a named function"),
        ("__import__('os')", "unknown function"),
        ("mlp_parameters([x for x in (1, 2)])", "not all literals"),
        ("mlp_parameters(*[[1, 2]])", "not all literals"),
        ("mlp_parameters(**{'sizes': [1, 2]})", "unpacks a mapping"),
        ("mlp_parameters(", "not a call that Python can read"),
        ("mlp_parameters([1, 2], 3, 4)", "fails: TypeError"),
        ("value('gulu', 1)", "fails: KeyError"),
        ("initial_loss(0)", "fails: ValueError"),
        ("(" * 500, "not a call"),
    ],
)
def test_bad_call_is_refused(call: str, says: str) -> None:
    """A call that is not one call of a known function with literals is refused with the reason."""
    with pytest.raises(ProofError) as error:
        evaluate(call)

    assert says in str(error.value)


def test_keywords_and_lists_are_literals() -> None:
    """Arguments may be named, nested and negative."""
    assert evaluate("conv_parameters(3, 64, kernel=[7, 7], bias=False)") == 9408
    assert evaluate("value('relu', z=-2)") == 0


def test_every_function_has_a_line() -> None:
    """The first line of each function's docstring says what it returns."""
    lines = [(inspect.getdoc(function) or "").split("\n")[0] for function in functions().values()]

    assert [line for line in lines if not line.startswith("Return ") or len(line) < 15] == []


def test_functions_have_distinct_names() -> None:
    """No two modules offer a function of the same name."""
    known = functions()

    assert [name for name, function in known.items() if function.__name__ != name] == []
    assert all(inspect.isfunction(function) for function in known.values())
