"""Compares the numbers that a card shows with the calls that compute them."""

from __future__ import annotations

import re

from nnprep.content.cards import Card
from nnprep.nn.proof_calls import ProofError, evaluate


def proof_fault(shown: str, call: str) -> str:
    """Say why a shown number is not what its call computes; empty if it is."""
    try:
        value, tolerance, percent = figure(shown)
    except ValueError:
        return f"`{shown}` doesn't begin with a number"
    try:
        computed = float(evaluate(call))
    except ProofError as error:
        return str(error)
    scaled = computed * 100 if percent and abs(computed * 100 - value) <= tolerance else computed
    if abs(scaled - value) <= tolerance:
        return ""
    return f"the card shows {shown}, but {call} is {computed:.10g}"


def figure(shown: str) -> tuple[float, float, bool]:
    """Return the value of a written number, half a unit of its last digit, and whether it is a percentage.

    `899`, `1,000`, `-0.25`, `1/4`, `4.5e-5`, `1.15 × 10⁶`, `13.8 %`. Raises ValueError if no number comes first.
    """
    plain = shown.strip().translate(DIGITS)
    match = NUMBER.match(plain)
    if match is None:
        raise ValueError(shown)
    digits = re.sub(r"[,\u2009\u202f\u00a0]", "", match["mantissa"])
    exponent = int(match["e"] or match["ten"] or 0)
    try:
        value = float(digits) * 10.0**exponent / float(match["below"] or 1)
    except (OverflowError, ZeroDivisionError):
        raise ValueError(shown) from None
    unit = 10.0 ** (exponent - len(digits.partition(".")[2]))
    if match["below"]:
        unit = 0.0
    negative = match["sign"] == "-"
    return (-value if negative else value), unit * (0.5 + 1e-9) + 1e-12 * abs(value), bool(match["percent"])


def is_shown(shown: str, card: Card) -> bool:
    """Return whether a number is in a card's text, and not as a piece of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(shown)}(?!\d)(?![.,]\d)", card_text(card)) is not None


def card_text(card: Card) -> str:
    """Return all text of a card, with single spaces."""
    trap = (card.trap.claim, card.trap.tempting, card.trap.why_wrong) if card.trap else ()
    follow_ups = [text for each in card.follow_ups for text in (each.question, each.answer)]
    points = [point.say for point in card.key_points]
    parts = [
        card.question,
        *card.phrasings,
        *card.narrower,
        *trap,
        card.quick_answer,
        card.answer,
        *points,
        *follow_ups,
        *card.wrong,
    ]
    return "\n".join(" ".join(part.split()) for part in parts)


DIGITS = str.maketrans({"−": "-", "×": "x", "·": "x", **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))})
NUMBER = re.compile(
    r"""
    (?P<sign>[-+])?
    (?P<mantissa> \d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?:\.\d+)? | \d+(?:\.\d+)? | \.\d+ )
    (?: e(?P<e>[-+]?\d+) | \s*x\s*10\^?(?P<ten>-?\d+) | /(?P<below>\d+(?:\.\d+)?) )?
    (?P<percent>\s*%)?
    """,
    re.VERBOSE,
)
