"""A whole page: one file that needs no network and no script, in dark and light, on paper and on a phone."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from nnprep.pages.element import Child, Element, element, escaped
from nnprep.pages.stylesheet import STYLESHEET

HEAD = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="nnprep">\n'
"""How each page begins: by this, nnprep recognizes its own."""
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""What a browser may load for the page: nothing but the style sheet in it, known by its hash."""

MOST_ROWS = 10
"""Rows of a long table that are seen at once."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page, with a heading that the navigation lists."""

    title: str
    body: tuple[Child, ...]
    lead: str
    """What one sees here, a sentence or two; may be empty."""
    id: str
    """Its name in links."""
    link: str | None = None
    """What the navigation calls it, if not by its title; empty if it isn't listed there."""


def section(title: str, *body: Child, lead: str = "") -> Section:
    """Return a section with what is in it; None in it is left out."""
    words = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
    return Section(title, tuple(child for child in body if child is not None), lead, f"on-{words or 'this'}")


def distinct(sections: Iterable[Section]) -> list[Section]:
    """Return those sections that have content, each with an id of its own."""
    parts: list[Section] = []
    for part in sections:
        name, number = part.id, 1
        while any(other.id == name for other in parts):
            number += 1
            name = f"{part.id}-{number}"
        if part.body:
            parts.append(replace(part, id=name))
    return parts


def document(title: str, sections: Iterable[Section], *, lead: Sequence[Child] = (), footer: str = "") -> str:
    """Return a page as text; sections without content are left out, and `lead` stands below the title."""
    parts = distinct(sections)
    digest = b64encode(sha256(STYLESHEET.encode()).digest()).decode()
    body: tuple[Child, ...] = (
        element("a", "Skip to the content", href="#content", class_="skip"),
        element("header", element("p", "nnprep", class_="brand"), element("h1", title), *lead),
        navigation(parts),
        element("main", *map(laid_out, parts), id="content"),
        element("footer", element("p", footer or FOOTER)),
    )
    return "".join(
        (
            HEAD,
            f'<meta http-equiv="Content-Security-Policy" content="{escaped(POLICY.format(digest=digest))}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n',
            '<meta name="referrer" content="no-referrer">\n',
            f"<title>{escaped(title)} · nnprep</title>\n",
            f"<style>{STYLESHEET}</style>\n</head>\n<body>\n",
            "\n".join(str(each) for each in body if each is not None),
            "\n</body>\n</html>\n",
        )
    )


def is_page(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a page that `document` made."""
    return head.startswith(HEAD.encode())


def navigation(parts: Sequence[Section]) -> Element | None:
    """Return links to the sections; None if there is nothing to choose from."""
    names = [(part.title if part.link is None else part.link, part.id) for part in parts]
    links = [element("li", element("a", name, href=f"#{id}")) for name, id in names if name]
    return element("nav", element("ul", *links), aria_label="On this page") if len(links) > 1 else None


def laid_out(part: Section) -> Element:
    """Return a section as an element, named by its heading."""
    heading = element("h2", part.title, id=f"{part.id}-title")
    lead = element("p", part.lead, class_="lead") if part.lead else None
    return element("section", heading, lead, *part.body, id=part.id, aria_labelledby=f"{part.id}-title")


def paragraph(text: str, class_: str | None = None) -> Element:
    """Return a paragraph."""
    return element("p", text, class_=class_)


def command(text: str) -> Element:
    """Return a command to type."""
    return element("code", text, class_="command")


def figures(pairs: Iterable[tuple[str, str]]) -> Element:
    """Return numbers side by side, each above what it counts."""
    cells = [element("div", element("dt", name), element("dd", value)) for value, name in pairs]
    return element("dl", *cells, class_="figures")


def table(
    header: Sequence[str], rows: Iterable[Sequence[Child]], *, numbers: Iterable[int] = (), caption: str = ""
) -> Element:
    """Return a table; the columns in `numbers` are aligned to the right, and the first names its row."""
    right = set(numbers)

    def cell(tag: str, column: int, content: Child, scope: str | None = None) -> Element:
        return element(tag, content, class_="number" if column in right else None, scope=scope)

    heading = element("tr", *(cell("th", column, name, "col") for column, name in enumerate(header)))
    body = [
        element(
            "tr",
            *(
                cell("td" if column else "th", column, each, None if column else "row")
                for column, each in enumerate(row)
            ),
        )
        for row in rows
    ]
    return element(
        "div",
        element("table", element("thead", heading), element("tbody", *body), aria_label=caption or None),
        class_="table",
    )


def long_table(
    header: Sequence[str],
    rows: Sequence[Sequence[Child]],
    *,
    numbers: Iterable[int] = (),
    most: int = MOST_ROWS,
) -> list[Element]:
    """Return a table whose rows after the first `most` are folded away; nothing if there are no rows."""
    right = tuple(numbers)
    rest = rows[most:]
    parts = [table(header, rows[:most], numbers=right)] if rows else []
    if rest:
        summary = element("summary", f"{len(rest):,} more")
        parts.append(element("details", summary, table(header, rest, numbers=right)))
    return parts


FOOTER = (
    "Written by nnprep. This file is complete in itself: it loads nothing, sends nothing and runs no script."
)
