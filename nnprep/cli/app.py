"""The command line as a whole: the table of commands, and the one place where errors become words.

A command's module is imported when the command is called: `nnprep --help` reads the table only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from nnprep.errors import NnprepError, UnknownNameError

# The class that all of typer's usage errors have in common; typer itself does not export it.
TyperUsageError: Any = typer.BadParameter.__mro__[1]

INTERRUPTED = 130
"""Exit code after Ctrl-C, by the shells' convention: 128 + SIGINT."""


BROKEN_PIPE = 141
"""Exit code when the reader of a pipe has gone, by the same convention: neither passed nor failed."""
OWN_FAULT = 3
"""Exit code where something broke that is not the learner's."""
DEBUG = "NNPREP_DEBUG"
"""The environment variable that asks for tracebacks."""
REPORT = f"With {DEBUG}=1 it says where."
NARROW = 60
FOLDERS = {"quiz", "exercise", "check", "explain", "drill"}
"""Commands that have a folder of their own."""


class Commands(TyperGroup):
    """A group that knows its commands by name and first line, and imports one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, imported now; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"nnprep.cli.{cmd_name}{'.command' if cmd_name in FOLDERS else ''}")
        group = getattr(module, "app", None)
        if group is None:
            group = typer.Typer(add_completion=False, rich_markup_mode=None)
            group.command(cmd_name)(getattr(module, cmd_name))
        command = typer.main.get_command(group)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; raises UnknownNameError with the valid names."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownNameError("command", args[0], COMMANDS, next_step="nnprep --help")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would cost as much as everything else together
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def nnprep(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Print the version and leave."),
) -> None:
    """Practise for neural-network interviews: questions, coding exercises, and a grader that names the mistake.

    Without a command: what is due today, and what to do next.
    """
    if version:
        from nnprep import __version__

        typer.echo(f"nnprep {__version__}")
    elif ctx.invoked_subcommand is None:
        from nnprep.cli.today import today

        today()


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error is told in one sentence on standard error."""
    try:
        command = typer.main.get_command(app)
        code = command.main(
            args=list(arguments), prog_name="nnprep", standalone_mode=False, terminal_width=narrow()
        )
        sys.stdout.flush()
    except NnprepError as error:
        return tell(error.sentence, error.next_step, error.exit_code)
    except TyperUsageError as error:
        return tell(usage_sentence(error), usage_step(error), 2)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer makes the one out of the other
        return quietly()
    except Exception as error:  # whatever else it is, it is no verdict on what was judged
        return tell(surprise(error), None, OWN_FAULT)
    return code if isinstance(code, int) else 0


def tell(sentence: str, next_step: str | None, code: int) -> int:
    """Write an error to standard error and return its exit code."""
    from nnprep.terminal.encoding import speak_plainly

    speak_plainly(sys.stderr)
    lines = [f"nnprep: {sentence}"]
    if next_step:
        lines.append(f"  next   {next_step}")
    sys.stderr.write("\n".join(lines) + "\n")
    return code


def surprise(error: Exception) -> str:
    """Return what to say of an error that nobody foresaw; the traceback only for who asks for it."""
    import os
    import traceback

    if os.environ.get(DEBUG):
        return "".join(traceback.format_exception(error)).rstrip()
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"The system refused to read or write: {error.strerror or error}{where}."
    said = " ".join(str(error).split())[:200]
    return f"The fault is nnprep's own: {type(error).__name__}{f': {said}' if said else ''}. {REPORT}"


def usage_sentence(error: Any) -> str:
    """Return what typer found wrong as one sentence."""
    text = " ".join(str(error.format_message()).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def usage_step(error: Any) -> str:
    """Return the help command that fits a usage error."""
    path = error.ctx.command_path if getattr(error, "ctx", None) else "nnprep"
    path = path.removesuffix(" card")  # `nnprep explain CARD-ID` has no such word
    return f"{path} --help"


def quietly() -> int:
    """Leave without a word when the reader of a pipe has gone, and keep Python from complaining at exit."""
    import os

    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None
    return BROKEN_PIPE


def narrow() -> int | None:
    """Return the columns of a terminal that is narrower than help would otherwise be written."""
    import shutil

    columns = shutil.get_terminal_size((80, 24)).columns
    return columns if columns < NARROW else None


COMMANDS = {
    "quiz": "Answer interview questions aloud or typed; what is due comes first.",
    "exercise": "List the coding exercises, or write one to a file.",
    "check": "Judge your exercise file and name the mistake.",
    "hint": "Give one hint for the part that fails now.",
    "solution": "Show a solution, with the reason for each step, beside yours.",
    "explain": "Derive shapes, gradients, activations, losses and more, with numbers.",
    "drill": "Answer generated questions: parameter counts, shapes, memory, gradients.",
    "gradcheck": "Hold your own gradient against differences of your own loss.",
    "stats": "Show what you know: recall, traps, exercises, calendar.",
    "history": "Export or import everything you have done; list the backups.",
    "lint": "Prove cards and exercises, the built-in ones or your own.",
    "doctor": "Show versions, places and protections, and test this machine.",
}
