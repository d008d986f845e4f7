"""What an author writes a variants.py with: a right solution that shows where people decide otherwise.

def backward(X, y, W2, a1, a2):
    error = either(
        a2 - y,
        "the sigmoid's slope were still in the error", (a2 - y) * a2 * (1 - a2),
    )
    if instead("the mean's 1/m were missing"):
        ...
"""

from __future__ import annotations

from typing import Any

GUARD = 1e-12
"""Stands for the small number that a submission was seen to have in its logarithms; `{}` in a clause tells it."""


def either(right: Any, *others: Any) -> Any:
    """Return what is right. `others` are pairs: what follows "as if", and what is computed then.

    An empty text says that it's right as well: a spelling that differs only beside mistakes of other functions.
    """
    return right


def instead(clause: str) -> bool:
    """Return False: nobody decides so who is right. Where somebody does, it's True; `clause` follows "as if"."""
    return False
