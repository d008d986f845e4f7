"""`nnprep mcp`: the tools themselves, and all of them through the client of the official library."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from nnprep.cli.mcp.cards import Asking
from nnprep.cli.mcp.exercises import check, exercise, hint, solution
from nnprep.cli.mcp.networks import explain_shapes, gradcheck
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from tests.cli.conftest import Nnprep

if sys.platform != "win32":
    from tests.sessions.terminals import Terminal

REFERENCE = (Path(__file__).parents[2] / "solutions/softmax/reference.py").read_text("utf-8")
WRONG = """
import numpy as np
def softmax_cross_entropy(z, y):
    i, z = np.arange(len(y)), z.astype(float)
    z = z - z.max(1)[:, None]
    lp = z - np.log(np.exp(z).sum(1))[:, None]
    d = np.exp(lp)
    d[i, y] -= 1
    return -lp[i, y].mean(), d
"""
installed = importlib.util.find_spec("mcp") is not None


def events(kind: EventKind) -> list[dict[str, Any]]:
    with History.open() as history:
        return [event.data for event in history.events(kind)]


def test_no_solution_before_a_pass() -> None:
    """No tool returns a line of the solution before a pass, and giving up isn't offered; afterwards there is one."""
    lines = [
        line.strip() for line in REFERENCE.splitlines() if line.strip() not in exercise("softmax")["stub"]
    ]
    shown = [check(source=WRONG, exercise="softmax"), *(hint("softmax") for _ in range(4))]
    with pytest.raises(UsageError, match="hasn't passed softmax yet") as error:
        solution("softmax")

    assert len(lines) > 5
    assert [line for line in lines if line in f"{shown}{error.value}"] == []
    assert shown[0]["follow_ups"] == []
    assert check(source=REFERENCE, record=False)["passed"]
    with pytest.raises(UsageError):
        solution("softmax")
    assert check(source=REFERENCE)["follow_ups"]
    assert solution("softmax")["solution"] == REFERENCE
    assert [each["step"] for each in events(EventKind.HINT)] == [1, 2, 3]


def test_a_card_is_asked_heard_and_graded() -> None:
    """A question comes without its answer; hearing saves nothing, and the learner's grade is saved once."""
    asking = Asking()
    card = asking.next_card(topic="losses")
    heard = asking.record_answer(card["card"], "Exponentiate the scores and divide by their sum.")

    assert set(card) & {"answer", "quick_answer", "key_points"} == set()
    assert heard["answer"]
    assert any(point["quote"] for point in heard["key_points"])
    assert events(EventKind.REVIEW) == []
    saved = asking.record_answer(card["card"], "Exponentiate.", grade=3, seconds=30)
    (review,) = events(EventKind.REVIEW)
    assert (review["grade"], review["seconds"], review["typed"]) == (3, 30.0, "Exponentiate.")
    assert saved["due"]
    assert asking.next_card(topic="losses", skip=[card["card"]])["card"] != card["card"]


def test_a_trap_asks_for_a_verdict() -> None:
    """The claim comes with the question; whether it's true, only after the learner said so."""
    asking = Asking()
    card = asking.next_card(traps=True)
    heard = asking.record_answer(card["card"], verdict=True)

    assert card["claim"]
    assert heard["verdict_is_right"] is heard["claim_is_true"]


def test_networks() -> None:
    """Shapes and gradients come as facts, with a text to show."""
    assert explain_shapes(["10", "64", "3"])["parameters"] == 899
    source = "def loss(w): return (w**2).sum()\ndef grad(w): return w\ndef right(w): return 2 * w"
    assert not gradcheck("loss", "grad", source=source, shapes={"w": [3]})["right"]
    assert gradcheck("loss", "right", source=source, shapes={"w": [3]})["right"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: check(),
        lambda: check(path="a.py", source="b"),
        lambda: check(path="nowhere.py"),
        lambda: hint(),
        lambda: exercise("softmx"),
        lambda: Asking().record_answer("softmx", grade=3),
        lambda: Asking().record_answer("softmax-function"),
        lambda: Asking().record_answer("softmax-function", grade=9),
        lambda: Asking().next_card(topic="lossses"),
        lambda: explain_shapes(["10", "x"]),
        lambda: gradcheck("loss", "grad", source="x = 1", shapes={"w": [0]}),
    ],
)
def test_wrong_arguments_are_explained(wrong: Callable[[], Any]) -> None:
    """Each is a sentence, not a crash, and nothing is saved."""
    with pytest.raises((UsageError, UnknownNameError)):
        wrong()
    assert events(EventKind.REVIEW) == []


def test_without_the_package(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to install."""
    monkeypatch.setattr("nnprep.cli.mcp.command.find_spec", lambda _: None)
    done = nnprep("mcp")

    assert (done.code, done.out) == (2, "")
    assert "next   pip install 'nnprep[mcp]'" in done.err


@pytest.mark.skipif(not installed, reason="the package mcp isn't installed")
@pytest.mark.slow
def test_every_tool_through_the_client(tmp_path: Path) -> None:
    """The official client lists the tools and calls each; errors are words, and the server goes on."""
    home = Path(os.environ["NNPREP_HOME"])

    async def talk(call: Callable[..., Awaitable[Any]]) -> None:
        report = await call("check", source=WRONG, exercise="softmax")
        assert report["status"] == "failed"
        assert "hasn't passed softmax" in await call("solution", exercise="softmax")
        assert (await call("hint", exercise="softmax"))["step"] == 1
        assert len((await call("exercise"))["exercises"]) > 40
        card = (await call("next_card"))["card"]
        assert (await call("record_answer", card=card, answer="No idea.", verdict=True))["saved"] is None
        assert "whole number from 1 to 4" in await call("record_answer", card=card, grade=9)
        assert (await call("record_answer", card=card, grade=1))["saved"]
        assert (await call("explain_shapes", layers=["2", "1"]))["parameters"] == 3
        assert "not a regular file" in await call("gradcheck", loss="f", gradient="g", path=os.devnull)

    tools = asyncio.run(connected(home, tmp_path, talk))
    assert tools == {
        "exercise", "check", "hint", "solution", "next_card", "record_answer", "explain_shapes", "gradcheck",
    }  # fmt: skip
    assert [event["grade"] for event in events(EventKind.REVIEW)] == [1]


@pytest.mark.skipif(not installed or sys.platform == "win32", reason="needs the package mcp and a terminal")
@pytest.mark.slow
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    """Somebody who types the command is told what it waits for, and gets the shell back."""
    with Terminal(tmp_path, "mcp", columns=60) as terminal:
        terminal.see("Waiting for one on standard input; Ctrl-C ends.")
        terminal.press("ctrl-c")
        assert terminal.left() == 130


async def connected(
    home: Path, folder: Path, talk: Callable[[Callable[..., Awaitable[Any]]], Awaitable[None]]
) -> set[str]:
    """Start `nnprep mcp` and talk to it; return the names of its tools."""
    mcp: Any = importlib.import_module("mcp")
    parameters = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "nnprep", "mcp"], env={"NNPREP_HOME": str(home)}, cwd=str(folder)
    )
    async with mcp.Client(mcp.stdio_client(parameters)) as client:

        async def call(tool: str, **arguments: Any) -> Any:
            result = await client.call_tool(tool, arguments)
            return result.content[0].text if result.is_error else result.structured_content

        await talk(call)
        return {tool.name for tool in (await client.list_tools()).tools}
