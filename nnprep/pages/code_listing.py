"""Code with numbered lines, and notes beside the lines that they are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nnprep.pages.element import Element, element


def code_listing(
    code: str, notes: Mapping[int, Sequence[str]], *, caption: str, marked: Collection[int] = ()
) -> Element:
    """Return code line by line; `notes` are keyed by line number, counted from 1.

    Lines with notes stand out, and those in `marked`. A note for a line that isn't there stands at the end: nothing
    that was said about a file is lost.
    """
    lines = code.replace("\r\n", "\n").expandtabs(4).split("\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    rows = []
    for number, text in enumerate(lines, start=1):
        rows.append(line(str(number), text, marked=number in notes or number in marked))
        rows += [note(each) for each in notes.get(number, ())]
    inside = range(1, len(lines) + 1)
    rows += [note(each) for number, texts in sorted(notes.items()) if number not in inside for each in texts]
    return element(
        "figure",
        element("figcaption", caption),
        element("div", element("ol", *rows), class_="scroll", tabindex=0, role="region", aria_label=caption),
        class_="code",
    )


def line(number: str, text: str, *, marked: bool) -> Element:
    """Return one line of code."""
    return element(
        "li",
        element("span", number, class_="line-number", aria_hidden="true"),
        element("code", text or " "),
        class_="marked" if marked else None,
    )


def note(text: str) -> Element:
    """Return a note on the line above it."""
    return element("li", element("p", text), class_="note")
