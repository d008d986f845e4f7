"""A whole session: keys in, the next state and what to write out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.content.cards import Card
from nnprep.learner.grades import Grade, suggested
from nnprep.learner.history.events import EventKind
from nnprep.quiz.queue import begin
from nnprep.quiz.session import (
    Edit,
    Edited,
    Heard,
    Key,
    Listen,
    Save,
    Saved,
    Session,
    Stage,
    Unsaved,
)
from nnprep.quiz.transitions import advance
from nnprep.quiz.turn import Turn
from tests.quiz.cards import made_up

FIVE = [made_up(name) for name in "abcde"]


def started(
    cards: Sequence[Card] = FIVE, *, confidence: bool = False, kind: EventKind = EventKind.REVIEW
) -> Session:
    return begin(cards, seconds=0.0, asked={}, confidence=confidence, kind=kind)


def press(session: Session, *keys: str, log: list[Save] | None = None, seconds: float = 10.0) -> Session:
    """Press keys one after the other, carrying out all effects."""
    for key in keys:
        session, effect = advance(session, Key(name=key, seconds=seconds))
        while effect is not None:
            if isinstance(effect, Save):
                if log is not None:
                    log.append(effect)
                happening = Saved(event=f"event-{id(effect)}", seconds=seconds)
                session, effect = advance(session, happening)
            elif isinstance(effect, Listen):
                session, effect = advance(session, Heard(quotes={0: "one"}, negated={1: "not two"}))
            else:
                session, effect = advance(session, Edited(card=effect.card, notice="told"))
    return session


def on_table(session: Session) -> str | None:
    return session.turn.card.id if session.turn else None


def test_grading() -> None:
    """A grade is saved with wording, time, target and hints, and the next card comes."""
    log: list[Save] = []
    session = press(started(), "h", "space", log=log, seconds=12.5)
    session = press(session, "3", log=log, seconds=15.0)

    assert "b" == on_table(session)
    assert [("review", "a")] == [(save.kind, save.subject) for save in log]
    expected = {
        "grade": 3,
        "phrasing": 0,
        "seconds": 12.5,
        "graded_after": 2.5,
        "target_seconds": 60,
        "hints": 1,
    }
    assert expected == log[0].data


def test_order() -> None:
    """All cards are asked once, then comes the summary, and Enter leaves."""
    session, seen = started(), []
    while session.turn is not None:
        seen.append(on_table(session))
        session = press(session, "space", "3")

    assert list("abcde") == seen
    assert Stage.SUMMARY == session.stage
    assert Stage.OVER == press(session, "enter").stage


def test_failed_comes_back() -> None:
    """A failed card comes back after three others, with another wording, until it is recalled."""
    session, seen = started(), []
    while session.turn is not None:
        seen.append((on_table(session), session.turn.phrasing))
        first = on_table(session) == "a" and len(seen) == 1
        session = press(session, "space", "1" if first else "3")

    assert [("a", 0), ("b", 0), ("c", 0), ("d", 0), ("a", 1), ("e", 0)] == seen


def test_failed_at_the_end() -> None:
    """With fewer than three others left, a failed card comes after them."""
    session = press(started(FIVE[:2]), "space", "1")
    assert "b" == on_table(session)
    session = press(session, "space", "1")
    assert "a" == on_table(session)
    session = press(session, "space", "3")
    assert "b" == on_table(session)


def test_wording_rotates() -> None:
    """The wording follows the number of reviews, and p shows the next one."""
    session = begin(FIVE, seconds=0.0, asked={"a": 4})

    assert "And a?" == session.turn.wording  # type: ignore[union-attr]
    assert "Tell me about a." == press(session, "p").turn.wording  # type: ignore[union-attr]
    assert "What about a?" == press(session, "p", "p").turn.wording  # type: ignore[union-attr]


def test_undo() -> None:
    """Undo voids the last answer; its card is graded again, then the interrupted one."""
    log: list[Save] = []
    session = press(started(), "space", "1", "u", log=log)

    assert ["review", "void"] == [save.kind for save in log]
    assert ("a", Stage.GRADING) == (on_table(session), session.stage)
    assert list("bcde") == [card.id for card in session.queue]
    session = press(session, "3", log=log)
    assert "b" == on_table(session)
    assert 0 == session.turn.phrasing  # type: ignore[union-attr]


def test_undo_everything() -> None:
    """Undo works back to the first card; then a message says that there is nothing left."""
    session = press(started(FIVE[:3]), *["space", "3"] * 3)
    assert Stage.SUMMARY == session.stage
    session = press(session, "u", "u", "u")
    assert ("a", ["b", "c"]) == (on_table(session), [card.id for card in session.queue])
    assert "nothing to undo" in press(session, "u").notice


def test_undo_after_leaving() -> None:
    """After q, undo on the summary brings back the card and the rest of the session."""
    session = press(started(), "space", "3", "q")
    assert (Stage.SUMMARY, 4) == (session.stage, len(session.queue))
    session = press(session, "u", "4")
    assert "b" == on_table(session)


def test_leaving() -> None:
    """q shows the summary if anything was answered, and leaves at once if not; Ctrl-C always leaves."""
    assert Stage.OVER == press(started(), "q").stage
    assert Stage.SUMMARY == press(started(), "space", "2", "q").stage
    assert press(started(), "ctrl-c").interrupted
    assert not press(started(), "end").interrupted


def test_trap() -> None:
    """A trap asks for a verdict first and remembers whether the learner fell for it."""
    for key, fell in (("y", True), ("n", False), ("space", None)):
        log: list[Save] = []
        session = started([made_up("trap", trap=True)])
        assert Stage.VERDICT == session.stage
        session = press(session, key, *(["space"] if key != "space" else []), "3", log=log)
        assert fell == log[0].data.get("fell")


def test_reasons() -> None:
    """Behind a verdict the reasons for it are looked up, also for a spoken answer, which ticks nothing."""
    session = press(started([made_up("trap", trap=True)]), "n")
    waiting, effect = advance(session, Key(name="space", seconds=3.0))
    assert Listen(text="") == effect
    shown, _ = advance(waiting, Heard(quotes={}, negated={}, seconds=3.0, reasons=frozenset({1})))
    assert shown.turn is not None
    assert (Stage.GRADING, frozenset({1}), False) == (shown.stage, shown.turn.reasons, shown.turn.counted)


def test_confidence() -> None:
    """With --confidence the learner says how sure they are before the reveal, or skips that."""
    log: list[Save] = []
    session = press(started(confidence=True), "space")
    assert Stage.CONFIDENCE == session.stage
    session = press(session, "3", "c")
    assert Stage.GRADING == session.stage
    press(session, "c", "3", log=log)
    assert 75 == log[0].data["confidence"]
    log.clear()
    press(started(confidence=True), "space", "space", "3", log=log)
    assert "confidence" not in log[0].data


def test_ticking() -> None:
    """Ticks suggest the grade, Enter accepts it, and both are saved."""
    log: list[Save] = []
    session = press(started(), "space", "k", "1", "2", "2", "3", "9", "enter")
    assert frozenset({0, 2}) == session.turn.ticked  # type: ignore[union-attr]
    press(session, "enter", log=log)

    assert (3, 3, [0, 2]) == (log[0].data["grade"], log[0].data["suggested"], log[0].data["ticked"])


def test_enter_without_ticks() -> None:
    """Without ticks there is no suggestion, and Enter shows the full answer."""
    session = press(started(), "enter", "enter")
    assert session.turn is not None
    assert session.turn.page == 1
    assert Stage.GRADING == session.stage


def test_typing() -> None:
    """A typed answer is edited and searched; the learner is asked about a negated point, and the ticks decide."""
    log: list[Save] = []
    session = press(started(), "t", *"one twoo", "backspace", "ctrl-w", *"not", "space", *"two")
    assert (Stage.TYPING, "one not two") == (session.stage, session.draft)
    session = press(session, "ctrl-u", *"qu1!?", "enter")
    assert (Stage.DOUBT, "qu1!?") == (session.stage, session.turn.typed)  # type: ignore[union-attr]
    session = press(session, "y")
    assert (Stage.GRADING, {0, 1}) == (session.stage, session.turn.ticked)  # type: ignore[union-attr]
    press(session, "2", log=log)
    assert (2, "qu1!?") == (log[0].data["grade"], log[0].data["typed"])


def test_typing_nothing() -> None:
    """An empty answer doesn't count; Escape goes back."""
    assert Stage.ASKED == press(started(), "t", "space", "enter").stage
    assert Stage.ASKED == press(started(), "t", *"abc", "escape").stage


