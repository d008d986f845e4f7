"""The report of an interview, computed from its progress, and so from its events alone."""

from __future__ import annotations

from nnprep.interview.evaluation.scoring import overall, scorecard
from nnprep.interview.evaluation.summary import next_steps, summary, verdict
from nnprep.interview.judgements import follow_up_share, is_named, point_judgement
from nnprep.interview.kinds import FollowUpKind, Manner
from nnprep.interview.progress import Answer, Judgement, Progress
from nnprep.interview.report import Check, Code, Finding, FollowUp, Part, Point, Question, Report


def report_of(progress: Progress, id: str, number: int) -> Report:
    """Return the report of an interview; `number` is which of the learner's interviews it is, counted from 1."""
    agenda = progress.agenda
    scores = scorecard(progress)
    total = overall(scores)
    parts = tuple(part_of(progress, part) for part in range(len(agenda.slots)))
    return Report(
        id=id,
        number=number,
        date=agenda.date,
        level=agenda.level,
        minutes=agenda.minutes,
        seed=agenda.seed,
        focus=agenda.focus,
        finished=progress.finished,
        seconds=round(sum(part.seconds for part in parts), 1),
        paused_seconds=round(sum(progress.pauses.values()), 1),
        parts=parts,
        scorecard=scores,
        overall=total,
        verdict=verdict(total, scores),
        summary=summary(progress, scores),
        next_steps=next_steps(progress, scores),
    )


def part_of(progress: Progress, part: int) -> Part:
    """Return one part of the report; `part` counts from 0."""
    slot = progress.agenda.slots[part]
    answers = [answer for place, answer in progress.answers.items() if place.part == part]
    questions = tuple(
        question_of(progress, part, number)
        for number, item in enumerate(slot.items)
        if item.task is None and not item.guess
    )
    has_task = bool(slot.items) and slot.items[0].task is not None
    return Part(
        number=part + 1,
        kind=slot.kind,
        title=slot.title,
        seconds=round(sum(answer.seconds for answer in answers) + progress.unanswered.get(part, 0.0), 1),
        target_seconds=slot.seconds,
        paused_seconds=round(progress.pauses.get(part, 0.0), 1),
        questions=questions,
        code=code_of(progress, part) if has_task else None,
    )


def question_of(progress: Progress, part: int, number: int) -> Question:
    """Return one question with all that was said to it."""
    item, said = progress.agenda.item((part, number)), progress.said_to(part, number)
    first = said[0] if said else None
    points = []
    for n, point in enumerate(item.points):
        status, quote, nudged = point_judgement(progress, part, number, n)
        points.append(Point(say=point.say, must=point.must, status=status, quote=quote, nudged=nudged))
    return Question(
        number=f"{part + 1}.{number + 1}",
        subject=item.subject,
        asked=item.asked,
        code=item.code,
        manner=first.manner if first else Manner.UNANSWERED,
        said=first.said if first else "",
        points=tuple(points),
        right=first.right if first else None,
        remark=first.remark if first else "",
        follow_ups=tuple(follow_up_of(progress, answer) for answer in said[1:]),
        seconds=first.seconds if first else 0.0,
        target_seconds=item.target_seconds,
        model_answer=item.model_answer,
        comments=progress.comments.get((part, number), ()),
    )


def follow_up_of(progress: Progress, answer: Answer) -> FollowUp:
    """Return one follow-up with its answer."""
    own = (answer.place, 0) in progress.corrections
    return FollowUp(
        kind=answer.kind or FollowUpKind.PLANNED,
        asked=answer.asked,
        manner=answer.manner,
        said=answer.said,
        seconds=answer.seconds,
        model_answer=answer.model_answer,
        earned=follow_up_share(progress, answer.place),
        remark="You judged it yourself." if own else answer.remark,
    )


def code_of(progress: Progress, part: int) -> Code:
    """Return the code of a task with all that was found in it."""
    items = progress.agenda.slots[part].items
    task, said = items[0].task, progress.said_to(part, 0)
    judgement, handout = progress.judgements.get(part), progress.handouts.get(part)
    guesses = [
        said for number, item in enumerate(items) if item.guess for said in progress.said_to(part, number)
    ]
    assert task is not None  # the caller looked
    return Code(
        exercise=task.exercise,
        title=task.title,
        task=items[0].asked,
        parts=task.titles,
        file=handout.file if handout else "",
        source=said[0].source if said else "",
        smoke_runs=progress.smoke_runs.get(part, 0),
        status=judgement.status if judgement else unjudged(said),
        passed=judgement.passed if judgement else 0,
        total=judgement.total if judgement else 0,
        checks=checks_of(judgement),
        findings=findings_of(judgement),
        notes=judgement.notes if judgement else (),
        mistake=task.mistake_say,
        guess=guesses[0].said if guesses else "",
        named=is_named(progress, part),
        solution=judgement.solution if judgement else "",
    )


def unjudged(said: list[Answer]) -> str:
    """Return the status of a task that was never judged."""
    return "not-judged" if said and said[0].manner is not Manner.SKIPPED else "not-attempted"


def checks_of(judgement: Judgement | None) -> tuple[Check, ...]:
    """Return the hidden checks that were run."""
    return tuple(
        Check(title=title, part=part, severity=severity, status=status, message=message)
        for title, part, severity, status, message in (judgement.checks if judgement else ())
    )


def findings_of(judgement: Judgement | None) -> tuple[Finding, ...]:
    """Return what is wrong with the code."""
    return tuple(
        Finding(sentences=tuple(sentences), part=str(part), lines=tuple(lines))
        for sentences, part, lines in (judgement.findings if judgement else ())
    )
