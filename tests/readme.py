"""The screens of the README and of docs/tour.md: `python -m tests.readme` draws them again, a test compares them.

A block fenced as ```console starts with `$ nnprep …`; what follows is the output of that command in a folder that holds
a wrong backprop.py, the mine.py that the tour shows, and the examples of CONTRIBUTING.md as my-content. A comment
before the block, `<!-- typed: … -->`, is what is typed into the command.

The screens show the cards and exercises that tests/known_content.txt lists, so that a new one doesn't change them;
drawing them again adds the new ones to the list, to the README's numbers and to docs/coverage.md.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from nnprep.content.cards import Kind
from nnprep.content.exercise_index import exercise_ids
from tests.contributing import write_examples
from tests.coverage import PAGE, page
from tests.known_content import headings, known_ids, list_known_content, write_known_content

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TOUR = ROOT / "docs" / "tour.md"
BLOCK = re.compile(
    r"(?:<!-- typed: (?P<typed>.*?) -->\n)?```console\n\$ nnprep(?P<words>[^\n]*)\n(?P<screen>.*?)```", re.S
)
QUESTIONS = re.compile(r"(- \*\*)\d+( questions\*\* [^,]*, )\d+( of them traps)")
"""How many cards the README speaks of."""
EXERCISES = re.compile(r"(- \*\*)\d+( exercises\*\*)")
CLOCK = re.compile(r"\d+\.\d s\b")
"""A time that differs from run to run; the README shows 0.2 s."""


def drawn(text: str) -> str:
    """Return a page with every screen as nnprep prints it now, and with how much there is."""

    def redrawn(block: re.Match[str]) -> str:
        before = block[0][: block.start("screen") - block.start()]
        return f"{before}{screen(block['words'], block['typed'] or '')}```"

    known = known_ids()
    cards = [heading for heading in headings() if heading.id in known]
    traps = sum(card.kind is Kind.TRAP for card in cards)
    exercises = len(known.intersection(exercise_ids()))
    text = QUESTIONS.sub(rf"\g<1>{len(cards)}\g<2>{traps}\g<3>", text)
    return BLOCK.sub(redrawn, EXERCISES.sub(rf"\g<1>{exercises}\g<2>", text))


def screen(words: str, typed: str) -> str:
    """Return what a command prints, 80 columns wide, in a folder with a wrong solution of backprop."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "work"
        folder.mkdir()
        if "exercise" not in words:
            reference = (ROOT / "solutions" / "backprop" / "reference.py").read_text(encoding="utf-8")
            wrong = reference.replace("a1.T @ dz2 / m", "a1.T @ dz2")
            (folder / "backprop.py").write_text("# nnprep: backprop\n" + wrong, encoding="utf-8")
        shown = re.search(r"```python\n(.*?)```", TOUR.read_text(encoding="utf-8"), re.S)
        assert shown is not None  # the file mine.py stands in the tour itself
        (folder / "mine.py").write_text(shown[1], encoding="utf-8")
        write_examples(folder / "my-content")
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        environment = kept | {
            "NNPREP_HOME": str(Path(place) / "home"),
            "COLUMNS": "80",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
            "KNOWN_CONTENT": str(write_known_content(Path(place) / "content")),
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *shlex.split(words)],
            cwd=folder,
            env=environment,
            input=typed.encode().decode("unicode_escape"),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    text = done.stdout + done.stderr
    return "".join(f"{line.rstrip()}\n" for line in CLOCK.sub("0.2 s", text).strip("\n").splitlines())


PROGRAM = """
import os, sys
from pathlib import Path
import nnprep.content.roots as roots
roots.built_in = lambda: Path(os.environ["KNOWN_CONTENT"])
from nnprep.__main__ import main
sys.exit(main())
"""
"""Runs nnprep with other built-in content."""

if __name__ == "__main__":
    list_known_content()
    for path in (README, TOUR):
        path.write_text(drawn(path.read_text(encoding="utf-8")), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
