"""The points of one submission: exact to the cent, and the parts add up to the whole."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from nnprep.cohort.points.rubric import Credit, Rubric
from nnprep.cohort.record import UNSURE, CheckResult, PartResult, Record
from nnprep.content.exercises import Severity
from nnprep.grading.report import Status
from nnprep.named_tuple import NamedTuple

CENT = Decimal("0.01")


class Earned(NamedTuple):
    """What one part, or all checks of robustness or style together, earned."""

    id: str
    title: str
    points: Decimal
    most: Decimal
    passed: bool
    checks: tuple[CheckResult, ...]
    """The checks that decided."""


class Points(NamedTuple):
    """What a submission earned."""

    parts: tuple[Earned, ...]
    certain: bool
    """Whether a grade can be entered: not if nothing could be judged, or if the verdict depends on the seed."""

    @property
    def total(self) -> Decimal:
        """What it earned altogether."""
        return sum((each.points for each in self.parts), Decimal(0))

    @property
    def most(self) -> Decimal:
        """What it could have earned."""
        return sum((each.most for each in self.parts), Decimal(0))


def points_of(record: Record, rubric: Rubric) -> Points:
    """Return the points of a record."""
    results = {part.id: part for part in record.parts}
    checks = [check for part in record.parts for check in part.checks]
    weights = [*(each.weight for each in rubric.parts), rubric.robust, rubric.style]
    shares = shared(rubric.points, weights)
    parts = []
    for each, most in zip(rubric.parts, shares, strict=False):
        part = results.get(each.part)
        core = tuple(check for check in part.checks if check.severity == Severity.CORE) if part else ()
        share = share_of_part(part, core, rubric.credit)
        title = part.title if part else each.part
        parts.append(Earned(each.part, title, cents(Fraction(most) * share), most, share == 1, core))
    for severity, title, most in (
        (Severity.ROBUST, "robustness", shares[-2]),
        (Severity.STYLE, "style", shares[-1]),
    ):
        if most:
            those = tuple(check for check in checks if check.severity == severity)
            share = passing_share(those) if those else Fraction(record.passed)
            parts.append(
                Earned(severity.value, title, cents(Fraction(most) * share), most, share == 1, those)
            )
    return Points(tuple(parts), record.status not in (UNSURE, Status.NOT_JUDGED))


def share_of_part(part: PartResult | None, core: tuple[CheckResult, ...], credit: Credit) -> Fraction:
    """Return what share of its points a part earns."""
    if part is None or part.passed:
        return Fraction(1 if part else 0)
    return passing_share(core) if credit is Credit.CHECKS else Fraction(0)


def passing_share(checks: tuple[CheckResult, ...]) -> Fraction:
    """Return the share of checks that pass; 0 without any."""
    return Fraction(sum(check.passed for check in checks), len(checks) or 1)


def shared(points: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Share points out by weight, in cents that add up exactly: the largest remainders are rounded up."""
    total = sum(weights, Decimal(0))
    exact = [Fraction(points) * Fraction(weight) / Fraction(total) for weight in weights]
    shares = [cents(each) for each in exact]
    missing = int((points - sum(shares, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(weights)), key=lambda n: (Fraction(shares[n]) - exact[n], n))
    for number in by_remainder[:missing]:
        shares[number] += CENT
    return shares


def cents(value: Fraction | Decimal) -> Decimal:
    """Return an amount cut to cents."""
    exact = Fraction(value)
    return (Decimal(exact.numerator * 100 // exact.denominator) * CENT).quantize(CENT, ROUND_DOWN)


def written(amount: Decimal) -> str:
    """Return an amount as text: `8.5`, `10`."""
    text = f"{amount:.2f}"
    return text.rstrip("0").rstrip(".")
