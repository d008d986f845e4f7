"""Draws the screens that the README shows: `python -m tests.draw_screens` writes them to docs/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnprep.cli.quiz.hearing import heard
from nnprep.content.cards import Level
from nnprep.content.library import find_card, find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.nn.drills.answer import read_answer
from nnprep.nn.drills.drill import Drill
from nnprep.nn.drills.question import Question, spelled
from nnprep.nn.shapes.derivation import network
from nnprep.quiz.queue import begin
from nnprep.quiz.session import Key
from nnprep.quiz.transitions import advance
from nnprep.sandbox.local import LocalPeer
from nnprep.screens import drill as drills
from nnprep.screens.check.report import report_lines
from nnprep.screens.explain import shapes
from nnprep.screens.quiz.session import view
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.svg import PICTURE_WIDTH, picture

DOCS = Path(__file__).parents[1] / "docs"


def explain_shapes(paper: Paper) -> list[Line]:
    """Return what `nnprep explain shapes 10 64 3 --batch 32 --backward` shows."""
    net = network(["10", "64", "3"], batch=32)
    return [*shapes.derivation(net, paper), *shapes.gradients(net, paper)]


def drill(paper: Paper) -> list[Line]:
    """Return a short drill: two mistakes that are named, and a right answer."""
    run = Drill(FAMILIES, seed=SEED, level=Level.MEDIUM)
    lines = drills.opening(run, False, paper)
    for choose, seconds in ((mistaken, 21.0), (right, 34.0), (mistaken, 12.0)):
        asked = run.next()
        typed = choose(asked)
        lines += drills.asked(asked, len(run.verdicts) + 1, [], paper)
        lines.append(Line(((" > ", Style.PLAIN), (typed, Style.ACCENT))))
        given = read_answer(asked, typed)
        if given != asked.answer:
            lines += drills.missed(asked, given, paper)
        lines += drills.judged(run.answer(asked, given, seconds), run, paper)
    return lines


def right(asked: Question) -> str:
    """Return the right answer as a learner would type it."""
    return spelled(asked.answer)


def mistaken(asked: Question) -> str:
    """Return the answer of the first real mistake."""
    return spelled(asked.slips[0].answer)


def check(paper: Paper) -> list[Line]:
    """Return the report of a submission that forgets one average."""
    exercise = find_exercise("backprop")
    wrong = reference_text(exercise).replace("a1.T @ dz2 / m", "a1.T @ dz2")
    report = judge(exercise, "backprop.py", LocalPeer(wrong), seed=4127)._replace(seconds=0.2)
    return report_lines(report, paper, next_steps=["nnprep check --show-case", "nnprep hint backprop"])


def quiz(paper: Paper) -> list[Line]:
    """Return a card whose answer was typed, with the key points that were heard in it."""
    card = find_card("what-is-a-neural-network")
    session = begin([card], seconds=0.0)._replace(draft=TYPED)
    session, _ = advance(session, Key("space", seconds=48.0))
    session, _ = advance(session, heard(TYPED, card))
    screen = view(session, paper, seconds=48.0, nexts=("10 min", "15 min", "2 d", "8 d"))
    return [*screen.body, *screen.tail]


TYPED = (
    "A chain of layers: every unit takes a weighted sum plus a bias and applies an activation like ReLU. The loss says "
    "how wrong the output is, and training makes it smaller."
)
SEED = 336
FAMILIES = ("mlp", "conv", "broadcasting")
SCREENS: dict[str, tuple[str, Callable[[Paper], list[Line]]]] = {
    "quiz.svg": ("nnprep quiz", quiz),
    "check.svg": ("nnprep check backprop", check),
    "explain-shapes.svg": ("nnprep explain shapes 10 64 3 --batch 32 --backward", explain_shapes),
    "drill.svg": (f"nnprep drill {' '.join(FAMILIES)} --level medium --seed {SEED}", drill),
}


def draw() -> None:
    """Write every picture."""
    DOCS.mkdir(exist_ok=True)
    for name, (command, page) in SCREENS.items():
        lines = page(Paper(width=PICTURE_WIDTH + 1))
        (DOCS / name).write_text(picture(lines, title=command), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    draw()
