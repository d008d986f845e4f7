"""A running interview on the screen: what is asked now, and below it what each key does."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.errors import joined, plural
from nnprep.interview.agenda import Agenda, Task
from nnprep.interview.follow_ups import Due
from nnprep.interview.kinds import PartKind
from nnprep.interview.session import Session, Stage, reviewable
from nnprep.screens.interview.judgements import judgement_keys, judgement_lines
from nnprep.screens.quiz.draft import MORE, SPEAK, SPEAK_KEYS, draft_rows
from nnprep.terminal.layout import Line, Paper, Screen, Style


def view(session: Session, paper: Paper, *, seconds: float, live: bool = True) -> Screen:
    """Return what a running interview looks like now; `seconds` is the time on its clock.

    With `live` single keys are read and the clock runs; otherwise keys come by the line.
    """
    if session.help:
        return Screen(
            body=tuple(keys(paper, help_rows(session), live=live)),
            tail=tuple(paper.joined(["any key goes back" if live else "enter goes back"], Style.PLAIN)),
            part="keys",
            onward=GO_ON,
            scrolling=tuple(paper.joined([MORE, "other keys go back"], Style.PLAIN)),
        )
    if session.stage is Stage.REVIEW:
        place = reviewable(session.progress)[session.reviewing]
        body = judgement_lines(session, place, paper)
        below, more = (
            (*notice(session, paper), *judgement_keys(session, place, paper, onward)) for onward in ("", MORE)
        )
        return Screen(tuple(body), below, part=("judgement", place), onward=GO_ON, scrolling=more)
    now = session.due
    body = heading(session, now, paper, seconds, live=live)
    if now is not None:
        body += asked_lines(session, now, paper)
    body.append(Line())
    tail = tail_lines(session, now, paper, seconds, live=live)
    return Screen(
        body=tuple(body),
        tail=tuple(tail),
        part=now.place if now is not None else None,
        cursor=cursor(session, tail, paper) if session.stage is Stage.TYPING else None,
    )


def heading(session: Session, now: Due | None, paper: Paper, seconds: float, *, live: bool) -> list[Line]:
    """Return where in the interview this is, and how much of its time is used."""
    agenda = session.progress.agenda
    if now is None:
        return [*paper.joined(["interview", agenda.level]), Line()]
    slot = agenda.slots[now.place.part]
    used = sum(answer.seconds for answer in session.progress.answers.values()) + session.used(seconds)
    parts = [f"part {now.place.part + 1} of {len(agenda.slots)}", slot.title]
    parts += [f"{clock_face(used)} of {clock_face(60 * agenda.minutes)}"] if live else []
    lines = [*paper.joined(parts), Line()]
    if now.place == (0, 0, 0):
        lines += [*opening(agenda, paper), Line()]
    return lines


def opening(agenda: Agenda, paper: Paper) -> list[Line]:
    """Return how the interviewer says what is to come."""
    parts = [f"{SAID[slot.kind]} ({minutes(slot.seconds)} min)" for slot in agenda.slots]
    return [
        *paper.paragraph(
            f"Hello! We have {agenda.minutes} minutes: {joined(parts)}. The answers come at the end."
        )
    ]


def minutes(seconds: int) -> int:
    """Return seconds as minutes, at least one."""
    return max(1, round(seconds / 60))


def asked_lines(session: Session, now: Due, paper: Paper) -> list[Line]:
    """Return what is asked now; before a follow-up, what it follows."""
    lines: list[Line] = []
    if now.place.follow:
        lines += paper.paragraph(now.item.asked, Style.FAINT)
        lines.append(Line())
    elif now.place.item == 0 and now.place.part and (intro := INTRODUCTIONS.get(part_kind(session, now))):
        lines += [*paper.paragraph(intro), Line()]
    lines += paper.paragraph(now.asked, Style.STRONG)
    for row in now.item.code.splitlines() if not now.place.follow else ():
        lines += paper.verbatim("    " + row)
    if now.item.task is not None:
        lines += task_lines(session, now, now.item.task, paper)
    return lines


def part_kind(session: Session, now: Due) -> PartKind:
    """Return of which kind the current part is."""
    return session.progress.agenda.slots[now.place.part].kind


def task_lines(session: Session, now: Due, task: Task, paper: Paper) -> list[Line]:
    """Return where the file of a task is, what is to be written in it, and what its examples say."""
    handout = session.progress.handouts.get(now.place.part)
    if handout is None:
        return []
    lines = [Line(), *paper.paragraph(handout.file, Style.ACCENT, first=" File   ", indent="        ")]
    if not task.mistake:
        lines += paper.paragraph(", ".join(task.functions), first=" Write  ", indent="        ")
        if task.parts:
            lines += paper.paragraph("Leave the rest of the file as it is.", indent="        ")
    if session.output:
        lines += [Line(), *(line for row in session.output for line in paper.verbatim(row, indent="   "))]
    return lines


def tail_lines(session: Session, now: Due | None, paper: Paper, seconds: float, *, live: bool) -> list[Line]:
    """Return what can be done now."""
    lines = notice(session, paper)
    face = f"{clock_face(session.used(seconds))} of {clock_face(now.target_seconds)}" if now and live else ""
    match session.stage:
        case Stage.TYPING:
            lines += draft_rows(session.draft, session.cursor, paper).lines
            typing = ["enter done", "alt-enter new line", "esc back"]
            lines += paper.joined(typing if live else ["an empty line goes back"], Style.PLAIN, faint=face)
        case Stage.CODING:
            lines += paper.joined([*CODING_KEYS, *LEAVING], Style.PLAIN, faint=face)
        case Stage.PAUSED:
            lines += paper.paragraph("Paused. The clock is stopped.", Style.STRONG)
            lines += paper.joined(["p go on", "q quit", "? keys"], Style.PLAIN)
        case Stage.ENDING:
            lines += paper.paragraph(ENDING, Style.STRONG)
            lines += paper.joined(["y end it", "any other key goes on"], Style.PLAIN)
        case Stage.UNSAVED:
            lines += paper.joined(["r try again", "q quit without saving"], Style.PLAIN)
        case Stage.WORKING:
            lines += paper.paragraph("One moment …" if now else "Running the hidden checks …", Style.FAINT)
        case _:
            if session.draft:  # as in the quiz, what esc left stays in sight
                lines += draft_rows(session.draft, 0, paper).lines
            lines += paper.joined([*answer_keys(session, now), *LEAVING], Style.PLAIN, faint=face)
    return lines


def answer_keys(session: Session, now: Due | None) -> list[str]:
    """Return the keys that answer."""
    speak = SPEAK[session.spoken]
    if session.draft:
        return ["t keep typing", *speak]
    if now is not None and now.item.exact is not None and now.kind is None:
        return ["t type the answer", *speak]
    return ["t type", *speak, "enter I said it aloud"]


def cursor(session: Session, tail: Sequence[Line], paper: Paper) -> tuple[int, int]:
    """Return where the next character goes: how many rows of the tail are below it, and its column."""
    draft = draft_rows(session.draft, session.cursor, paper)
    start = len(notice(session, paper))
    return len(tail) - 1 - start - draft.row, draft.column


def notice(session: Session, paper: Paper) -> list[Line]:
    """Return the message about the last key, if there is one."""
    style = Style.BAD if session.stage is Stage.UNSAVED else Style.ACCENT
    return paper.paragraph(session.notice, style) if session.notice else []


def clock_face(seconds: float) -> str:
    """Return seconds as `m:ss`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def help_rows(session: Session) -> tuple[tuple[str, str], ...]:
    """Return each key with what it does: where judgements are corrected, others than while asking."""
    return REVIEW_KEYS if session.stage is Stage.REVIEW else (*SPEAK_KEYS[session.spoken], *KEYS)


