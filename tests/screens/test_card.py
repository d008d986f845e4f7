"""Every card on the screen: it fits before the reveal, and nothing of it is wider than the paper."""

from __future__ import annotations

import pytest

from nnprep.content.library import load_cards
from nnprep.quiz.queue import begin
from nnprep.quiz.session import Stage
from nnprep.quiz.turn import Turn, wordings
from nnprep.screens.quiz.card import back
from nnprep.screens.quiz.session import view
from nnprep.terminal.layout import Paper, width_of


@pytest.mark.parametrize(("width", "rows"), [(80, 24), (40, 32)])
def test_every_card_fits(width: int, rows: int) -> None:
    """Before the reveal, every card in every wording fits a terminal of 80 by 24; in 40 columns, 32 rows do."""
    tall = []
    for card in load_cards():
        session = begin([card], seconds=0.0, asked={})
        for phrasing in range(len(wordings(card))):
            assert session.turn is not None
            shown = session._replace(turn=session.turn._replace(phrasing=phrasing))
            screen = view(shown, Paper(width=width), seconds=0.0)
            if len(screen.body) + len(screen.tail) > rows:
                tall.append((card.id, phrasing))

    assert [] == tall


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("page", [0, 1, 2])
def test_whole_cards(width: int, ascii: bool, page: int) -> None:
    """On every page, with all follow-ups, no row of any card is too wide, and ASCII stays ASCII."""
    paper = Paper(width=width, ascii=ascii)
    for card in load_cards():
        turn = Turn(
            card=card, phrasing=0, shown_at=0.0, revealed_at=1.0, page=page, follow_ups=99, counted=True
        )
        for row in back(turn, paper):
            assert width_of(row.text) < width, (card.id, row.text)
            assert row.text.isascii() or not ascii, (card.id, row.text)


def test_stages_have_screens() -> None:
    """Every stage says what can be done."""
    session = begin([load_cards()[0]], seconds=0.0, asked={})
    for stage in Stage:
        if stage not in (Stage.OVER, Stage.DOUBT):
            screen = view(session._replace(stage=stage), Paper(width=80), seconds=100.0)
            assert screen.tail, stage
