"""The scorecard: six dimensions as a radar and as bars, and the evidence behind each number."""

from __future__ import annotations

from nnprep.errors import plural
from nnprep.interview.report import Evidence, Report, Score
from nnprep.pages.charts.bars import Bar, bars
from nnprep.pages.charts.radar import Spoke, radar
from nnprep.pages.document import paragraph
from nnprep.pages.element import Child, Element, element

FEWEST = 3
"""Numbers that span an area."""


def scorecard(report: Report) -> list[Child]:
    """Return the numbers, and what each of them rests on; nothing if there are none."""
    scores = report.scorecard
    if not scores:
        return []
    numbers = {name_of(each): each.number for each in scores}
    said = "; ".join(
        f"{name}: {'no evidence' if number is None else f'{number} of 100'}"
        for name, number in numbers.items()
    )
    rows = [
        Bar(
            label=name_of(each),
            parts=() if each.number is None else (each.number / 100,),
            figures=("–" if each.number is None else str(each.number),),
            note="no evidence" if each.number is None else plural(len(each.evidence), "observation"),
        )
        for each in scores
    ]
    enough = sum(number is not None for number in numbers.values()) >= FEWEST
    spokes = [
        Spoke(
            name=name,
            share=None if number is None else number / 100,
            figure="no evidence" if number is None else str(number),
        )
        for name, number in numbers.items()
    ]
    return [
        radar(spokes, summary=said) if enough and len(spokes) >= FEWEST else None,
        bars(rows, ("Dimension", "of 100"), caption="Scores by dimension", full=1),
        element("h3", "What the numbers are based on"),
        *(evidence_of(each) for each in scores if each.evidence),
        None if any(each.evidence for each in scores) else paragraph("Nothing yet.", "muted"),
    ]


def name_of(score: Score) -> str:
    """Return the name of a dimension, with a capital letter."""
    return score.dimension.value.capitalize()


def evidence_of(score: Score) -> Element:
    """Return what a number rests on, folded away."""
    items = [element("li", *sentence(each)) for each in score.evidence]
    number = "–" if score.number is None else score.number
    return element(
        "details", element("summary", f"{name_of(score)}: {number}"), element("ul", *items, class_="evidence")
    )


def sentence(evidence: Evidence) -> list[Child]:
    """Return one observation, and what it was worth."""
    worth = f"{evidence.earned:.3g} of {evidence.of:.3g}"
    place = f"question {evidence.question}" if evidence.question else f"part {evidence.part}"
    return [evidence.sentence, " ", element("small", f"{place}: {worth}")]
