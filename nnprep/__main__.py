"""Runs nnprep: `python -m nnprep` and the console script."""

import contextlib
import gc
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A stream that the shell closed (`<&-`, `>&-`) is None; what is opened next would take its number.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - it stays open to the end
    # A command lives for a tenth of a second: looking for garbage while it imports costs a twentieth of that.
    gc.set_threshold(100_000, 20, 20)
    from nnprep.cli.app import run

    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.flush()
    # Everything is closed and written by now; taking a hundred modules apart would cost another tenth of a second.
    os._exit(code)


if __name__ == "__main__":
    main()
