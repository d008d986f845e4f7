"""Runs a quiz session: keys in, screens out, and every answer on disk before the next card appears."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from nnprep.cli.content import tell_left_out
from nnprep.cli.quiz.card_loading import open_deck, read_rest
from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.quiz.queue import begin
from nnprep.quiz.selection import Wishes
from nnprep.quiz.session import (
    Edit,
    Edited,
    Effect,
    Entered,
    Heard,
    Key,
    Listen,
    Save,
    Saved,
    Session,
    Stage,
    Unsaved,
)

if TYPE_CHECKING:
    from nnprep.errors import Fault
    from nnprep.quiz.session import Happening
    from nnprep.terminal.keyboard.posix import Keys
    from nnprep.terminal.painter import Painter

TICK = 1.0
"""Seconds between two looks at the clock."""
GUARD = 0.3
"""Seconds after an answer appeared in which no key can be meant for it."""


def run_quiz(wishes: Wishes) -> None:
    """Ask cards on the terminal, or on lines where there is none."""
    from nnprep.terminal.keyboard.posix import is_live, keyboard
    from nnprep.terminal.painter import Painter

    live = is_live()
    with History.open() as history:
        standing = load_state(history)
        left_out: list[Fault] = []
        deck, first = open_deck(wishes, standing, history.clock(), left_out)
        painter = Painter(sys.stdout, live=live)
        if first is None:
            from nnprep.cli.quiz.empty_deck import tell_nothing

            tell_nothing(wishes, deck, standing, history.clock())
            return
        asked = {
            card.id: standing.memories[card.id].reviews for card in deck.cards if card.id in standing.memories
        }
        session = begin(
            (first, *deck.cards[1:]),
            seconds=time.monotonic(),
            asked=asked,
            kind=wishes.kind,
            confidence=wishes.confidence,
        )
        session = session._replace(suspended=frozenset(standing.suspended), guard=GUARD if live else 0.0)
        if wishes.only:
            from nnprep.cli.quiz.by_question import posed

            session = posed(session, wishes)
        if history.newer:
            session = session._replace(notice="A newer nnprep wrote your history: no answer can be saved.")
        runner = Runner(history, standing, painter, left_out)
        with keyboard(live=live) as keys:
            try:
                session = runner.run(session, keys, live=live)
            finally:
                painter.close()
        save_state(standing, history)
        if session.answers:
            history.back_up(again=True)
        tell_left_out(left_out)
        if history.problem:
            sys.stderr.write(f"nnprep: {history.problem}\n")
    if session.interrupted:
        raise KeyboardInterrupt


class Runner:
    """Carries out what a session asks for, and draws it."""

    def __init__(
        self, history: History, standing: LearnerState, painter: Painter, left_out: list[Fault]
    ) -> None:
        self.history = history
        self.left_out = left_out
        """Faults of one's own content, to be told when the screen is free again."""
        self.standing = standing
        self.painter = painter
        self.prepared = False
        self.foreseen: tuple[tuple[str, int], tuple[str, ...]] = (("", 0), ())

    def run(self, session: Session, keys: Keys, *, live: bool) -> Session:
        """Run a session to its end and return its last state."""
        self.draw(session)  # before anything that only later cards need
        gc.freeze()  # what is loaded by now stays to the end
        gc.enable()
        from nnprep.cli.quiz.other_sessions import OtherSessions
        from nnprep.quiz.transitions import advance

        others = OtherSessions(self.history, self.standing.position, session.kind)
        if live:  # while the learner reads
            session = self.prepare(session)
        while True:
            if session.stage is Stage.OVER:
                return session
            self.draw(session)
            if session.stage is Stage.SUMMARY and not live:
                return session
            key = keys.read(TICK if live else None, typing=session.stage is Stage.TYPING)
            if key is None:
                continue
            if isinstance(key, str):
                if key == "ctrl-z":
                    session = self.pause(session, keys)
                    continue
                if self.painter.scroll(key):
                    continue
                happening: Happening = Key(name=key, seconds=time.monotonic())
            else:
                happening = Entered(text=key.text, seconds=time.monotonic(), whole=key.whole)
            if key not in ("end", "ctrl-c"):
                session = self.prepare(session)
            before = session.turn
            session, effect = advance(session, happening)
            while effect is not None:
                session, effect = advance(session, self.carry_out(effect, session, keys))
            session = others.skip_answered(session, before, time.monotonic())

    def prepare(self, session: Session) -> Session:
        """Do once what could wait until the first card was shown: read the other cards, look at the whole history."""
        if self.prepared:
            return session
        self.prepared = True
        self.history.verify()
        return read_rest(session, self.left_out)

    def carry_out(self, effect: Effect, session: Session, keys: Keys) -> Happening:
        """Do what a session asks for and return what came of it."""
        if isinstance(effect, Save):
            return self.save(effect)
        if isinstance(effect, Listen):
            from nnprep.answers.key_points import listen

            found = listen(effect.text, session.turn.card) if session.turn is not None else ()
            return Heard(
                quotes={heard.point: heard.quote for heard in found if not heard.negated},
                negated={heard.point: heard.quote for heard in found if heard.negated},
                seconds=time.monotonic(),
            )
        return self.edit(effect, keys)

    def save(self, save: Save) -> Happening:
        """Write an event; what cannot be written is said, never passed over."""
        try:
            event = self.history.append(save.kind, save.subject, save.data)
            self.standing.catch_up(self.history)
        except HistoryError as error:
            step = f" What helps: {error.next_step}." if error.next_step else ""
            return Unsaved(sentence=error.sentence + step)
        return Saved(event=event.id, seconds=time.monotonic())

    def edit(self, edit: Edit, keys: Keys) -> Happening:
        """Open a card's file in the learner's editor if it is the learner's own."""
        from nnprep.cli.quiz.editor import edit_card

        since = time.monotonic()
        with keys.paused():
            card, notice = edit_card(edit.card, live=self.painter.live)
        self.painter.page = None
        return Edited(card=card, notice=notice, took=time.monotonic() - since)

    def pause(self, session: Session, keys: Keys) -> Session:
        """Stop at Ctrl-Z, with the clock; everything is drawn again afterwards."""
        from nnprep.quiz.queue import resumed
        from nnprep.terminal.keyboard.posix import suspend

        since = time.monotonic()
        self.painter.close()
        with keys.paused():
            suspend()
        self.painter.page = None
        return resumed(session, time.monotonic() - since)

    def draw(self, session: Session) -> None:
        """Show what a session looks like now."""
        from nnprep.screens.quiz.session import view

        screen = view(
            session,
            self.painter.paper(),
            seconds=time.monotonic(),
            nexts=self.nexts(session),
            soon=self.soon(session),
            live=self.painter.live,
        )
        turn = session.turn
        self.painter.draw(screen, (session.help, len(session.answers), turn.card.id if turn else None))

    def nexts(self, session: Session) -> tuple[str, ...]:
        """Return when each grade would ask the card again; nothing before the reveal, or while cramming."""
        turn = session.turn
        if turn is None or not turn.revealed or session.kind is not EventKind.REVIEW:
            return ()
        key = (turn.card.id, len(session.answers))
        if self.foreseen[0] != key:
            from datetime import UTC

            from nnprep.learner.grades import Grade
            from nnprep.learner.schedule.fsrs_model import graded
            from nnprep.screens.quiz.session import until

            now = self.history.clock()
            before = self.standing.memories.get(turn.card.id)
            after = (graded(before, grade, now.astimezone(UTC), study_day(now)) for grade in Grade)
            self.foreseen = key, tuple(until(memory, now) for memory in after)
        return self.foreseen[1]

    def soon(self, session: Session) -> tuple[int, ...]:
        """Return in how many minutes cards of a session that ends are due again, those that are due so soon."""
        if session.stage is not Stage.SUMMARY or session.kind is not EventKind.REVIEW:
            return ()
        now = self.history.clock()
        graded = dict.fromkeys(a.turn.card.id for a in session.answers if a.grade is not None)
        memories = (self.standing.memories.get(name) for name in graded)
        return tuple(
            round((memory.due_at - now).total_seconds() / 60)
            for memory in memories
            if memory is not None and memory.due_at is not None
        )
