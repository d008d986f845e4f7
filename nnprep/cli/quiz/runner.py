"""Runs a quiz session: keys in, screens out, and every answer saved before the next card appears."""

from __future__ import annotations

import gc
import sys
import time

from nnprep.cli.quiz.card_loading import read_rest
from nnprep.cli.quiz.display import Display
from nnprep.cli.quiz.other_sessions import OtherSessions
from nnprep.cli.quiz.voice import LISTENING, WAITING, Voice, read_aloud
from nnprep.errors import Fault, HistoryError
from nnprep.learner.history.database import TakenError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.history.unfinished_answers import save_answers
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.leech import leech
from nnprep.quiz.forecast import minutes_until_due, outcomes
from nnprep.quiz.queue import cleared, resumed
from nnprep.quiz.session import (
    Edit,
    Edited,
    Effect,
    Entered,
    Happening,
    Key,
    Listen,
    Save,
    Saved,
    Session,
    Stage,
    Taken,
    Unsaved,
)
from nnprep.quiz.transitions import advance
from nnprep.screens.quiz.session import until
from nnprep.screens.quiz.summary import summary
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import suspend

TICK = 1.0
"""Seconds between two looks at the clock."""


class Runner:
    """Carries out what a session asks for, and draws it."""

    def __init__(
        self, history: History, standing: LearnerState, display: Display, invalid: list[Fault]
    ) -> None:
        self.history = history
        self.standing = standing
        self.display = display
        self.live = display.painter.live
        self.invalid = invalid
        """Errors in the learner's own content, to be reported when the screen is free again."""
        self.others = OtherSessions(history, standing.position, EventKind.REVIEW)
        self.prepared = False
        self.voice = Voice()
        self.met: float | None = None
        """When the card came up about which the history was asked last."""
        self.shown: Session | None = None
        """What was drawn last."""
        self.forecast: tuple[tuple[str, int], tuple[str, ...]] = (("", 0), ())
        """The card it is for, with the number of answers before it; and when each grade would ask it again."""

    def run(self, session: Session, keys: Keys) -> Session:
        """Run a session whose first card is on the screen to its end; return its last state."""
        gc.freeze()  # what is loaded by now stays to the end
        gc.enable()
        self.others = OtherSessions(self.history, self.standing.position, session.kind)
        if self.live:  # while the learner reads
            session = self.prepare(session)
        try:
            return self.follow(session, keys)
        except BaseException:  # such as a signal when the window is closed
            if self.shown is not None:
                save_answers(self.history.path, cleared(self.shown).drafts)
            raise

    def follow(self, session: Session, keys: Keys) -> Session:
        """Do what the keys say until the session is over."""
        while session.stage is not Stage.OVER:
            session = self.looked_up(session)
            if trouble := self.voice.follow(*read_aloud(session)):
                session = session._replace(notice=trouble)
            self.draw(session)
            if session.stage is Stage.SUMMARY and not self.live and sys.stdin.isatty():
                break  # by the line, the summary doesn't say that it waits for a key
            key = keys.read(TICK if self.live else None, typing=session.stage is Stage.TYPING)
            if key is None:
                continue
            if key == "end":  # a window that closes ends the input first, and the program at any moment
                save_answers(self.history.path, cleared(session).drafts)
            if key == "ctrl-z":
                session = self.pause(session, keys)
                continue
            if isinstance(key, str):
                # While an answer is typed, its editor has the arrows.
                typing = session.stage is Stage.TYPING and not key.startswith("page-")
                if not typing and self.display.painter.scroll(key):
                    continue
                if session.spoken and key.lower() == "l" and session.stage in (Stage.ASKED, Stage.VERDICT):
                    session = self.take_dictation(self.prepare(session), keys)
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
            session = self.others.skip_answered(session, before, time.monotonic())
        return session

    def take_dictation(self, session: Session, keys: Keys) -> Session:
        """Return the session with a spoken answer typed, as if pasted after t; the learner corrects it there."""
        before, (typing, _) = session, advance(session, Key(name="t", seconds=time.monotonic()))
        if typing.stage is not Stage.TYPING:
            return typing
        self.draw(typing._replace(notice=LISTENING if self.live else WAITING))
        said = self.voice.listen(keys if self.live else None)
        if said is None or not said.text:
            return before._replace(notice=said.trouble if said else "")
        gap = " " if typing.draft and not typing.draft[-1].isspace() else ""
        return advance(typing, Entered(text=gap + said.text, seconds=time.monotonic()))[0]

    def part(self, session: Session) -> None:
        """Keep what was typed and not graded; say how a session went that ended in the middle of a card."""
        self.voice.hush()
        left, painter = cleared(session), self.display.painter
        save_answers(self.history.path, left.drafts)
        if self.live and session.turn is not None and (left.answers or left.drafts):
            soon = minutes_until_due(left, self.standing, self.history.clock())
            painter.print(summary(left, painter.paper(), soon)[:-1])
        elif self.live and session.turn is not None and session.turn.revealed:
            painter.print(painter.paper().paragraph(UNGRADED))

    def prepare(self, session: Session) -> Session:
        """Do once what could wait for the first card: read the other cards, verify the whole history."""
        if self.prepared:
            return session
        self.prepared = True
        self.history.verify()
        return read_rest(session, self.invalid)

    def looked_up(self, session: Session) -> Session:
        """Return the session with what the history says about a card that has just come up."""
        turn = session.turn
        if turn is None or not self.prepared or self.met == turn.shown_at:
            return session
        self.met = turn.shown_at
        try:
            found = leech(self.history, self.standing, turn.card.id, len(turn.card.key_points))
        except HistoryError:  # saving the next answer reports it, with what helps
            return session
        if found is None:
            return session
        if found.typed:
            # As in `listen`.
            from nnprep.cli.quiz.hearing import confused_with

            found = found._replace(confused=confused_with(turn.card, found))
        return session._replace(leeches={**session.leeches, turn.card.id: found})

    def carry_out(self, effect: Effect, session: Session, keys: Keys) -> Happening:
        """Do what a session asks for and return what happened."""
        if isinstance(effect, Save):
            return self.save(effect)
        if isinstance(effect, Edit):
            return self.edit(effect, keys)
        return self.listen(effect, session)

    def save(self, save: Save) -> Happening:
        """Save an event; if that fails, say so."""
        try:
            since = self.others.position if save.kind == self.others.kind else None
            event = self.history.append(save.kind, save.subject, save.data, since=since)
            self.standing.catch_up(self.history)
        except TakenError as error:
            return Taken(sentence=error.sentence, seconds=time.monotonic())
        except HistoryError as error:
            step = f" Try this: {error.next_step}." if error.next_step else ""
            return Unsaved(sentence=error.sentence + step)
        return Saved(event=event.id, seconds=time.monotonic())

    def listen(self, effect: Listen, session: Session) -> Happening:
        """Find key points in a typed answer."""
        # Takes as long to load as the rest of a session, and only typed answers and verdicts need it.
        from nnprep.cli.quiz.hearing import heard

        return heard(effect.text, session.turn.card if session.turn is not None else None)

    def edit(self, edit: Edit, keys: Keys) -> Happening:
        """Open a card's file in the learner's editor if it is one of their own cards."""
        # Reads all content, which only e needs.
        from nnprep.cli.quiz.editor import edit_card

        since = time.monotonic()
        with keys.paused():
            card, notice = edit_card(edit.card, live=self.live)
        self.display.painter.page = None
        return Edited(card=card, notice=notice, took=time.monotonic() - since)

    def pause(self, session: Session, keys: Keys) -> Session:
        """Stop at Ctrl-Z, and the clock with it; afterwards everything is drawn again."""
        since = time.monotonic()
        self.voice.hush()
        self.display.painter.close()
        with keys.paused():
            suspend()
        self.display.painter.page = None
        return resumed(session, time.monotonic() - since)

    def draw(self, session: Session) -> None:
        """Show what a session looks like now."""
        self.shown = session
        soon = minutes_until_due(session, self.standing, self.history.clock())
        self.display.draw(session, self.next_dates(session), soon)

    def next_dates(self, session: Session) -> tuple[str, ...]:
        """Return when each grade would ask the card again; nothing before the reveal, or while cramming."""
        turn = session.turn
        if turn is None or not turn.revealed or session.kind is not EventKind.REVIEW:
            return ()
        key = (turn.card.id, len(session.answers))
        if self.forecast[0] != key:
            now = self.history.clock()
            memories = outcomes(turn.card.id, self.standing, now).values()
            self.forecast = key, tuple(until(memory, now) for memory in memories)
        return self.forecast[1]


UNGRADED = "You left before grading this card, so nothing was saved, and it comes again."
