"""A collection of Anki, as the database in a package (schema 11, which every version of Anki imports)."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha1
from typing import Any

from nnprep.anki.note import FIELDS, Note, stable_ids
from nnprep.anki.schedule import CardState, LogEntry
from nnprep.named_tuple import NamedTuple

NOTE_TYPE = 1_704_067_200_001
"""The id of our note type."""
TEMPLATE_CHANGED = 1_795_910_400
"""When the note type below last changed: Anki replaces an older one, but not one that its user changed since."""
DEFAULT = 1
"""The id of Anki's own deck and options."""
UNSENT = -1
"""The update number of what was never sent to a server."""
DECK = "nnprep"
ROLLOVER_HOUR = 4


class Row(NamedTuple):
    """A note, the state of its card and the card's log."""

    note: Note
    state: CardState
    entries: Sequence[LogEntry]


def collection(rows: Sequence[Row], now: datetime, first: date) -> bytes:
    """Return a collection as the bytes of a database.

    `now` is the time with the learner's offset from UTC; due days count from the study day `first`.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        decks = deck_ids(rows)
        seconds = int(now.timestamp())
        connection.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            [
                created(now, first),
                1000 * seconds,
                1000 * seconds,
                json.dumps(settings(now, len(rows))),
                json.dumps({str(NOTE_TYPE): note_type()}),
                json.dumps({str(id): deck(id, name, seconds) for name, id in decks.items()}),
                json.dumps({str(DEFAULT): options()}),
            ],
        )
        ids = stable_ids(row.note.id for row in rows)
        for row in rows:
            add(connection, row, ids[row.note.id], decks[deck_name(row.note.topic)], seconds)
        add_log(connection, [(ids[row.note.id], entry) for row in rows for entry in row.entries], now)
        connection.commit()
        return connection.serialize()


def add(connection: sqlite3.Connection, row: Row, id: int, deck: int, seconds: int) -> None:
    """Add a note and its card, which have the same id."""
    sort_field = re.sub(r"<[^>]*>", "", row.note.fields[0])
    check = int(sha1(sort_field.encode(errors="replace"), usedforsecurity=False).hexdigest()[:8], 16)
    connection.execute(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')",
        [
            id,
            row.note.guid,
            NOTE_TYPE,
            seconds,
            UNSENT,
            f" {' '.join(row.note.tags)} ",
            "\x1f".join(row.note.fields),
            sort_field,
            check,
        ],
    )
    *numbers, data = row.state
    connection.execute(
        "INSERT INTO cards VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)",
        [id, id, deck, seconds, UNSENT, *numbers, data],
    )


def add_log(connection: sqlite3.Connection, entries: list[tuple[int, LogEntry]], now: datetime) -> None:
    """Add the log of all cards; an entry's id is its time, so two at the same millisecond are moved apart.

    Anki refuses a package with an entry from the future, so one that was written under a fast clock is dated now.
    """
    latest = int(now.timestamp() * 1000)
    last = 0
    for card, entry in sorted(entries, key=lambda each: each[1].at):
        last = max(min(entry.at, latest), last + 1)
        _, *columns, spent, kind = entry
        connection.execute(
            "INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [last, card, UNSENT, *columns, spent, kind],
        )


def created(now: datetime, first: date) -> int:
    """Return the start of a study day as a timestamp, by the learner's present offset from UTC."""
    zone = timezone(now.utcoffset() or timedelta())
    return int(datetime.combine(first, time(ROLLOVER_HOUR), zone).timestamp())


def deck_ids(rows: Sequence[Row]) -> dict[str, int]:
    """Return name and id of each deck: one for each topic, in one for all."""
    names = {DECK, *(deck_name(row.note.topic) for row in rows)}
    return {"Default": DEFAULT} | stable_ids(names)


def deck_name(topic: str) -> str:
    """Return the deck of a topic."""
    return f"{DECK}::{topic}"


