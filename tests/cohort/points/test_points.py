"""Points are exact: parts add up to the whole, and nothing is rounded up."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nnprep.cohort.points.points import points_of, shared, written
from nnprep.cohort.points.rubric import Credit, Rubric, Weight, even_rubric
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from tests.cohort.records import check, part, record

CENTS = st.decimals(0, 99_999, places=2)
D = Decimal


@given(
    points=st.decimals(D("0.01"), 99_999, places=2),
    weights=st.lists(CENTS, min_size=1, max_size=9).filter(any),
)
def test_shares_add_up(points: Decimal, weights: list[Decimal]) -> None:
    """Shares add up to the cent, a weight of 0 gets nothing, and none is a cent off or more."""
    shares = shared(points, weights)

    assert points == sum(shares)
    exact = [points * weight / sum(weights) for weight in weights]
    assert all(abs(share - each) < D("0.0101") for share, each in zip(shares, exact, strict=True))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


def test_parts() -> None:
    """A part that fails earns nothing, or the share of its core checks that pass."""
    good, bad = check("x"), check("y", "failed")
    style = check("s", "failed", severity=Severity.STYLE)
    two = record("a", part("forward", good, style), part("backward", good, good, bad))
    rubric = Rubric("mlp", (Weight("forward", D(1)), Weight("backward", D(2))), D(10))

    assert [D("3.33"), D(0)] == [each.points for each in points_of(two, rubric).parts]
    assert D(10) == points_of(two, rubric).most
    by_checks = points_of(two, rubric._replace(credit=Credit.CHECKS))
    assert [D("3.33"), D("4.44")] == [each.points for each in by_checks.parts]
    assert D("7.77") == by_checks.total


def test_robustness_and_style() -> None:
    """Checks of robustness and style earn points only where a rubric says so."""
    robust = (check("r", severity=Severity.ROBUST), check("q", "failed", severity=Severity.ROBUST))
    one = record("a", part("backward", check("x"), *robust))
    rubric = Rubric("backprop", (Weight("backward", D(3)),), D(4), robust=D(1))

    assert [("backward", D(3)), ("robust", D("0.5"))] == [
        (each.id, each.points) for each in points_of(one, rubric).parts
    ]
    assert points_of(one, rubric._replace(robust=D(0))).total == D(4)


def test_no_grade() -> None:
    """What couldn't be judged, or depends on the seed, has no certain grade."""
    rubric = even_rubric(find_exercise("backprop"))

    assert not points_of(record("a", status="not-judged"), rubric).certain
    assert not points_of(record("a", status="unsure"), rubric).certain
    assert (D(0), D(100)) == (points_of(record("a", status="crashed"), rubric).total, D(100))


def test_written() -> None:
    """Amounts are written without needless zeros."""
    assert ["8.5", "10", "100", "0", "0.05"] == [
        written(D(each)) for each in ("8.50", "10", "100.00", "0.00", "0.05")
    ]
