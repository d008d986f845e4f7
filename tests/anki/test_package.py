"""The file that Anki gets: a zip with one database, as every version of Anki expects it."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from datetime import datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from nnprep.anki.export import export
from nnprep.anki.note import FIELDS, escaped, note, passage, stable_ids
from nnprep.anki.package import COLLECTION, is_package
from nnprep.anki.schedule import milliseconds
from nnprep.content.library import load_cards

NOW = datetime.now().astimezone()
CARDS = load_cards()
VOID = {"br", "hr"}


class Balance(HTMLParser):
    """Counts the tags that are open, and gathers the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Balance:
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_a_package_is_one_database() -> None:
    """All cards are there, each as one note with all fields, in the deck of its topic."""
    content = export(CARDS, NOW, None).content
    archive = zipfile.ZipFile(io.BytesIO(content))
    connection = sqlite3.connect(":memory:")
    connection.deserialize(archive.read(COLLECTION))
    notes = dict(connection.execute("select guid, flds from notes"))
    ((decks, models),) = connection.execute("select decks, models from col")
    connection_rows = connection.execute("select nid, did, type, queue, data from cards").fetchall()
    names = {int(id): deck["name"] for id, deck in json.loads(decks).items()}

    assert archive.read("media") == b"{}"
    assert is_package(content[:1024])
    assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    assert notes.keys() == {f"nnprep:{card.id}" for card in CARDS}
    assert all(len(fields.split("\x1f")) == len(FIELDS) for fields in notes.values())
    assert {names[did] for _, did, *_ in connection_rows} == {f"nnprep::{card.topic}" for card in CARDS}
    assert {row[2:] for row in connection_rows} == {(0, 0, "{}")}
    assert [field["name"] for model in json.loads(models).values() for field in model["flds"]] == list(FIELDS)
    assert connection.execute("select max(id) from notes").fetchone()[0] < NOW.timestamp() * 1000
    connection.close()


def test_other_zips_are_not_ours() -> None:
    """A deck from Anki is never replaced without --force."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("media", "{}")

    assert not is_package(buffer.getvalue())


def test_every_field_is_whole_html() -> None:
    """Tags are closed in their order, and the words of the answer are all there."""
    for card in CARDS:
        fields = dict(zip(FIELDS, note(card).fields, strict=True))
        texts = {name: parsed(html).text for name, html in fields.items()}

        assert texts["Question"] == card.question
        assert "".join(texts["Answer"].split()) == "".join(card.answer.split())
        assert all(point.say in texts["Key points"] for point in card.key_points)
        assert card.trap is None or card.trap.why_wrong in texts["Verdict"]


@given(st.text(), st.text())
def test_text_is_shown_as_it_is(text: str, other: str) -> None:
    """Whatever a card says is text in Anki, never markup, and never ends its field."""
    shown = text.replace("\x1f", " ")

    assert "\x1f" not in escaped(text)
    assert "<" not in escaped(text)
    assert (
        parsed(f"<p>{escaped(text)}</p>").text == shown.replace("\r\n", "\n").replace("\r", "\n")
        or "\r" in shown
    )
    parsed(passage(f"{text}\n\n    {other}"))


@given(st.sets(st.text(max_size=8), max_size=30), st.text(max_size=8))
def test_ids_are_unique_and_stay(names: set[str], name: str) -> None:
    """No two notes share an id, and another card leaves an id as it was."""
    ids = stable_ids(names)

    assert len(set(ids.values())) == len(names)
    assert stable_ids({*names, name}).items() >= ids.items()


@given(st.none() | st.floats() | st.integers() | st.text() | st.booleans())
def test_any_time_in_a_history_is_a_number(seconds: object) -> None:
    """A history may hold anything, and Anki's log only whole milliseconds."""
    assert 0 <= milliseconds(seconds) <= 3_600_000
