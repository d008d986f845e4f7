"""Runs the Python code of content in this process so that it can't hang nnprep, end it or print into its output."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import _GeneratorContextManager, contextmanager, redirect_stdout
from pathlib import Path
from types import FrameType, TracebackType

from nnprep.content.exercises import CHECKS, REFERENCE
from nnprep.content.roots import near
from nnprep.errors import ContentError, Fault

SECONDS = 30.0
"""How long the code of content may run at a stretch: well beyond the limits of a submission, which it may call."""


AGAIN = 0.01
"""Seconds after which code that is still running is stopped again, where it wasn't the first time."""
AROUND = {each.__code__ for each in (_GeneratorContextManager.__enter__, _GeneratorContextManager.__exit__)}
"""What runs between `bounded` and the code: nothing would catch what an alarm raised there."""


class Overtime(KeyboardInterrupt):
    """Stops code that runs too long; like Ctrl-C, no `except Exception` on its way stops it."""


@contextmanager
def bounded(solution: Path, seconds: float | None = None, *, cpu: bool = False) -> Iterator[None]:
    """Run code of the files in `solution`; what it prints goes to standard error.

    Raises ContentError, at the file and line that was running, if the code exits or runs longer than `seconds`
    (SECONDS by default): on the clock, or of CPU time, which doesn't depend on how busy the machine is.
    Time is limited only in the main thread, and only on systems that have SIGALRM (Windows doesn't).
    """
    limit = SECONDS if seconds is None else seconds
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    alarm, timer = signals(cpu=cpu) if timed else (0, 0)
    running = True

    def stop(_: int, frame: FrameType | None) -> None:
        if running and not (frame and frame.f_code in AROUND):
            raise Overtime

    before, left = signal.signal(alarm, stop) if timed else None, 0.0
    try:
        with redirect_stdout(sys.stderr):
            if timed:
                left, _ = signal.setitimer(timer, limit, AGAIN)  # what a limit around this one has left
            try:
                yield
            finally:
                running = False  # without a call before it, so that an alarm from here on stops nothing
    except Overtime as error:
        message = f"still running after {limit:g} s: is there an endless loop?"
        raise ContentError([fault_at(error.__traceback__, solution, message)]) from None
    except SystemExit as error:
        message = "this ends the program (SystemExit); remove it"
        raise ContentError([fault_at(error.__traceback__, solution, message)]) from None
    finally:
        if timed:
            signal.setitimer(timer, 0)
            signal.signal(alarm, before or signal.SIG_DFL)
            signal.setitimer(timer, left, AGAIN)


def signals(*, cpu: bool) -> tuple[int, int]:
    """Return the signal and the timer of a limit."""
    return (signal.SIGVTALRM, signal.ITIMER_VIRTUAL) if cpu else (signal.SIGALRM, signal.ITIMER_REAL)


def fault_at(traceback: TracebackType | None, solution: Path, message: str) -> Fault:
    """Return an error at the innermost line of a traceback that is in the checks or the reference."""
    place = (solution / CHECKS, 1)
    while traceback is not None:
        name = Path(traceback.tb_frame.f_code.co_filename).name
        if name in (CHECKS, REFERENCE):
            place = (solution / name, traceback.tb_lineno)
        traceback = traceback.tb_next
    return Fault(near(place[0]), place[1], 1, message)
