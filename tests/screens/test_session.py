"""The rows below a card and at a session's end: which keys they name, and in how many rows."""

from __future__ import annotations

import pytest

from nnprep.content.library import load_cards
from nnprep.learner.history.events import EventKind
from nnprep.quiz.session import Session, Stage
from nnprep.screens.quiz.card import back, hint_of
from nnprep.screens.quiz.draft import draft_rows
from nnprep.screens.quiz.session import advice, view
from nnprep.screens.quiz.summary import summary
from nnprep.terminal.layout import Line, Paper, Style
from tests.quiz.cards import made_up
from tests.quiz.test_session import FIVE, press, started
from tests.quiz.test_transitions import TRAP, turn_of

NEXTS = ("10 min", "15 min", "2 d", "8 d")


def tail(session: Session, *, width: int = 80, seconds: float = 12.0, live: bool = True) -> list[Line]:
    return list(view(session, Paper(width=width), seconds=seconds, nexts=NEXTS, live=live).tail)


def text_of(rows: list[Line]) -> str:
    return " ".join(" ".join(row.text for row in rows).split())


def test_front() -> None:
    """Before the reveal the keys say how to quit, and how to undo if there is anything to undo."""
    assert "q quit" in text_of(tail(started()))
    for keys in ((), ("space",), ("space", "k")):
        assert "u undo" not in text_of(tail(press(started(), *keys)))
    for keys in (("space", "3"), ("s",), ("!",)):
        assert "u undo" in text_of(tail(press(started(), *keys)))


@pytest.mark.parametrize(("width", "rows"), [(80, 2), (40, 4)])
@pytest.mark.parametrize("seconds", [12.0, 599.0])
def test_rows_of_keys(width: int, rows: int, seconds: float) -> None:
    """The keys take at most two rows in 80 columns and four in 40, and none is missing when others are added."""
    done = press(started([FIVE[0], TRAP, FIVE[1]]), "space", "3")
    for session in (done, press(done, "y"), press(done, "s")):
        below = tail(session, width=width, seconds=seconds)
        questions = sum(("rue" in row.text and "·" not in row.text) or "why" in row.text for row in below)
        assert rows >= len(below) - questions, text_of(below)
        assert all(key in text_of(below) for key in ("s skip", "u undo", "q quit", "? keys"))
        assert ("p rephrase" in text_of(below)) == (session.stage is Stage.ASKED)


def test_weight_of_keys() -> None:
    """Keys are as easy to read as the text; only the clock is faint."""
    for session in (started(), press(started(), "t"), press(started(), "space"), press(started([TRAP]), "y")):
        for row in tail(session):
            faint = [text for text, style in row.spans if style is Style.FAINT]
            assert all(text == "0:12 of 1:00" for text in faint)


def test_clock() -> None:
    """A late answer gets a nudge to wrap up, but not one that is typed."""
    assert "1:01, wrap up" in text_of(tail(started(), seconds=61.0))
    assert "1:01 of 1:00" in text_of(tail(press(started(), "t"), seconds=61.0))
    assert "1:01 of 1:00" in text_of(tail(press(started(), "t", "x", "escape"), seconds=61.0))


def test_draft() -> None:
    """The key that continues a draft says so."""
    assert "t keep typing" in text_of(tail(press(started(), "t", "x", "escape")))
    assert "t type" in text_of(tail(press(started(), "t", "escape")))


def test_verdict_keys() -> None:
    """A claim asks for y or n; after that the other one changes it."""
    assert "y true · n false" in text_of(tail(started([TRAP])))
    assert "n changes it to false" in text_of(tail(press(started([TRAP]), "y")))
    assert "y changes it to true" in text_of(tail(press(started([TRAP]), "n")))


@pytest.mark.parametrize(
    "keys", ["space", "space k", "space k 1 enter", "space f", "t x enter", "t x enter y"]
)
def test_quit_is_always_there(keys: str) -> None:
    """After the answer too, whatever is asked, the keys that leave and that explain the others are shown."""
    shown = text_of(tail(press(started(), *keys.split())))

    assert "u undo" in text_of(tail(press(started(), "s", *keys.split())))
    assert "q quit · ? keys" in shown


