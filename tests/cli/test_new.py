"""`nnprep new card`: the template, the questions it asks, and what happens when the editor is closed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.content.yaml.card_reader import CARD, read_cards
from nnprep.content.yaml.json_schema import cards_schema
from tests.contributing import write_examples

EMPTY = ("expected text, got an empty string", "expected a list of texts, got an empty one")


def test_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The template has every field of a card but its aliases, and only empty ones are wrong; editors get its schema."""
    words = ["--topic", "kettles", "--into", str(tmp_path), "--question", 'Why: "does" it sing?', "--trap"]
    assert 0 == run(["new", "card", "kettle-song", *words])
    path = tmp_path / "questions" / "kettles.yaml"
    text = path.read_text(encoding="utf-8")
    _, faults = read_cards(path)

    assert f"{path}:2" in capsys.readouterr().out
    assert text.startswith(
        "# yaml-language-server: $schema=../.nnprep/cards.schema.json\n- id: kettle-song\n"
    )
    assert json.loads((path.parent / "../.nnprep/cards.schema.json").read_text("utf-8")) == cards_schema()
    assert all(f"  {name}:" in text for name in CARD if name not in ("id", "aliases"))
    assert {fault.message for fault in faults} <= {*EMPTY, "expected a list of ids, got an empty one"}
    assert 0 == run(["new", "card", "kettle-hum", *words[:4]])
    assert path.read_text(encoding="utf-8").startswith(text + "\n- id: kettle-hum\n")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("zero-weights", "--topic", "x"), "There is a card called zero-weights already."),
        (("Kettle Song", "--topic", "x"), "use lowercase words joined by hyphens"),
        (("kettle-song",), "A new card needs --topic."),
        ((), "A new card needs ID."),
        (("kettle-song", "--topic", "x", "--level", "deadly"), "Valid names: easy, medium, hard."),
    ],
)
def test_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], wanted: str
) -> None:
    """A known id, an invalid name or a missing one is refused, and nothing is written."""
    assert 2 == run(["new", "card", *words, "--into", str(tmp_path)])
    assert wanted in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """What to type next is the same card again, so that it can be pasted."""
    assert 2 == run(["new", "card", "kettle-song", "--topic", "kettles", "--trap", "--question", "Why sing?"])
    step = "nnprep new card kettle-song --topic kettles --question 'Why sing?' --trap --into my-content"
    assert step in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_in_a_terminal(tmp_path: Path) -> None:
    """It asks for what isn't given, opens the editor, lists errors, and is done when there are none."""
    from tests.sessions.terminals import Terminal  # pseudo-terminals are POSIX

    example = write_examples(tmp_path / "content") / "questions" / "losses.yaml"
    right = example.read_text(encoding="utf-8").replace("loss-before-training", "first-loss")
    (tmp_path / "right.yaml").write_text(right, encoding="utf-8")
    script = tmp_path / "editor"
    script.write_text(
        f"#!/bin/sh\nif [ -e {tmp_path}/seen ]; then cp {tmp_path}/right.yaml $2; fi\ntouch {tmp_path}/seen\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    settings = {"VISUAL": str(script), "NNPREP_CONTENT": str(tmp_path / "own")}
    with Terminal(tmp_path, "new", "card", rows=40, environment=settings) as terminal:
        terminal.see("Its id")
        terminal.press(*"first-loss", "enter")
        terminal.see("Its topic")
        terminal.press(*"losses", "enter")
        terminal.see("Its question")
        terminal.press(*"Why?", "enter")
        terminal.see("expected text", "more", "Edit it again?")
        terminal.press("enter")
        terminal.see("1 card")

        assert terminal.left() == 0
