"""Laws of the interview's state machine, whatever is pressed, typed, pasted or broken."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.evaluation.scoring import number
from nnprep.interview.follow_ups import due
from nnprep.interview.report import from_json, to_json
from nnprep.interview.session import Stage
from tests.interview.drivers import FAILED, PASSED, Driver

KEYS = [*"tspbxyndrewqab123?", "enter", "space", "escape", "backspace", "up", "ctrl-c", "end", "q"]
TEXTS = [
    "The chain rule, backwards, and activations are kept. It costs twice as much.",
    "The chain rule isn't used.",
    "899",
    "10*64 + 64*3",
    "It is stored in memory until the backward pass of every layer.",
    "no idea",
    "",
]
ACTION = st.one_of(
    st.sampled_from(KEYS).map(lambda key: ("press", key)),
    st.sampled_from(TEXTS).map(lambda text: ("say", text)),
    st.sampled_from(["full", "broken", "wait", "kill"]).map(lambda what: (what, "")),
)


def act(driver: Driver, what: str, word: str) -> None:
    """Do one thing to an interview; one that was left is opened again, as is one that was killed."""
    if driver.session.stage is Stage.OVER and not driver.session.progress.closed:
        driver.session = driver.opened()
    match what:
        case "press":
            driver.press(word)
        case "say":
            driver.say(word)
        case "wait":
            driver.seconds += 100.0
        case "kill":
            driver.session = driver.opened()
        case "full":
            driver.full = not driver.full
        case "broken":
            driver.broken = not driver.broken


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTION, max_size=60), st.booleans())
def test_what_is_on_disk_is_all_there_is(actions: list[tuple[str, str]], passes: bool) -> None:
    """After every step, the log alone gives the same progress, the same question, and the same report."""
    driver = Driver(judgement=PASSED if passes else FAILED)
    for what, word in actions:
        act(driver, what, word)
        progress = driver.replayed()

        assert progress == driver.session.progress
        assert due(progress) == due(driver.session.progress)

    shown = report_of(driver.session.progress, "id", 1)

    assert report_of(driver.replayed(), "id", 1) == shown
    assert from_json(json.loads(json.dumps(to_json(shown)))) == shown


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTION, max_size=60), st.booleans())
def test_every_number_is_its_evidence(actions: list[tuple[str, str]], passes: bool) -> None:
    """A number is what its evidence earned as a share of what it could earn; without evidence there is none."""
    driver = Driver(judgement=PASSED if passes else FAILED)
    for what, word in actions:
        act(driver, what, word)
    report = report_of(driver.replayed(), "id", 1)

    for score in report.scorecard:
        assert all(0 <= each.earned <= each.of and each.of > 0 for each in score.evidence)
        assert all(1 <= each.part <= len(report.parts) for each in score.evidence)
        assert (score.number is None) == (not score.evidence)
        if score.evidence:
            earned = sum(each.earned for each in score.evidence)

            assert score.number == round(100 * earned / sum(each.of for each in score.evidence))
            assert score.number == number(list(score.evidence))
    numbers = [score.number for score in report.scorecard if score.number is not None]
    assert report.overall == (round(sum(numbers) / len(numbers)) if numbers else None)


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTION, max_size=40), st.sets(st.integers(0, 60)))
def test_any_part_of_a_log_can_be_read(actions: list[tuple[str, str]], gone: set[int]) -> None:
    """With any events undone or missing, as after an import of half a log, the rest is still an interview."""
    driver = Driver()
    for what, word in actions:
        act(driver, what, word)
    driver.log = [entry for place, entry in enumerate(driver.log) if place == 0 or place not in gone]

    driver.full = driver.broken = False
    session = driver.opened()

    assert session.progress == driver.replayed()
    assert report_of(session.progress, "id", 1).parts
