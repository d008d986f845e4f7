"""Seeds of random inputs: four digits name one, and a salt that nobody knows before the run decides what is drawn.

Four digits alone are 9,000 seeds: few enough for a file that has learned all their answers by heart.
"""

from __future__ import annotations

import secrets

DIGITS = 10_000
SALTED = DIGITS << 38
"""From here on a seed is salted; below 2**53, so that it crosses JSON unharmed."""


def fresh_seed() -> int:
    """Draw a seed with a salt, whose name has four digits, short enough to type again."""
    return SALTED + DIGITS * secrets.randbelow(1 << 38) + 1000 + secrets.randbelow(9000)


def seed_name(seed: int) -> int:
    """Return what a seed is called: its last four digits if it is salted, else itself."""
    return seed % DIGITS if seed >= SALTED else seed


def seed_of(name: int, known: int | None) -> int:
    """Return the seed that a user means: the one that is known by this name, with its salt, or the number itself."""
    return known if known is not None and seed_name(known) == name else name
