"""A date as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from nnprep.terminal.date_parser import DateError, parse_date

TODAY = date(2026, 11, 21)
"""A Saturday."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        (" Tomorrow ", "2026-11-22"),
        ("+7", "2026-11-28"),
        ("+0", "2026-11-21"),
        ("in 3 days", "2026-11-24"),
        ("2026-11-22", "2026-11-22"),
        ("2026/11/22", "2026-11-22"),
        ("22.11.2026", "2026-11-22"),
        ("1.2.", "2027-02-01"),
        ("22 November", "2026-11-22"),
        ("21 nov", "2026-11-21"),
        ("20 November", "2027-11-20"),
        ("22nd of November 2026", "2026-11-22"),
        ("Nov 22", "2026-11-22"),
        ("November 22, 2026", "2026-11-22"),
        ("29 February", "2028-02-29"),
        ("22/11/2026", "2026-11-22"),
        ("11/22/2026", "2026-11-22"),
        ("12/12/2026", "2026-12-12"),
        ("friday", "2026-11-27"),
        ("Sun", "2026-11-22"),
        ("saturday", "2026-11-28"),
        ("next monday", "2026-11-23"),
    ],
)
def test_days(text: str, day: str) -> None:
    """Every usual way of writing a date is understood; without a year it is the next one."""
    assert date.fromisoformat(day) == parse_date(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-W47-7",
        "20261122",
        "22",
        "31.11.2026",
        "2026-13-01",
        "22 Nonember",
        "frizday",
        "-1",
    ],
)
def test_not_a_date(text: str) -> None:
    """A text that isn't a date is refused with an example of one."""
    with pytest.raises(DateError) as refused:
        parse_date(text, TODAY)

    assert "not a date" in str(refused.value)
    assert refused.value.example == "2026-12-05"


def test_two_dates() -> None:
    """A text that could be two dates is refused, and both are named."""
    with pytest.raises(DateError) as refused:
        parse_date("11/12/2026", TODAY)

    assert "11/12/2026 could be 12 November or 11 December. Write 2026-11-12 or 2026-12-11." == str(
        refused.value
    )
    assert refused.value.example == "2026-11-12"
