"""How wrong values follow from right ones: what's said holds in all calls, and nothing is said of a coincidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.grading.feedback.algebra import relations
from nnprep.grading.feedback.samples import Sample

Array = np.ndarray[Any, Any]


def calls_of(make: Any, label: str = "dW", rows: tuple[int, ...] = (1, 3, 4)) -> list[Sample]:
    """Return wrong values of several calls; `make(right, X, W)` computes what was returned."""
    rng = np.random.default_rng(0)
    found = []
    for number, m in enumerate(rows):
        X, W, right = rng.standard_normal((m, 3)), rng.standard_normal((3, 2)), rng.standard_normal((3, 2))
        yours = make(right, X, W)
        found.append(
            Sample(
                label,
                right,
                yours,
                {"X": X, "W": W},
                wrong=True,
                case=("check", number),
                function="f",
                layer=-1,
            )
        )
    return found


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda right, X, W: right + 0.01 * W, "what it should be plus 0.01 times W"),
        (lambda right, X, W: right * (W > 0), "what it should be times the mask W > 0"),
        (lambda right, X, W: right / np.linalg.norm(right), "what it should be divided by the norm of its entries"),
        (lambda right, X, W: right - X.T @ X @ W @ W.T @ W, ""),
        (lambda right, X, W: right + X.T @ X[:, :2], ""),
        (lambda right, X, W: right / np.sqrt(len(X)), "divided by the root of the number of rows of X"),
        (lambda right, X, W: 0.37 * right, "what it should be times 0.37"),
        (lambda right, X, W: 0 * right, "zero"),
        (lambda right, X, W: 1e-15 * right, ""),
        (lambda right, X, W: np.full_like(right, right.mean()), "the mean of what its entries should be"),
    ],
)  # fmt: skip
def test_relation(make: Any, said: str) -> None:
    """The simplest relation is said; what isn't one of few operations on what is known isn't."""
    wrong = calls_of(make)
    # In a batch of one the root of the number of rows is 1, and such a call isn't wrong.
    found = relations([sample for sample in wrong if (sample.yours != sample.right).any()])

    assert any(said in text for text in found) if said else not found


def test_what_is_right_at_times_is_not_said_of_all() -> None:
    """Where a value is right in some batches of one, it isn't said of all of these how it is wrong."""
    wrong = (
        calls_of(lambda right, X, W: 0.37 * right, rows=(1, 1)) + calls_of(lambda right, X, W: right**3)[1:]
    )
    right = [one._replace(yours=one.right, wrong=False) for one in wrong[:1]]
    is_said = "Here, for a batch of one, {}dW is{} what it should be times 0.37."

    assert relations(wrong) == [is_said.format("", "")]
    assert relations([*wrong, *right]) == [is_said.format("wherever ", " wrong, it is")]


def test_relation_in_one_call_is_none() -> None:
    """What holds in some calls only is not said."""
    some = [
        *calls_of(lambda right, X, W: right + W),
        *calls_of(lambda right, X, W: right + W**3, rows=(5, 6)),
    ]

    assert relations(some) == []


def test_what_stayed_as_it_was_is_not_called_itself() -> None:
    """That W is W says nothing."""
    assert relations(calls_of(lambda right, X, W: W))
    assert relations(calls_of(lambda right, X, W: W, label="W")) == []


def test_values_of_wrong_shape_are_left_out() -> None:
    """Where some calls return another shape, the sentence is about the others."""
    wrong = calls_of(lambda right, X, W: right + W)
    lost = wrong[0]._replace(right=np.zeros(0), yours=np.zeros(0), comparable=False)
    (said,) = relations([*wrong, lost])

    assert said.startswith("In calls where the shape is right, dW is what it should be plus W")


def test_few_numbers_show_nothing() -> None:
    """Two single numbers have any number of relations."""
    cases = enumerate([(8.0, 15.0, [7, 1]), (17.0, 29.0, [3, 4])])
    two = [
        sample._replace(right=np.array([right]), yours=np.array([yours]), known={"sizes": sizes})
        for (number, (right, yours, sizes)) in cases
        for sample in calls_of(lambda right, X, W: right, label="n", rows=(number + 1,))
    ]

    assert relations(two) == []


@pytest.mark.parametrize(
    ("setting", "make", "said"),
    [
        (0.5, lambda right: 2 * right, "dW is what it should be times 2."),
        (3, lambda right: right + 1, "dW is what it should be plus 1."),
        (3, lambda right: 1.5 * right**2, "dW is 1.5 times the square of what it should be."),
        (3, lambda right: right**3, ""),
        (3, lambda right: right * (1 + 1e-7), ""),
        (3, lambda right: right + 1e-4 * np.sin(right), ""),
    ],
)
def test_settings_are_not_numbers(setting: float, make: Any, said: str) -> None:
    """A setting that's the same in all calls explains nothing that a number doesn't, nor does a mask that is 0."""
    wrong = [
        sample._replace(known={"epochs": setting}) for sample in calls_of(lambda right, X, W: make(right))
    ]

    assert relations(wrong) == [said] * bool(said)


def test_a_count_of_one_call_is_a_number() -> None:
    """What is wrong in one call only isn't explained by a count, which is the same number by chance."""
    factor = "what it should be times "
    once, often = ([one._replace(case=("check", n * m)) for n, one in enumerate(
        calls_of(lambda right, X, W: 3 * right, rows=(3, 3)))] for m in (0, 1))  # fmt: skip

    assert relations(once) == [f"In one case, dW is {factor}3."]
    assert relations(often) == [f"dW is {factor}the number of rows of X."]


def test_what_also_holds_where_it_is_right_is_said_of_all_calls() -> None:
    """A factor that is 1 in a batch of one is that of all calls; one that is wrong there is said of the others only."""
    several = calls_of(lambda right, X, W: right * len(X))
    single = [
        one._replace(wrong=False) for one in calls_of(lambda right, X, W: right, rows=(1,)) if one.right.ndim
    ]

    assert relations([*several, *single])[0].startswith(
        "dW is what it should be times the number of rows of X"
    )
    assert relations([*several, several[-1]._replace(yours=several[-1].right, wrong=False)])[0].startswith(
        "Wherever dW is wrong here, it is what it should be times the number of rows of X"
    )


def test_a_single_row_is_doubled() -> None:
    """A row plus its column means is the row twice, and that is said."""
    rows = [
        sample._replace(right=sample.right[:1], yours=2 * sample.right[:1])
        for sample in calls_of(lambda r, X, W: r)
    ]
    wide = [one._replace(right=np.tile(one.right, 3) + np.arange(6), yours=one.yours) for one in rows]
    wide = [one._replace(yours=2 * one.right) for one in wide]

    (said,) = relations(wide)
    assert said.endswith("what it should be times 2.")


@pytest.mark.parametrize(
    ("make", "label", "decays"),
    [
        (lambda right, X, W: 2 * right, "dW2", False),
        (lambda right, X, W: right + 0.01 * W, "dW", True),
        (lambda right, X, W: right - 0.01 * W, "dW", False),
        (lambda right, X, W: right * W, "dW", False),
        (lambda right, X, W: right - 0.01 * W, "W", True),
        (lambda right, X, W: right + 0.01 * W, "W", False),
    ],
)
def test_decay_is_a_multiple_of_the_weights(make: Any, label: str, *, decays: bool) -> None:
    """It makes weights smaller, so that it's added to gradients: no other sign is called that, and no product."""
    found = relations(calls_of(make, label))

    assert found
    assert all(("weight decay" in text) is decays for text in found)
