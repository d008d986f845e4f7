"""The report of an interview as a page: everything in it, and nothing of what the learner typed becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import given, settings

from nnprep.interview.report import Code, Finding, Report, from_json, to_json
from nnprep.pages.element import UNPRINTABLE
from nnprep.pages.interview.page import interview_page
from nnprep.pages.interview.scorecard import scorecard
from tests.interview.reports import sample_report
from tests.pages.browser import NEEDS_BROWSER, shown
from tests.pages.markup import Markup
from tests.pages.test_element import TEXTS

REPORT = sample_report()
FREE = {
    *(
        "asked",
        "code",
        "say",
        "quote",
        "remark",
        "sentence",
        "message",
        "file",
        "why",
        "command",
        "guess",
        "comments",
    ),
    *(
        "said",
        "model_answer",
        "source",
        "solution",
        "task",
        "title",
        "notes",
        "sentences",
        "summary",
        "level",
    ),
}
"""Fields that hold any text."""


def with_texts(value: Any, make: Callable[[], str]) -> Any:
    """Return a report's JSON with a new text in every field that holds any."""
    if isinstance(value, list | tuple):
        return [with_texts(each, make) for each in value]
    if not isinstance(value, dict):
        return value
    changed: dict[str, Any] = {}
    for name, item in value.items():
        if name in FREE and item and isinstance(item, str):
            changed[name] = make()
        elif name in FREE and item and not isinstance(item, dict):
            changed[name] = [make() for _ in item]
        else:
            changed[name] = with_texts(item, make)
    return changed


def with_text(report: Report, text: str) -> Report:
    """Return a report with a text in every field that holds any."""
    return from_json(with_texts(to_json(report), lambda: text))


def test_page_holds_everything() -> None:
    """Every text and every number of the report is on the page."""
    numbers = count(1)
    texts: list[str] = []

    def marker() -> str:
        texts.append(f"text{next(numbers)}.")
        return texts[-1]

    text = Markup(interview_page(from_json(with_texts(to_json(REPORT), marker)))).text

    assert len(texts) > 40
    assert [each for each in texts if each not in text] == []
    for part in (
        "questions asked3",
        "of 100 overall59",
        "of 45:00 used8:12",
        "ended early",
        "Sun 29 Nov 2026, 10:15",
    ):
        assert part in text


def test_what_the_learner_typed_is_quoted() -> None:
    """Markup in an answer is shown as it was typed."""
    assert "<script>alert(1)</script>" in Markup(interview_page(REPORT)).text


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever is asked, said, commented or written in a file, the elements are the same."""
    marked = text.replace("`", "") or "x"
    pages = [interview_page(with_text(REPORT, each)) for each in (marked + "x", "x")]
    seen, plain = map(Markup, pages)

    assert {tag for tag, _ in seen.shape} <= {tag for tag, _ in plain.shape} | {"pre"}
    assert {name for _, names in seen.shape for name in names} == {
        name for _, names in plain.shape for name in names
    }
    assert UNPRINTABLE.search(seen.text) is None


def test_notes_beside_lines() -> None:
    """A finding stands below the first line that it is about, and all its lines are marked; others stand above."""
    code = REPORT.parts[2].code
    assert code is not None
    findings = (
        Finding(sentences=("Here.", "Really."), part="", lines=(6, 5)),
        Finding(sentences=("Nowhere.",), part="", lines=(99,)),
    )
    text = page_of_code(replace(code, findings=findings))
    lines = [each for tag, each in Markup(text).elements if tag == "li" and ("class", "marked") in each]

    assert len(lines) == 2
    assert text.index("def loss") < text.index("Here. Really.") < text.index("np.sum")
    assert text.index("Nowhere.") < text.index("import numpy")


def page_of_code(code: Code) -> str:
    """Return the page of an interview with this code only."""
    return interview_page(replace(REPORT, parts=(replace(REPORT.parts[2], code=code),)))


def test_no_number_without_evidence() -> None:
    """A dimension without a number has neither a bar nor a point, and says so; without any, no radar is drawn."""
    none = tuple(replace(score, number=None, evidence=()) for score in REPORT.scorecard)
    markup = Markup(
        "".join(str(each) for each in scorecard(replace(REPORT, scorecard=none)) if each is not None)
    )

    assert "polygon" not in {tag for tag, _ in markup.elements}
    assert markup.text.count("no evidence") == len(none)
    assert "part1" not in {dict(attributes).get("class") for _, attributes in markup.elements}


@NEEDS_BROWSER
def test_page_in_a_browser() -> None:
    """At both widths nothing sticks out, with long lines of code too; landmarks, links and headings are in order."""
    long = interview_page(with_text(REPORT, "wordsthatdonotbreak" * 12))
    pages = {"plain": interview_page(REPORT), "long": long}
    for (_, width), seen in shown(pages).items():
        assert (seen["width"], seen["wide"]) == (width, width)
        assert seen["loaded"] == []
        assert seen["landmarks"] == [1, 1, 1, 1]
        assert (seen["nameless"], seen["broken"], seen["silent"]) == (0, 0, 0)
        assert all(
            after <= before + 1 for before, after in zip(seen["headings"], seen["headings"][1:], strict=False)
        )
        assert seen["beyond"] == []
        assert seen["small"] == []
        assert not {"script", "b", "img"} & set(seen["tags"])
