"""Pictures of screens: complete, self-contained, and those of the README current."""

from __future__ import annotations

import html
import re

import pytest

from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.svg import PICTURE_WIDTH, picture
from tests.draw_screens import DOCS, SCREENS


def words_of(svg: str) -> list[str]:
    """Return every word that a picture shows, in order."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return html.unescape(" ".join(texts)).replace("\u00a0", " ").split()


@pytest.mark.parametrize("name", SCREENS)
def test_readmes_pictures_are_current(name: str) -> None:
    """The stored picture shows what the command shows now; `python -m tests.draw_screens` draws it again."""
    command, page = SCREENS[name]
    now = picture(page(Paper(width=PICTURE_WIDTH + 1)), title=command)

    assert words_of((DOCS / name).read_text(encoding="utf-8")) == words_of(now)


def test_picture_shows_every_line() -> None:
    """Texts, styles and signs that XML reserves are all in the picture, and nothing is fetched from elsewhere."""
    lines = [
        Line(((" a < b & c", Style.STRONG), ("  σ", Style.ACCENT))),
        Line(),
        Line((("[red]no markup[/red] :smile:", Style.PLAIN),)),
    ]
    svg = picture(lines, title="<title>")
    words = words_of(svg)

    assert words[-8:] == ["a", "<", "b", "&", "c", "σ", "[red]no", "markup[/red]", ":smile:"][-8:]
    assert "<title>" in words
    assert set(re.findall(r"https?://[^\"'\s)]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert svg == picture(lines, title="<title>")
