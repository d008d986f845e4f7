"""An answer key for many submissions of one exercise: what known mistakes do is run once for all of them."""

from __future__ import annotations

from nnprep.content.exercise_finder import find_mistakes
from nnprep.content.exercises import Exercise
from nnprep.grading.answer_key import AnswerKey, answer_key
from nnprep.grading.diagnosis.replays import Replays
from nnprep.grading.reference import reference_text


def shared_key(exercise: Exercise, seed: int) -> AnswerKey:
    """Run the reference through the checks, and make ready what diagnoses have in common. Raises ContentError.

    A submission gets the same report with it as with a key of its own.
    """
    key = answer_key(exercise, seed)
    replays = Replays(reference_text(exercise), seed, key.expected, key.expected)
    return key._replace(mistakes=find_mistakes(exercise), replays=replays)
