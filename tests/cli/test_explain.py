"""`nnprep explain`: every topic at every width, in ASCII, as JSON and as a picture."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnprep.cli.explain.topics import TOPICS
from nnprep.content.library import load_cards
from nnprep.screens.explain.cards import card_page
from nnprep.terminal.layout import Paper
from tests.cli.conftest import Nnprep

TYPED = {
    "list": (),
    "shapes": ("shapes", "10", "64", "3"),
    "everything about shapes": (
        "shapes", "3x32x32", "conv:16:3:p1", "batchnorm", "relu", "pool:2", "flatten", "10", "--batch", "8",
        "--backward", "--memory", "--flops", "--torch",
    ),
    "sequences": ("shapes", "12", "embedding:100:16", "attention:4", "lstm:8:bi", "last", "2", "--torch"),
    "backprop": ("backprop",),
    "backprop of a larger net": ("backprop", "3", "4", "2", "--activation", "relu", "--seed", "2"),
    "attention": ("attention", "--causal"),
    "transformer": ("transformer",),
    "transformer of six numbers": ("transformer", "2", "96", "8", "2", "500", "40", "--batch", "3"),
    "newer layers": (
        "shapes", "3x40", "conv1d:8:5:same", "groupnorm:2", "pool:3:s2:ceil", "transpose", "attention:4:k2", "rmsnorm",
        "swiglu:12", "lstm:6:p3:bi", "--memory", "--backward", "--torch",
    ),
    "activations": ("activations",),
    "losses": ("losses",),
    "init": ("init", "--width", "50"),
    "optimizers": ("optimizers",),
    "card": ("zero-weights",),
}  # fmt: skip


def test_every_card_is_a_row_for_other_programs(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe, a search finds a card and its question in one row."""
    monkeypatch.delenv("COLUMNS", raising=False)
    listed = nnprep("explain").out.partition("CARD-ID")[2]
    rows = [line for line in listed.split("\n") if line.startswith("    ")]

    assert len(rows) == len(load_cards())
    assert {row.split()[0] for row in rows} == {card.id for card in load_cards()}


