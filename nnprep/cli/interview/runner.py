"""Runs an interview: keys in, screens out, and every step saved before the next screen."""

from __future__ import annotations

import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

from nnprep.cli.html_file import save_html
from nnprep.cli.interview.answers import heard
from nnprep.cli.interview.display import Display
from nnprep.cli.interview.preparing import completed
from nnprep.cli.quiz.voice import LISTENING, WAITING, Voice
from nnprep.errors import Fault, HistoryError, NnprepError, UsageError
from nnprep.interview.coding.examples import run_examples
from nnprep.interview.coding.handout import hand_out
from nnprep.interview.coding.judging import judge_task
from nnprep.interview.drafts import OWN, InterviewDraft, save_draft
from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.interviews import Interview
from nnprep.interview.json_records import as_json
from nnprep.interview.progress import Place, StepKind
from nnprep.interview.reviews import reviews
from nnprep.interview.session import (
    Edited,
    Effect,
    Entered,
    Failed,
    GradeAnswers,
    Graded,
    HandedOut,
    HandOut,
    Happening,
    Judge,
    Judged,
    Key,
    Listen,
    OpenEditor,
    Read,
    ReadFile,
    RunExamples,
    Save,
    Saved,
    Session,
    Smoked,
    Stage,
    Undo,
    Unreadable,
    Unsaved,
)
from nnprep.interview.transitions import advance, arrive
from nnprep.learner.history.database import TakenError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.nn.drills.answer import UnreadableAnswerError
from nnprep.pages.interview.page import interview_page
from nnprep.practice.source_file import read_source
from nnprep.screens.interview.report import summary_lines, whole_lines
from nnprep.screens.interview.session import parting_lines
from nnprep.terminal.editor import editor, open_at
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import suspend

if TYPE_CHECKING:
    from nnprep.cli.interview.beginning import Beginning

TICK = 1.0
"""Seconds between two looks at the clock, after which what was typed is kept."""
ELSEWHERE = "This interview is open in another terminal, so what you do here isn't saved."
NO_FOLDER = "The file can't be written here: {why}. Quit, and go on with nnprep interview in another folder."
NO_EDITOR = "Set VISUAL or EDITOR to open the file from here, or open it in any editor."


