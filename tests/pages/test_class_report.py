"""The class report: what went wrong by frequency, and nobody's name or file can do anything to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from nnprep.cohort.record import Record
from nnprep.cohort.summary.summary import summaries
from nnprep.pages.class_report import LIMIT, class_page
from nnprep.pages.element import UNPRINTABLE
from tests.cohort.records import NO_MEAN, ONLY_DW2, SIGN, check, mistake, part, record, wrong
from tests.pages.browser import NEEDS_BROWSER, shown
from tests.pages.markup import Markup
from tests.pages.test_element import TEXTS


def a_class(size: int = 140, text: str = "") -> Iterator[Record]:
    """Yield the records of a class; `text` is in every name and message."""
    for number in range(size):
        who = f"{text}student-{number:06}"
        kind = number % 10
        exercise = "mlp" if number % 7 == 6 else "backprop"
        if kind < 5:
            good = [part(each, check(f"{each}-1"), check(f"{each}-2")) for each in ("forward", "backward")]
            yield record(who, *good, exercise=exercise)
        elif kind == 5:
            yield wrong(who, mistake("no-mean", NO_MEAN + text))
        elif kind == 6:
            yield wrong(
                who, mistake("no-mean-dW2" if number % 3 else "sign", ONLY_DW2 if number % 3 else SIGN)
            )
        elif kind == 7:
            failing = part("backward", check("batch", "failed", f"{text}dW2 is {number} at [0, 0]"))
            yield record(who, part("forward", check("f")), failing, sha256="ab" * 16, exercise=exercise)
        elif kind == 8:
            yield record(who, status="unsure" if number % 3 else "not-judged", note=text, exercise=exercise)
        else:
            yield record(who, part("forward", check("f", "crashed", "IndexError" + text)), exercise=exercise)


def page(size: int = 140, text: str = "") -> str:
    """Return the page of a class."""
    ordered = sorted(a_class(size, text), key=lambda each: each.owner)
    return class_page(summaries(ordered))


def test_page_holds_everything() -> None:
    """Mistakes by frequency with their variants, parts by pass rate, what nothing explains, and groups."""
    text = Markup(page()).text

    for each in (
        "Submissions to 2 exercises.",
        "Every gradient is exactly m times too large",
        "in dW2 only",
        "the backward part",
        "Nothing explains these",
        "submissions fail alike",
        "dW2 is 7 at [0, 0]",
        "Passing with only some random inputs".lower(),
        "not judged",
        "byte-for-byte identical",
        "student-000007",
    ):
        assert each.lower() in text.lower()


def test_mistakes_come_by_frequency() -> None:
    """The most frequent mistake comes first, with its number and its share."""
    records = [wrong(f"a{n}", mistake("sign", SIGN)) for n in range(3)]
    records += [wrong("b", mistake("no-mean", NO_MEAN)), *(record(f"c{n}") for n in range(4))]
    text = Markup(class_page(summaries(records))).text

    assert text.index("All the gradients point the wrong way") < text.index("Every gradient is exactly")
    assert "All the gradients point the wrong way338 %" in text


def test_class_without_submissions() -> None:
    """An empty class has a page that says so."""
    assert "There are no submissions." in Markup(class_page(())).text


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever submitters are called and their code reports, the elements are those of a tame class."""
    seen, plain = Markup(page(30, text + "x")), Markup(page(30, "x"))

    assert seen.shape == plain.shape
    assert UNPRINTABLE.search(seen.text) is None


def test_size_of_a_page_has_a_limit() -> None:
    """Many ways to fail are cut off, and counted; names beyond the first hundred are in the results."""
    says = [f"Mistake {n} was made. It costs a point." for n in range(LIMIT + 5)]
    records = [wrong(f"s{n:05}", mistake(f"m{n % len(says)}x", says[n % len(says)])) for n in range(9000)]
    text = class_page(summaries(records))

    assert "And 5 more mistakes in the results." in text
    assert "39 more, which are in the results" in text
    assert len(text) < 250_000


def test_many_exercises_have_a_link_each() -> None:
    """The navigation of a class with several exercises lists each once, and all links lead somewhere."""
    text = page()
    navigation = text[text.index("<nav") : text.index("</nav>")]

    assert navigation.count("<li>") == 3
    assert all(f'id="{target}"' in text for target in re.findall(r'href="#([^"]+)"', navigation))


@pytest.mark.proof
def test_hundred_thousand_submissions() -> None:
    """A page of 100,000 submissions is about as large as one of 1,000."""
    small, large = page(1_000), page(100_000)

    assert len(large) < 2 * len(small)


@NEEDS_BROWSER
def test_page_in_a_browser() -> None:
    """At both widths nothing sticks out, whatever submitters are called, and nothing is loaded."""
    pages = {"plain": page(), "long": page(30, "wordsthatdonotbreak" * 12), "empty": class_page(())}
    for (name, width), seen in shown(pages).items():
        assert (seen["width"], seen["wide"]) == (width, width)
        assert (seen["loaded"], seen["beyond"], seen["small"]) == ([], [], [])
        assert seen["landmarks"] == [1, 1, int(name != "empty"), 1]
        assert (seen["nameless"], seen["broken"], seen["silent"]) == (0, 0, 0)
        assert all(
            after <= before + 1 for before, after in zip(seen["headings"], seen["headings"][1:], strict=False)
        )
