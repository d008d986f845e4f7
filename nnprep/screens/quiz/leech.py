"""What helps with a card that is failed again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.content.cards import Card, KeyPoint
from nnprep.terminal.layout import Line, Paper, Style

if TYPE_CHECKING:
    from nnprep.learner.stats.leech import Leech

MOST = 2
"""How many missing key points are listed."""


def stuck_lines(card: Card, leech: Leech, paper: Paper) -> list[Line]:
    """Return how often a card was failed, what the failed answers missed or mixed up, and what helps."""
    lines = [Line(), *paper.paragraph(f"Failed {leech.fails} times", Style.BAD)]
    if leech.fell and card.trap is not None:
        truth = "true" if card.trap.verdict else "false"
        lines += paper.paragraph(f"{leech.fell} of them with the wrong verdict: the claim is {truth}.")
    often = often_missing(card, leech)
    for each, count in sorted(often, key=lambda one: not one[0].must)[:MOST]:
        missing = f"missing in {count} of {leech.counted}"
        lines += paper.paragraph(f"{missing}: {each.say}", indent="   ", first=" - ")
    for name in leech.confused[:MOST]:
        lines += paper.paragraph(
            f"What you wrote answers {name}: nnprep explain {name}", indent="   ", first=" - "
        )
    lines += paper.paragraph("Instead of asking it again", Style.FAINT)
    for label, text in (
        ("Read", f"nnprep explain {card.id}"),
        ("Rewrite", "e if it's yours; else a card of your own:"),
        ("", f"nnprep new card my-{card.id} --topic {card.topic}"),
        ("Rest", "! suspends it"),
        ("Reset", f"nnprep cards forget {card.id}"),
    ):
        lines += paper.paragraph(text, first=f" {label:<9}", indent=" " * (10 if label else 1))
    return lines


def often_missing(card: Card, leech: Leech) -> list[tuple[KeyPoint, int]]:
    """Return the key points that most of the counted answers lack, and how many do."""
    return [
        (card.key_points[point], count)
        for point, count in leech.missed
        if point < len(card.key_points) and 2 * count > leech.counted
    ]


def stuck_note(card: Card, leech: Leech) -> str:
    """Return what is said before the answer; it promises only what will be below it."""
    known = leech.fell or leech.confused or often_missing(card, leech)
    return STUCK.format(count=leech.fails, what="what was missing" if known else "what helps")


STUCK = "You've failed this card {count} times. After the answer, you'll see {what}."
