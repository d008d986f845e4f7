"""Questions read aloud, and answers that are spoken: nothing unless the learner named programs for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nnprep.quiz.session import Session

if TYPE_CHECKING:
    from nnprep.terminal.keyboard.names import Keys
    from nnprep.terminal.voice import Listener, Speaker, Transcript

SPEAK, LISTEN = "NNPREP_SPEAK", "NNPREP_LISTEN"
"""Environment variables: a command that reads text aloud, and one that writes down what is said."""
LISTENING = "Listening. Enter ends the recording, esc discards it."
WAITING = "Listening until the NNPREP_LISTEN program ends."


def can_listen() -> bool:
    """Return whether there is a program that writes spoken answers down."""
    return bool(os.environ.get(LISTEN, "").strip())


class Voice:
    """What reads aloud and listens during a session."""

    def __init__(self) -> None:
        self.speaker: Speaker | None = None
        self.listener: Listener | None = None
        self.last: object = None
        speak = os.environ.get(SPEAK, "").strip()
        if not speak and not can_listen():
            return
        # Starts other programs, which only these two variables ask for.
        from nnprep.terminal.voice import Listener, Speaker

        self.speaker = Speaker(SPEAK, speak) if speak else None
        self.listener = Listener(LISTEN, os.environ[LISTEN]) if can_listen() else None

    def follow(self, place: object, text: str) -> str:
        """Read a text aloud if `place` is another than before; return what went wrong, or nothing.

        An empty text ends the reading. A program that fails isn't used again in this session.
        """
        if self.speaker is None:
            return ""
        trouble = self.speaker.trouble()
        if not trouble and (place, text) != self.last:
            self.last = place, text
            self.speaker.hush()
            trouble = self.speaker.say(text) if text else ""
        if not trouble:
            return ""
        self.speaker = None
        return f"{trouble} Questions are no longer read aloud."

    def listen(self, keys: Keys | None) -> Transcript | None:
        """Return what the learner says; None if there is no program that listens."""
        if self.listener is None:
            return None
        self.hush()  # a microphone would hear it
        return self.listener.listen(keys)

    def hush(self) -> None:
        """Stop reading aloud."""
        if self.speaker is not None:
            self.speaker.hush()


def read_aloud(session: Session) -> tuple[object, str]:
    """Return which question of a quiz is to be read aloud, and its words; none while an answer is on the screen."""
    turn = session.turn
    if turn is None:
        return None, ""
    place = (turn.card.id, len(session.answers), len(session.skips))
    if turn.revealed:
        asked, answered = divmod(turn.follow_ups + 1, 2)
        return place, turn.card.follow_ups[asked - 1].question if turn.follow_ups and not answered else ""
    claim = f" Claim: {turn.card.trap.claim} True or false, and why?" if turn.card.trap is not None else ""
    return place, turn.wording + claim
