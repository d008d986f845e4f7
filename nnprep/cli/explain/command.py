"""`nnprep explain`: the list of topics; a topic's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from nnprep.cli.explain.topics import TOPICS
from nnprep.cli.options import Force, Svg, completed
from nnprep.errors import UnknownNameError, UsageError, nearest

# A size such as -3 is a slip to be named, not an option.
SETTINGS = {"ignore_unknown_options": True}
CARD_LINE = "A card of the quiz as a page, with its numbers verified."


class Topic(TyperCommand):
    """A topic; `-3` is an invalid size, to be reported as one, and `-x` an unknown option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; raises UnknownNameError for an option that the topic doesn't have."""
        known = [option for parameter in self.params for option in parameter.opts if option.startswith("-")]
        known += self.get_help_option_names(ctx)
        step = f"{ctx.command_path.removesuffix(' card')} --help"  # nobody types that word
        for arg in args[: args.index("--")] if "--" in args else args:
            name = arg.partition("=")[0]
            if name.startswith("-") and name[1:2] not in ("", *".0123456789") and name not in known:
                raise UnknownNameError("option", name, known, next_step=step)
        rest: list[str] = super().parse_args(ctx, list(args))
        if ctx.params.get("json") and ctx.params.get("svg"):
            raise UsageError(
                "--json prints facts and --svg saves a picture; use only one of them.",
                next_step=step,
            )
        refuse_force(ctx)
        return rest


class Topics(TyperGroup):
    """Topics by name; any other name is the id of a card."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all topics, in the list's order; and the cards, if a shell completes names."""
        return [*TOPICS, *(completed("card")(ctx, "") if ctx.resilient_parsing else [])]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a topic and return its command; a shell that completes names needs no more than its line."""
        if ctx.resilient_parsing:
            return TyperCommand(cmd_name, short_help=TOPICS.get(cmd_name, "a card"))
        return self.load(cmd_name)

    def load(self, cmd_name: str) -> Any:
        """Import a topic and return its command."""
        name = cmd_name if cmd_name in TOPICS else "card"
        module = import_module(f"nnprep.cli.explain.{name}")
        topic = typer.Typer(add_completion=False, rich_markup_mode=None)
        topic.command(name, cls=Topic, context_settings=SETTINGS)(getattr(module, name))
        command = typer.main.get_command(topic)
        command.name = name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a topic; any other name is the id of a card, or words to find cards by."""
        if ctx.resilient_parsing and args:
            return args[0], self.load(args[0]), args[1:]
        if args and not args[0].startswith("-") and args[0] not in TOPICS:
            sizes = any(
                any(map(str.isdigit, word)) for word in args[1:2]
            )  # of a network, not words of a question
            if sizes and (args[0][:1].isdigit() or nearest(args[0], TOPICS)):
                step = "nnprep explain shapes" if args[0][0].isdigit() else "nnprep explain"
                raise UnknownNameError("topic", args[0], TOPICS, next_step=step + " --help")
            return "card", self.get_command(ctx, "card"), args
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of topics."""
        with formatter.section("Topics"):
            formatter.write_dl(
                [*TOPICS.items(), ("CARD-ID", CARD_LINE), ("WORDS", "Cards about some words.")]
            )


app = typer.Typer(
    cls=Topics,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def explain(
    ctx: typer.Context,
    json: bool = typer.Option(False, "--json", help="Print the list as one JSON object."),
    svg: Svg = None,
    force: Force = False,
) -> None:
    """Derive what interviewers ask for, with every number computed on the spot.

    Example: nnprep explain shapes 10 64 3. Without a topic: topics and cards.
    """
    if ctx.invoked_subcommand is None:
        refuse_force(ctx)
        # Loads all cards, which no topic needs.
        from nnprep.cli.explain.card import overview

        overview(json, svg, force=force)


def refuse_force(ctx: typer.Context) -> None:
    """Raise UsageError for --force without --svg, which has no effect."""
    if ctx.params.get("force") and not ctx.params.get("svg"):
        raise UsageError("--force only works with --svg.", next_step="nnprep explain --help")