class Runner:
    """Carries out what an interview asks for, and draws it."""

    def __init__(
        self,
        history: History,
        interview: Interview,
        beginning: Beginning | None,
        display: Display,
        invalid: list[Fault],
    ) -> None:
        self.history = history
        self.interview = interview
        self.beginning = beginning
        """What a new interview is still to be planned from; None once it's in the log."""
        self.display = display
        self.live = display.painter.live
        self.invalid = invalid
        """Errors in the learner's own content, to be reported when the screen is free again."""
        self.position = history.end()[0]
        """The position in the log up to which this run knows it."""
        self.kept: tuple[float, str] = (0.0, "")
        """When the draft was kept last, and its text."""
        self.shown: Session | None = None
        """What was drawn last."""
        self.voice = Voice()

    def run(self, session: Session, keys: Keys) -> Session:
        """Run an interview to its end, or until the learner leaves; return its last state."""
        gc.freeze()  # what is loaded by now stays to the end
        gc.enable()
        if self.live or self.beginning is None:  # a new one while the learner reads
            session = self.prepare(session, keys)
        try:
            return self.follow(session, keys)
        except NnprepError:  # the interview is somebody else's by now, and so is its draft
            raise
        except BaseException:  # such as a signal when the window is closed
            if self.shown is not None:
                self.keep(self.shown, leaving=True)
            raise

    def follow(self, session: Session, keys: Keys) -> Session:
        """Do what the keys say until the interview is over or the learner leaves."""
        while session.stage is not Stage.OVER:
            if trouble := self.voice.follow(*read_aloud(session)):
                session = session._replace(notice=trouble)
            self.shown = session
            self.display.draw(session)
            key = keys.read(TICK if self.live else None, typing=session.stage is Stage.TYPING)
            if key not in ("end", "ctrl-c"):
                session = self.prepare(session, keys)
            # A window that closes ends the input first, and the program at any moment.
            if key in (None, "end"):
                self.keep(session, leaving=key == "end")
            if key is None:
                continue
            if key == "ctrl-z":
                session = self.pause(session, keys)
                continue
            if isinstance(key, str):
                typing = session.stage is Stage.TYPING and not key.startswith("page-")
                if not typing and self.display.painter.scroll(key):
                    continue
                if session.spoken and key.lower() == "l" and session.stage is Stage.ASKED:
                    session = self.take_dictation(session, keys)
                    continue
                happening: Happening = Key(name=key, seconds=time.monotonic())
            else:
                happening = Entered(text=key.text, seconds=time.monotonic(), whole=key.whole)
            session = self.carry_on(*advance(session, happening), keys)
            if time.monotonic() - self.kept[0] > TICK:
                self.keep(session)
        return session

    def take_dictation(self, session: Session, keys: Keys) -> Session:
        """Return the session with a spoken answer typed, as if pasted after t; the learner corrects it there."""
        typing, _ = advance(session, Key(name="t", seconds=time.monotonic()))
        self.display.draw(typing._replace(notice=LISTENING if self.live else WAITING))
        said = self.voice.listen(keys if self.live else None)
        if said is None or not said.text:
            return session._replace(notice=said.trouble if said else "")
        gap = " " if typing.draft and not typing.draft[-1].isspace() else ""
        return advance(typing, Entered(text=gap + said.text, seconds=time.monotonic()))[0]

    def carry_on(self, session: Session, effect: Effect | None, keys: Keys) -> Session:
        """Do what a session asks for, and what it asks for after that, until it waits for a key."""
        while effect is not None:
            if isinstance(effect, Judge):
                self.display.draw(session)
            session, effect = advance(session, self.carry_out(effect, session, keys))
        return session

    def prepare(self, session: Session, keys: Keys) -> Session:
        """Plan the rest of a new interview and save its beginning; go to where an older one was left."""
        if self.beginning is not None:
            self.history.verify()
            agenda = completed(session.progress.agenda, self.beginning, self.history, self.invalid)
            self.append({"step": str(StepKind.BEGIN), "agenda": as_json(agenda)})
            self.beginning = None
            progress = session.progress._replace(agenda=agenda)
            self.interview = self.interview._replace(progress=progress)
            return session._replace(progress=progress)
        if session.stage is Stage.ASKED and session.progress is self.interview.progress and not self.kept[0]:
            self.kept = (time.monotonic(), session.draft)
            draft, cursor, before = session.draft, session.cursor, session.before
            session = self.carry_on(*arrive(session, time.monotonic()), keys)
            return session._replace(draft=draft, cursor=cursor, before=before or session.before)
        return session

    def part(self, session: Session, html: tuple[Path, bool] | None = None) -> None:
        """Show the report of an interview that is over; of another, keep what was typed and say how to go on.

        `html` says where the report is to be saved as a page, and whether that may replace any file. Raises UsageError.
        """
        self.voice.hush()
        painter = self.display.painter
        if self.beginning is not None:
            return
        if session.progress.closed:
            report = report_of(session.progress, self.interview.id, self.interview.number)
            paper = painter.paper()
            painter.print([*summary_lines(report, paper, scrolls=painter.live), *whole_lines(report, paper)])
            if html is not None:
                file, force = html
                save_html(file, interview_page(report), force=force)
            return
        self.keep(session, leaving=True)
        painter.print(parting_lines(session, self.interview.number, painter.paper()))

    def keep(self, session: Session, *, leaving: bool = False) -> None:
        """Keep what is being typed, the time it took, and unless `leaving`, that the interview is open here."""
        now = session.due
        if now is None or self.beginning is not None:
            return
        seconds = time.monotonic()
        used, process = round(session.used(seconds), 1), 0 if leaving else OWN
        save_draft(
            self.history.path, InterviewDraft(self.interview.id, now.place, session.draft, used, process)
        )
        self.kept = seconds, session.draft

    def append(self, data: dict[str, object]) -> str:
        """Write a step of this interview and return the event's id. Raises HistoryError, UsageError if it's taken."""
        try:
            event = self.history.append(EventKind.MOCK, self.interview.id, dict(data), since=self.position)
        except TakenError as error:
            raise UsageError(ELSEWHERE, next_step="nnprep interview") from error
        return event.id

    def carry_out(self, effect: Effect, session: Session, keys: Keys) -> Happening:
        """Do what a session asks for and return what happened."""
        match effect:
            case Save() | Undo() | GradeAnswers():
                return self.save(effect, session)
            case Listen():
                try:
                    return heard(effect.text, effect.due)
                except UnreadableAnswerError as error:
                    return Unreadable(str(error))
            case HandOut():
                return self.hand_out(effect, session)
            case OpenEditor():
                return self.open_editor(Path(effect.file), keys)
            case RunExamples():
                return Smoked(run_examples(Path(effect.file)))
            case ReadFile():
                try:
                    source = read_source(Path(effect.file)).decode("utf-8", errors="replace")
                except NnprepError as error:
                    return Failed(error.sentence)
                return Read(source, time.monotonic())
            case Judge():
                return self.judge(effect, session)

    def save(self, effect: Save | Undo | GradeAnswers, session: Session) -> Happening:
        """Write what is to be on disk; if that fails, say so."""
        try:
            if isinstance(effect, Save):
                return Saved(self.append(effect.data), time.monotonic())
            if isinstance(effect, Undo):
                data = {"kind": str(EventKind.MOCK), "subject": self.interview.id}
                event = self.history.append(EventKind.VOID, effect.event, data)
                return Saved(event.id, time.monotonic())
            for card, data in reviews(session.progress, self.interview.id):
                earlier = self.history.events(EventKind.REVIEW, card)
                if not any(event.data.get("interview") == self.interview.id for event in earlier):
                    self.history.append(EventKind.REVIEW, card, data)
            return Graded()
        except HistoryError as error:
            step = f" Try this: {error.next_step}." if error.next_step else ""
            return Unsaved(sentence=error.sentence + step)

    def hand_out(self, effect: HandOut, session: Session) -> Happening:
        """Write the file of a task into the current folder."""
        task = session.progress.agenda.slots[effect.part].items[0].task
        assert task is not None  # only tasks are handed out
        try:
            handout = hand_out(task, Path(), self.history)
        except NnprepError as error:
            return Failed(f"{error.sentence} w tries again.")
        except OSError as error:  # the folder itself is gone
            return Failed(NO_FOLDER.format(why=error.strerror or error))
        return HandedOut(handout.file, handout.source)

    def open_editor(self, file: Path, keys: Keys) -> Happening:
        """Open the file of a task in the learner's editor."""
        command = editor()
        if command is None or not self.live:
            return Edited(NO_EDITOR)
        with keys.paused():
            fault = open_at(command, file, 1)
        self.display.painter.page = None
        return Edited(fault)

    def judge(self, effect: Judge, session: Session) -> Happening:
        """Run the hidden checks on a task's code."""
        progress, part = session.progress, effect.part
        task = progress.agenda.slots[part].items[0].task
        assert task is not None  # only tasks are judged
        answer, handout = progress.answers[Place(part, 0)], progress.handouts.get(part)
        guess = progress.answers.get(Place(part, 1))
        file = handout.file if handout is not None else f"{task.exercise}.py"
        try:
            judgement = judge_task(
                task, file, answer.source, guess.said if guess else "", self.history, self.interview.id
            )
        except HistoryError as error:
            return Unsaved(error.sentence)
        return Judged(part, judgement)

    def pause(self, session: Session, keys: Keys) -> Session:
        """Stop at Ctrl-Z, and the clock with it; afterwards everything is drawn again."""
        since = time.monotonic()
        self.voice.hush()
        self.display.painter.close()
        with keys.paused():
            suspend()
        self.display.painter.page = None
        return session._replace(shown_at=session.shown_at + time.monotonic() - since)


def read_aloud(session: Session) -> tuple[object, str]:
    """Return which question is to be read aloud, and its words; none in a pause and at the end."""
    now = session.due
    if now is None or session.stage in (Stage.PAUSED, Stage.REVIEW, Stage.OVER):
        return session.stage, ""
    return now.place, now.asked
