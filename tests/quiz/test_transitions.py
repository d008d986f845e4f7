"""What keys do: verdicts, hints, typed and pasted answers, and confidence."""

from __future__ import annotations

import pytest

from nnprep.quiz.session import Entered, Heard, Key, Listen, Save, Session, Stage
from nnprep.quiz.text_input import LONGEST
from nnprep.quiz.transitions import advance
from nnprep.quiz.turn import Turn
from tests.quiz.cards import made_up
from tests.quiz.test_session import press, started

TRAP = made_up("trap", trap=True, musts=(False, True, False))
PASTE = "It collapses to one affine map.\n\n3! Use ReLU, quite useful!\n"


def paste(session: Session, text: str, *, whole: bool = False) -> Session:
    """Paste a text; the only effect may be Listen."""
    session, effect = advance(session, Entered(text=text, seconds=10.0, whole=whole))
    if effect is None:
        return session
    assert isinstance(effect, Listen)
    return advance(session, Heard(quotes={}, negated={}, seconds=10.0))[0]


def turn_of(session: Session) -> Turn:
    assert session.turn is not None
    return session.turn


def test_paste_is_text() -> None:
    """While an answer is being typed, a paste is text with its lines."""
    session = paste(press(started(), "t", *"So: "), PASTE)

    assert (Stage.TYPING, f"So: {PASTE}") == (session.stage, session.draft)


@pytest.mark.parametrize("keys", [(), ("space",), ("space", "k"), ("space", "3"), ("space", "3", "q")])
def test_paste_elsewhere(keys: tuple[str, ...]) -> None:
    """When nothing is being typed, a paste is ignored, with a message."""
    session = press(started(), *keys)
    after = paste(session, PASTE)

    assert "Pasted text is ignored here; t types an answer." == after.notice
    assert session._replace(notice="") == after._replace(notice="")


def test_paste_where_something_waits() -> None:
    """A paste neither closes the help nor dismisses a failed save."""
    asked = press(started(), "?")
    unsaved = press(started(), "space")._replace(stage=Stage.UNSAVED, notice="NOT saved.")

    assert (asked, unsaved) == (paste(asked, PASTE), paste(unsaved, PASTE))


def test_whole_line() -> None:
    """If input is read by the line, the line is the whole answer, and no Enter follows."""
    session = paste(press(started(), "t"), "one two", whole=True)

    assert (Stage.GRADING, "one two") == (session.stage, turn_of(session).typed)


def test_last_text() -> None:
    """In an empty answer, Up brings back the last text: one that was deleted, or the answer before."""
    session = press(started(), "t", *"one", "ctrl-u")
    assert ("", "one") == (session.draft, press(session, "up").draft)
    later = press(session, *"two", "enter", "y", "2", "t", "up", "!")
    assert (Stage.TYPING, "two!") == (later.stage, later.draft)


def test_cursor() -> None:
    """What is typed and pasted goes in at the cursor, which is at the end when typing begins again."""
    session = paste(press(started(), "t", *"ad", "left", "b"), "c")
    assert ("abcd", 3) == (session.draft, session.cursor)
    assert "abcde" == press(session, "escape", "t", "e").draft
    assert "ab\ncd" == press(session, "left", "\\", "enter").draft


def test_full_answer() -> None:
    """If an answer gets too long, typed or pasted, a message says so."""
    session = paste(press(started(), "t"), "x" * (LONGEST + 1))
    assert (LONGEST, True) == (len(session.draft), "longer" in session.notice)
    session = press(session, "backspace", "y")
    assert "" == session.notice
    assert "4,000" in press(session, "z").notice


def test_escape_keeps_the_text() -> None:
    """Escape keeps the text: t continues it, and space shows the answer below it; other special keys don't leave it."""
    session = press(started(), "t", *"abc", "alt-b", "left", "tab", "ctrl-t")
    assert (Stage.TYPING, "abc") == (session.stage, session.draft)
    session = press(session, "escape")
    assert Stage.ASKED == session.stage
    assert "abcd" == press(session, "t", "d").draft
    assert "abc" == turn_of(press(session, "space")).typed


