"""`nnprep quiz --json`: cards out, grades in, one JSON object a line, for other front ends.

Out: `card` (with all its content, which key points decide the claim of a trap, and the date that each grade leads to),
`saved`, `error`, `summary`. In, one for each
card: `{"grade": 3}`, with any of `confidence` (0 to 100), `verdict` (true or false), `ticked` (key points, counted
from 0), `seconds`, `typed`; or `{"skip": true}`, `{"suspend": true}` (false brings it back), `{"undo": true}`,
`{"quit": true}`. A typed answer without a grade gets `heard`: the key points in it.
"""

from __future__ import annotations

import json
import sys
import time
from io import TextIOWrapper
from typing import Any

from nnprep.answers.key_points import listen, reasons
from nnprep.cli.content import valid_cards
from nnprep.cli.output import show_json
from nnprep.content.cards import Card, as_facts
from nnprep.errors import HistoryError
from nnprep.learner.grades import Grade
from nnprep.learner.history.database import TakenError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.quiz.forecast import outcomes
from nnprep.quiz.log_entries import save_grade, save_suspension, save_undo
from nnprep.quiz.queue import begin, skip
from nnprep.quiz.selection import Wishes, chosen_deck
from nnprep.quiz.session import Save, Saved, Session, Stage, Taken
from nnprep.quiz.transitions import advance
from nnprep.quiz.turn import Turn

SCHEMA = "nnprep.quiz/1"
A_DAY = 86_400
"""Seconds: the longest that an answer can take."""


def run_protocol(wishes: Wishes) -> int:
    """Ask cards on standard output and read grades from standard input until either ends; return the exit code."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    with History.open() as history:
        standing = load_state(history)
        deck = chosen_deck(valid_cards(), wishes, standing, history.clock())
        asked = {name: memory.reviews for name, memory in standing.memories.items()}
        session = begin(deck.cards, seconds=time.monotonic(), asked=asked, kind=wishes.kind)
        since = standing.position
        shown: Any = None
        while session.turn is not None:
            if shown is not session.turn:
                show_json(card_object(session, standing, history))
                shown = session.turn
            line = sys.stdin.readline()
            if not line:
                break
            session = reply(session, line, standing, history, since)
        show_json(summary_object(session))
        save_state(standing, history)
    return 0 if session.pending is None else HistoryError.exit_code


def reply(session: Session, line: str, standing: LearnerState, history: History, since: int) -> Session:
    """Handle one line of input and return the session after it; `since` is the log's position at its beginning."""
    turn, now = session.turn, time.monotonic()
    if turn is None:
        return session
    try:
        message = parse_message(line)
        action = action_of(message)
        if action == "grade":
            grade, turn = parse_answer(message, turn, now)
    except (ValueError, TypeError, RecursionError) as error:
        show_json({"type": "error", "saved": False, "message": f"invalid message: {error}"})
        return session
    if action == "quit":
        return session._replace(turn=None, stage=Stage.OVER)
    if action == "skip":
        return skip(session, turn, now)
    if action == "typed":
        show_key_points(clean(message["typed"]), turn.card)
        return session
    if action == "undo":
        waiting, effect = save_undo(session)
    elif action == "suspend":
        waiting, effect = save_suspension(session, turn, suspended=bool(message["suspend"]))
    else:
        waiting, effect = save_grade(session, turn, grade, now)
        waiting = waiting._replace(turn=turn)
    return save(session, waiting, effect, standing, history, since if action == "grade" else None)


