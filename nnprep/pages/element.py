"""HTML and SVG elements: every text is escaped when it is written, so no text can become markup.

Only the tags and attributes listed here exist. There are no scripts, no event handlers, no inline styles, no embedded
files and no links that leave the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

TAGS = frozenset(
    {
        *("header", "main", "nav", "footer", "section", "article", "h1", "h2", "h3", "h4"),
        *("p", "div", "span", "a", "code", "pre", "q", "blockquote", "small", "time", "wbr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("svg", "g", "title", "rect", "line", "polyline", "polygon", "circle", "path", "text"),
    }
)
ATTRIBUTES = frozenset(
    {
        *("class", "id", "href", "lang", "scope", "colspan", "open", "datetime", "tabindex", "role"),
        *("aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "focusable"),
        *("viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1", "x2", "y2"),
        *("cx", "cy", "r", "rx", "points", "d", "text-anchor"),
    }
)
VOID = frozenset({"wbr"})
INSIDE = re.compile(r"#[a-z][a-z0-9-]*")
"""Where a link may lead: another place of the same page."""
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters, unpaired surrogates and marks that reverse the direction of writing."""
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Element:
    """One element with its attributes and what is in it; `str()` of it is its markup."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Element | str, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for a tag, an attribute or a link that no page may have."""
        if self.tag not in TAGS:
            raise ValueError(f"no page has <{self.tag}>")
        for name, value in self.attributes:
            if name not in ATTRIBUTES:
                raise ValueError(f"no element has the attribute {name}")
            if name == "href" and not INSIDE.fullmatch(value):
                raise ValueError(f"a link leads to a place of its own page, not to {value!r}")

    def __str__(self) -> str:
        return "".join(self.markup())

    def markup(self) -> Iterator[str]:
        """Yield the pieces of the markup."""
        yield f"<{self.tag}"
        for name, value in self.attributes:
            yield f' {name}="{escaped(value)}"'
        yield ">"
        if self.tag in VOID:
            return
        for child in self.children:
            if isinstance(child, Element):
                yield from child.markup()
            else:
                yield escaped(child)
        yield f"</{self.tag}>"

    @property
    def text(self) -> str:
        """All text in it, without markup."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


Child: TypeAlias = Element | str | None
"""What stands in an element: another one, a text, or nothing."""


def element(tag: str, *children: Child, **attributes: object) -> Element:
    """Return an element; `class_` and `aria_label` are spelled as Python can, and an attribute of None is left out.

    Raises ValueError for a tag, an attribute or a link that no page may have.
    """
    return Element(
        tag,
        tuple(
            (name.rstrip("_").replace("_", "-"), spelled(value))
            for name, value in attributes.items()
            if value is not None
        ),
        tuple(child for child in children if child is not None),
    )


def spelled(value: object) -> str:
    """Return an attribute's value: coordinates have at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def escaped(text: str) -> str:
    """Return a text as markup that shows just this text; what nobody can read becomes a replacement character."""
    return escape(UNPRINTABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n")))
