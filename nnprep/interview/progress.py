"""How far an interview is, computed from its events alone: what was asked, said, judged and corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from nnprep.interview.agenda import Agenda, Item
from nnprep.interview.json_records import UnreadableRecordError, record
from nnprep.interview.kinds import FollowUpKind, Manner
from nnprep.interview.model.quotes import is_quoted
from nnprep.learner import mock_interviews
from nnprep.named_tuple import NamedTuple


class StepKind(StrEnum):
    """What an event of an interview says."""

    BEGIN = mock_interviews.BEGIN
    """It began, with this agenda."""
    ANSWER = "answer"
    """A question or task was answered, or skipped."""
    PAUSE = "pause"
    RESUME = "resume"
    HANDOUT = "handout"
    """The file of a task was written."""
    SMOKE = "smoke"
    """The file's own examples were run."""
    END = "end"
    """No more questions: they are all answered, or the learner ended it."""
    JUDGED = "judged"
    """The hidden checks were run on a task's code."""
    CORRECT = "correct"
    """The learner corrected a judgement."""
    COMMENT = "comment"
    """A model that the learner set up said something about the answers to a question."""
    CLOSE = mock_interviews.CLOSE
    """The learner is done with correcting, and the answers count as reviews."""


class Place(NamedTuple):
    """Where in the interview something was asked; all numbers count from 0."""

    part: int
    item: int
    follow: int = 0
    """0 for the question itself, 1 for its first follow-up, and so on."""

    @property
    def question(self) -> tuple[int, int]:
        """Where its question is in the agenda."""
        return self.part, self.item


class Mention(NamedTuple):
    """A key point that was recognized in an answer."""

    point: int
    quote: str
    negated: bool


class Answer(NamedTuple):
    """What was asked at a place, and what was said to it."""

    place: Place
    kind: FollowUpKind | None
    """None for a question that isn't a follow-up."""
    asked: str
    model_answer: str
    about: int | None
    """The key point that a nudge is about."""
    manner: Manner
    said: str
    seconds: float
    heard: tuple[Mention, ...] = ()
    right: bool | None = None
    earned: float | None = None
    """How much of a follow-up's answer was right, from 0 to 1."""
    remark: str = ""
    source: str = ""
    """The learner's file when a task was handed in."""


class Handout(NamedTuple):
    """The file of a task."""

    file: str
    """Its absolute path."""
    source: str
    """Its text as it was written."""


class Judgement(NamedTuple):
    """What the hidden checks found; the fields are those of a report's `Code`."""

    status: str
    passed: int
    total: int
    checks: tuple[tuple[str, ...], ...]
    """Title, part, severity, status and message of each check."""
    findings: tuple[tuple[Any, ...], ...]
    """Sentences, part and lines of each."""
    notes: tuple[str, ...]
    solution: str
    named: bool | None


class Progress(NamedTuple):
    """Everything that the events of one interview add up to."""

    agenda: Agenda
    answers: Mapping[Place, Answer] = {}
    events: Mapping[Place, str] = {}
    """Place -> the event that holds its answer."""
    paused_at: float | None = None
    """While it is paused: how long the current question had taken by then, in seconds."""
    pauses: Mapping[int, float] = {}
    """Part -> how many seconds it was paused."""
    handouts: Mapping[int, Handout] = {}
    smoke_runs: Mapping[int, int] = {}
    judgements: Mapping[int, Judgement] = {}
    corrections: Mapping[tuple[Place, int], float] = {}
    """Place and key point -> how much of it was said, from 0 to 1, by the learner's own account."""
    granted: Mapping[tuple[Place, int], str] = {}
    """Those of the corrections that a model proposed, each with the learner's words that it quotes."""
    comments: Mapping[tuple[int, int], tuple[str, ...]] = {}
    """Part and item -> what a model said about the answers."""
    unanswered: Mapping[int, float] = {}
    """The part in which it was ended early -> how many seconds the question took that was open then."""
    ended: bool = False
    finished: bool = False
    """Whether it ended because all questions were answered."""
    closed: bool = False

    def item(self, place: Place) -> Item:
        """Return the question that a place belongs to."""
        return self.agenda.item(place.question)

    def said_to(self, part: int, item: int) -> list[Answer]:
        """Return the answers to a question and its follow-ups, in order; those after a gap don't count."""
        answers: list[Answer] = []
        while (answer := self.answers.get(Place(part, item, len(answers)))) is not None:
            answers.append(answer)
        return answers


