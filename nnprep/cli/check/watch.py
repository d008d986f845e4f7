"""`nnprep check --watch`: judges again whenever a file is saved."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchfiles import watch

from nnprep.cli.check.report_page import show_attempt, verdict_of
from nnprep.cli.output import show_page
from nnprep.errors import UsageError
from nnprep.practice.attempt import attempt
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.terminal.keyboard.names import Keys
from nnprep.terminal.keyboard.open import is_live, keyboard

QUIET, SETTLED = 50, 500
"""Milliseconds: a change is judged once the folder was quiet for the first, at the latest after the second.

Editors write a file in several steps; if a step takes longer, the file is judged again when it is done.
"""
NOT_JUDGED = 1
"""The exit code before anything was judged."""
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch_targets(targets: Sequence[Target], parts: Sequence[str], seed: int | None, limits: Limits) -> int:
    """Judge each target, then again after every save, until q, Ctrl-C or the end of input; returns the last exit code.

    If the input has already ended, everything is judged once. The process for the next judgment is started in
    advance, so that NumPy is loaded when a file is saved.
    """
    stop, all_judged = threading.Event(), threading.Event()
    code = NOT_JUDGED
    child = ChildPeer.start(limits=limits)
    try:
        with leaving_on_q(stop, all_judged):
            for changed in saves(targets, stop):
                if sys.stdout.isatty():
                    sys.stdout.write(CLEAR)
                code, verdicts = 0, []
                for target in changed:
                    try:
                        judged = attempt(target, parts, seed, child)
                        code = max(code, judged.report.exit_code)
                        verdicts.append(f"{target.path} {verdict_of(judged.report)}")
                        show_attempt(judged, brief=True)
                    except UsageError as error:
                        code = max(code, error.exit_code)
                        verdicts.append(f"{target.path} not judged")
                        sys.stdout.write(f"{error.sentence}\n")
                    child = ChildPeer.start(limits=limits)
                show_line(f"{', '.join(verdicts)}. Watching: save the file to judge it again, q quits.")
                all_judged.set()
    except KeyboardInterrupt:
        pass
    finally:
        child.close()
    return code


def show_line(text: str) -> None:
    show_page(lambda paper: paper.paragraph(text, indent=""))


def saves(targets: Sequence[Target], stop: threading.Event) -> Iterator[list[Target]]:
    """Yield all targets, then after each save those whose content changed."""
    by_path = {target.path.resolve(): target for target in targets}
    contents = {path: content(path) for path in by_path}
    yield list(targets)
    folders = sorted({path.parent for path in by_path})
    changes = watch(
        *folders,
        watch_filter=None,
        debounce=SETTLED,
        step=QUIET,
        stop_event=stop,
        recursive=False,
        raise_interrupt=True,
    )
    for _ in changes:
        now = {path: content(path) for path in by_path}
        changed = [by_path[path] for path in by_path if now[path] != contents[path]]
        contents = now
        if changed:
            yield changed


def content(path: Path) -> bytes | None:
    """Return a file's bytes, or None if it can't be read right now."""
    try:
        return read_source(path)
    except UsageError:
        return None


def until_the_end(stop: threading.Event, judged: threading.Event) -> None:
    """Stop at a line with q, or at the end of the input once everything was judged."""
    for line in sys.stdin:
        if line.strip().lower() == "q":
            break
    else:
        judged.wait()
    stop.set()
    interrupt()


def interrupt() -> None:
    """Raise KeyboardInterrupt in the main thread, even while it waits for a submission that hangs."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


@contextmanager
def leaving_on_q(stop: threading.Event, judged: threading.Event) -> Iterator[None]:
    """Set `stop` when q or Ctrl-C is typed, or when the input has ended and `judged` is set."""
    # A shell script starts jobs with `&` so that they ignore SIGINT, which is to end a running judgment.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not is_live():
        threading.Thread(target=until_the_end, args=(stop, judged), daemon=True).start()
        yield
        return

    def listen(keys: Keys) -> None:
        while not stop.is_set():
            if keys.read(0.1, typing=False) in ("q", "Q", "ctrl-c", "end"):
                stop.set()
                interrupt()

    with keyboard(live=True) as keys:
        listener = threading.Thread(target=listen, args=(keys,), daemon=True)
        listener.start()
        try:
            yield
        finally:
            stop.set()
            listener.join()
