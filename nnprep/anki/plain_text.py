"""HTML of a note as plain text: what it shows, and nothing that it does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from nnprep.named_tuple import NamedTuple

SILENT = {"script", "style", "head", "title", "template", "iframe", "object", "noscript", "svg", "textarea"}
"""Elements whose text is shown by no card."""
MEDIA = {"img", "audio", "video", "embed", "source", "object", "svg", "iframe"}
BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
LINES = {"br", "tr", "dt", "dd"}
SIGNS = {"sup": "^", "sub": "_", "li": "\n- ", "td": " ", "th": " ", "hr": "\n\n"}
"""What an element begins with in plain text."""
SOUND = re.compile(r"\[(?:sound|anki:(?:play|tts))[^\]]*\]")
MATH = re.compile(r"\\[()\[\]]|\[/?\$\$?\]|\[/?latex\]")
"""Marks around LaTeX, whose source is what remains."""
TAG = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|su[bp]|table|td|tr|u|ul)\b[^>]*>"
)
INDENT = "    "


class PlainText(NamedTuple):
    """What a field says."""

    text: str
    """Paragraphs separated by blank lines; lines of code are indented by four spaces."""
    media: int
    """How many pictures and sounds it had."""


class Reader(HTMLParser):
    """Gathers the text that a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent: list[str] = []
        self.code = 0
        self.media = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.media += tag in MEDIA
        if tag in SILENT:
            self.silent.append(tag)
        if tag in BLOCKS:
            self.pieces.append("\n\n" if tag != "div" else "\n")
        elif tag in LINES:
            self.pieces.append("\n")
        elif tag == "pre":
            self.code += 1
            self.pieces.append(f"\n\n{CODE}")
        elif not self.silent:
            self.pieces.append(SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        if tag in BLOCKS:
            self.pieces.append("\n\n" if tag != "div" else "\n")
        elif tag == "pre" and self.code:
            self.code -= 1
            self.pieces.append(f"{CODE}\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data if self.code else re.sub(r"\s+", " ", data))


def plain_text(html: str) -> PlainText:
    """Return what a field of HTML says; markup of any kind, scripts included, leaves no trace."""
    without, sounds = SOUND.subn(" ", html.replace(CODE, " "))
    reader = Reader()
    reader.feed(without)
    reader.close()
    return PlainText(tidy(MATH.sub("", "".join(reader.pieces))), reader.media + sounds)


def is_html(text: str) -> bool:
    """Return whether a text has tags such as Anki's editor writes."""
    return TAG.search(text) is not None


def tidy(text: str) -> str:
    """Return a text without control characters, and with one blank line between paragraphs."""
    parts = []
    for number, part in enumerate(text.split(CODE)):
        lines = [printable(line, code=number % 2 == 1) for line in part.split("\n")]
        whole = "\n".join(lines)
        parts.append(re.sub(r"\n{3,}", "\n\n", whole))
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip("\n").rstrip()


def printable(line: str, *, code: bool) -> str:
    """Return a line of what can be printed, indented if it's code."""
    spaced = line.expandtabs(4) if code else " ".join(line.split())
    clean = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in spaced)
    return f"{INDENT}{clean.rstrip()}" if code and clean.strip() else clean.strip()


CODE = "\x00"
"""Stands before and after code while its text is gathered; no text has it afterwards."""
