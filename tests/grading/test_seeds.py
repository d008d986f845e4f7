"""A seed is named by four digits, but what it draws can't be foreseen from them."""

from __future__ import annotations

from nnprep.grading.seeds import fresh_seed, seed_name, seed_of


def test_fresh_seeds_are_named_by_four_digits() -> None:
    """Every fresh seed has a name of four digits, crosses JSON unharmed, and no two are the same."""
    seeds = {fresh_seed() for _ in range(2000)}

    assert len(seeds) == 2000
    assert all(1000 <= seed_name(seed) < 10_000 for seed in seeds)
    assert max(seeds) < 2**53


def test_a_typed_seed_is_itself_unless_it_names_a_known_one() -> None:
    """`--seed` repeats a salted run that failed before; any other number is taken as it is."""
    failed = fresh_seed()

    assert seed_of(seed_name(failed), failed) == failed
    assert seed_of(7, failed) == 7
    assert seed_of(4127, None) == seed_name(4127) == 4127
    assert seed_name(123_456) == 123_456
