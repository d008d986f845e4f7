"""Decks for Anki, read by Anki itself: nothing is doubled, and memories and reviews arrive whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from nnprep.anki.deck_file import deck_notes
from nnprep.anki.export import export
from nnprep.content.library import load_cards
from nnprep.learner.history.events import Event, EventKind, new_id, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state

anki = pytest.importorskip("anki.collection", reason="the package anki is not installed")

NOW = datetime.now().astimezone()
CARDS = load_cards()[:40]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """Return an empty collection of Anki with FSRS on."""
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    opened.set_config("fsrs", True)
    yield opened
    opened.close()


def event(kind: str, subject: str, at: datetime, **data: Any) -> Event:
    minutes = int((at.utcoffset() or timedelta()).total_seconds() / 60)
    return Event(new_id(), at.astimezone(UTC), minutes, kind, subject, "session", "0.1.0", data)


def studied(seed: int) -> list[Event]:
    """Return some months of studying: reviews at all hours, crammed ones, and cards that were reset or suspended."""
    draw = random.Random(seed)
    events = []
    for card in CARDS[:30]:
        at = NOW - timedelta(days=draw.randint(60, 200), hours=draw.uniform(0, 20))
        for _ in range(draw.randint(1, 9)):
            kind = EventKind.PRACTICE if draw.random() < 0.1 else EventKind.REVIEW
            events.append(
                event(kind, card.id, at, grade=draw.choice((1, 2, 3, 3, 3, 4)), seconds=draw.uniform(5, 90))
            )
            if draw.random() < 0.05:
                at += timedelta(minutes=2)
                events.append(event(EventKind.FORGET, card.id, at))
            at += timedelta(minutes=draw.choice((11, 60, 1440, 5000, 20000, 30000)))
            if at >= NOW:
                break
        if draw.random() < 0.15:
            events.append(event(EventKind.FORGET, card.id, min(at, NOW - timedelta(hours=1))))
        if draw.random() < 0.15:
            events.append(event(EventKind.SUSPEND, card.id, NOW - timedelta(minutes=1), suspended=True))
    return events


def deck(path: Path, events: list[Event], *, now: datetime = NOW) -> tuple[Path, LearnerState]:
    """Write a deck with what these events amount to, and return it and the learner's state."""
    with History.open(path.with_suffix(".sqlite3"), clock=lambda: now) as history:
        history.insert(events)
        path.write_bytes(export(CARDS, now, history).content)
        return path, load_state(history)


def take(collection: Any, path: Path, *, scheduling: bool = True) -> Any:
    """Import a deck as Anki does by default, and return what it logs."""
    options = anki.ImportAnkiPackageOptions(with_scheduling=scheduling, with_deck_configs=scheduling)
    request = anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
    return collection.import_anki_package(request).log


def state_in(collection: Any, id: str) -> Any:
    """Return Anki's card of one of ours."""
    (number,) = collection.find_cards(f'"nnprep id:{id}"')
    return collection.get_card(number)


def test_a_second_import_doubles_nothing_and_updates(collection: Any, tmp_path: Path) -> None:
    """The same deck again changes nothing; a later one updates every note and adds none."""
    first, _ = deck(tmp_path / "first.apkg", [])
    later = tmp_path / "later.apkg"
    changed = CARDS[0]._replace(question="What is new here?")
    later.write_bytes(export((changed, *CARDS[1:]), NOW + timedelta(seconds=5), None).content)

    logs = [take(collection, path) for path in (first, first, later)]

    assert [len(log.new) for log in logs] == [len(CARDS), 0, 0]
    assert len(logs[1].duplicate) == len(logs[2].updated) == len(CARDS)
    assert collection.note_count() == collection.card_count() == len(CARDS)
    assert state_in(collection, changed.id).note()["Question"] == "What is new here?"
    assert len(collection.models.all_names_and_ids()) == len(
        {m.name for m in collection.models.all_names_and_ids()}
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_memories_and_reviews_arrive(collection: Any, tmp_path: Path, seed: int) -> None:
    """Stability and difficulty are within 1 %, due days are equal, and the log has every review."""
    events = studied(seed)
    path, state = deck(tmp_path / "deck.apkg", events)

    take(collection, path)
    today = study_day(datetime.fromtimestamp(collection.sched.day_cutoff - 1).astimezone())

    for card in CARDS:
        memory, there = state.memories.get(card.id), state_in(collection, card.id)
        assert (there.queue == -1) == (card.id in state.suspended)
        if memory is None:
            assert (there.type, there.memory_state) == (0, None)
            continue
        assert there.memory_state.stability == pytest.approx(memory.stability, rel=0.01)
        assert there.memory_state.difficulty == pytest.approx(memory.difficulty, rel=0.01)
        assert there.desired_retention == pytest.approx(0.9)
        assert (there.reps, there.lapses) == (memory.reviews, memory.lapses)
        if memory.due_at is None:
            assert there.due - collection.sched.today == (memory.due_day - today).days
        else:
            assert there.due == int(memory.due_at.timestamp())
    for card in CARDS:
        graded = [e.data["grade"] for e in events if e.subject == card.id and "grade" in e.data]
        logged = collection.db.list(
            "select ease from revlog where cid = ? and ease > 0 order by id", state_in(collection, card.id).id
        )
        assert graded == logged


@pytest.mark.parametrize("seed", [1, 2])
def test_the_log_agrees_with_the_memories(collection: Any, tmp_path: Path, seed: int) -> None:
    """From the reviews alone, Anki's own FSRS computes the memories that the deck has."""
    path, state = deck(tmp_path / "deck.apkg", studied(seed))

    take(collection, path)

    for card, memory in state.memories.items():
        computed = collection._backend.compute_memory_state(state_in(collection, card).id)
        assert computed.state.stability == pytest.approx(memory.stability, rel=0.01), card
        assert computed.state.difficulty == pytest.approx(memory.difficulty, rel=0.01), card


@pytest.mark.parametrize("legacy", [True, False])
def test_a_deck_of_anki_is_read(collection: Any, tmp_path: Path, legacy: bool) -> None:
    """Both formats that Anki writes are read: the older one, and the one packed with Zstandard."""
    if not legacy and find_spec("compression") is None:
        pytest.importorskip("zstandard", reason="this Python can't unpack Zstandard")
    deck = collection.decks.id("Uni::Biology")
    written = collection.new_note(collection.models.by_name("Basic"))
    written["Front"], written["Back"], written.tags = "What is <b>ATP</b>?", "A currency.", ["cell"]
    collection.add_note(written, deck)
    path = tmp_path / "deck.apkg"
    options = anki.ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=False, with_media=False, legacy=legacy
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)

    (note,) = deck_notes(path)

    assert (note.guid, note.deck, note.tags) == (written.guid, "Uni::Biology", ("cell",))
    assert note.fields == ("What is <b>ATP</b>?", "A currency.")
