"""What each key does at each stage of an interview, and what the other happenings do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnprep.interview.follow_ups import Due
from nnprep.interview.json_records import as_json
from nnprep.interview.judgements import share_said
from nnprep.interview.kinds import Manner
from nnprep.interview.progress import Answer, Place, StepKind, after
from nnprep.interview.session import (
    Edited,
    Effect,
    Entered,
    Failed,
    GradeAnswers,
    Graded,
    HandedOut,
    HandOut,
    Happening,
    Heard,
    Judge,
    Judged,
    Key,
    Listen,
    OpenEditor,
    Read,
    ReadFile,
    RunExamples,
    Save,
    Saved,
    Session,
    Smoked,
    Stage,
    Undo,
    Unreadable,
    Unsaved,
    last_answer,
    reviewable,
)
from nnprep.quiz.text_input import LONGEST, Draft, at_end, cleaned, continued, edited, extended

Step = tuple[Session, Effect | None]
"""The next state and what to do, if anything."""
GO_ON = ("space", "enter")
LETTERS = "abcdefgh"
"""Follow-ups on the page of judgements."""


def advance(session: Session, happening: Happening) -> Step:
    """Return the next state and what to do, if anything."""
    match happening:
        case Key():
            return pressed(session, happening)
        case Entered():
            return entered(session, happening)
        case Saved():
            return saved(session, happening)
        case Unsaved():
            return session._replace(stage=Stage.UNSAVED, notice=happening.sentence), None
        case Heard():
            return heard(session, happening)
        case Unreadable():
            return session._replace(stage=Stage.TYPING, notice=happening.sentence), None
        case HandedOut(file, source):
            data = {"part": part_of(session), "file": file, "source": source}
            return saving(session, StepKind.HANDOUT, **data)
        case Failed():
            return session._replace(stage=Stage.CODING, notice=happening.sentence), None
        case Edited():
            return session._replace(stage=Stage.CODING, notice=happening.notice), None
        case Smoked():
            smoked = session._replace(output=happening.output)
            return saving(smoked, StepKind.SMOKE, part=part_of(session))
        case Read():
            return answering(session, happening.seconds, Manner.TYPED, source=happening.source)
        case Judged():
            return saving(
                session, StepKind.JUDGED, part=happening.part, judgement=as_json(happening.judgement)
            )
        case Graded():
            return saving(session, StepKind.CLOSE)


def arrive(session: Session, seconds: float) -> Step:
    """Return the session at what is due now, with a fresh clock; once everything was asked, at what comes after."""
    progress = session.progress
    session = session._replace(pending=None, shown_at=seconds, stopped=None, output=())
    if progress.closed:
        return session._replace(stage=Stage.OVER), None
    if progress.ended:
        for part, slot in enumerate(progress.agenda.slots):
            answer = progress.answers.get(Place(part, 0))
            waits = slot.items[0].task is not None and part not in progress.judgements
            if waits and answer is not None and answer.source:
                return session._replace(stage=Stage.WORKING), Judge(part)
        if not reviewable(progress):
            return finished(session)
        until = seconds + session.guard if session.guard else 0.0
        return session._replace(stage=Stage.REVIEW, draft="", cursor=0, guarded_until=until), None
    if progress.paused_at is not None:
        return session._replace(stage=Stage.PAUSED, before=progress.paused_at), None
    now = session.due
    if now is None:
        return saving(session, StepKind.END, finished=True)
    if now.item.task is not None:
        if now.place.part in progress.handouts:
            return session._replace(stage=Stage.CODING), None
        return session._replace(stage=Stage.WORKING), HandOut(now.place.part)
    return session._replace(stage=Stage.ASKED), None


def finished(session: Session) -> Step:
    """Return the session that waits for the answers to count as reviews."""
    effect = GradeAnswers()
    return session._replace(stage=Stage.WORKING, pending=effect), effect


def saving(session: Session, step: StepKind, **data: Any) -> Step:
    """Return the session that waits for an event to be written."""
    effect = Save({"step": str(step), **data})
    return session._replace(stage=Stage.WORKING, pending=effect), effect


def answering(session: Session, seconds: float, manner: Manner, **more: Any) -> Step:
    """Return the session that waits for an answer to what is due to be written."""
    now = session.due
    if now is None:
        return session, None
    answer = Answer(
        place=now.place,
        kind=now.kind,
        asked=now.asked,
        model_answer=now.model_answer,
        about=now.about,
        manner=manner,
        seconds=round(session.used(seconds), 1),
        **({"said": ""} | more),
    )
    return saving(session, StepKind.ANSWER, answer=as_json(answer))


def saved(session: Session, happening: Saved) -> Step:
    """Return the session after an event was written: only now does its progress change."""
    pending = session.pending
    if isinstance(pending, Undo):
        return undone(session, pending, happening.seconds)
    if not isinstance(pending, Save):
        return session, None
    step = pending.data["step"]
    session = session._replace(progress=after(session.progress, happening.event, pending.data), pending=None)
    if step == StepKind.CORRECT:
        return session._replace(stage=Stage.REVIEW), None
    if step == StepKind.SMOKE:
        return session._replace(stage=Stage.CODING), None
    if step == StepKind.ANSWER:
        last = session.draft or session.last
        session = session._replace(draft="", cursor=0, last=last, before=0.0)
    if step == StepKind.RESUME:
        session = session._replace(notice="")
    return arrive(session, happening.seconds)


def undone(session: Session, undo: Undo, seconds: float) -> Step:
    """Return the session back at a question, with what was said to it and the time it took."""
    progress = session.progress
    answer = progress.answers.get(undo.place)
    progress = progress._replace(
        answers={place: each for place, each in progress.answers.items() if place != undo.place},
        events={place: each for place, each in progress.events.items() if place != undo.place},
    )
    said = "" if answer is None else answer.said
    used = 0.0 if answer is None else answer.seconds
    return arrive(
        session._replace(progress=progress, draft=said, cursor=len(said), before=used, notice=""), seconds
    )


def heard(session: Session, happening: Heard) -> Step:
    """Return the session after a typed answer was judged."""
    return answering(
        session,
        happening.seconds,
        Manner.TYPED,
        said=session.draft.strip(),
        heard=happening.heard,
        right=happening.right,
        earned=happening.earned,
        remark=happening.remark,
    )


def pressed(session: Session, key: Key) -> Step:
    """Return what a key does: first the keys that work everywhere, then those of the stage."""
    if session.stage is Stage.OVER:
        return session, None
    if key.name in ("ctrl-c", "end"):
        used = session.used(key.seconds)
        left = session._replace(stage=Stage.OVER, interrupted=key.name == "ctrl-c", before=used)
        return left._replace(shown_at=key.seconds, stopped=None), None
    if session.help:
        stood = key.seconds - session.stopped if session.stopped is not None else 0.0
        return session._replace(help=False, stopped=None, shown_at=session.shown_at + stood), None
    if session.stage is Stage.UNSAVED:
        return unsaved(session, key)
    session = session._replace(notice="")
    if session.stage is Stage.TYPING:
        return typing(session, key)
    name = key.name.lower()
    key = key._replace(name=name)
    if session.stage is Stage.REVIEW and key.seconds < session.guarded_until:
        return session._replace(notice=TYPED_AHEAD), None
    if name == "?":
        return session._replace(help=True, stopped=key.seconds), None
    if name == "q" and session.stage is not Stage.ENDING:
        used = session.used(key.seconds)
        return session._replace(stage=Stage.OVER, before=used, shown_at=key.seconds), None
    step = STAGES[session.stage](session, key)
    if step is not None:
        return step
    return session._replace(notice=f"{name} does nothing here; ? shows all keys."), None


def anywhere(session: Session, key: Key) -> Step | None:
    """Return what a key does wherever a question waits for its answer."""
    match key.name:
        case "s":
            return answering(session, key.seconds, Manner.SKIPPED)
        case "p":
            return saving(session, StepKind.PAUSE, seconds=round(session.used(key.seconds), 1))
        case "b":
            return back(session)
        case "x":
            return session._replace(stage=Stage.ENDING), None
    return None


def asked(session: Session, key: Key) -> Step | None:
    """Return what a key does while a question waits."""
    now = session.due
    if key.name == "t" or (key.name in GO_ON and session.draft):
        return session._replace(stage=Stage.TYPING, cursor=len(session.draft)), None
    if key.name == "enter" and now is not None:
        if now.item.exact is not None and now.kind is None:
            return session._replace(notice=NUMBER), None
        return answering(session, key.seconds, Manner.ALOUD)
    return anywhere(session, key)


def back(session: Session) -> Step:
    """Return the session that waits for its last answer to be undone."""
    answer = last_answer(session.progress)
    if answer is None:
        return session._replace(notice="This is the first question."), None
    undo = Undo(session.progress.events[answer.place], answer.place)
    return session._replace(stage=Stage.WORKING, pending=undo), undo


def coding(session: Session, key: Key) -> Step | None:
    """Return what a key does while the learner works on a file."""
    now = session.due
    handout = session.progress.handouts.get(part_of(session))
    if handout is None and key.name in ("w", "e", "r", "d") and now is not None:
        return session._replace(stage=Stage.WORKING), HandOut(now.place.part)
    if handout is not None:
        effects: dict[str, Effect] = {
            "e": OpenEditor(handout.file),
            "r": RunExamples(handout.file),
            "d": ReadFile(handout.file),
        }
        if key.name in effects:
            return session._replace(stage=Stage.WORKING), effects[key.name]
    return anywhere(session, key)


def part_of(session: Session) -> int:
    """Return the number of the current part, from 0."""
    now = session.due
    return len(session.progress.agenda.slots) - 1 if now is None else now.place.part


def pausing(session: Session, key: Key) -> Step | None:
    """Return what a key does during a pause."""
    if key.name not in ("p", *GO_ON):
        return session._replace(notice="Paused; p goes on."), None
    seconds = max(0.0, key.seconds - session.shown_at)
    return saving(session, StepKind.RESUME, part=part_of(session), seconds=round(seconds, 1))


def ending(session: Session, key: Key) -> Step | None:
    """Return what a key does after x, which ends the interview."""
    now = session.due
    if key.name == "y":
        part, used = now.place.part if now is not None else 0, session.used(key.seconds)
        return saving(session, StepKind.END, finished=False, part=part, seconds=round(used, 1))
    stage = Stage.CODING if now is not None and now.item.task is not None else Stage.ASKED
    return session._replace(stage=stage), None


def reviewing(session: Session, key: Key) -> Step | None:
    """Return what a key does while judgements are corrected."""
    places = reviewable(session.progress)
    if key.name in GO_ON:
        if session.reviewing + 1 >= len(places):
            return finished(session)
        return session._replace(reviewing=session.reviewing + 1), None
    if key.name == "b":
        if not session.reviewing:
            return session._replace(notice="This is the first question."), None
        return session._replace(reviewing=session.reviewing - 1), None
    if key.name == "d":
        return finished(session)
    part, number = places[min(session.reviewing, len(places) - 1)]
    points = (
        1
        if session.progress.agenda.item((part, number)).guess
        else len(session.progress.agenda.item((part, number)).points)
    )
    if key.name.isdecimal() and 1 <= int(key.name) <= points:
        return correcting(session, Place(part, number), int(key.name) - 1)
    follow = LETTERS.find(key.name) + 1 if len(key.name) == 1 else 0
    if 0 < follow < len(session.progress.said_to(part, number)):
        return correcting(session, Place(part, number, follow), 0)
    return None


def correcting(session: Session, place: Place, point: int) -> Step:
    """Return the session that waits for a correction to be written: a point the other way, a follow-up in turn."""
    before = share_said(session.progress, place, point)
    said = NEXT_SHARE.get(before, 1.0) if place.follow else float(not before)
    return saving(session, StepKind.CORRECT, place=as_json(place), point=point, said=said)


def typing(session: Session, key: Key) -> Step:
    """Return what a key does while an answer is typed; Escape keeps the text for the next t."""
    draft = Draft(session.draft, session.cursor, session.cut)
    if key.name == "escape":
        return session._replace(stage=Stage.ASKED), None
    if key.name == "enter":
        longer = continued(draft)
        return typed(session) if longer is None else (with_draft(session, longer), None)
    if key.name == "up" and not draft.text:
        return with_draft(session, at_end(session.last)), None
    full = len(draft.text) == LONGEST and (len(key.name) == 1 or key.name == "space")
    return with_draft(session, edited(draft, key.name))._replace(notice=FULL if full else ""), None


def with_draft(session: Session, draft: Draft) -> Session:
    """Return the session with this text typed so far."""
    return session._replace(draft=draft.text, cursor=draft.cursor, cut=draft.cut or session.cut)


def entered(session: Session, happening: Entered) -> Step:
    """Return what text that came in one piece does: it's typed, also where t wasn't pressed first."""
    if session.help or session.stage not in (Stage.ASKED, Stage.TYPING):
        return session, None
    before = "" if happening.whole else session.draft  # a whole answer doesn't continue another
    full = len(before) + len(cleaned(happening.text)) > LONGEST
    cursor = session.cursor if session.stage is Stage.TYPING and before else len(before)
    draft = extended(Draft(before, cursor), happening.text)
    session = with_draft(session, draft)._replace(stage=Stage.TYPING, notice=FULL if full else "")
    return typed(session) if happening.whole else (session, None)


def typed(session: Session) -> Step:
    """Return the session that waits for a typed answer to be judged; an empty one doesn't count."""
    text, now = session.draft.strip(), session.due
    if not text or now is None:
        return session._replace(stage=Stage.ASKED, draft="", cursor=0), None
    return session._replace(stage=Stage.WORKING), Listen(text, now)


def unsaved(session: Session, key: Key) -> Step:
    """Return what a key does after writing failed: try again, or leave without saving."""
    name = key.name.lower()
    if name in ("r", *GO_ON) and session.pending is not None:
        return session._replace(stage=Stage.WORKING, notice=""), session.pending
    if name == "q":
        return session._replace(stage=Stage.OVER), None
    return session, None


def at_a_task(now: Due | None) -> bool:
    """Return whether what is due is a task and not a question."""
    return now is not None and now.item.task is not None


STAGES: dict[Stage, Callable[[Session, Key], Step | None]] = {
    Stage.ASKED: asked,
    Stage.CODING: coding,
    Stage.PAUSED: pausing,
    Stage.ENDING: ending,
    Stage.REVIEW: reviewing,
    Stage.WORKING: lambda session, key: (session, None),
}
NEXT_SHARE = {0.0: 0.5, 0.5: 1.0, 1.0: 0.0}
"""How much of a follow-up's answer was right -> what the next key press makes of it."""
FULL = f"An answer can't be longer than {LONGEST:,} characters."
TYPED_AHEAD = "This page has only just appeared, so that key was ignored."
NUMBER = "This one has one right answer: t types it, s skips it."
