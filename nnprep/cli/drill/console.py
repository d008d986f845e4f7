"""Where a drill's questions are asked."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator

from nnprep.errors import HistoryError
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.painter import Painter
from nnprep.terminal.plain import show_prompt, write_lines

QUIT = ("q", "quit", "exit")


class Console:
    """Where questions are asked: lines out, lines in."""

    def __init__(self) -> None:
        self.painter = Painter(sys.stdout, live=sys.stdout.isatty())
        self.question: list[Line] = []
        """What was asked last."""
        self.over = False
        """Whether the learner quit, or the input ended."""
        self.interrupted = False
        """Whether it was Ctrl-C that ended it."""

    @property
    def paper(self) -> Paper:
        """What can be written on now."""
        return self.painter.paper()

    def show(self, lines: list[Line]) -> None:
        """Write lines."""
        self.painter.print(lines)

    def ask(self, lines: list[Line]) -> None:
        """Write a question; it's written again when the program goes on after Ctrl-Z."""
        self.question = lines
        self.show(lines)

    def read(self, prompt: str = " > ") -> str | None:
        """Return the next line that is typed; None at the end of input, at Ctrl-C, or if the learner quits.

        An interrupted drill ends as one that is quit does: with what was answered saved and summed up.
        """
        line = ""
        try:
            with self.interruptible(), self.asking_again(prompt):
                show_prompt(sys.stdout, prompt)
                line = sys.stdin.readline(10_000)
        except UnicodeDecodeError:
            return "?"
        if self.interrupted:
            return None
        if not sys.stdin.isatty():  # a terminal shows what is typed
            write_lines(sys.stdout, line.removesuffix("\n"))
        text = line.strip()
        self.over = not line or text.lower() in QUIT
        return None if self.over else text

    @contextlib.contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let Ctrl-C end the drill, at a prompt and between two questions."""
        try:
            yield
        except KeyboardInterrupt:
            self.over = self.interrupted = True
            write_lines(sys.stdout, "")

    def end(self, summary: list[Line], *, failed: bool) -> int:
        """Show the summary and return the exit code; `failed` says that an answer couldn't be saved.

        Raises KeyboardInterrupt if Ctrl-C ended the drill.
        """
        self.show(summary)
        if self.interrupted:
            raise KeyboardInterrupt
        return HistoryError.exit_code if failed else 0

    @contextlib.contextmanager
    def asking_again(self, prompt: str) -> Iterator[None]:
        """Write the question and the prompt again whenever the shell resumes the program."""
        resumed = getattr(signal, "SIGCONT", None)  # Windows has none
        if resumed is None:
            yield
            return

        def ask_again(*_: object) -> None:
            self.show(self.question)
            show_prompt(sys.stdout, prompt)

        before = signal.signal(resumed, ask_again)
        try:
            yield
        finally:
            signal.signal(resumed, before)
