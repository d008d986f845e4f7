"""`nnprep check --watch`: judges again whenever a file is saved."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnprep.practice.submissions import Target
    from nnprep.terminal.keyboard.names import Keys

QUIET, SETTLED = 50, 500
"""Milliseconds: a change is judged when the folder was quiet for the first, or the second has passed in all.

Editors write a file in several steps; one that takes longer than the first is judged again when it is done.
"""
NOT_JUDGED = 1
"""The exit code before anything was judged."""
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch_targets(targets: Sequence[Target], parts: list[str], seed: int | None) -> int:
    """Judge each target, then again after every save, until q, Ctrl-C or the end of input; returns the last exit code.

    Where the input has ended before, everything is judged once.

    The process for the next judgement is started in advance, so that NumPy is loaded when a file is saved.
    """
    from watchfiles import watch

    from nnprep.cli.check.report_page import show_attempt, verdict_of
    from nnprep.cli.output import show_lines
    from nnprep.errors import UsageError
    from nnprep.practice.attempt import attempt
    from nnprep.sandbox.parent.child_process import ChildPeer

    stop, judged = threading.Event(), threading.Event()
    code = NOT_JUDGED
    child = ChildPeer.start()
    try:
        with leaving_on_q(stop, judged):
            for changed in saves(targets, watch, stop):
                if sys.stdout.isatty():
                    sys.stdout.write(CLEAR)
                code, verdicts = 0, []
                for target in changed:
                    try:
                        tried = attempt(target, parts, seed, child)
                        code = max(code, tried.report.exit_code)
                        verdicts.append((target.path, verdict_of(tried.report)))
                        show_attempt(tried, brief=True)
                    except UsageError as error:
                        code = max(code, error.exit_code)
                        verdicts.append((target.path, "not judged"))
                        sys.stdout.write(f"{error.sentence}\n")
                    child = ChildPeer.start()
                came_to = ", ".join(f"{path} {status}" for path, status in verdicts)
                told = f"{came_to}. Watching: save the file to judge it again, q leaves."
                show_lines(lambda paper, told=told: paper.paragraph(told, indent=""))  # type: ignore[misc]
                judged.set()
    except KeyboardInterrupt:
        pass
    finally:
        child.close()
    return code


def saves(targets: Sequence[Target], watch: object, stop: threading.Event) -> Iterator[list[Target]]:
    """Yield all targets at first, then those whose content changed after each save."""
    by_path = {target.path.resolve(): target for target in targets}
    contents = {path: content(path) for path in by_path}
    yield list(targets)
    folders = sorted({path.parent for path in by_path})
    changes = watch(  # type: ignore[operator]  # imported late by the caller
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


def content(path: object) -> bytes | None:
    """Return a file's bytes, or None where it cannot be read just now."""
    from nnprep.errors import UsageError
    from nnprep.practice.source_file import read_source

    try:
        return read_source(path)  # type: ignore[arg-type]  # a Path
    except UsageError:
        return None


def until_the_end(stop: threading.Event, judged: threading.Event) -> None:
    """Leave at a line with q; at the end of an input that is no terminal, once everything was judged."""
    for line in sys.stdin:
        if line.strip().lower() == "q":
            break
    else:
        judged.wait()
    stop.set()
    interrupt()


def interrupt() -> None:
    """Raise KeyboardInterrupt in the main thread, also while it waits for a submission that does not end."""
    import signal

    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()


@contextmanager
def leaving_on_q(stop: threading.Event, judged: threading.Event) -> Iterator[None]:
    """Set `stop` when q or Ctrl-C is typed, or when the input has ended and `judged` is set."""
    import signal

    from nnprep.terminal.keyboard.open import is_live, keyboard

    # What a shell script starts with `&` ignores the signal that is to end a running judgement.
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
