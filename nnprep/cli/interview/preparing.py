"""Plans the rest of an interview after its first question is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnprep.cli.quiz.card_loading import read_cards
from nnprep.content.card_index import Heading
from nnprep.content.cards import Card
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Exercise
from nnprep.content.yaml.heading_reader import read_heading
from nnprep.errors import ContentError, Fault
from nnprep.interview.agenda import Agenda
from nnprep.interview.planning.plan import Content, complete
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History

if TYPE_CHECKING:
    from nnprep.cli.interview.beginning import Beginning


def completed(agenda: Agenda, beginning: Beginning, history: History, invalid: list[Fault]) -> Agenda:
    """Return the agenda with everything in it. Errors in the learner's own content are added to `invalid`."""
    by_id = {card.id: card for card in beginning.cards}
    choice = beginning.choice
    if choice.past.memories or choice.past.last:
        starts = history.events(EventKind.START)
        mistakes = {
            f"{event.subject.removesuffix('.debug')}:{event.data['mistake']}"
            for event in starts
            if event.data.get("mistake")
        }
        choice = choice._replace(past=choice.past._replace(mistakes=frozenset(mistakes)))

    def read(name: str) -> Card | None:
        card = by_id.get(name)
        if isinstance(card, Heading):
            return read_heading(card) or read_cards(invalid).get(name)
        return card

    content = Content(
        cards=beginning.cards,
        read=read,
        exercises=valid_exercises(invalid),
        done=beginning.state.exercises if choice.past.memories else {},
    )
    return complete(agenda, beginning.warm_up, content, choice)


def valid_exercises(invalid: list[Fault]) -> list[Exercise]:
    """Return all exercises that can be read."""
    exercises = []
    for name in exercise_ids():
        try:
            exercises.append(find_exercise(name))
        except ContentError as error:
            invalid += error.faults
    return exercises