@pytest.mark.parametrize("name", TYPED)
def test_topic_at_every_width(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Every page fits 40, 80 and 120 columns and has no colors on a pipe."""
    for width in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        done = nnprep("explain", *TYPED[name])
        assert (done.code, done.err) == (0, "")
        assert "\x1b" not in done.out
        assert max(map(len, done.out.split("\n"))) <= width


@pytest.mark.parametrize("name", TYPED)
def test_topic_as_json(nnprep: Nnprep, name: str) -> None:
    """Every page has one JSON object that names its schema."""
    done = nnprep("explain", *TYPED[name], "--json")

    assert done.code == 0
    assert json.loads(done.out)["schema"].startswith("nnprep.")
    assert done.out.count("\n") == 1


def test_json_of_shapes(nnprep: Nnprep) -> None:
    """The JSON of 10-64-3 has each layer's tensors and output, and the total."""
    facts = json.loads(nnprep("explain", "shapes", "10", "64", "3", "--json", "--batch", "32").out)

    assert facts["parameters"] == 899
    assert facts["layers"][0]["learned"] == {"W1": [10, 64], "b1": [1, 64]}
    assert [layer["output"] for layer in facts["layers"]] == [[32, 64], [32, 64], [32, 3], [32, 3]]
    assert facts["flops"]["training step"] == 118784
    assert facts["memory"]["together with Adam"] == 14384


def test_json_of_a_decoder(nnprep: Nnprep) -> None:
    """The JSON of a known model has its parameters, and those of a longer context its cache."""
    facts = json.loads(nnprep("explain", "transformer", "Llama", "3", "8b", "--context", "100", "--json").out)

    assert facts["parameters"] == facts["models"]["llama-3-8b"] == 8_030_261_248
    assert facts["memory"]["KV cache, all"] == 100 * 131_072
    assert facts["sizes"]["context"] == 100


def test_page_of_shapes(nnprep: Nnprep) -> None:
    """The page of 10-64-3 is what you'd write on a whiteboard."""
    assert nnprep("explain", "shapes", "10", "64", "3").out == WHITEBOARD


def test_ascii_terminal() -> None:
    """On an ASCII terminal, every page is ASCII, plots included."""
    for name in (
        "newer layers",
        "attention",
        "transformer",
        "everything about shapes",
        "activations",
        "losses",
        "init",
        "optimizers",
        "backprop",
    ):
        done = subprocess.run(
            [sys.executable, "-m", "nnprep", "explain", *TYPED[name]],
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
            check=True,
        )
        assert done.stdout.isascii()
        assert b"?" not in done.stdout


@pytest.mark.parametrize("name", ["shapes", "backprop", "optimizers", "card"])
def test_picture(nnprep: Nnprep, folder: Path, name: str) -> None:
    """A page can be saved as a picture, titled with the command."""
    done = nnprep("explain", *TYPED[name], "--svg", "page.svg")
    svg = (folder / "page.svg").read_text(encoding="utf-8")

    assert (done.code, done.out) == (0, "saved page.svg\n")
    assert svg.startswith("<svg")
    assert svg.rstrip().endswith("</svg>")


@pytest.mark.parametrize("words", [*TYPED.values(), ()])
def test_picture_never_replaces_other_work(nnprep: Nnprep, folder: Path, words: tuple[str, ...]) -> None:
    """--svg replaces a picture that nnprep made; any other file stays unless --force is used."""
    mine = folder / "backprop.py"
    mine.write_text("hours of work\n", encoding="utf-8")
    refused = nnprep("explain", *words, "--svg", "backprop.py")
    kept = mine.read_text(encoding="utf-8")
    forced = [nnprep("explain", *words, "--svg", "backprop.py", *more).code for more in (["--force"], [])]

    assert (refused.code, kept, forced) == (2, "hours of work\n", [0, 0])
    assert refused.err == (
        "nnprep: 'backprop.py' already exists, and nnprep didn't write it; use --force to replace it.\n"
    )
    assert mine.read_text(encoding="utf-8").startswith("<svg")
    assert nnprep("explain", *words, "--force").code == 2


def test_picture_on_standard_output(nnprep: Nnprep, folder: Path) -> None:
    """`--svg -` writes the picture to standard output, as `history export -` does."""
    done = nnprep("explain", "losses", "--svg", "-")

    assert done.out.startswith("<svg")
    assert list(folder.iterdir()) == []


def test_picture_that_cannot_be_written(nnprep: Nnprep, folder: Path) -> None:
    """A picture that can't be written gives one clear line."""
    done = nnprep("explain", "shapes", "3", "2", "--svg", str(folder / "none" / "page.svg"))

    assert done.code == 2
    assert "can't be written: No such file or directory." in done.err


@pytest.mark.parametrize("rest", [0, *(pytest.param(rest, marks=pytest.mark.proof) for rest in range(1, 4))])
def test_every_card_is_a_page_that_holds(rest: int) -> None:
    """Each card's page fits every width, and each number on it is verified."""
    for card in load_cards()[rest::4]:
        for width in (40, 100):
            rows = [line.text for line in card_page(card, Paper(width=width))]
            assert max(map(len, rows)) < width
            assert sum("✓" in row for row in rows) >= len(card.proof)
            # The only crosses are in front of what is wrong on purpose.
            assert not any("✗" in row for row in rows), card.id


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("zero-weight",), "There is no topic or card called 'zero-weight'. Valid names: zero-weights, "),
        (("shape",), "There is no topic or card called 'shape'. Valid names: shapes "),
        (("shape", "10", "3"), "There is no topic called 'shape'. Valid names: shapes, "),
        (("10", "64", "3"), "There is no topic called '10'. Valid names: shapes, "),
        (("shapes", "10", "3", "--backwards"), "no option called '--backwards'. Valid names: --backward, "),
        (("backprop", "--sed", "2"), "no option called '--sed'. Valid names: --seed, "),
        (("losses", "--json", "--svg", "x.svg"), "use only one of them."),
        (("shapes", "3x8x8", "flatten", "9", "--output", "sigmoid"), "only complete plain sizes"),
        (("shapes", "0", "3"), "The input, '0': input size is 0; expected a whole number"),
        (("shapes", "-3", "3"), "The input, '-3': input size is -3; expected a whole number"),
        (("shapes", "3", "2", "--batch", "0"), "The batch size is 0; expected a whole number"),
        (("shapes", "3", "2", "--activation", "rule"), "no activation called 'rule'. Valid names: relu"),
        (("shapes", "3", "2", "--output", "max"), "no output called 'max'. Valid names: softmax"),
        (("shapes", "3", "2", "--dtype", "int8"), "no dtype called 'int8'. Valid names: "),
        (("backprop", "3", "ten"), "Size 2 of 2 is 'ten'; expected a whole number"),
        (("backprop", "99", "1"), "not 99-1; larger networks have too many numbers to read"),
        (("attention", "6", "2", "2"), "A head has three sizes from 1 to 5"),
        (("attention", "scores"), "next   nnprep find attention scores"),
        (("transformer", "gpt3"), "There is no model called 'gpt3'. Valid names: gpt2, "),
        (("transformer", "12", "768"), "A decoder needs six numbers"),
        (("transformer", "gpt2", "--context", "9"), "so --context can't change it"),
        (("transformer", "--dtype", "int8"), "There is no dtype called 'int8'. Valid names: "),
        (("activations", "gulu"), "no activation called 'gulu'. Valid names: gelu"),
        (("init", "3"), "A layer has two sizes, FAN_IN and FAN_OUT"),
        (("init", "3", "x"), "Size 2 of 2 is 'x'; expected"),
        (("init", "--activation", "gelu"), "no activation called 'gelu'"),
        (("init", "--layers", "0"), "'--layers'"),
        (("optimizers", "--curvature", "0"), "'--curvature'"),
        (("optimizers", "--curvature", "nan"), "The curvature is nan; expected a number from 1 to 1000."),
    ],
)
def test_bad_input_is_one_line(nnprep: Nnprep, words: tuple[str, ...], says: str) -> None:
    """Bad input gives one clear line and exit code 2."""
    done = nnprep("explain", *words)

    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert len(done.err.strip().split("\n")) <= 2


