"""Elements: whatever a text holds, it stays text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.pages.charts.bars import Bar, bars
from nnprep.pages.charts.heat_map import Cell, HeatRow, heat_map, legend
from nnprep.pages.charts.histogram import histogram
from nnprep.pages.charts.radar import Spoke, radar
from nnprep.pages.charts.timeline import Span, timeline
from nnprep.pages.code_listing import code_listing
from nnprep.pages.document import document, figures, long_table, section
from nnprep.pages.element import UNPRINTABLE, element
from tests.pages.markup import Markup

EVIL = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "</title></head></svg></li>",
    "\x00\x1b[31m\ud800\u202e",
    "javascript:alert(1)",
)
TEXTS = st.one_of(
    st.sampled_from(EVIL), st.text(max_size=40), st.text(alphabet="<>&\"'`=/!-x \n\r\x00", max_size=30)
)


def spokes(text: str) -> list[Spoke]:
    """Return three spokes, one of them without a score; a name is one row."""
    name = text.split()[0][:9] if text.split() else "x"
    return [Spoke(name=name, share=share, figure=text) for share in (0.5, None, 1.0)]


def page(text: str) -> str:
    """Return a page with a text in every place that takes one."""
    code = text.replace("\n", " ").replace("\r", " ")
    return document(
        text,
        [
            section(
                "All of it",
                element("p", text, class_=text, aria_label=text),
                figures([(text, text)]),
                *long_table((text, text), [(text, text)] * 12, numbers=(1,)),
                lead=text or "x",
            ),
            section(
                text or "x",
                bars(
                    [Bar(label=text, parts=(0.5,), figures=(text,), note=text or "x")],
                    (text, text),
                    caption=text or "x",
                ),
                heat_map(
                    [HeatRow(label=text, cells=(Cell(step=1, text=text or "x"), None), figures=())],
                    (text or "x",),
                    (text,),
                    caption=text or "x",
                ),
                legend([text] * 5),
                histogram([(text, 1)], summary=text or "x", caption=text or "x"),
                radar(spokes(text), summary=text or "x"),
                timeline(
                    [Span(label=text, start=0, end=2, figures=(text,), target=1)],
                    (text, text),
                    caption=text or "x",
                ),
                code_listing(code, {1: [text], 99: [text]}, caption=text or "x"),
            ),
        ],
        lead=[element("p", text)],
        footer=text or "x",
    )


PLAIN = Markup(page("x"))


def wanted(text: str) -> str:
    """Return what a parser should read of a text."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


@settings(deadline=None)
@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    """A page has the same elements and attributes whatever its texts are, and shows each of them."""
    seen = Markup(page(text))

    assert seen.shape == PLAIN.shape
    assert UNPRINTABLE.search(seen.text) is None
    assert wanted(text) in seen.text


@settings(deadline=None)
@given(TEXTS)
def test_text_is_read_back(text: str) -> None:
    """What a parser reads of an element is its text and its attribute, without what nobody can read."""
    seen = Markup(str(element("p", text, aria_label=text)))

    assert seen.text == wanted(text)
    assert seen.elements == [("p", (("aria-label", wanted(text)),))]


@pytest.mark.parametrize("tag", ["script", "iframe", "img", "style", "object", "form", "p onclick", ""])
def test_tag_that_no_page_has(tag: str) -> None:
    """Nothing can run, load or send."""
    with pytest.raises(ValueError, match="no page has"):
        element(tag)


@pytest.mark.parametrize("name", ["onclick", "style", "src", "srcdoc", "xlink:href", "a b"])
def test_attribute_that_no_element_has(name: str) -> None:
    """An attribute runs and loads nothing either."""
    with pytest.raises(ValueError, match="no element has"):
        element("p", **{name: "x"})


@pytest.mark.parametrize(
    "target", ["https://example.org", "//example.org", "javascript:alert(1)", "file", "#", "#A b", ""]
)
def test_link_that_leaves(target: str) -> None:
    """A link leads to a place of its own page."""
    with pytest.raises(ValueError, match="a link leads to a place of its own page"):
        element("a", "there", href=target)


def test_numbers_are_short() -> None:
    """Coordinates have two decimals at most, and no zeros at their end."""
    assert str(element("rect", x=1 / 3, y=2.0, width=10)) == '<rect x="0.33" y="2" width="10"></rect>'


def test_sections_with_the_same_title() -> None:
    """Each section has an id of its own, and each link finds its section."""
    seen = Markup(
        document("x", [section("A b", "1"), section("A b", "2"), section("a-b", "3"), section("9", "4")])
    )
    ids = [dict(attributes)["id"] for tag, attributes in seen.elements if tag == "section"]
    links = [dict(attributes)["href"] for tag, attributes in seen.elements if tag == "a"]

    assert len(set(ids)) == 4
    assert links == ["#content", *(f"#{each}" for each in ids)]


def test_empty_section_is_left_out() -> None:
    """A section without content is neither shown nor linked, and one section needs no navigation."""
    seen = Markup(document("x", [section("full", "1"), section("empty", None)]))

    assert [tag for tag, _ in seen.elements if tag in {"section", "nav"}] == ["section"]


def test_radar_with_two_spokes() -> None:
    """Two spokes span no area."""
    with pytest.raises(ValueError, match="three"):
        radar(spokes("x")[:2], summary="x")


def test_note_beyond_the_code() -> None:
    """A note for a line that doesn't exist is shown at the end."""
    seen = Markup(str(code_listing("a\nb\n", {2: ["two"], 7: ["seven"]}, caption="code")))

    assert seen.text.replace(" ", "") == "code1a2btwoseven"
