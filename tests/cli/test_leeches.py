"""Cards that are failed again and again: what's known about their answers, and what's said."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.cli.quiz.display import Display
from nnprep.cli.quiz.runner import Runner
from nnprep.content.cards import Card
from nnprep.content.library import find_card
from nnprep.learner.history.log import History
from nnprep.learner.schedule.forgetting import forget
from nnprep.learner.schedule.learner_state import load_state
from nnprep.learner.stats.leech import Leech
from nnprep.quiz.queue import begin
from nnprep.quiz.session import Session
from nnprep.screens.quiz.session import view
from nnprep.terminal.layout import Paper
from tests.quiz.cards import made_up
from tests.quiz.test_session import press

CARD = "kettle"


def met(history: History) -> Session:
    """Return a session whose first card has just come up."""
    return looked_up(made_up(CARD), history)


def looked_up(card: Card, history: History) -> Session:
    """Return a session whose card has just come up, with what the history says about it."""
    runner = Runner(history, load_state(history), Display(live=False), [])
    runner.prepared = True
    return runner.looked_up(begin([card], seconds=0.0))


@pytest.mark.parametrize("fails", [5, 6])
def test_six_fails(tmp_path: Path, fails: int) -> None:
    """A card failed six times is one, however often it was recalled; a card that was reset begins anew."""
    with History.open(tmp_path / "history.sqlite3") as history:
        for number in range(fails):
            history.append("review", CARD, {"grade": 1, "ticked": [0] if number < 2 else []})
        history.append("review", CARD, {"grade": 3, "ticked": [0, 1, 2]})
        leech = met(history).leeches.get(CARD)
        forget(history, CARD)
        history.append("review", CARD, {"grade": 1})
        after = met(history)

    assert not after.leeches
    if fails < 6:
        assert leech is None
    else:
        assert leech is not None
        assert (6, 6) == (leech.fails, leech.counted)
        assert (1, 6) == leech.missed[0]
        assert (0, 4) == leech.missed[-1]


def test_confused(tmp_path: Path) -> None:
    """If typed answers make the key points of a related card, that card is named."""
    other = find_card("layer-norm-ignores-eval")
    card = made_up(CARD)._replace(see=(other.id, "gone"))
    with History.open(tmp_path / "history.sqlite3") as history:
        for _ in range(6):
            history.append("review", CARD, {"grade": 1, "typed": other.quick_answer})
        session = looked_up(card, history)

    assert (other.id,) == session.leeches[CARD].confused


def test_screen() -> None:
    """Before the answer the card says how often it failed; after it, what was missing or mixed up, and what helps."""
    card = made_up("a", trap=True)
    failures = Leech(fails=7, counted=4, missed=((1, 4), (0, 2)), fell=3, confused=("b",))
    session = begin([card], seconds=0.0)._replace(leeches={"a": failures})
    front = text_of(session)
    back = text_of(press(session, "n", "space"))

    assert "You've failed this card 7 times" in front
    assert "missing in 4 of 4: Point 2." in back
    assert "missing in 2 of 4" not in back
    assert "3 of them with the wrong verdict: the claim is false." in back
    assert "you'll see what was missing" in front
    assert "you'll see what helps" in text_of(session._replace(leeches={"a": Leech(fails=7)}))
    for command in ("nnprep explain a", "nnprep explain b", "nnprep cards forget a", "! suspends it"):
        assert command in back


def text_of(session: Session) -> str:
    """Return the body of a session's screen in one line."""
    rows = view(session, Paper(width=60), seconds=1.0).body
    return " ".join(" ".join(row.text for row in rows).split())
