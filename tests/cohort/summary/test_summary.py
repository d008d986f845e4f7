"""What a teacher learns of a class from its records."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from nnprep.cohort.record import Record
from nnprep.cohort.summary.names import MOST, Names
from nnprep.cohort.summary.summary import summaries
from nnprep.content.exercises import Severity
from tests.cohort.records import NO_MEAN, ONLY_DW2, SIGN, check, mistake, part, record, wrong


def test_misconceptions_by_frequency() -> None:
    """A variant stands with the mistake that it is of; of explanations that fit equally well, the first counts."""
    records = [
        record("ok"),
        wrong("a", mistake("no-mean-dW2", ONLY_DW2)),
        wrong("b", mistake("no-mean", NO_MEAN)),
        wrong("c", mistake("no-mean-dW2", ONLY_DW2)),
        wrong("d", mistake("sign", SIGN), mistake("no-mean", NO_MEAN, group=1)),
        wrong("e", mistake("sign", SIGN), mistake("no-mean", NO_MEAN)),
    ]
    (summary,) = summaries(records)

    first, second = summary.misconceptions
    assert ("no-mean", 4) == (first.id, first.submitters.size)
    assert ("b", "e", "a", "c") == first.submitters.first
    assert "Every gradient is exactly m times too large" == first.heading
    assert ["2 in dW2 only"] == first.shares
    assert ("sign", 2, ()) == (second.id, second.submitters.size, second.variants)
    assert 5 == summary.explained


def test_variant_alone() -> None:
    """Where nobody made the mistake itself, a variant stands for itself."""
    (summary,) = summaries([wrong("a", mistake("no-mean-dW2", ONLY_DW2))])

    assert ["no-mean-dW2"] == [each.id for each in summary.misconceptions]


def test_variant_without_a_place() -> None:
    """An id whose end names no array and no layer is said whole."""
    (summary,) = summaries(
        [wrong("a", mistake("no-mean", NO_MEAN)), wrong("b", mistake("no-mean-alone", SIGN))]
    )

    assert ["1 as no-mean-alone"] == summary.misconceptions[0].shares


def test_what_does_not_decide_stands_apart() -> None:
    """A mistake of robustness doesn't count as what went wrong, though it was also made beside one that decides.

    Two ways to make one, with one heading, are one.
    """
    dtype = "float32 inputs give float64 gradients. Use a2.dtype."
    robust = mistake("dtype", dtype, severity=Severity.ROBUST)
    other = mistake("y-dtype", dtype.replace("a2", "y"), severity=Severity.ROBUST)
    both = wrong("c", mistake("sign", SIGN), mistake("dtype", dtype))
    (summary,) = summaries([record("a", diagnosis=(robust,)), record("b", diagnosis=(other,)), both])

    assert [("sign", 1)] == [(each.id, each.submitters.size) for each in summary.misconceptions]
    assert [("float32 inputs give float64 gradients", 3)] == [
        (each.heading, each.submitters.size) for each in summary.raised_next
    ]


def test_derived_mistakes_are_told_apart_by_what_is_said() -> None:
    """The id of a derived mistake only names its kind."""
    says = ["dW1 comes out as if a sign were wrong.", "dW2 comes out as if a sign were wrong."]
    (summary,) = summaries(
        wrong(f"{number}", mistake("derived:sign", says[number % 2])) for number in range(3)
    )

    assert [2, 1] == [each.submitters.size for each in summary.misconceptions]


def test_parts_by_pass_rate() -> None:
    """Each part has its own rate, over those in whom it was judged."""
    good, bad = check("x"), check("x", "failed")
    records = [
        record("a", part("forward", good), part("backward", bad)),
        record("b", part("forward", good), part("backward", good)),
        record("c", status="not-judged"),
    ]
    (summary,) = summaries(records)

    assert [("forward", 2, 2, 1.0), ("backward", 1, 2, 0.5)] == [
        (each.id, each.passed, each.judged, each.share) for each in summary.parts
    ]
    assert ("c",) == summary.not_judged.first
    assert (("failed", 1), ("not-judged", 1), ("passed", 1)) == summary.statuses


def test_unexplained_files_and_those_that_fail_alike() -> None:
    """What nothing explains is listed; numbers don't tell failures apart, other checks and messages do."""
    records = [
        wrong("a", message="dW2 is 5.1 at [0, 1], should be 1e-3"),
        wrong("b", message="dW2 is 7 at [2, 0], should be -0.5"),
        wrong("c", message="dW1 is 7 at [2, 0], should be -0.5"),
        record("d", part("backward", check("other", "failed", "dW2 is 7 at [2, 0], should be 1"))),
        record("e", part("backward", check("batch", "not-attempted"))),
    ]
    (summary,) = summaries(records)

    assert Names(4, ("a", "b", "c", "d")) == summary.unexplained
    (alike,) = summary.alike
    assert (("a", "b"), ("title of batch",)) == (alike.submitters.first, alike.checks)


def test_copies_and_the_unsure() -> None:
    """Equal files are named, except for unchanged stubs; a verdict that depends on the seed is listed."""
    stub = part("backward", check("batch", "not-attempted"))
    records = [record(name, sha256="ab" * 32) for name in "abc"]
    records += [record(name, stub, sha256="cd" * 32) for name in "de"]
    records += [record("f", status="unsure")]
    (summary,) = summaries(records)

    assert (Names(3, ("a", "b", "c")),) == summary.copies
    assert Names(1, ("f",)) == summary.unsure


def test_exercises_are_summed_up_separately() -> None:
    """A class may have several exercises."""
    both = summaries([record("a"), record("a", exercise="mlp"), record("b", exercise="mlp")])

    assert [("backprop", 1), ("mlp", 2)] == [(each.exercise, each.submissions) for each in both]


@pytest.mark.proof
def test_a_hundred_thousand_records() -> None:
    """Records are read one by one: a class of 100,000 takes little memory, though every file is another one."""

    def many() -> Iterator[Record]:
        for number in range(100_000):
            yield wrong(
                f"s{number}",
                *([mistake("no-mean", NO_MEAN)] if number % 3 else []),
                message=f"m{number % 97}",
            )

    tracemalloc.start()
    (summary,) = summaries(many())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 100_000 == summary.submissions
    assert MOST == len(summary.unexplained.first)
    assert peak < 64 << 20
