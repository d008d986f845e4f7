"""A session on the screen: the current card, and below it what each key does now.

Laid out as rows that the painter can compare: at each key it repaints only those that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nnprep.content.decks import in_words
from nnprep.errors import joined
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.schedule.memory import Memory
from nnprep.quiz.session import Session, Stage
from nnprep.quiz.turn import SURENESS, Turn
from nnprep.screens.quiz.card import back, claim, follow_up, front, hints, point, points
from nnprep.screens.quiz.draft import MORE, SPEAK, SPEAK_KEYS, draft_rows
from nnprep.screens.quiz.leech import stuck_lines, stuck_note
from nnprep.screens.quiz.summary import parting, summary
from nnprep.terminal.layout import Line, Paper, Screen, Style


def view(
    session: Session,
    paper: Paper,
    *,
    seconds: float,
    nexts: Sequence[str] = (),
    soon: Sequence[int] = (),
    live: bool = True,
) -> Screen:
    """Return what a session looks like now.

    `seconds` is the time on the turn's clock; `nexts` says when each grade would ask the card again, from *again* to
    *easy*; `soon` is in how many minutes cards of this session are due again, for the summary. With `live` single
    keys are read and the clock runs; otherwise keys come by the line.
    """
    turn = session.turn
    if session.help:
        return Screen(
            body=tuple(keys(paper, live=live, spoken=session.spoken)),
            tail=tuple(footer(["any key goes back" if live else "enter goes back"], paper)),
            part=True,
            onward=GO_ON,
            scrolling=tuple(footer([MORE, "other keys go back"], paper)),
        )
    if turn is None:
        tail = notice(session, paper)
        tail += parting(session, paper) if live else []  # by the line, the session ends here
        return Screen(body=tuple(summary(session, paper, soon)), tail=tuple(tail), part=False, onward=GO_ON)
    leech = session.leeches.get(turn.card.id)
    stuck = stuck_note(turn.card, leech) if leech is not None and not turn.revealed else ""
    note = " ".join(part for part in (SUSPENDED if turn.card.id in session.suspended else "", stuck) if part)
    body = front(turn, paper, heading(session, turn), note)
    # The question is a scroll away; a trap's claim stays in sight.
    start = len(body) + 1 - (len(claim(turn, paper)) if turn.card.trap is not None else 0)
    if turn.revealed:
        body += back(turn, paper)
        body += stuck_lines(turn.card, leech, paper) if leech is not None and turn.page == 0 else []
    body.append(Line())
    onward, to = onward_keys(session, turn)
    key = onward[0 if live else -1] if onward else ""
    tail = card_tail(session, turn, paper, seconds, nexts, f"{key} {to}", live=live)
    more = card_tail(session, turn, paper, seconds, nexts, MORE, live=live) if onward else []
    return Screen(
        body=tuple(body),
        tail=tuple(tail),
        part=(turn.revealed, turn.page),
        start=start if turn.revealed else 0,
        onward=onward,
        focus=focus(session, turn, paper),
        cursor=cursor(session, tail, paper) if session.stage is Stage.TYPING else None,
        scrolling=tuple(more),
    )


GO_ON = ("space", "enter")
SUSPENDED = "This card is suspended, and stays suspended when you grade it; ! brings it back."


def onward_keys(session: Session, turn: Turn) -> tuple[tuple[str, ...], str]:
    """Return the keys that lead on without grading anything, and what to."""
    match session.stage:
        case Stage.VERDICT:
            return GO_ON, "show"
        case Stage.ASKED:
            return GO_ON, "answer"
        case Stage.GRADING:
            return ("space",) if turn.counted else GO_ON, PAGES[(turn.page + 1) % len(PAGES)]
    return (), ""


def focus(session: Session, turn: Turn, paper: Paper) -> tuple[object, tuple[Line, ...]]:
    """Return what the last key was about, and its rows."""
    rows: list[Line] = []
    name: object = None
    if session.stage is Stage.TICKING:
        name, rows = "points", points(turn, paper)
    elif session.stage is Stage.DOUBT:
        name, rows = ("doubt", turn.doubts[0]), point(turn, turn.doubts[0], paper)
    elif turn.revealed and turn.follow_ups:
        name = ("follow-up", turn.follow_ups)
        rows = follow_up(turn, (turn.follow_ups - 1) // 2, paper)
    elif not turn.revealed and turn.hints:
        name, rows = ("hint", turn.hints), hints(turn, paper)[-1:]
    return (turn.card.id, name) if name else None, tuple(rows)


def heading(session: Session, turn: Turn) -> list[str]:
    """Return how far the session is and what kind of card this is."""
    number = len({answer.turn.card.id for answer in session.answers} | {turn.card.id} | set(session.skipped))
    return [
        f"card {number}, {len(session.queue)} to go",
        in_words(turn.card.topic),
        str(turn.card.level),
        "trap" if turn.card.trap is not None else "",
        "suspended" if turn.card.id in session.suspended else "",
        "cramming: not scheduled" if session.kind == EventKind.PRACTICE else "",
        "new" if not session.asked.get(turn.card.id) else "",
    ]


def card_tail(
    session: Session,
    turn: Turn,
    paper: Paper,
    seconds: float,
    nexts: Sequence[str],
    onward: str,
    *,
    live: bool,
) -> list[Line]:
    """Return what can be done now; `onward` is the key that leads on, and what to."""
    lines = notice(session, paper)
    # Typing takes longer than speaking, so a typed answer is not hurried.
    time = timer(turn, seconds, hurry=not session.draft and session.stage is not Stage.TYPING) if live else ""
    leave = ["u undo" if session.answers or session.skips else "", "q quit", "? keys"]
    match session.stage:
        case Stage.VERDICT:
            lines += paper.paragraph("True or false, and why?", Style.STRONG)
            lines += footer(["y true", "n false", onward, "s skip", *leave], paper, time)
        case Stage.ASKED:
            if turn.verdict is not None:
                other = "n changes it to false" if turn.verdict else "y changes it to true"
                lines += paper.paragraph(f"And why? ({other}.)", Style.STRONG)
            if session.draft:
                lines += draft_rows(session.draft, 0, paper).lines  # without the mark of the cursor
            kind = "t keep typing" if session.draft else "t type"
            others = ["h hint", kind, *SPEAK[session.spoken], "s skip", "p rephrase"]
            lines += footer([onward, *others, *leave], paper, time)
        case Stage.TYPING:
            lines += draft_rows(session.draft, session.cursor, paper).lines
            typing = ["enter done", "alt-enter new line", "esc back"]
            lines += footer(typing if live else ["an empty line goes back"], paper, time)
        case Stage.CONFIDENCE:
            lines += paper.paragraph("How sure are you?", Style.STRONG)
            sureness = [f"{key} {percent} %" for key, percent in SURENESS.items()]
            lines += footer(
                [*sureness, f"{'space' if live else 'enter'} skip this", "esc back", *leave], paper
            )
        case Stage.DOUBT:
            lines += [*doubt(turn, paper), *footer(["y yes", "n no", *leave], paper)]
        case Stage.TICKING:
            count = len(turn.card.key_points)
            lines += paper.paragraph(f"Which points did you say? {advice(turn)}.", Style.STRONG)
            lines += footer([f"1-{count} tick", "enter ends ticking, then you grade", *leave], paper)
        case Stage.UNSAVED:
            lines += footer(["r try again", "q quit without saving"], paper)
        case _:
            lines += [*grade_rows(turn, paper, nexts), *footer([onward, *after_reveal(turn), *leave], paper)]
    return lines


def cursor(session: Session, tail: Sequence[Line], paper: Paper) -> tuple[int, int]:
    """Return where the next character goes: how many rows of the tail are below it, and its column."""
    draft = draft_rows(session.draft, session.cursor, paper)
    start = len(notice(session, paper))
    return len(tail) - 1 - start - draft.row, draft.column


def footer(keys: Sequence[str], paper: Paper, time: str = "") -> list[Line]:
    """Return the keys that do something now, after a faint clock."""
    return paper.joined(keys, Style.PLAIN, faint=time)


def doubt(turn: Turn, paper: Paper) -> list[Line]:
    """Return the question about a key point that was heard negated."""
    point = turn.doubts[0]
    quote = (turn.quotes or {}).get(point, "")
    ask = (
        f"Point {point + 1}: {turn.card.key_points[point].say} You wrote “{quote}”. Did you mean this point?"
    )
    return paper.paragraph(ask, Style.STRONG)


PAGES = ("in short", "in full", "sources")
"""What each page holds, as the key to turn to it says."""


def grade_rows(turn: Turn, paper: Paper, nexts: Sequence[str]) -> list[Line]:
    """Return the grades with the intervals they lead to; once ticks suggest one, Enter takes it."""
    lines = paper.paragraph(f"{advice(turn)} (enter takes it).", Style.STRONG) if turn.counted else []
    whens = [f" {when}" for when in nexts] or [""] * len(Grade)
    whens[0] = " this session"  # a failed card comes back even before it is due
    grades = [f"{int(grade)} {grade.word}{when}" for grade, when in zip(Grade, whens, strict=True)]
    return lines + paper.joined(grades, Style.STRONG)


def after_reveal(turn: Turn) -> list[str]:
    """Return the keys that show or tick something after the reveal."""
    return ["k tick points", *(["f follow-up"] if turn.follow_ups < 2 * len(turn.card.follow_ups) else [])]


def advice(turn: Turn) -> str:
    """Return which grade the ticks suggest, and why."""
    suggestion = turn.suggestion
    if suggestion is None:
        return ""
    if turn.fell is not None:
        return f"{claim_advice(turn)}: {suggestion.word}"
    total = len(turn.card.key_points)
    missed = [
        str(n) for n, each in enumerate(turn.card.key_points, 1) if each.must and n - 1 not in turn.ticked
    ]
    why = ""
    if missed and suggestion < Grade.GOOD:
        which = f"points {joined(missed)} are" if len(missed) > 1 else f"point {joined(missed)} is"
        why = f", because {which} required"
    elif suggestion is Grade.AGAIN:
        why = ", because that's at most half of the points"
    return f"{len(turn.ticked)} of {total} points: {suggestion.word}{why}"


def claim_advice(turn: Turn) -> str:
    """Return what a verdict and the reasons given for it amount to."""
    reasons = turn.reasons or frozenset(range(len(turn.card.key_points)))
    given = len(reasons & turn.ticked)
    if turn.fell:
        return "You fell for it, with a right reason" if given else "You fell for it"
    how = "no reason ticked" if not given else "a right reason" if given == 1 else f"{given} right reasons"
    return f"Right verdict, {how}"


def until(memory: Memory, now: datetime) -> str:
    """Return how far away the next review is: `10 min`, `4 d`, `3 mo`, `1.5 y`; `now` is the learner's clock."""
    if memory.due_at is not None:
        return f"{max(1, round((memory.due_at - now).total_seconds() / 60))} min"
    days = (memory.due_day - study_day(now)).days
    if days < 60:
        return f"{days} d"
    return f"{round(days / 30.4)} mo" if days < 365 else f"{days / 365.25:.1f} y"


