"""`nnprep stats --html`: one file with everything, whatever is in the history."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from nnprep.cli.app import run
from nnprep.content.yaml.exercise_headings import ExerciseHeading
from nnprep.learner.attempts import record
from nnprep.learner.history.log import History
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.weak_topics import WEEKS, TopicHeat, Week
from nnprep.pages.progress import progress_page
from tests.learner.test_exercise_grades import events
from tests.pages.browser import NEEDS_BROWSER, shown
from tests.pages.markup import Markup
from tests.quiz.cards import made_up
from tests.screens.test_progress import FACTS, NOW, TODAY

HEAT = tuple(
    TopicHeat(
        name=f"a-rather-long-name-of-a-topic-{number}",
        weeks=tuple(
            Week(answers=(number + week) % 5, missed=min((number + week) % 5, week % 4))
            for week in range(WEEKS)
        ),
        new=number,
        learning=3,
        firm=2 * number,
        predicted=None if number == 3 else 0.5 + number / 20,
    )
    for number in range(8)
)


def page(interview: int | None = 3) -> str:
    """Return the page of a learner who did a little of everything."""
    standing = LearnerState(interview=None if interview is None else TODAY + timedelta(days=interview))
    view = look([made_up("a")], [], {}, standing, NOW, TODAY, streak=2, worked=True)
    return progress_page(replace(FACTS, weak=HEAT), {"softmax": record(events("shfp"))}, view)


def test_page_holds_everything() -> None:
    """All facts of `nnprep stats --all` are in the text, and the header names the interview."""
    text = Markup(page()).text

    for part in (
        "Interview in 3 days, on Tue 24 Nov",
        "a rather long name of a topic 7",
        "regularization and normalization",
        "81 %",
        "1,234",
        "Not counted: 2 answers while cramming.",
        "Why? Why?",
        "22 wrong verdicts of 33",
        "1 more",
        "softmax",
        "said 75 %",
        "Brier score 0.31",
        "Work on 2 days of the last 26 weeks",
        "nnprep quiz",
    ):
        assert part in text


def test_until_the_interview() -> None:
    """The page has a row for each day with something to do, the drill of today, and what there is no time for."""
    cards = [made_up(f"card-{number:03}") for number in range(150)]
    path = [ExerciseHeading(n, f"task-{n}", (), 30, "evening") for n in range(4)]
    standing = LearnerState(interview=TODAY + timedelta(days=3))
    view = look(cards, path, {}, standing, NOW, TODAY, streak=2, worked=True)
    plan = make_plan(cards, standing, NOW, TODAY + timedelta(days=3))
    text = " ".join(Markup(progress_page(FACTS, {}, view, plan)).text.split())

    assert "Sat 21 Nov04060task-0, task-1Sun 22 Nov214060task-2, task-3Mon 23 Nov590––" in text
    assert "Today's drill: mlp, about 5 minutes.There's no time left for 70 new cards." in text
    assert "Until the interview" not in Markup(page(None)).text


def test_one_answer_is_singular() -> None:
    """One answer isn't `1 answers`, and one card due isn't `1 cards due`."""
    view = look([made_up("a")], [], {}, LearnerState(), NOW, TODAY, streak=2, worked=True)
    facts = replace(FACTS, answers=1, states=replace(FACTS.states, due=1))
    text = " ".join(Markup(progress_page(facts, {}, view)).text.split())

    assert "1 answers" not in text
    assert "1 cards due" not in text


def test_page_without_anything_done() -> None:
    """Before the first card there is something to read, and no empty chart."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("topics", "weak", "phrasings", "missed", "traps", "sureness"), ()
    )
    empty = replace(FACTS, coming={}, days={}, brier=None, crammed=0, **nothing)
    standing = LearnerState()
    view = look([made_up("a")], [], {}, standing, NOW, TODAY, streak=0, worked=False)
    seen = Markup(progress_page(empty, {}, view))

    assert "nnprep quiz" in seen.text
    assert "svg" not in {tag for tag, _ in seen.elements}


def test_nothing_leaves_the_page() -> None:
    """The policy allows the page's own style sheet by its hash and nothing else; no address is in it."""
    text = page()
    (style,) = re.findall("<style>(.*?)</style>", text, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = next(
        dict(attributes)["content"] or ""
        for tag, attributes in Markup(text).elements
        if tag == "meta" and ("http-equiv", "Content-Security-Policy") in attributes
    )

    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert re.findall(r"https?:|//[a-z]|url\(|@import|src=|<script|javascript", text) == []


@NEEDS_BROWSER
def test_page_in_a_browser() -> None:
    """At both widths nothing sticks out, the style sheet applies, landmarks and links are there, nothing is loaded."""
    for (_, width), seen in shown({"progress": page()}).items():
        assert (seen["width"], seen["wide"]) == (width, width)
        assert seen["styled"]
        assert seen["loaded"] == []
        assert seen["landmarks"] == [1, 1, 1, 1]
        assert (seen["nameless"], seen["broken"], seen["silent"]) == (0, 0, 0)
        assert seen["headings"][:2] == [1, 2]
        assert all(
            after <= before + 1 for before, after in zip(seen["headings"], seen["headings"][1:], strict=False)
        )
        assert seen["beyond"] == []
        assert seen["small"] == []
        assert "Weak topics" in seen["text"]


def test_stats_saves_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--html writes a page, replaces it the next time, prints it for -, and never replaces anything else."""
    file, mine, link = tmp_path / "page.html", tmp_path / "mine.html", tmp_path / "link.html"
    mine.write_text("<!doctype html>mine", encoding="utf-8")
    link.symlink_to(tmp_path / "elsewhere.html")
    with History.open(clock=lambda: NOW) as history:
        history.append("review", "zero-weights", {"grade": 1})
    codes = [run(["stats", "--html", str(path)]) for path in (file, file, mine, link)]
    printed = capsys.readouterr()

    assert codes == [0, 0, 2, 2]
    assert f"saved {file}" in printed.out
    assert "nnprep didn't write it; use --force" in printed.err
    assert mine.read_text(encoding="utf-8") == "<!doctype html>mine"
    assert not (tmp_path / "elsewhere.html").exists()
    assert "initialization" in Markup(file.read_text(encoding="utf-8")).text
    assert run(["stats", "--html", str(mine), "--force"]) == 0
    assert run(["stats", "--html", "-"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("</html>")


@pytest.mark.parametrize("words", [["--html", "a.html", "--json"], ["--force"]])
def test_options_that_exclude_each_other(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A page and an object at once, or --force without a page, are refused in one sentence."""
    assert run(["stats", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 2
