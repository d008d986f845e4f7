"""After any sequence of reviews, undos, sessions, exchanges and clock jumps, the state equals a simple model's."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nnprep.learner.history.events import Event
from nnprep.learner.history.import_export import export_lines, import_lines
from nnprep.learner.history.log import AHEAD, History
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from tests.quiz.drivers import SetClock, drive

CARDS = st.sampled_from(["a", "b", "c"])
PLACES = st.integers(0, 1)
SESSIONS = st.integers(0, 1)


class Machine(RuleBasedStateMachine):
    """Two computers with two sessions each, whose clocks may be wrong, and a model: a list of events."""

    @initialize()
    def begin(self) -> None:
        """Start with empty homes."""
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SetClock()
        self.paths = [Path(self.folder.name) / str(place) / "history.sqlite3" for place in range(2)]
        self.sessions = [[self.opened(place) for _ in range(2)] for place in range(2)]
        self.states: list[list[LearnerState]] = [[LearnerState(), LearnerState()] for _ in range(2)]
        self.model: list[dict[str, Event]] = [{}, {}]
        self.voided: list[set[str]] = [set(), set()]

    def opened(self, place: int) -> History:
        history = History.open(self.paths[place], clock=self.clock)
        history.backed_up = True  # copies have tests of their own
        return history

    @rule(place=PLACES, session=SESSIONS, card=CARDS, grade=st.integers(1, 4))
    def review(self, place: int, session: int, card: str, grade: int) -> None:
        """A card is graded."""
        event = self.sessions[place][session].append("review", card, {"grade": grade})
        self.model[place][event.id] = event

    @rule(place=PLACES, session=SESSIONS)
    def undo(self, place: int, session: int) -> None:
        """The last review on a computer that isn't undone is undone, by either session."""
        state = [event for id_, event in self.model[place].items() if id_ not in self.voided[place]]
        if state:
            self.sessions[place][session].void(state[-1])
            self.voided[place].add(state[-1].id)

    @rule(place=PLACES, session=SESSIONS)
    def reopen(self, place: int, session: int) -> None:
        """A session ends and another begins, from the cache."""
        history = self.sessions[place][session]
        save_state(self.states[place][session], history)
        history.close()
        self.sessions[place][session] = self.opened(place)
        self.states[place][session] = load_state(self.sessions[place][session])

    @rule(place=PLACES, session=SESSIONS)
    def look(self, place: int, session: int) -> None:
        """Catching up leads to the same state as a fresh replay."""
        state, fresh = self.states[place][session], LearnerState()
        state.catch_up(self.sessions[place][session])
        fresh.catch_up(self.sessions[place][session])
        assert fresh == state

    @rule(source=PLACES)
    def exchange(self, source: int) -> None:
        """One computer's events are imported on the other."""
        other = 1 - source
        import_lines(self.sessions[other][0], export_lines(self.sessions[source][0]))
        self.model[other] |= self.model[source]
        self.voided[other] |= self.voided[source]

    @rule(minutes=st.integers(-60 * 24 * 40, 60 * 24 * 90))
    def jump(self, minutes: int) -> None:
        """The clock is set forwards or backwards."""
        self.clock.move(minutes=minutes)

    @rule(hours=st.integers(-11, 12))
    def travel(self, hours: int) -> None:
        """The learner travels to another time zone."""
        self.clock.travel(hours)

    @rule()
    def wait(self) -> None:
        """A day passes."""
        self.clock.move(days=1)

    @invariant()
    def replay_is_the_model(self) -> None:
        """A fresh replay equals the library driven with the model's events, without those from the future."""
        for place, sessions in enumerate(getattr(self, "sessions", [])):
            fresh = LearnerState()
            fresh.catch_up(sessions[0])
            events = [
                event
                for id_, event in self.model[place].items()
                if id_ not in self.voided[place] and event.at <= self.clock() + AHEAD
            ]
            events.sort(key=lambda event: (event.at, event.id))
            assert {event.subject for event in events} == set(fresh.memories)
            for card, memory in fresh.memories.items():
                mine = [event for event in events if event.subject == card]
                theirs = drive((local_time(event), event.data["grade"]) for event in mine)
                assert (theirs.stability, theirs.difficulty) == (memory.stability, memory.difficulty)
                assert (int(theirs.state), len(mine)) == (memory.phase, memory.reviews)

    def teardown(self) -> None:
        """Close everything."""
        for sessions in getattr(self, "sessions", []):
            for session in sessions:
                session.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()


def local_time(event: Event) -> datetime:
    """The learner's clock at an event."""
    return event.at + timedelta(minutes=event.offset_minutes)


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=25, stateful_step_count=25)