def timer(turn: Turn, seconds: float, *, hurry: bool) -> str:
    """Return the time taken against the card's target; with `hurry`, a nudge once the target has passed."""
    taken = max(0, int(seconds - turn.shown_at))
    if hurry and taken > turn.card.target_seconds:
        return f"{clock_face(taken)}, wrap up"
    return f"{clock_face(taken)} of {clock_face(turn.card.target_seconds)}"


def clock_face(seconds: int) -> str:
    """Return seconds as `m:ss`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def notice(session: Session, paper: Paper) -> list[Line]:
    """Return the message about the last key, if there is one."""
    style = Style.BAD if session.stage is Stage.UNSAVED else Style.ACCENT
    return paper.paragraph(session.notice, style) if session.notice else []


def keys(paper: Paper, *, live: bool, spoken: bool = False) -> list[Line]:
    """Return the page that says what every key does."""
    lines = [*paper.paragraph("Keys" if live else "Keys, each followed by enter", Style.STRONG), Line()]
    for key, meaning in (*SPEAK_KEYS[spoken], *KEYS):
        lines += paper.paragraph(meaning, first=f" {key:<13}", indent=" " * 14)
    return [*lines, Line()]


KEYS = (
    ("space, enter", "show the answer, then the full answer, then sources and common mistakes"),
    ("y n", "on a trap's claim: true, false; you can change your mind until the answer is shown"),
    ("1 2 3 4", "after the answer, grade yours: again (comes back in this session), hard, good, easy"),
    ("k", "tick the key points you said; enter then takes the suggested grade"),
    (
        "t",
        "type the answer; key points heard in it are ticked. After esc, t keeps typing, space shows the answer"
        " below yours",
    ),
    (
        "while typing",
        "arrows, home, end, ctrl-a e w u k y, alt-b f d as in a shell; alt-enter or \\ enter: new line;"
        " up in an empty answer: the last text",
    ),
    ("h", "a hint: the first words of a key point, required points first"),
    ("p", "rephrase the question"),
    ("f", "a follow-up question, then its answer"),
    ("u", "undo the last answer or skip, even on the summary"),
    ("e", "open the card's file, or show where it is"),
    ("s", "skip the card for now"),
    ("!", "suspend the card; quiz --suspended shows suspended cards, and ! brings one back"),
    ("arrows, pgdn", "scroll a page taller than the terminal; space scrolls too, then goes on"),
    ("q, ctrl-c", "quit; every answer so far is saved"),
)
