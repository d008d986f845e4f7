"""What to ask if a required point is missing: it leads there, and doesn't say it.

The best nudge is a question that somebody wrote: one that asks for a part of the card's answer, or a follow-up whose
answer makes the point. Otherwise the first words of the point are a nudge, as a hint of the quiz.
"""

from __future__ import annotations

import re

from nnprep.answers.key_points import listen
from nnprep.content.cards import Card
from nnprep.interview.agenda import PlannedPoint
from nnprep.interview.content_words import content_words

ALIKE = 2
"""How many words a narrower question must share with a point to be about it."""
FEWEST = 2
"""Words with which a point must begin to be a nudge: "It …" says nothing."""
BEGINNING = "One thing is missing that I'd want to hear. It begins: “{words} …” How does it go on?"
ANYTHING = "Something essential is still missing. What else would you say?"


def planned_points(card: Card) -> tuple[PlannedPoint, ...]:
    """Return a card's key points, the required ones with a nudge each."""
    points, used = [], set[str]()
    for number, point in enumerate(card.key_points):
        nudge, answer = nudge_for(card, number, used) if point.must else ("", "")
        used.add(nudge)
        points.append(PlannedPoint(point.say, point.must, point.cues, nudge, answer))
    return tuple(points)


def nudge_for(card: Card, number: int, used: set[str]) -> tuple[str, str]:
    """Return a question that leads to a point, and its answer."""
    point = card.key_points[number]
    for question in card.narrower:
        if question not in used and is_about(card, number, question) and is_safe(card, number, question):
            return question, point.say
    for further in card.follow_ups:
        makes = {each.point for each in listen(further.answer, card) if not each.negated}
        if further.question not in used and number in makes and is_safe(card, number, further.question):
            return further.question, further.answer
    words = point.say.split()
    for count in range(max(FEWEST, len(words) // 3), FEWEST - 1, -1):
        nudge = BEGINNING.format(words=" ".join(words[:count]).rstrip(",;:."))
        if is_safe(card, number, nudge):
            return nudge, point.say
    return ANYTHING, point.say


def is_safe(card: Card, number: int, nudge: str) -> bool:
    """Return whether a nudge doesn't make the point itself, even if it were said as a statement."""
    statement = re.sub(r"^\s*\w+\s", "", nudge).replace("?", ".")
    return all(each.point != number for text in (nudge, statement) for each in listen(text, card))


def is_about(card: Card, number: int, question: str) -> bool:
    """Return whether a question shares more words with this point than with any other, and enough of them."""
    asked = content_words(question).keys() - content_words(card.question).keys()
    shared = [len(asked & content_words(point.say).keys()) for point in card.key_points]
    mine = shared.pop(number)
    return mine >= ALIKE and mine > max(shared, default=0)
