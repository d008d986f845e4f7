"""Decks and text exports from elsewhere: simple notes become valid cards, and nothing hostile gets through."""

from __future__ import annotations

import contextlib
import io
import sqlite3
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.anki import deck_file, text_export
from nnprep.anki.deck_file import deck_notes
from nnprep.anki.export import export
from nnprep.anki.foreign_note import ForeignNote
from nnprep.anki.note import FIELDS
from nnprep.anki.own_card import LONGEST_FIELD, OwnCard, Skipped, own_card
from nnprep.anki.package import COLLECTION, package
from nnprep.anki.plain_text import plain_text
from nnprep.anki.text_export import text_notes
from nnprep.content.cards import Card
from nnprep.content.library import load_cards
from nnprep.content.yaml.card_reader import read_cards
from nnprep.errors import UsageError

CARDS = load_cards()[:3]
DECK = export(CARDS, datetime.now().astimezone(), None).content
TAGS = "<script>alert(1)</script>|<img src=x onerror=alert(1)>|<b>|</b>|<|>|&lt;|&#0;|&#x202e;|{{|}}|<pre>|</pre>|<!--"
SIGNS = "-->|<style>|</style>|<svg>|</svg>|- |*a|&a|!!python/object:x|\"|'|\\|'''|[sound:a.mp3]|é|yes|: | #|\\(|\\)"
HOSTILE = [
    *f"{TAGS}|{SIGNS}".split("|"),
    "|",
    "\n",
    "\x1b[31m",
    "\x00",
    "\ud7ff",
    "\u2028",
    "\ufeff",
    "\x85",
    "\t",
]


def note(*fields: str, guid: str = "a", html: bool = True) -> ForeignNote:
    return ForeignNote(guid=guid, deck="Biology", tags=("cell", "É::x"), fields=fields, html=html)


def read(source: str) -> Card:
    """Return the card in these lines, which must be valid."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "biology.yaml"
        path.write_text(source, encoding="utf-8")
        cards, faults = read_cards(path)
    assert faults == []
    (card,) = cards
    return card


def made(*fields: str, html: bool = True) -> Card:
    result = own_card(note(*fields, html=html), "biology")
    assert isinstance(result, OwnCard)
    return read(result.source)


def test_a_simple_note_is_a_card() -> None:
    """Both sides, lists as key points, formulas with their lines, and tags."""
    card = made(
        "What is <b>ATP</b>?", "A currency.<ul><li>stores energy<li>made in cells</ul><pre>a = b\n  c</pre>"
    )

    assert (card.question, card.topic, card.tags) == ("What is ATP?", "biology", ("cell", "e-x"))
    assert card.answer == "A currency.\n\n- stores energy\n- made in cells\n\n    a = b\n      c"
    assert [point.say for point in card.key_points] == ["stores energy", "made in cells"]
    assert card.key_points[0].must


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (("a {{c1::gap}}", "b"), Skipped.CLOZE),
        (("a", ""), Skipped.ONE_SIDE),
        (("a",), Skipped.ONE_SIDE),
        (("<img src=a.png>", "b"), Skipped.ONE_SIDE),
        (("a", "b" * (LONGEST_FIELD + 1)), Skipped.TOO_LONG),
    ],
)
def test_what_makes_no_card(fields: tuple[str, ...], why: Skipped) -> None:
    """The reason is told instead of half a card."""
    assert own_card(note(*fields), "biology") is why


texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=12).map("".join)


@given(texts, texts, st.booleans())
def test_any_note_is_a_valid_card_or_none(front: str, back: str, html: bool) -> None:
    """Whatever a note says, its card is valid, and shows text that commands neither a browser nor a terminal."""
    result = own_card(note(front, back, html=html), "biology")

    if isinstance(result, OwnCard):
        card = read(result.source)
        assert card.question == result.question
        assert all(line.isprintable() for line in f"{card.question}\n{card.answer}".split("\n"))


def test_scripts_leave_no_trace() -> None:
    """Neither scripts nor attributes are text, also where tags aren't closed."""
    assert plain_text("a<script>alert(1)</script>b<img src=x onerror=alert(1)>").text == "ab"
    assert plain_text("a<style>p {}</style><svg><title>t</title></svg>b").text == "ab"
    assert plain_text("a<script>alert(1)").text == "a"


