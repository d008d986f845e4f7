"""Starts `nnprep interview`: goes on with the one that waits, or shows the first question of a new one at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from nnprep.cli.boundary import exit_code
from nnprep.cli.interview.beginning import Beginning
from nnprep.cli.interview.display import Display
from nnprep.cli.invalid_content import report_invalid
from nnprep.cli.quiz.card_loading import read_cards
from nnprep.cli.quiz.voice import can_listen
from nnprep.content.card_index import Heading, find_headings
from nnprep.content.cards import Card
from nnprep.content.yaml.heading_reader import read_heading
from nnprep.errors import Fault, HistoryError, UnknownNameError, UsageError
from nnprep.interview.drafts import is_open_elsewhere, load_draft
from nnprep.interview.interviews import Interview, asked_last, unfinished
from nnprep.interview.planning.cards import Choice, Past
from nnprep.interview.planning.opening import opening, warm_up_cards
from nnprep.interview.planning.parts import USUAL, Seniority
from nnprep.interview.progress import Progress
from nnprep.interview.session import Session
from nnprep.learner.history.events import new_id, study_day
from nnprep.learner.history.log import History
from nnprep.learner.mock_interviews import beginnings
from nnprep.learner.schedule.learner_state import load_state
from nnprep.terminal.keyboard.open import is_live, keyboard
from nnprep.terminal.plain import write_lines

GUARD = 0.3
"""Seconds after judgements appear in which no key can be meant for them."""
OPEN_ELSEWHERE = (
    "This interview is open in another terminal, too: only the one in which you answer first goes on."
)


def run_alone() -> int:
    """Do what `nnprep interview` does without options, without typer; return the exit code."""
    return exit_code(run_interview)


def run_interview(
    *,
    minutes: int | None = None,
    level: str | None = None,
    focus: tuple[str, ...] = (),
    seed: int | None = None,
    html: tuple[Path, bool] | None = None,
) -> int:
    """Hold an interview on the terminal, or on lines if there is none; return the exit code.

    `html` says where the report is to be saved as a page, and whether that may replace any file.

    Raises UnknownNameError, and UsageError for options beside an interview that waits.
    """
    if level is not None and level not in list(Seniority):
        raise UnknownNameError("level", level, list(Seniority), next_step="nnprep interview --help")
    live = is_live()
    invalid: list[Fault] = []
    with History.open() as history:
        waiting = unfinished(history)
        beginning: Beginning | None = None
        if waiting is None:
            seniority = Seniority(level or Seniority.MID)
            waiting, beginning = begin(history, seniority, minutes, focus, seed, invalid)
        elif minutes or level or focus or seed is not None:
            raise UsageError(
                f"Interview {waiting.number} isn't finished. Finish it first, or end it there with x.",
                next_step="nnprep interview",
            )
        session = first_state(history, waiting, live=live)
        display = Display(live=live)
        with keyboard(live=live) as keys:
            try:
                if beginning is not None:
                    display.draw(session)
                # What only later questions need loads while the learner reads the first.
                from nnprep.cli.interview.runner import Runner

                runner = Runner(history, waiting, beginning, display, invalid)
                session = runner.run(session, keys)
            finally:
                display.painter.close()
        runner.part(session, html)
        report_invalid(invalid)
        if history.problem:
            write_lines(sys.stderr, f"nnprep: {history.problem}")
    if session.interrupted:
        raise KeyboardInterrupt
    return HistoryError.exit_code if session.pending is not None else 0


def first_state(history: History, interview: Interview, *, live: bool) -> Session:
    """Return the session with what was typed before, if the interview was left in the middle of an answer."""
    session = Session(
        progress=interview.progress,
        shown_at=time.monotonic(),
        guard=GUARD if live else 0.0,
        spoken=can_listen(),
    )
    draft = load_draft(history.path)
    now = session.due
    if draft is not None and draft.id == interview.id and is_open_elsewhere(history.path, draft):
        session = session._replace(notice=OPEN_ELSEWHERE)
    if draft is None or now is None or (draft.id, draft.place) != (interview.id, now.place):
        return session
    return session._replace(draft=draft.text, cursor=len(draft.text), before=draft.seconds)


def begin(
    history: History,
    level: Seniority,
    minutes: int | None,
    focus: tuple[str, ...],
    seed: int | None,
    invalid: list[Fault],
) -> tuple[Interview, Beginning]:
    """Return a new interview with its first question, and what the rest is planned from. Raises UsageError."""
    state, now = load_state(history), history.clock()
    cards: Sequence[Heading] | Sequence[Card] = find_headings() or tuple(read_cards(invalid).values())
    check_topics(focus, cards)
    past = Past(memories={}, last=frozenset(), mistakes=frozenset(), today=study_day(now))
    if seed is None:
        past = past._replace(memories=state.memories, last=asked_last(history))
    chosen_seed = int.from_bytes(os.urandom(2), "big") if seed is None else seed
    choice = Choice(level=level, focus=focus, past=past, suspended=frozenset(state.suspended))
    names = warm_up_cards(cards, choice, chosen_seed)
    first = next((card for card in cards if names and card.id == names[0]), None)
    if isinstance(first, Heading):
        read = read_heading(first)
        first = read if read is not None else read_cards(invalid).get(first.id)
    if first is None:
        raise UsageError("There are no cards to ask.", next_step="nnprep cards")
    length = USUAL[level] if minutes is None else minutes
    agenda = opening(choice, length, chosen_seed, now.isoformat(timespec="seconds"), first)
    number = len(beginnings(history)) + 1
    interview = Interview(id=new_id(), number=number, progress=Progress(agenda=agenda))
    return interview, Beginning(choice, tuple(names), tuple(cards), state)  # type: ignore[arg-type]


def check_topics(focus: Sequence[str], cards: Sequence[Heading] | Sequence[Card]) -> None:
    """Raise UnknownNameError for a topic that no card has."""
    topics = {card.topic: None for card in cards}
    for topic in focus:
        if topic not in topics:
            raise UnknownNameError("topic", topic, topics, next_step="nnprep cards")