def keys(paper: Paper, rows: Sequence[tuple[str, str]], *, live: bool) -> list[Line]:
    """Return the page that says what every key does."""
    lines = [*paper.paragraph("Keys" if live else "Keys, each followed by enter", Style.STRONG), Line()]
    for key, meaning in rows:
        lines += paper.paragraph(meaning, first=f" {key:<13}", indent=" " * 14)
    return [*lines, Line()]


def parting_lines(session: Session, number: int, paper: Paper) -> list[Line]:
    """Return how to go on with an interview that was left."""
    count = len(session.progress.answers)
    text = f"Interview {number} is waiting where you left it; {plural(count, 'answer')} saved."
    return [*paper.paragraph(text), *paper.paragraph("nnprep interview", Style.ACCENT, first=" next   ")]


GO_ON = ("space", "enter")
LEAVING = ("s skip", "p pause", "b back", "x end", "q quit", "? keys")
CODING_KEYS = ("e edit", "r run its examples", "d hand in")
ENDING = "End the interview here? The report then covers what was asked so far."
SAID = {
    PartKind.WARM_UP: "two short questions",
    PartKind.DEPTH: "one concept in depth",
    PartKind.WHITEBOARD: "something at the whiteboard",
    PartKind.CODING: "some code to write",
    PartKind.DEBUGGING: "a mistake to find",
    PartKind.DESIGN: "a design question",
    PartKind.QUESTIONS: "your own questions",
}
INTRODUCTIONS = {
    PartKind.DEPTH: "Now let's take one concept, and stay with it for a while.",
    PartKind.WHITEBOARD: "To the whiteboard. An expression such as 10*64 + 64 is fine.",
    PartKind.CODING: "Now some code. Think out loud while you write, as you would there.",
    PartKind.DEBUGGING: "This code doesn't work. I'd like to see how you find out why.",
    PartKind.DESIGN: "A question with no single right answer. Tell me how you'd decide.",
}
REVIEW_KEYS = (
    ("1 2 3 ...", "correct a point: you made it, or you didn't"),
    ("a b c ...", "correct a follow-up: not answered, half, all"),
    ("enter, space", "the next question; after the last, the report"),
    ("b", "back to the question before"),
    ("d", "done: to the report"),
    ("q, ctrl-c", "quit; `nnprep interview` picks up where you left off"),
)
KEYS = (
    ("t", "type the answer; pasted or dictated text is typed, too. esc keeps it for the next t"),
    ("enter", "you said the answer aloud; at the end you tick the points that you made"),
    (
        "while typing",
        "arrows, home, end, ctrl-a e w u k y, alt-b f d as in a shell; alt-enter or \\ enter: new line;"
        " up in an empty answer: the last text",
    ),
    ("e", "in a task: open the file in your editor ($VISUAL or $EDITOR); any other editor will do"),
    ("r", "in a task: run the examples in the file. The hidden checks wait for the end"),
    ("d", "in a task: hand the file in as it is"),
    ("s", "skip what is asked; it counts as not known"),
    ("p", "pause: the clock is stopped, and the report says for how long"),
    ("b", "back: undo the last answer, and answer again"),
    ("x", "end the interview here and see the report"),
    ("q, ctrl-c", "quit; `nnprep interview` picks up where you left off"),
)