def test_ticking_says_how_it_ends() -> None:
    """While points are ticked, Enter only ends that; afterwards it takes the grade suggested."""
    ticking = press(started(), "space", "k", "1")
    assert "1-3 tick · enter ends ticking" in text_of(tail(ticking))
    assert "enter takes it" not in text_of(tail(ticking))
    assert "(enter takes it)." in text_of(tail(press(ticking, "enter")))


def test_sureness() -> None:
    """The confidence question has keys that grade nothing, and one that skips it."""
    below = text_of(tail(press(started(confidence=True), "space")))

    assert "a 25 % · b 50 % · c 75 % · d 95 % · space skip this · esc back" in below


def test_again() -> None:
    """A failed card comes back in this session, not after the minutes until it is due; cramming says so too."""
    assert "1 again this session · 2 hard 15 min · 3 good 2 d" in text_of(tail(press(started(), "space")))
    crammed = view(press(started(), "space"), Paper(width=80), seconds=1.0)
    assert "1 again this session · 2 hard · 3 good" in text_of(list(crammed.tail))


def test_advice() -> None:
    """The reason for a suggested grade is on the screen: a required point, or what a verdict came with."""
    ticked = press(started([made_up("a", musts=(True, False, False, False, False))]), "space", "k")
    assert "0 of 5 points: again, because point 1 is required" in advice(turn_of(ticked))
    assert "2 of 5 points: hard" == advice(turn_of(press(ticked, "1", "2")))
    three = press(ticked, "2", "3", "4")
    assert "3 of 5 points: hard, because point 1 is required" == advice(turn_of(three))
    none = press(started([made_up("a", musts=(False, False))]), "space", "k", "1")
    assert "1 of 2 points: again, because that's at most half of the points" == advice(turn_of(none))


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("n k1", "Right verdict, a right reason: good"),
        ("n k12", "Right verdict, 2 right reasons: good"),
        ("n k", "Right verdict, no reason ticked: hard"),
        ("y k", "You fell for it: again"),
        ("y k1", "You fell for it, with a right reason: hard"),
    ],
)
def test_advice_on_a_claim(keys: str, wanted: str) -> None:
    """After a verdict, the screen says whether it was right and whether a reason came with it."""
    verdict, ticks = keys.split()
    assert wanted in advice(turn_of(press(started([TRAP]), verdict, "space", *ticks)))


def test_why_comes_first() -> None:
    """After the verdict the reason stands before anything else; only reasons may be missing, nothing is required."""
    session = press(started([TRAP]), "n", "space")
    turn = turn_of(session)._replace(reasons=frozenset({1}))
    rows = [row.text.strip() for row in back(turn, Paper(width=80)) if row.text.strip()]

    assert "The claim is false. You were right." == rows[0]
    assert TRAP.trap is not None
    assert TRAP.trap.why_wrong == rows[1]
    title = "Key points (* says why the claim is false; one is enough)"
    assert [title, "1  Point 1.", "2* Point 2."] == rows[2:5]
    assert "The question above, answered" in rows
    ticked = turn._replace(counted=True, ticked=frozenset({1}))
    assert not any("✗" in row.text for row in back(ticked, Paper(width=80)))


def test_claim_stays_in_sight_below_the_answer() -> None:
    """If a page is taller than the terminal, a trap's answer opens at its claim, another card's at the answer."""
    trap, plain = (view(press(started([card]), *keys), Paper(width=80), seconds=1.0) for card, keys in OPENED)

    assert trap.body[trap.start].text.startswith(" Claim")
    assert plain.body[plain.start].text.strip() == FIVE[0].quick_answer


OPENED = ((TRAP, ("n", "space")), (FIVE[0], ("space",)))


def test_suspended() -> None:
    """A suspended card still says that it is a trap, and its screen names the key that brings it back."""
    session = started([TRAP])._replace(suspended=frozenset({"trap"}))
    for each in (session, press(session, "space")):
        body = text_of(list(view(each, Paper(width=80), seconds=1.0).body))
        assert "easy · trap · suspended · new" in body
        assert "! brings it back" in body


def test_sources_name_the_card() -> None:
    """The page with the sources names the card, and says how to see it again."""
    screen = view(press(started(), "space", "space", "space"), Paper(width=80), seconds=1.0)

    assert "Card a (nnprep explain a)" in text_of(list(screen.body))


def summary_text(session: Session, *soon: int) -> str:
    return text_of(summary(session, Paper(width=80), soon))


