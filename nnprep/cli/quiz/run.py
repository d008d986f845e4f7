"""Starts `nnprep quiz`: chooses what to do, and shows the first card before anything else is loaded."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from nnprep.cli.boundary import exit_code
from nnprep.cli.invalid_content import report_invalid
from nnprep.cli.output import show_page
from nnprep.cli.quiz.card_loading import open_deck, read_cards
from nnprep.cli.quiz.display import Display
from nnprep.cli.quiz.voice import can_listen
from nnprep.content.askable import Askable
from nnprep.content.card_index import find_headings
from nnprep.content.cards import Card
from nnprep.content.decks import Deck as Part
from nnprep.errors import Fault, HistoryError, UsageError
from nnprep.learner.history.log import History
from nnprep.learner.history.unfinished_answers import load_answers
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.due_cards import Deck
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.quiz.queue import begin
from nnprep.quiz.selection import Wishes, fitting_wishes, wishes
from nnprep.quiz.session import Session
from nnprep.screens.quiz.empty import empty_screen
from nnprep.terminal.keyboard.open import is_live, keyboard
from nnprep.terminal.plain import write_lines

UNSAVED = HistoryError.exit_code
"""Exit code after a session that ended with an answer that couldn't be saved."""
GUARD = 0.3
"""Seconds after an answer appears in which no key can be meant for it."""


def run_alone() -> int:
    """Do what `nnprep quiz` does without options, without typer; return the exit code."""
    return exit_code(lambda: ask_cards(Wishes()))


def run_quiz(*, interview: str | None, question: str | None, as_json: bool, **filters: Any) -> int:
    """Plan for an interview, or ask cards on the terminal or as JSON; return the exit code. Raises UsageError.

    For `filters` see `nnprep.quiz.selection.wishes`.
    """
    chosen = wishes(**filters)
    if interview is not None:
        refuse_beside_interview(chosen, question)
        # Plans with FSRS, which asking the first card doesn't need.
        from nnprep.cli.quiz.interview_date import plan_interview

        plan_interview(interview, as_json=as_json)
        return 0
    if question is not None:
        # Searches all cards, which takes longer than showing the first.
        from nnprep.cli.quiz.by_question import wishes_for

        answering = wishes_for(question, chosen, live=is_live() and not as_json)
        if answering is None:
            return 0
        chosen = answering
    if as_json:
        # Grades with FSRS, as above.
        from nnprep.cli.quiz.json_protocol import run_protocol

        return run_protocol(chosen)
    return ask_cards(chosen)


def refuse_beside_interview(wishes: Wishes, question: str | None) -> None:
    """Raise UsageError for an option that has no effect with --interview: the plan is for all cards."""
    values = {
        "--level": wishes.level,
        "--topic": wishes.topics,
        "--deck": "" if wishes.part is Part.ALL else wishes.part,
        "--traps": wishes.traps,
        "--suspended": wishes.suspended,
        "--count": wishes.most,
        "--cram": wishes.cram,
        "--confidence": wishes.confidence,
        "--ask": question,
    }
    for option, value in values.items():
        if value:
            raise UsageError(
                f"--interview plans for all cards and asks none, so it can't be combined with {option}.",
                next_step=f"nnprep quiz {option}" + ("" if value is True else " ..."),
            )


def ask_cards(wishes: Wishes) -> int:
    """Ask cards on the terminal, or on lines if there is none; return the exit code."""
    live = is_live()
    with History.open() as history:
        standing = load_state(history)
        invalid: list[Fault] = []
        deck, first = open_deck(wishes, standing, history.clock(), invalid)
        if first is None:
            show_empty_deck(wishes, deck, standing, history.clock())
            return 0
        drafts = load_answers(history.path)
        session = first_turn(wishes, deck, first, standing, drafts=drafts, live=live)
        if history.newer:
            session = session._replace(notice="A newer nnprep wrote your history, so answers can't be saved.")
        display = Display(live=live)
        with keyboard(live=live) as keys:
            try:
                display.draw(session)
                # What only later cards need loads while the learner reads the first.
                from nnprep.cli.quiz.runner import Runner

                runner = Runner(history, standing, display, invalid)
                session = runner.run(session, keys)
            finally:
                # The keys of the summary do nothing at the prompt.
                display.painter.close(without=display.keys if session.turn is None else 0)
        runner.part(session)
        plan_the_rest(standing, history)
        save_state(standing, history)
        if session.answers:
            history.back_up(again=True)
        report_invalid(invalid)
        if history.problem:
            write_lines(sys.stderr, f"nnprep: {history.problem}")
    if session.interrupted:
        raise KeyboardInterrupt
    return UNSAVED if session.pending is not None else 0


def plan_the_rest(standing: LearnerState, history: History) -> None:
    """Plan what is left of today, if an interview is coming, so that the home screen needn't."""
    headings = find_headings() if standing.interview else None
    if headings is not None:
        with contextlib.suppress(HistoryError):
            standing.catch_up(history)
            deal_today(headings, standing, history.clock())


def first_turn(
    wishes: Wishes,
    deck: Deck,
    first: Card,
    standing: LearnerState,
    *,
    drafts: Mapping[str, str],
    live: bool,
) -> Session:
    """Return a session with its first card on the table; a question puts it in the closest wording."""
    asked = {id: standing.memories[id].reviews for card in deck.cards if (id := card.id) in standing.memories}
    session = begin(
        (first, *deck.cards[1:]),
        drafts=drafts,
        seconds=time.monotonic(),
        asked=asked,
        kind=wishes.kind,
        confidence=wishes.confidence,
    )
    session = session._replace(
        suspended=frozenset(standing.suspended), guard=GUARD if live else 0.0, spoken=can_listen()
    )
    # With --suspended, the card that answers the question best may be missing.
    if not wishes.only or session.turn is None or session.turn.card.id != wishes.only[0]:
        return session
    return session._replace(turn=session.turn._replace(phrasing=wishes.phrasing), notice=wishes.notice)


def show_empty_deck(wishes: Wishes, deck: Deck, standing: LearnerState, now: datetime) -> None:
    """Say why there is nothing to ask, and what to type instead."""
    invalid: list[Fault] = []
    cards: Sequence[Askable] = find_headings() or tuple(read_cards(invalid).values())
    report_invalid(invalid)
    count = len(fitting_wishes(cards, wishes))
    show_page(
        lambda paper: empty_screen(
            deck, standing, now, paper, fit=count, narrow=wishes.narrow, suspended=wishes.suspended
        )
    )