def settings(now: datetime, notes: int) -> dict[str, Any]:
    """Return a collection's settings: the scheduler's version, and when a day begins."""
    offset = now.utcoffset() or timedelta()
    return {
        "schedVer": 2,
        "sched2021": True,
        "creationOffset": -round(offset.total_seconds() / 60),
        "rollover": ROLLOVER_HOUR,
        "fsrs": True,
        "nextPos": notes + 1,
        "curDeck": DEFAULT,
        "activeDecks": [DEFAULT],
        "curModel": str(NOTE_TYPE),
        "collapseTime": 1200,
        "timeLim": 0,
        "estTimes": True,
        "dueCounts": True,
        "addToCur": True,
        "newSpread": 0,
        "sortType": "noteFld",
        "sortBackwards": False,
    }


def deck(id: int, name: str, seconds: int) -> dict[str, Any]:
    """Return a deck with Anki's default options."""
    nothing = [0, 0]
    return {
        "id": id,
        "name": name,
        "mod": seconds,
        "usn": UNSENT,
        "desc": DESCRIPTION if name == DECK else "",
        "dyn": 0,
        "conf": DEFAULT,
        "collapsed": False,
        "browserCollapsed": True,
        "extendNew": 0,
        "extendRev": 0,
        "newToday": nothing,
        "revToday": nothing,
        "lrnToday": nothing,
        "timeToday": nothing,
    }


def options() -> dict[str, Any]:
    """Return Anki's default options, which an import leaves as its user has them."""
    return {
        "id": DEFAULT,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "desiredRetention": 0.9,
        "new": {
            "bury": False,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": False,
            "ease4": 1.3,
            "ivlFct": 1,
            "maxIvl": 36500,
            "perDay": 200,
            "hardFactor": 1.2,
        },
        "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
    }


def note_type() -> dict[str, Any]:
    """Return our note type: the names of its fields, and what is on both sides of its card."""
    return {
        "id": NOTE_TYPE,
        "name": "nnprep interview question",
        "type": 0,
        "mod": TEMPLATE_CHANGED,
        "usn": UNSENT,
        "sortf": 0,
        "did": None,
        "tags": [],
        "vers": [],
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[0, "any", [0]]],
        "css": STYLE,
        "flds": [
            {"name": name, "ord": number, "sticky": False, "rtl": False, "font": "Arial", "size": 20}
            for number, name in enumerate(FIELDS)
        ],
        "tmpls": [
            {
                "name": "Interview question",
                "ord": 0,
                "qfmt": FRONT,
                "afmt": BACK,
                "bqfmt": "",
                "bafmt": "",
                "did": None,
            }
        ],
    }


DESCRIPTION = (
    "Neural-network interview questions, made by nnprep. Import again after an update; nothing is duplicated."
)
FRONT = """\
<div class="question">{{Question}}</div>
{{#Claim}}<div class="claim">True or false? {{Claim}}</div>{{/Claim}}
"""
BACK = """\
{{FrontSide}}
<hr id="answer">
{{Verdict}}
<div class="quick">{{Quick answer}}</div>
<h4>Key points</h4>{{Key points}}
<h4>In full</h4>{{Answer}}
{{#Follow-ups}}<h4>What comes next</h4>{{Follow-ups}}{{/Follow-ups}}
{{#Often said, and wrong}}<h4>Often said, and wrong</h4>{{Often said, and wrong}}{{/Often said, and wrong}}
<div class="sources">{{Sources}}{{nnprep id}}</div>
"""
STYLE = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.45; text-align: left; max-width: 42em;
  margin: 0 auto; padding: 0 1em; }
.question { font-size: 1.25em; font-weight: 600; }
.claim { margin-top: 1em; font-style: italic; }
.quick { border-left: 4px solid #3b82f6; padding-left: 0.8em; }
h4 { margin: 1.2em 0 0.3em; opacity: 0.7; }
pre { overflow-x: auto; font-size: 0.85em; }
.sources { font-size: 0.75em; opacity: 0.7; margin-top: 1.5em; }
"""
SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
