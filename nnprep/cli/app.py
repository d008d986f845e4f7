"""The command line as a whole: the table of commands.

A command's module is imported when the command is called: `nnprep --help` reads the table only.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import zip_longest
from shlex import quote
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from nnprep import __version__
from nnprep.cli.boundary import INTERRUPTED, LIKELY, corrected, exit_code, print_error
from nnprep.errors import UnknownNameError, nearest, shown
from nnprep.named_tuple import NamedTuple
from nnprep.terminal.plain import write_lines

# The class that all of typer's usage errors have in common; typer itself does not export it.
TyperUsageError: Any = typer.BadParameter.__mro__[1]

EXTRA = re.compile(r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)\.?")
"""Typer's words for words that a command doesn't take."""
MEANT = re.compile(r"No such command '(.*)'\. Did you mean '([^']+)'")
"""Typer's words for a misspelled command of a group."""
HEAD = "Practice for neural-network interviews. Without a command: what to do next."
FOOT = "More: nnprep COMMAND --help, nnprep --version, nnprep --install-completion"
NARROW = 60
"""Columns: help is wrapped to a terminal narrower than this."""
BESIDE = 39
"""Columns of each of two commands on one row of help."""


class Entry(NamedTuple):
    """One command in the table."""

    module: str
    """Below `nnprep.cli`; holds a function with the command's name, or a typer group called `app`."""
    line: str
    """What it does, in one line of `nnprep --help`."""


GROUPS = {
    "Practice": {
        "quiz": Entry("quiz.command", "Answer interview questions, aloud or typed"),
        "interview": Entry("interview.command", "Take a mock interview, with a report"),
        "exercise": Entry("exercises.exercise", "List the coding exercises, or write one to a file"),
        "check": Entry("check.command", "Judge your file and name the mistake"),
        "hint": Entry("exercises.hint", "Get one hint for the part that fails now"),
        "solution": Entry("exercises.solution", "Show a solution next to yours, with reasons"),
        "watch": Entry("exercises.watch", "Work through a path, judged whenever you save"),
        "drill": Entry("drill.command", "Compute shapes, parameters, memory, gradients"),
    },
    "Look up": {
        "find": Entry("cards.find", "Find cards by a question"),
        "cards": Entry("cards.command", "List cards, or reset one"),
        "explain": Entry("explain.command", "Derive shapes, gradients"),
        "gradcheck": Entry("gradcheck.command", "Check your gradient"),
    },
    "Your progress": {
        "path": Entry("exercises.path", "Show three ready paths"),
        "stats": Entry("stats.command", "Show what you know"),
    },
    "Your own content, other programs, and this machine": {
        "new": Entry("cards.new", "Write a card or exercise"),
        "lint": Entry("lint.command", "Check cards and exercises"),
        "content": Entry("packs.command", "Add packs from others"),
        "grade": Entry("grade.command", "Judge a whole class"),
        "anki": Entry("anki.command", "Exchange decks with Anki"),
        "schema": Entry("schema.command", "Print schemas for editors"),
        "mcp": Entry("mcp.command", "Serve an AI agent"),
        "doctor": Entry("doctor", "Test this machine"),
        "history": Entry("history", "Export, import, sync"),
    },
}
IN_PAIRS = tuple(GROUPS)[-3:]
"""The groups of which two commands stand on one row of help, so that all groups fit a screen; short lines only."""
COMMANDS = {name: entry for group in GROUPS.values() for name, entry in group.items()}
WIDEST = max(map(len, COMMANDS))