def test_summary() -> None:
    """The summary says what comes back today, and counts the cards skipped or suspended."""
    session = press(started(), "space", "1", "s", "!", "space", "2", "q")
    assert Stage.SUMMARY == session.stage
    assert "2 cards answered 1 again · 1 hard 1 skipped · 1 suspended" in summary_text(session)
    assert "due" not in summary_text(session)
    back = press(started()._replace(suspended=frozenset({"a"})), "!", "q")
    assert "0 cards answered 1 brought back" in summary_text(back)
    assert "u undo the last answer" in text_of(tail(session))
    assert "u undo the last skip" in text_of(tail(press(started(FIVE[:1]), "s")))
    assert "2 cards are due again in 10 to 15 min." in summary_text(session, 10, 15)
    assert "1 card is due again in 9 min." in summary_text(session, 9)
    assert "2 cards are due again now." in summary_text(session, -3, 0)
    done = press(started(FIVE[:1]), "space", "3")
    assert summary_text(done).endswith("next nnprep")
    assert summary_text(done, 9).endswith("next nnprep quiz")


def test_summary_commands() -> None:
    """What was missed leads to commands to copy, a few of each kind: pages to read, and practice for these."""
    cards = [made_up(name, practise=(f"drill {name}",)) for name in "abcdefg"]
    session = press(started(cards), "space", "3")
    assert summary_text(press(session, "q")).endswith("6 cards left for another time. next nnprep quiz")
    session = press(session, *["space", "1"] * 4, *["space", "3"] * 4, "space", "1", "q")
    rows = [line.text.strip() for line in summary(session, Paper(width=80))]
    assert "Read again  nnprep explain b" in rows
    assert "Practice    nnprep drill b" in rows
    assert 2 == rows.count("… and 1 more")


def test_cramming_says_so() -> None:
    """Each card says that it's crammed, because its grade doesn't count for the schedule."""
    session = press(started(kind=EventKind.PRACTICE), "space", "3")
    screen = view(session, Paper(width=80), seconds=1.0)

    assert "cramming: not scheduled" in text_of(list(screen.body))


@pytest.mark.parametrize(
    ("draft", "rows", "cursor"),
    [
        ("|", [" > _"], (0, 3)),
        ("a  b |", [" > a  b _"], (0, 8)),
        ("one t|wo", [" > one two"], (0, 8)),
        ("a\n\nb|", [" > a", "   ", "   b_"], (2, 4)),
        ("aaaa bbbb cccc| dddd eeee", [" > aaaa bbbb cccc ", "   dddd eeee"], (0, 17)),
        ("aaaa bbbb cccc |dddd eeee", [" > aaaa bbbb cccc ", "   dddd eeee"], (1, 3)),
        ("x" * 20 + "|", [" > " + "x" * 17, "   xxx_"], (1, 6)),
        ("\n".join("abcdefgh") + "|", ["   c", "   d", "   e", "   f", "   g", "   h_"], (5, 4)),
        ("|" + "\n".join("abcdefgh"), [" > a", "   b", "   c", "   d", "   e", "   f"], (0, 3)),
    ],
)
def test_draft_rows(draft: str, rows: list[str], cursor: tuple[int, int]) -> None:
    """A typed answer keeps its spaces and lines and breaks between words; six rows around the cursor are shown."""
    before, after = draft.split("|")
    shown = draft_rows(before + after, len(before), Paper(width=21))

    assert (rows, cursor) == ([line.text for line in shown.lines], (shown.row, shown.column))


@pytest.mark.parametrize(
    ("say", "hint"),
    [
        ("Boiling means that vapour pressure equals air pressure.", "Boiling means that …"),
        ("Split first.", "Split …"),
        ("He: 2/fan_in, because ReLU halves the mean square.", "He …"),
        ("Clipping only shrinks; it cannot enlarge a small gradient.", "Clipping only …"),
    ],
)
def test_hint(say: str, hint: str) -> None:
    """A hint is the first whole words of a point, never a whole clause."""
    assert hint == hint_of(say)


def test_hints_of_all_cards() -> None:
    """No hint gives a whole point away, and each is the beginning of one."""
    for card in load_cards():
        for each in card.key_points:
            words = hint_of(each.say).removesuffix(" …").split()
            assert 1 <= len(words) <= max(2, -(-len(each.say.split()) // 3))
            assert each.say.startswith(" ".join(words))
            assert len(words) < len(each.say.split())
