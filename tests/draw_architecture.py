"""Draws docs/architecture.svg and the tree in docs/architecture.md: `python -m tests.draw_architecture`.

A test compares both with the code, and looks up every function that the page names.
"""

from __future__ import annotations

import ast
import re
import textwrap
from html import escape
from pathlib import Path

from tests.test_architecture import FLOORS, PACKAGE, graph, room_of

DOCS = PACKAGE.parent / "docs"
PAGE = DOCS / "architecture.md"
PICTURE = DOCS / "architecture.svg"
TREE = re.compile(r"(?<=<!-- tree -->\n)```text\n.*?```", re.S)
STEP = re.compile(r"`(nnprep/[\w/]+\.py)`(?:,\s+`(\w+(?:\.\w+)?)\(\)`)?")
WIDTH, GAP, BOX = 1000, 12, 102


def tree() -> str:
    """Return every room and sub-room with its question and its files."""
    rows = ["```text"]
    for floor in FLOORS:
        for room in floor:
            folder = PACKAGE / room
            if not folder.is_dir():
                continue
            for place in sorted({folder, *(path.parent for path in folder.rglob("*.py"))}):
                depth = len(place.relative_to(PACKAGE).parts)
                files = sorted(path.stem for path in place.glob("*.py") if path.name != "__init__.py")
                name = f"{'  ' * depth}{place.name}/"
                rows.append(f"{name:<18}{docstring(place)}")
                rows += textwrap.wrap(
                    ", ".join(files), 110, initial_indent=" " * 20, subsequent_indent=" " * 20
                )
    return "\n".join([*rows, "```"])


def docstring(folder: Path) -> str:
    """Return the first line of a folder's docstring."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0].replace("`", "")


def uses(room: str) -> list[str]:
    """Return the rooms that a room imports, from the ground up."""
    found = {
        room_of(target)
        for path, targets in graph().items()
        if room_of(path) == room
        for target, _ in targets
        if target != PACKAGE / "__init__.py"
    }
    return [each for floor in FLOORS for each in floor if each in found - {room}]


def picture() -> str:
    """Return the floors as an SVG picture: the ground at the bottom, each room with what it imports."""
    floors = [[room for room in floor if (PACKAGE / room).is_dir()] for floor in FLOORS]
    floors = [floor for floor in floors if floor]
    height = len(floors) * (BOX + GAP) + GAP
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">',
        "<title>The rooms of nnprep: each imports only what stands below it</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, floor in enumerate(reversed(floors)):
        width = (WIDTH - GAP * (len(floor) + 1)) / len(floor)
        for place, room in enumerate(floor):
            rows += box(room, GAP + place * (width + GAP), GAP + number * (BOX + GAP), width)
    return "\n".join([*rows, "</svg>", ""])


def box(room: str, x: float, y: float, width: float) -> list[str]:
    """Return one room: its name, its question, and what it imports."""
    rows = [
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{BOX}" rx="6" fill="#f3f6fa" stroke="#5b7083"/>',
        f'<text x="{x + 10:.0f}" y="{y + 20:.0f}" font-size="15" font-weight="bold" fill="#16324f">{room}/</text>',
    ]
    below = textwrap.wrap(docstring(PACKAGE / room), max(18, int(width / 6.2)))[:3]
    rows += [
        f'<text x="{x + 10:.0f}" y="{y + 37 + 14 * line:.0f}" font-size="11" fill="#222222">{escape(text)}</text>'
        for line, text in enumerate(below)
    ]
    imported = textwrap.wrap(f"↓ {' '.join(uses(room))}", int(width / 5.4)) if uses(room) else []
    rows += [
        f'<text x="{x + 10:.0f}" y="{y + BOX - 7 - 11 * line:.0f}" font-size="9.5" fill="#5b7083">{text}</text>'
        for line, text in enumerate(reversed(imported))
    ]
    return rows


def page() -> str:
    """Return the page with its tree as the code is now."""
    return TREE.sub(lambda _: tree(), PAGE.read_text(encoding="utf-8"))


def missing(text: str) -> list[str]:
    """Return the steps of the page that name a file or a function that does not exist."""
    wrong = []
    for path, name in STEP.findall(text):
        file = PACKAGE.parent / path
        defined = names(file) if file.is_file() else set()
        if not file.is_file() or (name and name not in defined):
            wrong.append(f"{path} {name}".strip())
    return wrong


def names(path: Path) -> set[str]:
    """Return the functions and methods that a file defines, methods also as `Class.method`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return found


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
