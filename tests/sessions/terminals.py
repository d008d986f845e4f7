"""A real terminal for tests: a pseudo-terminal with nnprep in it, and what a person would see."""

from __future__ import annotations

import os
import re
import shlex
import sys
import time
from pathlib import Path

import pexpect
import pyte

from nnprep.cli.quiz.run import GUARD

CONTENT = Path(__file__).parent / "content"
KEYS = {
    "space": " ",
    "enter": "\r",
    "escape": "\x1b",
    "ctrl-a": "\x01",
    "ctrl-e": "\x05",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "page-up": "\x1b[5~",
    "page-down": "\x1b[6~",
    "alt-b": "\x1bb",
    "alt-backspace": "\x1b\x7f",
}
PATIENCE = 20.0
"""Seconds to wait for a screen, on a busy machine."""


class Terminal:
    """`nnprep` in a terminal of a given size."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: dict[str, str] | None = None,
        shell: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        settings = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "NNPREP_CONTENT": str(CONTENT)}
        settings |= {"NNPREP_HOME": str(home)} | (environment or {})
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
        command = [sys.executable, "-m", "nnprep", *arguments]
        program = ("bash", ["--norc", "-i"]) if shell else (command[0], command[1:])
        self.child = pexpect.spawn(*program, dimensions=(rows, columns), env=kept | settings, cwd=folder)
        self.child.delaybeforesend = None
        if shell:
            self.child.sendline(shlex.join(command))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    def press(self, *keys: str) -> None:
        """Send keys by name or character."""
        self.child.send("".join(KEYS.get(key, key) for key in keys))

    def paste(self, text: str) -> None:
        """Send a text as a terminal that marks where a paste begins and ends."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def settle(self) -> None:
        """Let the time pass that must lie between a reveal and a grade."""
        until = time.monotonic() + GUARD + 0.1
        while time.monotonic() < until and self.read(0.05):
            pass

    def text(self) -> str:
        """Return what is on the screen, with the running clock set to zero."""
        rows = [row.rstrip() for row in self.screen.display]
        return re.sub(r"\d+:\d\d of", "0:00 of", "\n".join(rows)).rstrip() + "\n"

    def see(self, *wanted: str) -> str:
        """Wait until the screen shows all these texts and return it; fails with what it shows instead."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            alive = self.read()
            flat = re.sub(r"\s+", " ", self.text())
            if all(text in flat for text in wanted):
                return self.text()
            if not alive:
                break
        raise AssertionError(f"{wanted} did not appear:\n{self.text()}")

    def read(self, seconds: float = 0.1) -> bool:
        """Read what nnprep wrote; return whether it still runs."""
        try:
            self.stream.feed(self.child.read_nonblocking(65536, seconds))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True

    def left(self) -> int:
        """Wait for the end and return the exit code; a signal is negative."""
        until = time.monotonic() + PATIENCE
        while self.read():
            if time.monotonic() > until:
                raise AssertionError(f"nnprep did not leave:\n{self.text()}")
        self.child.wait()
        self.child.close()
        status = self.child.exitstatus
        return int(status) if status is not None else -int(self.child.signalstatus or 0)

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
