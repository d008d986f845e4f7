"""The numbers that a card states, held against what computes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnprep.content.cards import Card
from nnprep.explain.proof import ProofError, evaluate

NUMBER = re.compile(r"[-−]?(?:\d[\d, \u202f\u2009]*\d|\d)?\.?\d+(?:e[-+]?\d+)?(?:\s*/\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One number of a card."""

    shown: str
    """As it stands in the card."""
    says: str
    call: str
    computed: float | None
    """None where the call cannot be evaluated."""
    problem: str
    """Why it cannot be evaluated; empty where it can."""
    holds: bool
    """Whether the computed number, rounded to the decimals shown, is the one shown."""


def claims(card: Card) -> tuple[Claim, ...]:
    """Return every number that a card's proof names, computed."""
    found = []
    for proof in card.proof:
        try:
            computed, problem = float(evaluate(proof.call)), ""
        except ProofError as error:
            computed, problem = None, str(error)
        found.append(
            Claim(
                shown=proof.shown,
                says=proof.says,
                call=proof.call,
                computed=computed,
                problem=problem,
                holds=computed is not None and agrees(proof.shown, computed),
            )
        )
    return tuple(found)


def agrees(shown: str, computed: float) -> bool:
    """Return whether a number, as it is written, is a computed one to the digits that it shows.

    `shown` begins with the number: `35,146`, `1/4`, `-0.25`, `2.9e-7`, `13.8 %`; a half-unit of the last digit
    shown is allowed, whichever way it was rounded.
    """
    match = NUMBER.search(shown.replace("−", "-"))
    if match is None:
        return False
    text = re.sub(r"[,\s\u202f\u2009]", "", match.group())
    percent = shown[match.end() :].lstrip("\u202f\u2009 ").startswith("%")
    top, slash, bottom = text.partition("/")
    if slash:
        return abs(float(top) / float(bottom) - computed) <= 1e-12 * max(1.0, abs(computed))
    mantissa, _, exponent = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    unit = 10.0 ** (int(exponent or 0) - decimals)
    value = float(text)
    if percent and abs(value / 100 - computed) <= 0.5 * unit / 100 * (1 + 1e-9):
        return True
    return abs(value - computed) <= 0.5 * unit * (1 + 1e-9)
