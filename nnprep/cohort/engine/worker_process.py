"""A process that judges one task after the other, and how the thread that owns it talks to it.

Limits on nnprep's own work need the main thread of a process, so each worker is one: here, and on a machine of Dask's.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from nnprep.cohort.engine.task import Task
from nnprep.cohort.record import Record
from nnprep.errors import OWN_FAULT, NnprepError
from nnprep.sandbox.parent.process import kill_group, patiently

ATTEMPTS = 2
"""How many workers a task may end before it is given up."""
BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from nnprep.cohort.engine.worker_main import serve; serve(int(sys.argv[2]))"
)


class WorkerError(NnprepError):
    """A worker couldn't be started, or an internal error ended its work."""

    exit_code = OWN_FAULT


class LostTaskError(WorkerError):
    """A task has ended every process that tried it."""


class Worker:
    """One process, for one thread: it ends when that thread ends, however that happens."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def grade(self, task: Task) -> Record:
        """Judge one task; a process that dies is replaced.

        Raises WorkerError with what `Grader.grade` raises, and LostTaskError if the task ended every process.
        """
        for _ in range(ATTEMPTS):
            if self._process is None:
                self._process = started()
            try:
                done, value = exchanged(self._process, task)
            except (OSError, EOFError, pickle.UnpicklingError):
                self.end()
                if self._closed:
                    break
                continue
            if done:
                return value  # type: ignore[no-any-return]
            sentence, next_step = value
            raise WorkerError(sentence, next_step=next_step)
        message = "The processes judging this file died."
        raise LostTaskError(message)

    def finish(self) -> None:
        """Let the process end by itself once it has nothing to do, without waiting for that."""
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()

    def close(self, patience: float = 0.0) -> None:
        """End the process, from any thread; what it is judging after so many seconds is lost."""
        self._closed = True
        self.end(patience)

    def end(self, patience: float = 0.0) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            if patience and process.stdin is not None:
                with suppress(OSError, subprocess.TimeoutExpired):
                    process.stdin.close()
                    process.wait(patience)
            kill_group(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                with suppress(OSError):
                    pipe.close()


def started() -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches only the one that knows what to do."""
    try:
        return patiently(
            lambda: subprocess.Popen(
                [sys.executable, "-c", BOOT, json.dumps(sys.path), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if "NNPREP_DEBUG" in os.environ else subprocess.DEVNULL,
                env=os.environ | ONE_THREAD,
                start_new_session=True,
            )
        )
    except OSError as error:
        message = f"Can't start Python: {error.strerror}."
        raise WorkerError(message, next_step="nnprep doctor") from error


def exchanged(process: subprocess.Popen[bytes], task: Task) -> tuple[bool, Any]:
    """Send a task; return whether it was judged, and the record, or else a sentence and a next step.

    Raises OSError, EOFError and UnpicklingError if the process dies.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(tuple(task), process.stdin)
    process.stdin.flush()
    done, value = pickle.load(process.stdout)
    return done, value


_here = threading.local()
"""The worker of each thread."""


def grade_here(task: Task) -> Record:
    """Judge a task in the worker of this thread. Raises as `Worker.grade`."""
    if not hasattr(_here, "worker"):
        _here.worker = Worker()
        WORKERS.append(_here.worker)
    worker: Worker = _here.worker
    return worker.grade(task)


WORKERS: list[Worker] = []
"""Those of all threads, for whoever has to end them."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Small matrices on several threads only wait for each other."""
