"""`nnprep quiz --json`: cards out, grades in, one JSON object a line, for other front ends.

Out: `card` (with everything it holds and the date that each grade leads to), `saved`, `error`, `summary`. In, one
for each card: `{"grade": 3}`, with any of `confidence` (0 to 100), `verdict` (true or false), `ticked` (points, counted
from 0), `seconds`, `typed`; or `{"skip": true}`, `{"suspend": true}` (false brings it back), `{"undo": true}`,
`{"quit": true}`. A typed answer without a grade is answered with `heard`.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from nnprep.cli.output import show_json
from nnprep.errors import HistoryError
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.quiz.log_entries import save_grade, save_suspension, save_undo
from nnprep.quiz.queue import begin, skip
from nnprep.quiz.session import Save, Saved, Session, Stage
from nnprep.quiz.transitions import advance

if TYPE_CHECKING:
    from nnprep.content.cards import Card
    from nnprep.quiz.selection import Wishes

SCHEMA = "nnprep.quiz/1"
A_DAY = 86_400
"""The longest that an answer can take, in seconds."""


def run_protocol(wishes: Wishes) -> None:
    """Ask cards on standard output and read grades from standard input until either ends."""
    from nnprep.cli.content import sound_cards
    from nnprep.quiz.selection import chosen_deck

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    with History.open() as history:
        standing = load_state(history)
        deck = chosen_deck(sound_cards(), wishes, standing, history.clock())
        asked = {name: memory.reviews for name, memory in standing.memories.items()}
        session = begin(deck.cards, seconds=time.monotonic(), asked=asked, kind=wishes.kind)
        shown: Any = None
        while session.turn is not None:
            if shown is not session.turn:
                show_json(card_object(session, standing, history))
                shown = session.turn
            line = sys.stdin.readline()
            if not line:
                break
            session = reply(session, line, standing, history)
        show_json(summary_object(session))
        save_state(standing, history)


def reply(session: Session, line: str, standing: LearnerState, history: History) -> Session:
    """Carry out one line of input and return the session after it."""
    turn = session.turn
    try:
        wish = json.loads(line)
        if not isinstance(wish, dict) or turn is None:
            raise TypeError("one JSON object a line is expected")
        if wish.get("quit"):
            return session._replace(turn=None, stage=Stage.OVER)
        if wish.get("skip"):
            return skip(session, turn, time.monotonic())
        if wish.get("undo"):
            waiting, effect = save_undo(session)
        elif wish.get("suspend") or wish.get("suspend") is False:
            waiting, effect = save_suspension(session, turn, suspended=bool(wish["suspend"]))
        elif "grade" not in wish and isinstance(wish.get("typed"), str):
            tell_heard(clean(wish["typed"]), turn.card)
            return session
        else:
            now = time.monotonic()
            grade = Grade(whole(wish, "grade", 1, 4))
            turn = turn._replace(**remarks(wish, turn.card), revealed_at=now)
            if wish.get("seconds") is not None:
                turn = turn._replace(shown_at=now - number(wish, "seconds", 0, A_DAY))
            waiting, effect = save_grade(session, turn, grade, now)
            waiting = waiting._replace(turn=turn)
    except (ValueError, TypeError, RecursionError) as error:
        show_json({"type": "error", "saved": False, "message": f"not understood: {error}"})
        return session
    return carried_out(session, waiting, effect, standing, history)


def carried_out(
    session: Session, waiting: Session, effect: object, standing: LearnerState, history: History
) -> Session:
    """Write what a session waits for, and say whether it is on disk."""
    if not isinstance(effect, Save):
        show_json({"type": "error", "saved": False, "message": waiting.notice})
        return session
    try:
        event = history.append(effect.kind, effect.subject, effect.data)
        standing.catch_up(history)
    except HistoryError as error:
        show_json({"type": "error", "saved": False, "message": error.sentence})
        return session
    memory = standing.memories.get(effect.subject)
    due = memory.due_day.isoformat() if memory else None
    show_json({"type": "saved", "event": event.id, "kind": event.kind, "subject": event.subject, "due": due})
    return advance(waiting, Saved(event=event.id, seconds=time.monotonic()))[0]


def remarks(wish: dict[str, Any], card: Card) -> dict[str, Any]:
    """Return what a front end says about an answer besides its grade; raises TypeError."""
    known: dict[str, Any] = {}
    if wish.get("confidence") is not None:
        known["confidence"] = whole(wish, "confidence", 0, 100)
    if wish.get("verdict") is not None:
        if not isinstance(wish["verdict"], bool):
            raise TypeError("`verdict` is true or false")
        known["verdict"] = wish["verdict"]
    if wish.get("ticked") is not None:
        ticked, last = wish["ticked"], len(card.key_points) - 1
        if not isinstance(ticked, list) or not all(
            type(point) is int and 0 <= point <= last for point in ticked
        ):
            raise TypeError(f"`ticked` is a list of whole numbers from 0 to {last}")
        known |= {"ticked": frozenset(ticked), "counted": True}
    if wish.get("typed") is not None:
        if not isinstance(wish["typed"], str):
            raise TypeError("`typed` is a text")
        known["typed"] = clean(wish["typed"])
    return known


def whole(wish: dict[str, Any], name: str, least: int, most: int) -> int:
    """Return a whole number that a front end sent; raises TypeError."""
    if type(wish.get(name)) is not int or not least <= wish[name] <= most:
        raise TypeError(f"`{name}` is a whole number from {least} to {most}")
    return int(wish[name])


def number(wish: dict[str, Any], name: str, least: float, most: float) -> float:
    """Return a number that a front end sent; raises TypeError."""
    if type(wish.get(name)) not in (int, float) or not least <= wish[name] <= most:
        raise TypeError(f"`{name}` is a number from {least:g} to {most:g}")
    return float(wish[name])


def clean(text: str) -> str:
    """Return a text as it can be written down: half a character, which JSON can spell, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def tell_heard(text: str, card: Card) -> None:
    """Say which key points are heard in a typed answer."""
    from nnprep.answers.key_points import listen

    found = listen(text, card)
    points = [{"point": each.point, "quote": each.quote, "negated": each.negated} for each in found]
    show_json({"type": "heard", "card": card.id, "points": points})


def card_object(session: Session, standing: LearnerState, history: History) -> dict[str, Any]:
    """Return the card on the table, whole, with what each grade leads to."""
    from nnprep.content.cards import as_facts

    turn = session.turn
    if turn is None:
        return {}
    card = as_facts(turn.card)
    now = history.clock()
    before = standing.memories.get(turn.card.id)
    after = {g: graded(before, g, now.astimezone(UTC), study_day(now)) for g in Grade}
    dues = {str(int(g)): (m.due_at or m.due_day).isoformat() for g, m in after.items()}
    return {
        "type": "card",
        "schema": SCHEMA,
        "left": len(session.queue),
        "wording": turn.wording,
        "phrasing": turn.phrasing,
        "card": card,
        "due_after": dues if session.kind is EventKind.REVIEW else {},
    }


def summary_object(session: Session) -> dict[str, Any]:
    """Return what the session amounts to."""
    grades = [answer.grade for answer in session.answers if answer.grade is not None]
    return {
        "type": "summary",
        "answered": len(grades),
        "grades": {grade.word: grades.count(grade) for grade in Grade},
        "skipped": list(session.skipped),
    }
