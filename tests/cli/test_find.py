"""`nnprep find`: what it prints for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.content.library import load_cards


def test_cards_with_their_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    """The best card comes first, with its question, why it was found and what to type next."""
    assert 0 == run(["find", "dying", "ReLU"])
    out = capsys.readouterr().out

    assert out.startswith("dead-relu-recover   trap, medium, activations\n")
    assert "about dying, relu" in out
    assert "nnprep quiz --ask dead-relu-recover" in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get a list of id, question and reason; an empty one if no card is about it."""
    assert 0 == run(["find", "bias variance", "--json"])
    rows = json.loads(capsys.readouterr().out)
    cards = {card.id: card.question for card in load_cards()}

    assert "bias-variance" == rows[0]["id"]
    assert 2 <= len(rows) <= 5
    assert all(
        {"id", "question", "why"} == row.keys() and cards[row["id"]] == row["question"] for row in rows
    )
    assert 0 == run(["find", "recipe for pancakes", "--json"])
    assert [] == json.loads(capsys.readouterr().out)


def test_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    """If no card is about it, it says so; an uncertain answer is called one."""
    assert 0 == run(["find", "who", "invented", "the", "telephone"])
    assert capsys.readouterr().out.startswith("No card is about that.")
    assert 2 == run(["find", " "])


def test_unusual_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card in a file that only the strict reader understands is found too."""
    (tmp_path / "questions").mkdir()
    kettles = Path(__file__).parent.parent / "sessions" / "content" / "questions" / "kettles.yaml"
    text = "# in quotes\n" + kettles.read_text(encoding="utf-8").replace("- id:", '- "id":')
    (tmp_path / "questions" / "kettles.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("NNPREP_CONTENT", str(tmp_path))

    assert 0 == run(["find", "kettle whistle"])
    assert "kettle-whistle" in capsys.readouterr().out


def test_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    """What no card surely answers gets the closest cards, and is said to."""
    question = "what is the position of the moon"
    assert 0 == run(["find", question])
    assert capsys.readouterr().out.startswith("No card clearly answers that. The closest:")
    assert 0 == run(["find", question, "--json"])
    assert all(row["why"].startswith("perhaps about ") for row in json.loads(capsys.readouterr().out))
    assert 2 == run(["quiz", "--ask", question])
    assert "No card answers that. The closest" in capsys.readouterr().err
