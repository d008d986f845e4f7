"""Runs nnprep: `python -m nnprep` and the console script."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module

from nnprep.late_modules import defer

COMPLETE = "_NNPREP_COMPLETE"
"""Set by a shell that asks for names: it passes what was typed in another variable."""


def main() -> None:
    """Run the command line and exit with its code."""
    # A stream that the shell closed (`<&-`, `>&-`) is None, and the next open() would reuse its descriptor.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - open until the end
    # A command takes a tenth of a second; collecting garbage once would cost a twentieth of that.
    gc.set_threshold(300_000, 20, 20)
    # nnprep's matrices are so small that NumPy's threads only wait for each other, at full speed.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    # Everything is written and closed; tearing down a hundred modules would cost another tenth of a second.
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    defer()
    if arguments[:1] == ["check"] and not {"--help", "-h"} & {*arguments}:
        # After the lines above, which change how imports run; without typer, and NumPy is imported later still.
        from nnprep.cli.check.plain import run_plain

        code = run_plain(arguments[1:])
        if code is not None:
            return code
    if not arguments and COMPLETE not in os.environ:
        # As above: there is nothing to parse.
        from nnprep.cli.today import run_today

        return run_today()
    if arguments in (["quiz"], ["interview"]):
        gc.disable()  # until the first question is shown, as in their commands
        try:
            # As above; typer would take a third of the time to the first question.
            run_alone: Callable[[], int] = import_module(f"nnprep.cli.{arguments[0]}.run").run_alone
            return run_alone()
        finally:
            gc.enable()
    # As above.
    from nnprep.cli.app import run as run_with_typer

    return run_with_typer(arguments)


if __name__ == "__main__":
    main()
