"""Which card comes next: skips, undo, drafts, and the clock while a card is away."""

from __future__ import annotations

from nnprep.quiz.queue import resumed
from nnprep.quiz.session import Edited, Key, Save, Session, Stage
from nnprep.quiz.transitions import advance
from tests.quiz.test_session import FIVE, on_table, press, started
from tests.quiz.test_transitions import TRAP, turn_of


def test_undo_of_a_skip() -> None:
    """u undoes whatever was last, a grade or a skip; undoing a skip writes nothing."""
    log: list[Save] = []
    session = press(started(), "space", "3", "s", "s", log=log)
    assert ("d", ("b", "c")) == (on_table(session), session.skipped)
    session = press(session, "u", log=log)
    assert ("c", ("b",), ["d", "e"]) == (on_table(session), session.skipped, [c.id for c in session.queue])
    session = press(session, "u", log=log)
    assert ("b", ()) == (on_table(session), session.skipped)
    assert ["review"] == [save.kind for save in log]
    session = press(session, "u", log=log)
    assert ("a", Stage.GRADING, "void") == (on_table(session), session.stage, log[-1].kind)


def test_undo_of_a_skip_on_the_summary() -> None:
    """A skip can be undone on the summary, and a trap asks for its verdict again."""
    session = press(started([FIVE[0], TRAP]), "space", "3", "s")
    assert Stage.SUMMARY == session.stage
    session = press(session, "u")
    assert ("trap", Stage.VERDICT) == (on_table(session), session.stage)


def test_undo_between_skips() -> None:
    """A grade after a skip is undone before the skip."""
    session = press(started(), "s", "space", "3", "u")
    assert ("b", Stage.GRADING) == (on_table(session), session.stage)
    assert ("a", Stage.ASKED) == (on_table(press(session, "u")), press(session, "u").stage)


def test_undo_keeps_what_was_typed() -> None:
    """Undo returns to the card before; the current card keeps its draft for later, revealed or not."""
    for keys in (("t", *"abc", "escape"), ("t", *"abc", "enter", "n")):
        session = press(started(), "space", "3", *keys, "u")
        assert ("a", "") == (on_table(session), session.draft)
        session = press(session, "3")
        assert ("b", "abc") == (on_table(session), session.draft)
        assert "abcd" == press(session, "t", "d").draft


def test_skip_keeps_what_was_typed() -> None:
    """A skipped card comes back with its draft; so does a suspended one."""
    for key in "s!":
        session = press(started(), "t", *"abc", "escape", key)
        assert ("b", "") == (on_table(session), session.draft)
        assert ("a", "abc") == (on_table(press(session, "u")), press(session, "u").draft)


def test_graded_text_is_used_up() -> None:
    """A failed card starts again without the answer it was graded for."""
    session = press(started(FIVE[:1]), "t", *"abc", "enter", "n", "1")

    assert ("a", "") == (on_table(session), session.draft)


def at(session: Session, key: str, seconds: float) -> Session:
    return advance(session, Key(name=key, seconds=seconds))[0]


def test_clock_stops() -> None:
    """Time spent in the help, in the editor or suspended by Ctrl-Z doesn't count."""
    session = at(at(started(), "?", 10.0), "x", 40.0)
    session = resumed(session, 100.0)
    session, _ = advance(session, Edited(card=FIVE[0], notice="", took=7.0))
    _, save = advance(at(session, "space", 150.0), Key(name="3", seconds=152.0))

    assert isinstance(save, Save)
    assert (13.0, 2.0) == (save.data["seconds"], save.data["graded_after"])


def test_clock_stops_once() -> None:
    """Ctrl-Z inside the help isn't subtracted twice."""
    session = at(resumed(at(started(), "?", 10.0), 100.0), "x", 130.0)

    assert 120.0 == turn_of(session).shown_at


def test_clock_of_a_card_that_was_away() -> None:
    """A skipped card's clock continues where it stopped."""
    session = at(at(started(), "s", 20.0), "u", 50.0)

    assert 30.0 == turn_of(session).shown_at


def test_typed_answers_are_never_late() -> None:
    """A typed answer is never late, because typing takes longer than speaking; a spoken one can be."""
    said, typed = at(started(), "space", 61.0), press(started(), "t", *"abc", "enter", "n", seconds=61.0)

    assert (True, False) == (turn_of(said).late, turn_of(typed).late)


def test_fallen() -> None:
    """After falling for a trap, the suggestion is at most *hard*; otherwise it can be *easy*."""
    for verdict, word in (("y", "hard"), ("n", "easy")):
        session = press(started([TRAP]), verdict, "space", "k", "1", "2", "3")
        suggestion = turn_of(session).suggestion
        assert suggestion is not None
        assert word == suggestion.word


def test_ticking_shows_the_points() -> None:
    """k goes to the page with the key points, from any page."""
    session = press(started(), "space", "space", "space")
    assert 2 == turn_of(session).page
    assert (0, Stage.TICKING) == (turn_of(press(session, "k")).page, press(session, "k").stage)


def test_put_away() -> None:
    """Suspending a card and bringing one back have different messages."""
    assert "a is suspended (nnprep quiz --suspended shows it)" in press(started(), "!").notice
    away = started()._replace(suspended=frozenset({"a"}))
    assert "a will be asked again" in press(away, "!").notice