def begun(data: Mapping[str, Any]) -> Progress:
    """Return the progress of an interview that has just begun, from its first event. Raises UnreadableRecordError."""
    return Progress(agenda=record(Agenda, data.get("agenda"), "agenda"))


def after(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress after an event; one that makes no sense changes nothing, since events can't be corrected."""
    try:
        step = StepKind(data.get("step", ""))
        return CHANGES[step](progress, event, data) if step in CHANGES else progress
    except (UnreadableRecordError, ValueError, KeyError, TypeError, IndexError):
        return progress


def replayed(events: Iterable[tuple[str, Mapping[str, Any]]]) -> Progress | None:
    """Return what events, as ids and data in order, add up to; None without a readable beginning."""
    progress: Progress | None = None
    for event, data in events:
        if progress is not None:
            progress = after(progress, event, data)
        elif data.get("step") == StepKind.BEGIN:
            try:
                progress = begun(data)
            except UnreadableRecordError:
                return None
    return progress


def answered(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with one more answer."""
    answer = record(Answer, data["answer"], "answer")
    progress.item(answer.place)  # raises IndexError for a place that the agenda doesn't have
    return progress._replace(
        answers={**progress.answers, answer.place: answer}, events={**progress.events, answer.place: event}
    )


def paused(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress while it's paused."""
    return progress._replace(paused_at=float(data["seconds"]))


def resumed(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress after a pause."""
    part, seconds = int(data["part"]), max(0.0, float(data["seconds"]))
    pauses = {**progress.pauses, part: progress.pauses.get(part, 0.0) + seconds}
    return progress._replace(paused_at=None, pauses=pauses)


def handed_out(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with a task's file written."""
    handout = Handout(file=str(data["file"]), source=str(data["source"]))
    return progress._replace(handouts={**progress.handouts, int(data["part"]): handout})


def smoked(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress after the file's examples were run."""
    part = int(data["part"])
    return progress._replace(smoke_runs={**progress.smoke_runs, part: progress.smoke_runs.get(part, 0) + 1})


def ended(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with no more questions to come."""
    part, seconds = int(data.get("part", 0)), max(0.0, float(data.get("seconds", 0.0)))
    finished = data.get("finished") is True
    return progress._replace(ended=True, finished=finished, paused_at=None, unanswered={part: seconds})


def judged(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with the findings about a task's code."""
    judgement = record(Judgement, data["judgement"], "judgement")
    return progress._replace(judgements={**progress.judgements, int(data["part"]): judgement})


def corrected(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with a judgement corrected."""
    place = record(Place, data["place"], "place")
    progress.item(place)
    key = place, int(data["point"])
    granted = {each: quote for each, quote in progress.granted.items() if each != key}
    said = min(1.0, max(0.0, float(data["said"])))
    return progress._replace(corrections={**progress.corrections, key: said}, granted=granted)


def commented(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress with a model's comment, and with the points that it found in the learner's words.

    What the learner decided stays, and a point without a quotation of what was said isn't granted.
    """
    place = record(Place, data["place"], "place")._replace(follow=0)
    item, said = progress.item(place), [each.said for each in progress.said_to(place.part, place.item)]
    granted = {
        (place, int(point)): str(quote)
        for point, quote in data.get("grants", ())
        if 0 <= point < len(item.points) and is_quoted(str(quote), said, item.asked)
    }
    granted = {key: quote for key, quote in granted.items() if key not in progress.corrections}
    comments = (*progress.comments.get(place.question, ()), str(data["comment"]))
    return progress._replace(
        comments={**progress.comments, place.question: comments},
        corrections={**progress.corrections, **dict.fromkeys(granted, 1.0)},
        granted={**progress.granted, **granted},
    )


def closed(progress: Progress, event: str, data: Mapping[str, Any]) -> Progress:
    """Return the progress when nothing is left to do."""
    return progress._replace(closed=True)


CHANGES = {
    StepKind.ANSWER: answered,
    StepKind.PAUSE: paused,
    StepKind.RESUME: resumed,
    StepKind.HANDOUT: handed_out,
    StepKind.SMOKE: smoked,
    StepKind.END: ended,
    StepKind.JUDGED: judged,
    StepKind.CORRECT: corrected,
    StepKind.COMMENT: commented,
    StepKind.CLOSE: closed,
}
