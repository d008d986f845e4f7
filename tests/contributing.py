"""The examples of CONTRIBUTING.md as a content folder, so that the page can never say what is not so."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "CONTRIBUTING.md"
EXAMPLE = re.compile(r"^`([a-z0-9/.-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, str]:
    """Return path -> text of every file that the page shows."""
    return dict(EXAMPLE.findall(PAGE.read_text(encoding="utf-8")))


def write_examples(root: Path) -> Path:
    """Write them below `root`, as a contributor would, and return it."""
    for name, text in examples().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
