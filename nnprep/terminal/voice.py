"""Reads texts aloud and writes down what is said, by programs of the learner's choice."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from typing import IO

from nnprep.errors import shown
from nnprep.named_tuple import NamedTuple
from nnprep.terminal.keyboard.names import Keys

SPEECH = 120.0
"""Seconds that reading one question aloud may take."""
RECORDING = 300.0
"""Seconds after which a recording is ended as by Enter."""
WRITING = 60.0
"""Seconds that a program may take to write down what it recorded."""
LOOK = 0.05
"""Seconds between two looks at a program that listens."""
MOST = 64 * 1024
"""Bytes of a transcript or an error message that are read."""


class Program:
    """A program that runs, with what it was given, wrote and complained about in files: no pipe can fill up."""

    def __init__(self, command: str, text: str = "") -> None:
        """Start a command of one line, with a text as its input. Raises OSError or ValueError."""
        self.since = time.monotonic()
        with ExitStack() as files:
            given, self.out, self.errors = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            given.write(text.encode("utf-8", "replace"))
            given.seek(0)
            self.process = subprocess.Popen(
                shlex.split(command, posix=os.name != "nt"),
                stdin=given,
                stdout=self.out,
                stderr=self.errors,
                start_new_session=True,  # Ctrl-C is nnprep's
            )
            self.files = files.pop_all()

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return time.monotonic() - self.since

    def interrupt(self) -> None:
        """Ask it to end, as Ctrl-C does."""
        if sys.platform == "win32":
            self.process.terminate()
        elif self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)

    def close(self) -> None:
        """End it and everything that it started."""
        if self.process.poll() is None:
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.files.close()

    def written(self) -> str:
        """Return what it wrote, on one line."""
        return read(self.out)

    def failure(self, name: str) -> str:
        """Return how it ended, with what it said last."""
        code = self.process.returncode
        how = f"ended with exit code {code}" if code >= 0 else f"was ended by signal {-code}"
        said = read(self.errors)
        return f"{name}: the program {how}{f': {said[-200:]}' if said else ''}."


def read(file: IO[bytes]) -> str:
    """Return the beginning of a file as text on one line."""
    file.seek(0)
    return " ".join(file.read(MOST).decode("utf-8", "replace").split())


def started(name: str, command: str, text: str = "") -> Program | str:
    """Return a program that was started, or why it wasn't."""
    try:
        return Program(command, text)
    except OSError as error:
        return f"{name}: {shown(command)} doesn't start: {error.strerror}."
    except ValueError as error:  # a quote that is never closed, or a null character
        return f"{name}: {shown(command)} is not a command: {error}."


class Speaker:
    """Reads one text after another aloud; the last one is what counts."""

    def __init__(self, name: str, command: str, longest: float = SPEECH) -> None:
        self.name, self.command, self.longest = name, command, longest
        self.program: Program | None = None

    def say(self, text: str) -> str:
        """Begin to read a text, in place of the one before; return why that's impossible, or nothing."""
        self.hush()
        program = started(self.name, self.command, text + "\n")
        if isinstance(program, str):
            return program
        self.program = program
        return ""

    def trouble(self) -> str:
        """Return what went wrong with the text that was read last; nothing while it's read, or if it was."""
        program = self.program
        if program is None:
            return ""
        if program.process.poll() is None:
            if program.seconds < self.longest:
                return ""
            self.hush()
            return f"{self.name}: the program still ran after {self.longest:g} s and was stopped."
        trouble = program.failure(self.name) if program.process.returncode else ""
        self.hush()
        return trouble

    def hush(self) -> None:
        """Stop reading."""
        if self.program is not None:
            self.program.close()
        self.program = None


class Transcript(NamedTuple):
    """What was said, or why nothing was written down; both are empty if the learner changed their mind."""

    text: str = ""
    trouble: str = ""


class Listener:
    """Runs a program that records an answer and writes it down."""

    def __init__(
        self, name: str, command: str, *, longest: float = RECORDING, writing: float = WRITING
    ) -> None:
        self.name, self.command, self.longest, self.writing = name, command, longest, writing

    def listen(self, keys: Keys | None) -> Transcript:
        """Wait for the program to end, and return what it wrote.

        Enter, Space and l ask it to end, as Ctrl-C does in a shell; Escape and Ctrl-C throw the recording away. Without
        `keys` it has to end by itself.
        """
        program = started(self.name, self.command)
        if isinstance(program, str):
            return Transcript(trouble=program)
        try:
            return self.transcript(program, keys)
        finally:
            program.close()

    def transcript(self, program: Program, keys: Keys | None) -> Transcript:
        """Wait for a program that runs, as `listen` says."""
        asked: float | None = None
        while program.process.poll() is None:
            if keys is None:
                time.sleep(LOOK)
            key = keys.read(LOOK, typing=False) if keys is not None else None
            if key in ("escape", "ctrl-c", "end"):
                return Transcript()
            if asked is None and (key in ("enter", "space", "l") or program.seconds > self.longest):
                program.interrupt()
                asked = program.seconds
            if asked is not None and program.seconds - asked > self.writing:
                return Transcript(trouble=ENDLESS.format(name=self.name, seconds=self.writing))
        text = program.written()
        if program.process.returncode and not (asked is not None and text):
            return Transcript(trouble=program.failure(self.name))
        return (
            Transcript(text) if text else Transcript(trouble=f"{self.name}: the program wrote nothing down.")
        )


ENDLESS = "{name}: the program still ran {seconds:g} s after it was asked to end, and was stopped."
