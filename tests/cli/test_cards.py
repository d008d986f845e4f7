"""`nnprep cards`: the list, its filters, and what it knows of each card."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnprep.cli.app import run
from nnprep.content.library import load_cards
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    """Return the cards that a list has."""
    assert 0 == run(["cards", *words, "--json"])
    cards: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["cards"]
    return cards


def test_all_cards(capsys: pytest.CaptureFixture[str]) -> None:
    """Without filters every card is listed, fundamentals first; the list leaves no history behind."""
    cards = listed(capsys)

    assert {card["id"] for card in cards} == {card.id for card in load_cards()}
    assert ("basics", "new", None) == (cards[0]["topic"], cards[0]["state"], cards[0]["due"])
    assert not history_path().exists()


def test_states(capsys: pytest.CaptureFixture[str]) -> None:
    """A card that was answered is learning and has a due day; a suspended one has none."""
    with History.open() as history:
        history.append(EventKind.REVIEW, "zero-weights", {"grade": 3, "phrasing": 0})
        history.append(EventKind.SUSPEND, "xor-one-layer", {"suspended": True})

    (answered,) = listed(capsys, "--state", "learning")
    assert ("zero-weights", False) == (answered["id"], answered["is_due"])
    assert answered["due"] is not None
    (away,) = listed(capsys, "--state", "suspended")
    assert ("xor-one-layer", None) == (away["id"], away["due"])
    assert [] == listed(capsys, "--due")
    assert 2 == run(["cards", "--state", "old"])


def test_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each card has its id, level and question, and fits the columns asked for; a search puts the best card first."""
    for width in (40, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        assert 0 == run(["cards", "--topic", "losses"])
        out = capsys.readouterr().out
        assert "cross-entropy" in out
        # A command is one line whatever its length: the terminal breaks it, and what is copied still runs.
        assert max(len(line) for line in out.split("\n") if "nnprep " not in line) < width
    monkeypatch.delenv("COLUMNS")
    assert 0 == run(["cards", "--topic", "losses"])
    (row,) = (
        line for line in capsys.readouterr().out.split("\n") if line.strip().startswith("cross-entropy ")
    )
    assert row.endswith("?")
    assert "bias-variance" == listed(capsys, "--search", "bias variance")[0]["id"]
    assert 0 == run(["cards", "--search", "recipe for pancakes"])
    assert "No card matches these filters." in capsys.readouterr().out


@pytest.mark.parametrize("words", ["cards", "history", "explain", "explain shapes", "cards forget"])
def test_short_help(capsys: pytest.CaptureFixture[str], words: str) -> None:
    """-h is --help below every command too."""
    assert 0 == run([*words.split(), "-h"])
    assert capsys.readouterr().out.startswith(f"Usage: nnprep {words}")
