"""What answers earn, what they count in the schedule, and what the corrections change."""

from __future__ import annotations

import json

import pytest

from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.kinds import Dimension, FollowUpKind, Manner, Status
from nnprep.interview.report import Report
from nnprep.interview.reviews import reviews
from nnprep.interview.session import Stage
from tests.interview.drivers import FAILED, PASSED, Driver

FULL = "The chain rule, backwards. Activations are kept. It costs twice as much."


def report(driver: Driver) -> Report:
    return report_of(driver.replayed(), "id", 1)


def numbers(driver: Driver) -> dict[Dimension, int | None]:
    return {score.dimension: score.number for score in report(driver).scorecard}


def to_task(driver: Driver) -> None:
    """Skip everything up to the coding task."""
    while driver.session.stage is not Stage.CODING:
        driver.press("s")


def test_nothing_said_has_no_number() -> None:
    """An interview that was ended at once has no number, and no verdict."""
    driver = Driver()
    driver.press("x", "y")

    assert set(numbers(driver).values()) == {None}
    assert report(driver).overall is None
    assert report(driver).verdict == "no verdict: too little evidence"
    assert driver.session.progress.closed


def test_full_answer_leads_deeper_and_a_gap_to_a_nudge() -> None:
    """After all required points the card's own follow-up comes; a missing one gets its nudge, once."""
    full, gap = Driver(), Driver()
    for driver in (full, gap):
        driver.say(FULL)
        driver.say(FULL)
    full.say(FULL)
    gap.say("The chain rule.")
    deeper, nudge = full.session.due, gap.session.due
    gap.say("They are stored in memory.")
    after = gap.session.due

    assert deeper is not None
    assert nudge is not None
    assert after is not None
    assert (deeper.kind, deeper.asked) == (FollowUpKind.DEEPER, "What does it cost in memory?")
    assert (nudge.kind, nudge.asked) == (FollowUpKind.NUDGE, "What has to stay in memory?")
    assert after.kind is FollowUpKind.DEEPER
    assert report(gap).parts[1].questions[0].points[1].nudged


def test_nudged_point_earns_half_and_no_better_grade() -> None:
    """A point that came after a nudge is half of its worth, and doesn't count for the review's grade."""
    prompt, nudged = Driver(), Driver()
    for driver in (prompt, nudged):
        driver.press("s", "s")
    prompt.say(FULL)
    nudged.say("The chain rule. It costs twice as much.")
    nudged.say("Activations are kept.")
    (all_points,) = list(reviews(prompt.replayed(), "id"))
    (without,) = list(reviews(nudged.replayed(), "id"))

    # Two cards were skipped: 10 points of 15 are gone; the third has 2 + 2 + 1.
    assert numbers(prompt)[Dimension.FUNDAMENTALS] == round(100 * 5 / 15)
    assert numbers(nudged)[Dimension.FUNDAMENTALS] == round(100 * 4 / 15)
    assert numbers(nudged)[Dimension.DEPTH] == 100
    assert all_points[1]["grade"] == 4
    assert without[1]["ticked"] == [0, 2]
    assert without[1]["grade"] == 2


def test_said_aloud_counts_once_it_is_ticked() -> None:
    """Nobody heard an answer said aloud: no number, no review, until its points are ticked."""
    driver = Driver()
    driver.press("enter", "x", "y")
    before = numbers(driver)
    assert list(reviews(driver.replayed(), "id")) == []
    driver.press("1")
    after = numbers(driver)
    question = report(driver).parts[0].questions[0]

    assert before[Dimension.FUNDAMENTALS] is None
    assert after[Dimension.FUNDAMENTALS] == 40
    assert (question.manner, question.points[0].status) == (Manner.ALOUD, Status.ADDED)
    assert "by your own account" in report(driver).score(Dimension.FUNDAMENTALS).evidence[0].sentence
    assert [data["ticked"] for _, data in reviews(driver.replayed(), "id")] == [[0]]


def test_corrections_move_the_numbers_both_ways() -> None:
    """A point added and a point withdrawn change the number; pressing again takes it back."""
    driver = Driver()
    driver.say("The chain rule.")
    driver.press("x", "y")
    seen = [numbers(driver)[Dimension.FUNDAMENTALS]]
    for key in ("2", "1", "1", "2"):
        driver.press(key)
        seen.append(numbers(driver)[Dimension.FUNDAMENTALS])

    assert seen == [40, 80, 40, 80, 40]


def test_denied_point_does_not_count() -> None:
    """What an answer denies isn't said, and the report quotes it."""
    driver = Driver()
    driver.say("It doesn't use the chain rule.")
    point = report(driver).parts[0].questions[0].points[0]

    assert point.status is Status.DENIED
    assert point.quote


