"""The MCP server: which tools there are, and how errors reach the agent."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from nnprep import __version__
from nnprep.cli.boundary import internal_error
from nnprep.cli.mcp.cards import Asking
from nnprep.cli.mcp.exercises import check, exercise, hint, solution
from nnprep.cli.mcp.networks import explain_shapes, gradcheck
from nnprep.cli.output import finite
from nnprep.errors import NnprepError

Tool = Callable[..., dict[str, Any]]


def serve() -> None:
    """Answer an agent on standard input and output until it closes them."""
    server(Asking()).run("stdio")


def server(asking: Asking) -> MCPServer[Any]:
    """Return a server with all tools."""
    made: MCPServer[Any] = MCPServer(
        "nnprep", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )
    tools = (
        exercise,
        check,
        hint,
        solution,
        asking.next_card,
        asking.record_answer,
        explain_shapes,
        gradcheck,
    )
    for tool in tools:
        made.tool(name=tool.__name__, description=tool.__doc__)(in_main_thread(tool))
    return made


def in_main_thread(tool: Tool) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Return a tool that runs where the server does, since limits on time need the main thread, and ends in words."""

    @functools.wraps(tool)
    async def run(*arguments: Any, **keywords: Any) -> dict[str, Any]:
        try:
            facts: dict[str, Any] = finite(tool(*arguments, **keywords))
            return facts
        except NnprepError as error:
            step = f" Next: {error.next_step}" if error.next_step else ""
            raise ToolError(error.sentence + step) from None
        except Exception as error:  # it says nothing about the learner's code, and the session goes on
            raise ToolError(internal_error(error)) from error

    return run


INSTRUCTIONS = """\
nnprep is practice for neural-network interviews. You are the learner's interviewer, not their ghostwriter.

Exercises: `exercise` gives the task. The learner writes the code. `check` judges it and names the mistake: tell them
what it says, one thing at a time, and let them fix it. Don't write or complete their solution, and don't say the fix
before they have tried; `hint` gives one hint more each time. `solution` works only after they have passed.

Cards: `next_card` gives a question. Ask it in its words and wait. Then call `record_answer` with what the learner said
and without a grade: it returns the key points in the answer and the model answer. Talk it over, ask the learner for
their grade (1 again, 2 hard, 3 good, 4 easy), and call it again with that grade, which is saved.
"""
