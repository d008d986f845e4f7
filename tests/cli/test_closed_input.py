"""What is kept when the terminal goes while a card is answered."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from nnprep.cli.quiz.display import Display
from nnprep.cli.quiz.runner import Runner
from nnprep.learner.history.log import History
from nnprep.learner.history.unfinished_answers import load_answers
from nnprep.learner.schedule.learner_state import load_state
from nnprep.quiz.queue import begin
from nnprep.terminal.keyboard.names import Text
from tests.quiz.cards import made_up
from tests.quiz.test_session import press


class Ending:
    """Keys of a terminal that is closed at once."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        return "end"

    def paused(self) -> AbstractContextManager[None]:
        return nullcontext()


def test_kept_as_soon_as_the_input_ends(tmp_path: Path) -> None:
    """What was typed is saved before anything else is done: the signal that ends the program may come at any moment."""
    session = press(begin([made_up("kettle")], seconds=0.0), "t", "h", "o", "t")
    with History.open(tmp_path / "history.sqlite3") as history:
        Runner(history, load_state(history), Display(live=False), []).follow(session, Ending())

        assert load_answers(history.path) == {"kettle": "hot"}
