"""Programs that read aloud and listen: real shell scripts that work, fail, hang and are missing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nnprep.terminal.voice import Listener, Speaker, Transcript

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
Script = Callable[[str], str]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Return a function that writes a shell script and returns its path."""

    def written(body: str) -> str:
        path = tmp_path / f"program-{len(list(tmp_path.iterdir()))}"
        path.write_text(f"#!/bin/sh\ncd {tmp_path}\n{body}\n", "utf-8")
        path.chmod(0o755)
        return str(path)

    return written


def until_told(speaker: Speaker) -> str:
    """Wait until a speaker says what went wrong."""
    for _ in range(400):
        if told := speaker.trouble():
            return told
        time.sleep(0.02)
    raise AssertionError("nothing went wrong")


def appeared(path: Path) -> str:
    """Wait until a file has a whole line, and return it."""
    for _ in range(400):
        if path.exists() and (text := path.read_text("utf-8")).endswith("\n"):
            return text
        time.sleep(0.02)
    raise AssertionError(f"{path} didn't appear")


class Typist:
    """Keys that come one after another, then none."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key."""
        time.sleep(timeout or 0)
        return self.keys.pop(0) if self.keys else None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing has to be restored."""
        yield


def test_a_text_is_read_from_standard_input(script: Script, tmp_path: Path) -> None:
    """The program gets the text and nothing else; a new text ends the one before, with all that it started."""
    body = "cat > text; (while :; do echo sound >> sounds; sleep 0.02; done) & wait"
    speaker = Speaker("SPEAK", script(body))
    assert speaker.say("Why ∂L/∂z?") == ""
    assert appeared(tmp_path / "text") == "Why ∂L/∂z?\n"
    appeared(tmp_path / "sounds")
    assert speaker.trouble() == ""
    speaker.hush()
    before = (tmp_path / "sounds").stat().st_size
    time.sleep(0.1)

    assert (tmp_path / "sounds").stat().st_size == before
    assert speaker.trouble() == ""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("echo no sound card >&2; exit 3", "SPEAK: the program ended with exit code 3: no sound card."),
        ("kill -9 $$", "SPEAK: the program was ended by signal 9."),
        ("trap '' INT TERM; sleep 60", "SPEAK: the program still ran after 0.3 s and was stopped."),
        ("yes | head -c 300000 >&2; exit 1", "SPEAK: the program ended with exit code 1: "),
    ],
)
def test_a_speaker_that_fails(script: Script, body: str, told: str) -> None:
    """What goes wrong is a sentence; nothing waits for the program."""
    speaker = Speaker("SPEAK", script(body), longest=0.3 if "sleep" in body else 60)
    assert speaker.say("A question") == ""
    assert until_told(speaker).startswith(told)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("nowhere-at-all", "SPEAK: 'nowhere-at-all' doesn't start: No such file or directory."),
        ('say "', "SPEAK: 'say \"' is not a command: No closing quotation."),
        ("/", "SPEAK: '/' doesn't start: Permission denied."),
    ],
)
def test_no_program(command: str, told: str) -> None:
    """A program that is missing is told at once."""
    assert Speaker("SPEAK", command).say("A question") == told
    assert Listener("SPEAK", command).listen(None).trouble == told


def test_what_is_said_is_written_down(script: Script) -> None:
    """The transcript is one line of text, whether or not there are keys."""
    listener = Listener("LISTEN", script("printf 'the  loss\\nis a mean \\377'"))
    assert listener.listen(None) == Transcript("the loss is a mean \ufffd")


def test_enter_ends_a_recording(script: Script) -> None:
    """Enter is what Ctrl-C is in a shell: a recorder writes down what it has; Escape throws it away."""
    command = script("trap 'echo all I said; exit 130' INT; while :; do sleep 0.05; done")
    listener = Listener("LISTEN", command)

    assert listener.listen(Typist("x", "x", "x", "x", "enter")) == Transcript("all I said")
    assert listener.listen(Typist("x", "escape")) == Transcript()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("echo no microphone >&2; exit 1", "LISTEN: the program ended with exit code 1: no microphone."),
        ("true", "LISTEN: the program wrote nothing down."),
        (
            "trap '' INT; while :; do sleep 0.05; done",
            "LISTEN: the program still ran 0.2 s after it was asked to end, and was stopped.",
        ),
    ],
)
def test_a_listener_that_fails(script: Script, body: str, told: str) -> None:
    """What goes wrong is a sentence, and a program that hangs is ended."""
    listener = Listener("LISTEN", script(body), longest=0.2, writing=0.2)
    assert listener.listen(None) == Transcript(trouble=told)