def test_typing_with_confidence() -> None:
    """With --confidence, a typed answer is followed by that question before anything is shown."""
    session = press(started(confidence=True), "t", *"abc", "enter")
    assert (Stage.CONFIDENCE, False) == (session.stage, session.turn.revealed)  # type: ignore[union-attr]
    session = press(session, "d", "n")
    assert (Stage.GRADING, 95, True) == (
        session.stage,
        session.turn.confidence,  # type: ignore[union-attr]
        session.turn.revealed,  # type: ignore[union-attr]
    )


def test_skip_and_suspend() -> None:
    """Skipping writes nothing; suspending does, and can be undone."""
    log: list[Save] = []
    session = press(started(), "s", "!", log=log)
    assert ("c", ("a",)) == (on_table(session), session.skipped)
    assert [("suspend", "b", {"suspended": True})] == [(s.kind, s.subject, s.data) for s in log]
    session = press(session, "u", log=log)
    assert ("b", "void") == (on_table(session), log[-1].kind)


def test_cramming() -> None:
    """While cramming, grades are saved as practice."""
    log: list[Save] = []
    press(started(kind=EventKind.PRACTICE), "space", "3", log=log)
    assert ["practice"] == [save.kind for save in log]


def test_unsaved() -> None:
    """After a failed save the session waits: r tries again, q leaves without saving; other keys do nothing."""
    session, effect = advance(press(started(), "space"), Key(name="3", seconds=1.0))
    assert isinstance(effect, Save)
    session, _ = advance(session, Unsaved(sentence="NOT saved: full."))
    for key in ("3", "u", "?", "s"):
        assert Stage.UNSAVED == press(session, key).stage
    again, second = advance(session, Key(name="r", seconds=2.0))
    assert effect == second
    assert "b" == on_table(advance(again, Saved(event="x", seconds=3.0))[0])
    assert Stage.OVER == press(session, "q").stage