class Commands(TyperGroup):
    """A group that knows its commands by the table, and imports one when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command and return it; None if there is no such command.

        A shell that completes names needs their lines only.
        """
        if cmd_name not in COMMANDS:
            return None
        if ctx.resilient_parsing:
            return TyperCommand(cmd_name, short_help=COMMANDS[cmd_name].line)
        return self.load(cmd_name)

    def load(self, cmd_name: str) -> Any:
        """Import a command and return it."""
        module = import_module(f"nnprep.cli.{COMMANDS[cmd_name].module}")
        group = getattr(module, "app", None)
        if group is None:
            group = typer.Typer(add_completion=False, rich_markup_mode=None)
            group.command(cmd_name)(getattr(module, cmd_name))
        command = typer.main.get_command(group)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed; raises UnknownNameError with the valid names."""
        if ctx.resilient_parsing and args and args[0] in COMMANDS:
            return args[0], self.load(args[0]), args[1:]
        if args and not args[0].startswith("-") and args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise UnknownNameError("command", args[0], COMMANDS, next_step="nnprep --help")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what fits one screen: a sentence, the commands in groups, and where more is."""
        formatter.write_text(HEAD)
        for heading, group in GROUPS.items():
            formatter.write_text(heading)
            with formatter.indentation():
                rows = [(f"{name:{WIDEST}}", entry.line) for name, entry in group.items()]
                if heading in IN_PAIRS and formatter.width >= 2 * BESIDE:
                    cells = ["  ".join(row) for row in rows]
                    pairs = zip_longest(cells[::2], cells[1::2], fillvalue="")
                    rows = [(f"{left:{BESIDE}}{right}".rstrip(), "") for left, right in pairs]
                formatter.write_dl(rows)
        formatter.write_text(FOOT)


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,  # plain help: rich would cost as much as everything else together
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def nnprep(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Print the version and exit."),
) -> None:
    """Show what is due today and what to do next, unless a command was typed."""
    if version:
        write_lines(sys.stdout, f"nnprep {__version__}")
    elif ctx.invoked_subcommand is None:
        # Loads cards, exercises and the history, which `nnprep --help` doesn't need.
        import_module("nnprep.cli.today").today()


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error becomes one sentence on standard error."""
    return exit_code(lambda: run_with_typer(arguments), arguments)


def run_with_typer(arguments: Sequence[str]) -> Any:
    """Run one command and return its result; a command line that typer can't parse is reported here."""
    try:
        return typer.main.get_command(app).main(
            args=list(arguments), prog_name="nnprep", standalone_mode=False, terminal_width=help_width()
        )
    except TyperUsageError as error:
        return print_error(usage_sentence(error), usage_step(error, arguments), 2)
    except typer.Abort:
        return INTERRUPTED


def usage_sentence(error: Any) -> str:
    """Return typer's own message as one sentence; words that a command doesn't take, in plain words."""
    text = " ".join(str(error.format_message()).split())
    option = getattr(error, "option_name", "")
    if option and (owner := owner_of(option)):
        return f"{error.ctx.command_path} has no {option}; nnprep {owner} has."
    extra = EXTRA.fullmatch(text)
    if extra and error.ctx is not None:
        options = {name for each in error.ctx.command.params for name in each.opts}
        count = f" Did you mean --count {extra[1]}?" if extra[1].isdecimal() and "--count" in options else ""
        if error.ctx.params.get("ask"):
            count = " Put the whole question in quotes."
        return f"{error.ctx.command_path} doesn't take {shown(extra[1])}.{count}"
    names = (
        getattr(getattr(error.ctx, "command", None), "commands", ())
        if text.startswith("No such command")
        else ()
    )
    valid = f" Valid names: {', '.join(names)}." if names else ""
    return f"{text if text.endswith(('.', '?', '!')) else f'{text}.'}{valid}"


def usage_step(error: Any, arguments: Sequence[str]) -> str:
    """Return the command that fits a usage error in these arguments: with the right command or option, or help."""
    option = getattr(error, "option_name", "")
    if option and (owner := owner_of(option)):
        return corrected(arguments, arguments[0], owner)
    asked, extra = error.ctx and error.ctx.params.get("ask"), EXTRA.fullmatch(error.format_message())
    if asked and extra:
        return f"{error.ctx.command_path} --ask {quote(f'{asked} {extra[1]}')}"
    near = nearest(option, getattr(error, "possibilities", None) or (), LIKELY)
    meant = MEANT.search(str(error.format_message()))
    wrong, right = meant.groups() if meant else (option, near[0] if near else "")
    if line := corrected(arguments, wrong, right):
        return line
    command = f"nnprep {arguments[0]}" if arguments and arguments[0] in COMMANDS else "nnprep"
    path = error.ctx.command_path if getattr(error, "ctx", None) else command
    path = path.removesuffix(" card")  # nobody types that word: it's `nnprep explain CARD-ID`
    return f"{path} --help"


@cache
def owner_of(option: str) -> str:
    """Return the one command that has an option without a value, or an empty text; this loads all commands."""
    table = typer.main.get_command(app)
    owners = [
        name
        for name in COMMANDS
        for each in getattr(table.load(name), "params", ())  # type: ignore[attr-defined] # it's a Commands
        if option in each.opts and each.is_flag
    ]
    return owners[0] if len(owners) == 1 else ""


def help_width() -> int | None:
    """Return the columns of a narrow terminal; None leaves the width to typer."""
    columns = shutil.get_terminal_size((80, 24)).columns
    return columns if columns < NARROW else None
