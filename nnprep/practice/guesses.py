"""The learner's guesses at the mistake in a debugging exercise: recorded before it is fixed, compared after."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.answers.guesses import is_meant
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import HistoryError, UsageError
from nnprep.learner.attempts import belonging
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.working_time import ACTIVITIES, minutes_worked
from nnprep.named_tuple import NamedTuple
from nnprep.practice.handouts import handout_of
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target

LONGEST = 500
"""Characters of a guess that are recorded."""


class Guess(NamedTuple):
    """One guess at the mistake."""

    text: str
    right: bool
    """Whether it surely names the mistake; if not, it may still mean the same."""


class Answer(NamedTuple):
    """What a debugging exercise was about, once it is fixed."""

    mistake: str
    """The mistake's id."""
    sentence: str
    """What the mistake is; empty if the exercise no longer knows it."""
    guesses: tuple[Guess, ...]
    minutes: float | None
    """The working time from writing the file to the first pass; None if unknown."""


def record_guess(targets: Sequence[Target], text: str) -> None:
    """Record what the learner thinks the mistake is; raises UsageError."""
    for target in targets:
        if not target.debug:
            raise UsageError(
                "--guess only works with a debugging exercise.",
                next_step=f"nnprep exercise {target.exercise.id} --debug",
            )
    if not text.strip():
        raise UsageError("The guess is empty: say what you think the mistake is.")
    with History.open() as history:
        for target in targets:
            handout = handout_of(history, target.subject, read_source(target.path), target.path)
            mine = {"handout": handout} if handout else {}
            history.append(EventKind.GUESS, target.subject, {"guess": text[:LONGEST], **mine})


def answer(target: Target, handout: str) -> Answer | None:
    """Return the mistake of a debugging exercise beside the guesses; None if its start isn't in the history."""
    try:
        with History.open() as history:
            events = belonging(history.events(subject=target.subject), handout)
            start = next((event for event in reversed(events) if event.kind == EventKind.START), None)
            if start is None:
                return None
            minutes = minutes_worked(history.each_event(ACTIVITIES, after=start.at))
    except HistoryError:  # a note on the attempt already says so
        return None
    mistakes = load_mistakes(target.exercise)
    id = start.data.get("mistake", "")
    mistake = next((each for each in mistakes if id in (each.id, *each.spellings)), None)
    texts = [
        event.data.get("guess", "")
        for event in events
        if event.kind == EventKind.GUESS and event.at > start.at
    ]
    return Answer(
        mistake=id,
        sentence=mistake.say if mistake else "",
        guesses=tuple(
            Guess(text, mistake is not None and is_meant(text, mistake, mistakes)) for text in texts
        ),
        minutes=minutes.get((target.subject, handout)),
    )
