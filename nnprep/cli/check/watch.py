"""`nnprep check --watch`: judges again whenever a file is saved."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from nnprep.cli.check.closings import Closings
from nnprep.cli.check.report_page import show_attempt, verdict_of
from nnprep.cli.output import show_page
from nnprep.errors import UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.practice.attempt import Attempt, attempt, key_ahead
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.screens.check.report import FAILURES
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import is_live, keyboard, suspend
from nnprep.terminal.plain import clear_screen

if TYPE_CHECKING:
    from nnprep.grading.answer_key import KeyInTheMaking
    from nnprep.grading.report import Report

LOOK = 0.1
"""Seconds between two looks at the files.

Reading a few small files is cheaper than it sounds, and unlike a system's notifications, which only make it sooner, it
works on every file system, without limits, and after a folder was replaced.
"""
QUIET, SETTLED = 0.05, 0.5
"""Seconds: a change is judged once the files were the same for the first, at the latest after the second.

Editors write a file in several steps; if a step takes longer, the file is judged again when it is done. One that isn't
empty and was closed is judged at once.
"""
NOT_JUDGED = 1
"""The exit code before anything was judged."""


class Watch(NamedTuple):
    """What the main thread and the one that reads keys have in common."""

    stop: threading.Event
    judged: threading.Event
    """Set once everything was judged."""
    busy: threading.Lock
    """Held while a submission is judged: stopping the program would use up the submission's time."""
    typed: SimpleQueue[str]
    """The keys that have no meaning here."""


def new_watch() -> Watch:
    """Return what two threads begin with."""
    return Watch(threading.Event(), threading.Event(), threading.Lock(), SimpleQueue())


def watch_targets(targets: Sequence[Target], parts: Sequence[str], seed: int | None, limits: Limits) -> int:
    """Judge each target, then again after every save, until q, Ctrl-C or the end of input; returns the last exit code.

    If the input has already ended, everything is judged once. The process for the next judgment is started in
    advance, so that NumPy is loaded when a file is saved, and the reference is run.
    """
    shared = new_watch()
    code = NOT_JUDGED
    keys: dict[Path, KeyInTheMaking | None] = {}
    child = ChildPeer.start(limits=limits)
    try:
        with leaving_on_q(shared):
            for changed in saves(targets, shared.stop):
                if sys.stdout.isatty():
                    clear_screen(sys.stdout)
                worst, verdicts = 0, []
                reports: list[tuple[Target, Report]] = []
                for target in changed:
                    try:
                        with shared.busy:
                            key = keys.pop(target.path, None)
                            judged = attempt(target, parts, seed, child, ahead=key, show=show_failures)
                        worst = max(worst, judged.report.exit_code)
                        verdicts.append(f"{target.path} {verdict_of(judged.report)}")
                        show_unshown(judged)
                        reports.append((target, judged.report))
                    except UsageError as error:
                        worst = max(worst, error.exit_code)
                        verdicts.append(f"{target.path} not judged")
                        show_line(error.sentence)
                    child = ChildPeer.start(limits=limits)
                code = worst
                show_line(f"{', '.join(verdicts)}. {WATCHING}")
                shared.judged.set()
                for target, report in reports:
                    if not shared.stop.is_set():
                        keys[target.path] = key_ahead(target, parts, seed, report)
    except KeyboardInterrupt:
        pass
    finally:
        child.close()
    return code


def show_failures(judged: Attempt, *, stepping: bool = True) -> None:
    """Show the report in the detail of a watch."""
    show_attempt(judged, FAILURES, stepping=stepping)


def show_unshown(judged: Attempt) -> None:
    """Show what came after the report was shown."""
    for note in judged.unshown:
        show_line(note)


def show_line(text: str) -> None:
    show_page(lambda paper: paper.paragraph(text, indent=""))


WATCHING = "Watching: save the file to judge it again, q quits."


def saves(
    targets: Sequence[Target], stop: threading.Event, *, each_look: bool = False
) -> Iterator[list[Target]]:
    """Yield all targets, then after each save those whose content changed, also since they were last judged.

    With `each_look`, nothing is yielded at each look at files that didn't change.
    """
    folder = Path.cwd()
    by_path = {target.path.absolute(): target for target in targets}
    with closing(Closings(by_path)) as closings:
        contents = read_all(by_path)
        yield list(targets)
        while True:
            closed = closings.wait(LOOK, stop)
            if stop.is_set():
                break
            # What was typed is relative to the folder of this name, which `git checkout` may replace.
            with suppress(OSError):
                os.chdir(folder)
            now = read_all(by_path)
            if any(now[path] != contents[path] and not (path in closed and now[path]) for path in now):
                now = settled(by_path, now, stop)
            changed = [target for path, target in by_path.items() if now[path] != contents[path]]
            contents = now
            if changed or each_look:
                yield changed


def settled(paths: Iterable[Path], contents: Contents, stop: threading.Event) -> Contents:
    """Return what files contain once nobody is writing them any more, or after a while."""
    for _ in range(round(SETTLED / QUIET)):
        if stop.wait(QUIET):
            break
        before, contents = contents, read_all(paths)
        if before == contents:
            break
    return contents


def read_all(paths: Iterable[Path]) -> Contents:
    """Return what each file contains, or None for one that can't be read right now."""
    contents: Contents = {}
    for path in paths:
        try:
            contents[path] = read_source(path)
        except UsageError:
            contents[path] = None
    return contents


Contents = dict[Path, bytes | None]


def until_the_end(shared: Watch) -> None:
    """Stop at a line with q, or at the end of the input once everything was judged."""
    for line in sys.stdin:
        if line.strip().lower() == "q":
            break
    else:
        shared.judged.wait()
    shared.stop.set()
    interrupt()


def interrupt() -> None:
    """Raise KeyboardInterrupt in the main thread, even while it waits for a submission that hangs."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


def until_q(shared: Watch, keys: Keys) -> None:
    """Stop at q or Ctrl-C, and let the shell take over at Ctrl-Z."""
    while not shared.stop.is_set():
        key = keys.read(0.1, typing=False)
        if key in ("q", "Q", "ctrl-c", "end"):
            shared.stop.set()
            interrupt()
        elif key == "ctrl-z":
            with shared.busy:
                with keys.paused():
                    suspend()
                show_line(WATCHING)
                shared.typed.put("?")
        elif isinstance(key, str):
            shared.typed.put(key)


@contextmanager
def leaving_on_q(shared: Watch) -> Iterator[None]:
    """Stop when q or Ctrl-C is typed, or when the input has ended and everything was judged."""
    # A shell script starts jobs with `&` so that they ignore SIGINT, which is to end a running judgment.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not is_live():
        threading.Thread(target=until_the_end, args=(shared,), daemon=True).start()
        yield
        return
    with keyboard(live=True) as keys:
        listener = threading.Thread(target=until_q, args=(shared, keys), daemon=True)
        listener.start()
        try:
            yield
        finally:
            shared.stop.set()
            listener.join()
