"""A session on the screen: the card on the table, and below it what each key does now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nnprep.memory.events import study_day
from nnprep.memory.grades import Grade
from nnprep.memory.schedule import Learned
from nnprep.memory.session import Session, Stage
from nnprep.memory.turn import SURENESS, Turn
from nnprep.screens.card import back, front
from nnprep.screens.lines import Line, Paper, Screen, Style


def view(
    session: Session,
    paper: Paper,
    *,
    seconds: float,
    nexts: Sequence[str] = (),
    live: bool = True,
) -> Screen:
    """Return what a session looks like now.

    `seconds` is the moment on the turn's clock; `nexts` is what each grade would lead to, from *again* to
    *easy*. `live` says whether single keys are read and the clock runs; otherwise keys come by the line.
    """
    if session.help:
        return Screen(
            body=tuple(keys(paper, live=live)),
            tail=tuple(paper.joined(["any key goes back" if live else "enter goes back"])),
        )
    turn = session.turn
    if turn is None:
        # By the line, the session is over here.
        leave = parting(session, paper) if live else []
        return Screen(body=tuple(summary(session, paper)), tail=(*notice(session, paper), *leave))
    body = front(turn, paper, heading(session, turn))
    if shows_answer(session):
        body += back(turn, paper)
    body.append(Line())
    return Screen(body=tuple(body), tail=tuple(tail(session, turn, paper, seconds, nexts, live=live)))


def shows_answer(session: Session) -> bool:
    """Return whether the answer is on the screen."""
    return session.turn is not None and session.turn.revealed


def heading(session: Session, turn: Turn) -> list[str]:
    """Return where the session stands and what kind of card this is."""
    number = len({answer.turn.card.id for answer in session.answers} | {turn.card.id} | set(session.skipped))
    left = len(session.queue)
    state = "new" if not session.asked.get(turn.card.id) else ""
    kind = "trap" if turn.card.trap is not None else ""
    kind = "suspended" if turn.card.id in session.suspended else kind
    return [
        f"card {number}, {left} to go",
        turn.card.topic.replace("-", " "),
        str(turn.card.level),
        kind,
        state,
    ]


def tail(
    session: Session,
    turn: Turn,
    paper: Paper,
    seconds: float,
    nexts: Sequence[str],
    *,
    live: bool,
) -> list[Line]:
    """Return what can be done now."""
    lines = notice(session, paper)
    time = timer(turn, seconds) if live else ""
    onward = "space" if live else "enter"
    match session.stage:
        case Stage.VERDICT:
            lines += paper.paragraph("True or false, and why?", Style.STRONG)
            lines += paper.joined([time, "t true", "f false", f"{onward} show the answer", "? keys"])
        case Stage.ASKED:
            if turn.verdict is not None:
                lines += paper.paragraph("And why?", Style.STRONG)
            lines += paper.joined(
                [time, f"{onward} answer", "h hint", "t type", "p rephrase", "s skip", "? keys"]
            )
        case Stage.TYPING:
            shown = paper.paragraph(session.draft + "_", first=" > ", indent="   ")
            lines += shown[-6:]
            lines += paper.joined([time, "enter done", "esc back"])
        case Stage.CONFIDENCE:
            lines += paper.paragraph("How sure are you?", Style.STRONG)
            lines += paper.joined([f"{key} {percent} %" for key, percent in SURENESS.items()])
        case Stage.DOUBT:
            lines += doubt(turn, paper)
        case Stage.TICKING:
            count = len(turn.card.key_points)
            lines += paper.paragraph(f"Which points did you say? {advice(turn)}", Style.STRONG)
            lines += paper.joined([f"1-{count} tick", "enter done"])
        case Stage.UNSAVED:
            lines += paper.joined(["r try again", "q leave without saving it"])
        case _:
            lines += grade_keys(turn, paper, nexts, onward)
    return lines


def doubt(turn: Turn, paper: Paper) -> list[Line]:
    """Return the question about a key point that was heard negated."""
    point = turn.doubts[0]
    quote = (turn.quotes or {}).get(point, "")
    ask = (
        f"Point {point + 1}: {turn.card.key_points[point].say} You wrote “{quote}”. Did you mean this point?"
    )
    return [*paper.paragraph(ask, Style.STRONG), *paper.joined(["y yes", "n no"])]


PAGES = ("in short", "in full", "sources")
"""What the next page holds, by its number."""


def grade_keys(turn: Turn, paper: Paper, nexts: Sequence[str], onward: str) -> list[Line]:
    """Return the grades with the dates that they lead to, and the other keys after the reveal.

    `onward` is the key that turns the page; Enter does not, once ticks suggest a grade that it takes.
    """
    lines = paper.paragraph(advice(turn), Style.STRONG) if turn.counted else []
    grades = [f"{int(grade)} {grade.word}" for grade in Grade]
    if nexts:
        grades = [f"{text} {when}" for text, when in zip(grades, nexts, strict=True)]
    lines += paper.joined(grades, Style.STRONG)
    page = PAGES[(turn.page + 1) % len(PAGES)]
    others = [f"{'space' if turn.counted else onward} {page}", "k tick points"]
    others += ["f follow-up"] if turn.follow_ups < 2 * len(turn.card.follow_ups) else []
    return lines + paper.joined([*others, "u undo", "q quit", "? keys"])


def advice(turn: Turn) -> str:
    """Return which grade the ticks suggest, and why."""
    suggestion = turn.suggestion
    if suggestion is None:
        return ""
    points = turn.card.key_points
    missed = [str(n) for n, point in enumerate(points, 1) if point.must and n - 1 not in turn.ticked]
    why = f", because {' and '.join(missed)} must be there" if missed else ""
    return f"{len(turn.ticked)} of {len(points)} points: {suggestion.word}{why} (enter takes it)."


def until(memory: Learned, now: datetime) -> str:
    """Return how far away the next review is: `10 min`, `4 d`, `3 mo`, `1.5 y`; `now` is the learner's clock."""
    if memory.due_at is not None:
        return f"{max(1, round((memory.due_at - now).total_seconds() / 60))} min"
    days = (memory.due_day - study_day(now)).days
    if days < 60:
        return f"{days} d"
    return f"{round(days / 30.4)} mo" if days < 365 else f"{days / 365.25:.1f} y"


