"""A seed is what a report prints, nothing else: long enough that no file knows the answers, short enough to type."""

from __future__ import annotations

from nnprep.grading.seeds import DIGITS, fresh_seed


def test_fresh_seeds_can_be_typed_and_not_foreseen() -> None:
    """Every fresh seed has eight digits, and of 500 hardly two are the same."""
    seeds = [fresh_seed() for _ in range(500)]

    assert {len(str(seed)) for seed in seeds} == {DIGITS} == {8}
    assert len(set(seeds)) > 495
