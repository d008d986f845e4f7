"""`nnprep mcp`: offers nnprep's judge and cards as tools to an AI agent."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from importlib.util import find_spec

from nnprep.cli.boundary import INTERRUPTED
from nnprep.errors import UsageError
from nnprep.terminal.plain import write_lines


def mcp() -> None:
    """Offer check, hint, cards and more as tools to an AI agent, on standard input and output (MCP).

    An agent starts this command itself: enter `nnprep mcp` in its settings as a server of type stdio. It can judge your
    code and ask you cards; it can't show a solution before you've passed. docs/agents.md has examples.

    Example: nnprep mcp
    """
    if find_spec("mcp") is None:
        raise UsageError(
            "nnprep mcp needs the package mcp, which isn't installed.", next_step="pip install 'nnprep[mcp]'"
        )
    # Loads the package mcp, which may be missing, and NumPy: `nnprep mcp --help` needs neither.
    server = import_module("nnprep.cli.mcp.server")
    # The thread that reads standard input can't be interrupted. What was saved is on disk, so nothing is lost.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    if sys.stdin.isatty():
        write_lines(sys.stderr, WAITING)
    server.serve()


WAITING = "An agent starts this command itself: see docs/agents.md.\nWaiting for one on standard input; Ctrl-C ends."
