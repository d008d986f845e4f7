"""The first question is on the screen before anything that only later ones need is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, os, sys
from nnprep.terminal.painter import Painter
def draw(self, screen, page):
    rows = " ".join(line.text for line in screen.body)
    names = [name for name, each in sys.modules.items() if type(each) is type(sys)]
    os.write(2, json.dumps([rows, names]).encode())
    os._exit(0)
Painter.draw = draw
from nnprep.__main__ import run
run(["interview", "--seed", "3"])
"""
LATER = {"numpy", "fsrs", "rich", "subprocess"}
LATER |= {
    f"nnprep.{name}"
    for name in ("answers.key_points", "content.library", "practice.attempt", "nn.drills.drill")
}
LATER |= {
    f"nnprep.interview.{name}" for name in ("report", "planning.plan", "coding.judging", "evaluation.scoring")
}


def test_first_question_needs_little(tmp_path: Path) -> None:
    """When it's drawn, neither cues nor drills nor exercises nor NumPy are loaded, and nothing is written yet."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    rows, names = json.loads(done.stderr)

    assert "Hello! We have 45 minutes" in rows
    assert rows.rstrip().endswith(("?", "."))
    assert LATER & set(names) == set()
    assert list(tmp_path.glob("*.py")) == []