@pytest.mark.parametrize(("judgement", "coding", "debugging"), [(PASSED, 100, 100), (FAILED, 25, 33)])
def test_code_is_judged_at_the_end(judgement: object, coding: int, debugging: int) -> None:
    """Hidden checks run once all is asked; a guess that nobody can judge is no evidence until the learner says so."""
    driver = Driver(judgement=PASSED if judgement is PASSED else FAILED)
    to_task(driver)
    driver.press("r", "d")
    before = driver.replayed().judgements
    to_task(driver)
    driver.press("d")
    driver.say("The sum.")
    driver.press("x", "y")
    unsure = report(driver).parts[4].code
    while driver.session.reviewing + 1 < 1:
        driver.press("enter")
    driver.press("1")
    code = report(driver).parts[3].code

    assert before == {}
    assert code is not None
    assert unsure is not None
    assert (code.smoke_runs, code.status) == (1, PASSED.status if judgement is PASSED else FAILED.status)
    assert unsure.named is None
    assert numbers(driver)[Dimension.CODING] == coding
    assert numbers(driver)[Dimension.DEBUGGING] == debugging


def test_pauses_are_recorded_and_not_counted() -> None:
    """A pause stops the clock, is in the report, and goes on after a kill."""
    driver = Driver()
    driver.press("p")
    driver.seconds += 100
    driver.session = driver.opened()
    assert driver.session.stage is Stage.PAUSED
    driver.seconds += 60
    driver.press("p")
    driver.seconds += 5
    driver.press("s")
    part = report(driver).parts[0]

    assert part.paused_seconds == 61.0
    assert part.seconds == 7.0


def test_late_answers_lose_pace() -> None:
    """An answer within its target has all of the pace, one up to half as late again half, a later one none."""
    paces = []
    for seconds in (10, 200, 400):
        driver = Driver()
        driver.seconds += seconds
        driver.say(FULL)
        paces.append(numbers(driver)[Dimension.PACE])

    assert paces == [100, 50, 0]


def test_wrong_number_names_the_slip() -> None:
    """At the whiteboard a wrong number is wrong by a known mistake; what isn't a number is asked again."""
    driver = Driver()
    while driver.session.due is None or driver.session.due.item.exact is None:
        driver.press("s")
    driver.press("enter")
    assert driver.session.notice
    driver.say("many")
    assert driver.session.stage is Stage.TYPING
    driver.say("10*64 + 64*3")
    question = report(driver).parts[2].questions[0]

    assert (question.right, question.remark) == (False, "832: you forgot the biases.")
    assert numbers(driver)[Dimension.MATHEMATICS] == 0


def test_models_points_are_marked() -> None:
    """A point that a model grants with the learner's words counts, and is marked; others, and decided ones, are not."""
    driver = Driver()
    driver.say("You go from the end to the start.")
    place = {"part": 0, "item": 0, "follow": 0}
    driver.write({"step": "correct", "place": place, "point": 2, "said": 0.0})
    before = numbers(driver)[Dimension.FUNDAMENTALS]
    grants = [
        [0, "from the END to the start"],
        [1, "everything is kept"],
        [2, "from the end to the start"],
        [9, "x"],
    ]
    driver.write({"step": "comment", "place": place, "comment": "Clear.", "grants": grants})
    question = report(driver).parts[0].questions[0]
    first, *others = question.points
    sentence = report(driver).score(Dimension.FUNDAMENTALS).evidence[0].sentence

    assert question.comments == ("Clear.",)
    assert (first.status, first.counts, first.corrected) == (Status.GRANTED, True, False)
    assert first.quote == "from the END to the start"
    assert not any(each.counts for each in others)
    assert "1 granted by a model" in sentence
    assert (numbers(driver)[Dimension.FUNDAMENTALS] or 0) > (before or 0)

    driver.write({"step": "correct", "place": place, "point": 0, "said": 0.0})
    assert report(driver).parts[0].questions[0].points[0].status is Status.MISSED


def test_nonsense_in_the_log_changes_nothing() -> None:
    """Events that make no sense, as from a later version, leave the rest readable."""
    driver = Driver()
    driver.say(FULL)
    before = driver.replayed()
    for data in (
        {"step": "dance"},
        {"step": "answer"},
        {"step": "answer", "answer": {"place": [9, 9]}},
        {"step": "resume", "part": None},
        {"step": "correct", "place": {"part": 90, "item": 0, "follow": 0}, "point": 0, "said": 1},
        {"step": "judged", "part": 0, "judgement": json.loads("[]")},
        {},
    ):
        driver.log.append(("x", data))

    assert driver.replayed() == before