def test_our_own_decks_come_back_whole(tmp_path: Path) -> None:
    """What the writer wrote, the reader reads; such notes aren't made into cards again."""
    path = tmp_path / "deck.apkg"
    path.write_bytes(DECK)
    there = {each.guid: each for each in deck_notes(path)}

    for card in CARDS:
        here = there[f"nnprep:{card.id}"]
        assert here.deck == f"nnprep::{card.topic}"
        assert plain_text(here.fields[0]).text == card.question
        assert "".join(plain_text(here.fields[FIELDS.index("Answer")]).text.split()) == "".join(
            card.answer.split()
        )
        assert own_card(here, card.topic) is Skipped.OURS


@settings(max_examples=60)
@given(
    st.booleans(), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8), st.floats(0, 1.5)
)
def test_a_damaged_deck_is_refused_or_read(
    inside: bool, changes: list[tuple[float, int]], length: float
) -> None:
    """A cut or changed file ends in one sentence or in notes, never in anything else."""
    with zipfile.ZipFile(io.BytesIO(DECK)) as archive:
        whole = bytearray(archive.read(COLLECTION) if inside else DECK)
    for place, value in changes:
        whole[int(place * (len(whole) - 1))] = value
    cut = bytes(whole[: int(length * len(whole))])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(package(cut) if inside else cut)
        with contextlib.suppress(UsageError):
            assert isinstance(deck_notes(path), list)


def packed(tmp_path: Path, *statements: str) -> Path:
    """Return a package of a database that these statements make."""
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(connection.serialize()))
    connection.close()
    return path


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would unpack to more than the limit is refused, read up to the limit only."""
    monkeypatch.setattr(deck_file, "LARGEST", 1 << 20)
    path = tmp_path / "deck.apkg"
    path.write_bytes(package(bytes(8 << 20)))

    with pytest.raises(UsageError, match="more than 1 MB"):
        deck_notes(path)


def test_a_database_that_computes_is_refused(tmp_path: Path) -> None:
    """A view in place of a table could run for ever."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"
    path = packed(tmp_path, "CREATE TABLE cards (nid, did)", f"CREATE VIEW notes AS {endless}")

    with pytest.raises(UsageError, match="damaged"):
        deck_notes(path)


def test_a_text_export_says_what_its_columns_are(tmp_path: Path) -> None:
    """Ids, decks and tags are no fields; quotes, line breaks and tags of HTML are read."""
    path = tmp_path / "notes.txt"
    path.write_text(
        "#separator:tab\n#html:true\n#guid column:1\n#deck column:3\n#tags column:5\n"
        'g1\tWhat?\tUni::Bio\t"a<br>""b""\n c"\tx y\n\n',
        encoding="utf-8-sig",
    )
    (only,) = text_notes(path)

    assert only == ForeignNote("g1", "Uni::Bio", ("x", "y"), ("What?", 'a<br>"b"\n c'), True)


@pytest.mark.parametrize("sign", ["\t", ";", ",", "|"])
def test_a_plain_list_needs_no_head(tmp_path: Path, sign: str) -> None:
    """Two columns are enough, whatever separates them; without tags, a smaller-than sign is one."""
    path = tmp_path / "notes.txt"
    path.write_text(f"Is a < b{sign}yes it is\nIs c{sign}no\n", encoding="utf-8")

    assert [each.fields for each in text_notes(path)] == [("Is a < b", "yes it is"), ("Is c", "no")]
    assert made(*text_notes(path)[0].fields, html=text_notes(path)[0].html).question == "Is a < b"


@given(texts | st.just("#separator:space\n#tags column:99999\n") | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text ends in notes or in one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.txt"
        path.write_bytes(text.encode(errors="replace"))
        with contextlib.suppress(UsageError):
            assert isinstance(text_notes(path), list)


def test_a_large_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for gigabytes to be read."""
    monkeypatch.setattr(text_export, "LARGEST", 10)
    path = tmp_path / "notes.txt"
    path.write_text("question\tanswer\n")

    with pytest.raises(UsageError, match="too much"):
        text_notes(path)