def test_card_has_no_word_of_its_own(nnprep: Nnprep) -> None:
    """The next step after a wrong option on a card's page is a command that exists."""
    assert "next   nnprep explain zero-weights --json" in nnprep("explain", "zero-weights", "--jsn").err


def test_words_find_cards(nnprep: Nnprep) -> None:
    """Words that name no topic and no card list the cards about them, in JSON and as a picture too."""
    done = nnprep("explain", "dying", "relu")
    found = json.loads(nnprep("explain", "dying", "relu", "--json").out)
    quoted = nnprep("explain", "why scale the attention scores?")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "No topic or card is called 'dying relu'. These cards are about it:\n\ndead-relu-recover"
    )
    assert done.out.endswith("next   nnprep explain dead-relu-recover\n")
    assert (found["schema"], found["sure"], found["cards"][0]["id"]) == (
        "nnprep.found/1",
        True,
        "dead-relu-recover",
    )
    assert quoted.out.count("\n") > 5
    assert nnprep("explain", "dropout", "at", "test", "time", "--svg", "-").out.startswith("<svg")
    assert nnprep("explain", "1x1", "convolution").code == 0
    assert nnprep("explain", "overfitting").out.startswith("No topic or card is called 'overfitting'.")
    assert "Valid names: overfitting-remedies" in nnprep("explain", "overfitting-remedy").err


def test_words_that_no_card_is_about(nnprep: Nnprep) -> None:
    """If no card is about the words, the error says so and leads to the list."""
    done = nnprep("explain", "medieval", "castles")

    assert (done.code, done.out) == (2, "")
    assert "There is no topic or card called 'medieval castles'." in done.err
    assert "next   nnprep explain" in done.err


def test_list_names_every_topic_and_card(nnprep: Nnprep) -> None:
    """Without a topic, all topics and cards are listed."""
    words = nnprep("explain").out.split()

    assert set(TOPICS) <= set(words)
    assert {card.id for card in load_cards()} <= set(words)


@pytest.mark.parametrize("topic", ["", *TOPICS])
def test_help_ends_with_an_example(nnprep: Nnprep, topic: str) -> None:
    """Each topic has a help page with an example."""
    done = nnprep("explain", *([topic] if topic else []), "--help")

    assert done.code == 0
    assert "nnprep explain" in done.out.partition("Example")[2]


def test_modules_that_are_not_loaded() -> None:
    """Shapes load neither NumPy nor Rich nor the cards, which would double the start-up time."""
    script = (
        "import sys; from nnprep.cli.app import run; run(['explain', 'shapes', '10', '64', '3']);"
        "print([m for m in ('numpy', 'rich', 'yaml', 'sqlite3', 'fsrs', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip().split("\n")[-1] == "[]"


WHITEBOARD = """\
10 → 64 → 3   N samples in a batch
  X                   (N,10)
  z1 = X @ W1 + b1    (N,10) @ (10,64) + (1,64) -> (N,64)   10·64 + 64 = 704
  a1 = relu(z1)       (N,64)
  z2 = a1 @ W2 + b2   (N,64) @ (64,3) + (1,3) -> (N,3)        64·3 + 3 = 195
  a2 = softmax(z2)    (N,3)
  899 parameters = 832 weights + 67 biases
"""
