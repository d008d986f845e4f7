"""Seeds of random inputs: what a report prints is all that decides them, so typing it repeats the run anywhere."""

from __future__ import annotations

import secrets

DIGITS = 8
"""Few enough to type, and 90 million seeds: no file is large enough to hold the answers to more than a few of them."""


def fresh_seed() -> int:
    """Draw a seed that nobody knows before the run."""
    low: int = 10 ** (DIGITS - 1)
    return low + secrets.randbelow(9 * low)