def test_guard() -> None:
    """Just after the answer appears, keys that grade or decide are ignored; not if input is read by the line."""
    for keys, stage in ((("space",), Stage.GRADING), (("t", "x", "enter"), Stage.DOUBT)):
        live = press(started()._replace(guard=0.3), *keys)
        live = live._replace(guarded_until=10.3)  # `press` hears without a clock
        for key in ("3", "enter", "y", "!", "s", "u", "q"):
            early, effect = advance(live, Key(name=key, seconds=10.2))
            assert (stage, None) == (early.stage, effect)
            assert "only just" in early.notice
    answered = press(started()._replace(guard=0.3), "space")
    assert isinstance(advance(answered, Key(name="3", seconds=10.31))[1], Save)
    assert isinstance(advance(press(started(), "space"), Key(name="3", seconds=10.0))[1], Save)


def test_guard_after_listening() -> None:
    """The guard starts when a typed answer has been searched, however long that took."""
    waiting, _ = advance(press(started()._replace(guard=0.3), "t", "x"), Key(name="enter", seconds=10.0))
    session, _ = advance(waiting, Heard(quotes={}, negated={}, seconds=12.0))

    assert advance(session, Key(name="1", seconds=12.2))[1] is None
    assert advance(session, Key(name="1", seconds=12.4))[1] is not None


def test_verdict() -> None:
    """y and n mean true and false, and can be changed until the reveal; t and f are never verdicts."""
    session = press(started([TRAP]), "y")
    assert (Stage.ASKED, True) == (session.stage, turn_of(session).verdict)
    session = press(session, "n")
    assert (Stage.ASKED, False) == (session.stage, turn_of(session).verdict)
    assert Stage.TYPING == press(session, "t").stage
    assert turn_of(press(session, "space", "y")).verdict is False
    assert "does nothing" in press(started(), "y").notice


@pytest.mark.parametrize(
    ("key", "words"), [("t", "First your verdict"), ("h", "First your verdict"), ("f", "after")]
)
def test_verdict_first(key: str, words: str) -> None:
    """Before the verdict, typing, hints and follow-ups do nothing but say why."""
    claim = started([TRAP])
    after = press(claim, key)

    assert words in after.notice
    assert claim == after._replace(notice="")


def test_hints() -> None:
    """Hints start with the `must` points; a message says which is the last, and when there are no more."""
    session = press(started([TRAP]), "y", "h")
    assert [True] == [point.must for point in turn_of(session).hinted]
    session = press(session, "h", "h")
    assert ["Point 2.", "Point 1.", "Point 3."] == [point.say for point in turn_of(session).hinted]
    assert "last hint" in session.notice
    assert "no more hints" in press(session, "h").notice


def test_sureness_grades_nothing() -> None:
    """Pressing a confidence key twice doesn't grade; Escape goes back, to a typed answer too."""
    session = press(started(confidence=True), "space")
    for key in "abcd":
        assert Stage.GRADING == press(session, key, key).stage
    assert Stage.ASKED == press(session, "escape").stage
    typed = press(started(confidence=True), "t", *"abc", "enter", "escape")
    assert (Stage.TYPING, "abc", None) == (typed.stage, typed.draft, turn_of(typed).typed)


def test_sure_with_a_draft() -> None:
    """A draft that Escape left is part of the answer; its confidence is asked, too."""
    session = press(started(confidence=True), "t", *"abc", "escape", "space", "d")

    assert (Stage.DOUBT, "abc") == (session.stage, turn_of(session).typed)


def test_capital_letters() -> None:
    """Caps Lock doesn't matter, except in a typed answer."""
    assert "AbC" == press(started(), "T", *"AbC").draft
    assert press(started(), "space", "U").notice == press(started(), "space", "u").notice


def test_keys_have_names() -> None:
    """A key that does nothing is named in a message."""
    for key in ("tab", "ctrl-a", "this key"):
        assert f"{key} does nothing here" in press(started(), key).notice
    assert "There's nothing to scroll." == press(started(), "down").notice