def parse_message(line: str) -> dict[str, Any]:
    """Return the object on a line; raises ValueError, TypeError or RecursionError."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise TypeError("expected one JSON object per line")
    return message


def action_of(message: dict[str, Any]) -> str:
    """Return what a message asks for: quit, skip, undo, suspend, typed, or else grade."""
    for action in ("quit", "skip", "undo"):
        if message.get(action):
            return action
    if message.get("suspend") or message.get("suspend") is False:
        return "suspend"
    return "typed" if "grade" not in message and isinstance(message.get("typed"), str) else "grade"


def parse_answer(message: dict[str, Any], turn: Turn, now: float) -> tuple[Grade, Turn]:
    """Return the grade and the turn as it was answered; raises ValueError and TypeError."""
    grade = Grade(whole_number(message, "grade", 1, 4))
    turn = turn._replace(**remarks(message, turn.card), revealed_at=now, reasons=reasons(turn.card))
    if message.get("seconds") is not None:
        turn = turn._replace(shown_at=now - number(message, "seconds", 0, A_DAY))
    return grade, turn


def save(
    session: Session,
    waiting: Session,
    effect: object,
    standing: LearnerState,
    history: History,
    since: int | None,
) -> Session:
    """Save the event that a session waits for, and say whether it is on disk."""
    if not isinstance(effect, Save):
        show_json({"type": "error", "saved": False, "message": waiting.notice})
        return session
    try:
        event = history.append(effect.kind, effect.subject, effect.data, since=since)
        standing.catch_up(history)
    except TakenError as error:
        show_json({"type": "error", "saved": False, "message": error.sentence})
        return advance(waiting, Taken(sentence=error.sentence, seconds=time.monotonic()))[0]
    except HistoryError as error:
        show_json({"type": "error", "saved": False, "message": error.sentence})
        return session._replace(pending=effect)
    memory = standing.memories.get(effect.subject)
    due = memory.due_day.isoformat() if memory else None
    show_json({"type": "saved", "event": event.id, "kind": event.kind, "subject": event.subject, "due": due})
    return advance(waiting, Saved(event=event.id, seconds=time.monotonic()))[0]


def remarks(message: dict[str, Any], card: Card) -> dict[str, Any]:
    """Return what a message says about an answer besides its grade; raises TypeError."""
    known: dict[str, Any] = {}
    if message.get("confidence") is not None:
        known["confidence"] = whole_number(message, "confidence", 0, 100)
    if message.get("verdict") is not None:
        if not isinstance(message["verdict"], bool):
            raise TypeError("`verdict` must be true or false")
        known["verdict"] = message["verdict"]
    if message.get("ticked") is not None:
        ticked, last = message["ticked"], len(card.key_points) - 1
        if not isinstance(ticked, list) or not all(
            type(point) is int and 0 <= point <= last for point in ticked
        ):
            raise TypeError(f"`ticked` must be a list of whole numbers from 0 to {last}")
        known |= {"ticked": frozenset(ticked), "counted": True}
    if message.get("typed") is not None:
        if not isinstance(message["typed"], str):
            raise TypeError("`typed` must be a string")
        known["typed"] = clean(message["typed"])
    return known


def whole_number(message: dict[str, Any], name: str, least: int, most: int) -> int:
    """Return a whole number from a message; raises TypeError."""
    if type(message.get(name)) is not int or not least <= message[name] <= most:
        raise TypeError(f"`{name}` must be a whole number from {least} to {most}")
    return int(message[name])


def number(message: dict[str, Any], name: str, least: float, most: float) -> float:
    """Return a number from a message; raises TypeError."""
    if type(message.get(name)) not in (int, float) or not least <= message[name] <= most:
        raise TypeError(f"`{name}` must be a number from {least:g} to {most:g}")
    return float(message[name])


def clean(text: str) -> str:
    """Replace unpaired surrogates, which JSON can spell and UTF-8 can't encode, by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def show_key_points(text: str, card: Card) -> None:
    """Send the key points in a typed answer."""
    heard = listen(text, card)
    points = [{"point": each.point, "quote": each.quote, "negated": each.negated} for each in heard]
    show_json({"type": "heard", "card": card.id, "points": points})


def card_object(session: Session, standing: LearnerState, history: History) -> dict[str, Any]:
    """Return the current card with all its content and the date that each grade leads to."""
    turn = session.turn
    if turn is None:
        return {}
    card = as_facts(turn.card)
    after = outcomes(turn.card.id, standing, history.clock())
    dues = {str(int(g)): (m.due_at or m.due_day).isoformat() for g, m in after.items()}
    return {
        "type": "card",
        "schema": SCHEMA,
        "left": len(session.queue),
        "wording": turn.wording,
        "phrasing": turn.phrasing,
        "card": card,
        "reasons": sorted(reasons(turn.card)),
        "due_after": dues if session.kind is EventKind.REVIEW else {},
    }


def summary_object(session: Session) -> dict[str, Any]:
    """Return how many cards were answered, with which grades, and what was skipped."""
    grades = [answer.grade for answer in session.answers if answer.grade is not None]
    return {
        "type": "summary",
        "answered": len(grades),
        "grades": {grade.word: grades.count(grade) for grade in Grade},
        "skipped": list(session.skipped),
    }