def timer(turn: Turn, seconds: float) -> str:
    """Return the time taken against the card's target."""
    taken = max(0, int(seconds - turn.shown_at))
    late = ", wrap up" if taken > turn.card.target_seconds else ""
    return f"{clock_face(taken)} of {clock_face(turn.card.target_seconds)}{late}"


def clock_face(seconds: int) -> str:
    """Return seconds as `m:ss`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def notice(session: Session, paper: Paper) -> list[Line]:
    """Return the sentence about the last key, if there is one."""
    style = Style.BAD if session.stage is Stage.UNSAVED else Style.ACCENT
    return paper.paragraph(session.notice, style) if session.notice else []


def summary(session: Session, paper: Paper) -> list[Line]:
    """Return what the session amounts to."""
    grades = [answer.grade for answer in session.answers if answer.grade is not None]
    cards = len({answer.turn.card.id for answer in session.answers if answer.grade is not None})
    lines = [*paper.paragraph(f"{cards} card{'s' * (cards != 1)} answered", Style.STRONG)]
    counts = [f"{grades.count(grade)} {grade.word}" for grade in Grade if grade in grades]
    lines += paper.joined(counts, Style.PLAIN)
    times = [answer.turn for answer in session.answers if answer.turn.revealed_at is not None]
    late = [turn.card.id for turn in times if turn.revealed_at - turn.shown_at > turn.card.target_seconds]  # type: ignore[operator]
    if late:
        lines += paper.paragraph(f"Longer than an interviewer waits: {', '.join(dict.fromkeys(late))}.")
    fallen = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.turn.fell))
    if fallen:
        lines += paper.paragraph(f"Traps you fell for: {', '.join(fallen)}.", Style.BAD)
    again = list(dict.fromkeys(a.turn.card.id for a in session.answers if a.grade is Grade.AGAIN))
    practise = dict.fromkeys(
        what for a in session.answers if a.grade is Grade.AGAIN for what in a.turn.card.practise
    )
    if session.queue:
        lines += paper.paragraph(f"{len(session.queue)} left for another time.")
    if again:
        lines += paper.paragraph(f"Read again: {', '.join(again)}.")
    if practise:
        lines += paper.paragraph(f"Practise: {', '.join(practise)}.")
    return [*lines, Line()]


def parting(session: Session, paper: Paper) -> list[Line]:
    """Return the keys of the summary."""
    return paper.joined(["enter leave", "u undo the last answer" if session.answers else ""])


def keys(paper: Paper, *, live: bool) -> list[Line]:
    """Return what every key does."""
    lines = [*paper.paragraph("Keys" if live else "Keys, each followed by enter", Style.STRONG), Line()]
    for key, meaning in KEYS:
        lines += paper.paragraph(meaning, first=f" {key:<13}", indent=" " * 14)
    return [*lines, Line()]


KEYS = (
    ("space, enter", "show the answer; after it the full answer, then sources and what is often said wrong"),
    ("1 2 3 4", "grade: again, hard, good, easy; after the answer"),
    ("k", "tick the key points that you said; then enter takes the grade that they suggest"),
    ("t", "type the answer; what is heard in it is ticked. At a trap's claim: true"),
    ("h", "a hint: how a strong answer would begin a point"),
    ("p", "ask it another way"),
    ("f", "what an interviewer asks next, then its answer. At a trap's claim: false"),
    ("u", "undo the last answer, also on the summary"),
    ("e", "open the card's file, or show where it is"),
    ("s", "skip the card for now"),
    ("!", "put the card away; quiz --suspended shows those, and ! brings one back"),
    ("q, ctrl-c", "leave; every answer so far is saved"),
)