def test_help() -> None:
    """? shows the keys at any stage, and any key goes back."""
    session = press(started(), "space", "?")
    assert session.help
    assert session._replace(help=False, stopped=None) == press(session, "3")


def test_edit() -> None:
    """e opens the card's file, and the card may come back changed."""
    session, effect = advance(started(), Key(name="e", seconds=1.0))
    assert effect == Edit(card=FIVE[0])
    changed, _ = advance(session, Edited(card=made_up("a", musts=(True,)), notice="Read again."))
    assert ("Read again.", 1) == (changed.notice, len(changed.turn.card.key_points))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("musts", "ticked", "grade"),
    [
        ((True, False, False), {0, 1, 2}, Grade.EASY),
        ((True, False, False), {0, 1}, Grade.GOOD),
        ((True, False, False, False, False), {0, 1, 2}, Grade.HARD),
        ((True, False, False, False), {0, 1}, Grade.HARD),
        ((True, False, False, False), {1, 2}, Grade.AGAIN),
        ((True, False, False), {1, 2}, Grade.HARD),
        ((True,), set(), Grade.AGAIN),
        ((False, False), {0}, Grade.AGAIN),
    ],
)
def test_suggestion(musts: tuple[bool, ...], ticked: set[int], grade: Grade) -> None:
    """All is *easy*, all but one *good*; a missed `must` point is *hard* if most were said, else *again*."""
    assert grade is suggested(made_up("x", musts=musts).key_points, ticked)


@pytest.mark.parametrize(
    ("right", "ticked", "grade"),
    [
        (True, {1}, Grade.GOOD),
        (True, {0, 1, 2}, Grade.EASY),
        (True, {2}, Grade.HARD),
        (True, set(), Grade.HARD),
        (False, {1}, Grade.HARD),
        (False, {2}, Grade.AGAIN),
        (False, set(), Grade.AGAIN),
    ],
)
def test_suggestion_for_a_claim(right: bool, ticked: set[int], grade: Grade) -> None:
    """A right verdict with one reason is *good*, however many required points of the wider question are missing."""
    card = made_up("x", trap=True, musts=(True, False, True))
    turn = Turn(card=card, phrasing=0, shown_at=0.0, verdict=not right)
    turn = turn._replace(counted=True, ticked=frozenset(ticked), reasons=frozenset({0, 1}))

    assert grade is turn.suggestion


ANY_KEY = st.sampled_from(
    ["space", "enter", *"1234uepfhts!?qkynraT", "escape", "backspace", "ctrl-u", "down", "this key", "é"]
)


@settings(max_examples=200)
@given(st.lists(ANY_KEY, max_size=60), st.booleans())
def test_any_keys(keys: list[str], confidence: bool) -> None:
    """Whatever is pressed, no card is lost or doubled, and the answers are those saved and not voided."""
    log: list[Save] = []
    cards = [*FIVE, made_up("trap", trap=True)]
    session = press(started(cards, confidence=confidence), *keys, log=log)
    rest = [card.id for card in session.queue] + ([on_table(session)] if session.turn else [])

    assert len(rest) == len(set(rest))
    if session.stage is not Stage.OVER:
        done = {answer.turn.card.id for answer in session.answers} | set(session.skipped)
        assert {card.id for card in cards} == done | {name for name in rest if name}
    written = sum(save.kind != "void" for save in log)
    assert len(session.answers) == written - sum(save.kind == "void" for save in log)
