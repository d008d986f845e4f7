"""`nnprep drill`: generated questions, answered by typing, with the mistake named."""

from __future__ import annotations

import contextlib
import os
import time
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from nnprep.cli.drill.console import Console
from nnprep.cli.options import completed
from nnprep.cli.output import show_json
from nnprep.content.cards import Level
from nnprep.errors import UnknownNameError, UsageError
from nnprep.nn.drills.answer import UnreadableAnswerError, read_answer
from nnprep.nn.drills.drill import FAMILIES, Drill, Verdict, choices
from nnprep.nn.drills.question import Answer, Question, same, spelled
from nnprep.screens import drill as screens

if TYPE_CHECKING:
    from nnprep.practice.drill_results import DrillResults

SYMPTOMS = "symptoms"
"""The drill whose questions come from exercises."""
ASKING = {
    "shapes": "broadcasting attention embedding recurrent",
    "parameters": "mlp conv embedding attention recurrent normalization",
}
"""What the help promises, and is no drill's name -> the drills that ask for it."""


def drill(
    families: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FAMILY]...",
            autocompletion=completed("drill"),
            help="mlp, conv, embedding, attention, recurrent, normalization, broadcasting, memory, gradients, "
            "initialization; all if omitted. Or symptoms, with exercises if you like (symptoms mlp): which mistake "
            "does this?",
        ),
    ] = None,
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help="easy, medium or hard; if omitted, it adapts to you.",
            autocompletion=completed("level"),
        ),
    ] = "",
    count: Annotated[
        int | None, typer.Option("--count", metavar="N", min=1, max=1000, help="Stop after this many.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", min=0, help="Repeat the same questions.")
    ] = None,
    choice: Annotated[
        bool | None,
        typer.Option(
            "--choice/--no-choice",
            help="Multiple choice; with symptoms, it's the default.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print questions and answers as JSON; ask nothing.")
    ] = False,
) -> int:
    """Answer generated questions: parameter counts, shapes, memory, gradients.

    It goes on until you quit. An answer can be an expression, such as 10*64 + 64. Results are saved in your history;
    the exit code is 3 if they can't be.

    Example: nnprep drill mlp conv --level medium --count 10
    """
    if level and level not in list(Level):
        raise UnknownNameError("level", level, list(Level), next_step="nnprep drill --help")
    seed = int.from_bytes(os.urandom(2), "big") if seed is None else seed
    if families and SYMPTOMS not in families:
        unknown = [name for name in families if name not in FAMILIES]
        if unknown and (asking := ASKING.get(unknown[0])):
            raise UsageError(f"Several drills ask for {unknown[0]}.", next_step=f"nnprep drill {asking}")
        if unknown:
            raise UnknownNameError(
                "drill", unknown[0], [*FAMILIES, SYMPTOMS], next_step="nnprep drill --help"
            )
    elif families:
        if json:
            raise UsageError("The symptoms drill has no --json.", next_step="nnprep drill symptoms")
        from nnprep.cli.drill.symptoms import ask_symptoms  # runs exercises, which takes NumPy

        names = [name for name in families if name != SYMPTOMS]
        wanted = Level(level) if level else None
        return ask_symptoms(names, wanted, count, seed, choosing=choice is not False)
    run = Drill(families or (), seed, Level(level) if level else None)
    if json:
        print_questions(run, count or 10)
        return 0
    return ask_questions(run, count, choosing=bool(choice))


def ask_questions(drill: Drill, count: int | None, *, choosing: bool) -> int:
    """Ask until the learner quits, the input ends, or `count` questions are answered; return the exit code."""
    console = Console()
    console.show(screens.opening(drill, choosing, console.paper))
    results: DrillResults | None = None
    with contextlib.ExitStack() as at_the_end, console.interruptible():
        while not console.over and (count is None or len(drill.verdicts) < count):
            verdict = ask_one(drill, console, choosing=choosing)
            if verdict is None:
                break
            if results is None:
                # SQLite and the history load after the first answer, so that the first question appears at once.
                from nnprep.practice.drill_results import DrillResults, result_of

                results = DrillResults()
                at_the_end.callback(results.close)
            problem = results.save(result_of(drill, verdict))
            if problem:
                console.show(console.paper.paragraph(problem))
    return console.end(screens.summary(drill, console.paper), failed=results is not None and results.failed)


def ask_one(drill: Drill, console: Console, *, choosing: bool) -> Verdict | None:
    """Ask one question until it is answered, a wrong answer once more; None if the learner quits.

    The first answer counts: it's what the level and the history go by.
    """
    question = drill.next()
    number = len(drill.verdicts) + 1
    options = choices(question, Random(f"{drill.seed} {number}")) if choosing else []
    console.ask(screens.asked(question, number, options, console.paper))
    since = time.monotonic()
    first: Answer | str = ""
    seconds: float | None = None
    while True:
        text = console.read()
        if text is None:
            return None if seconds is None else drill.answer(question, first, seconds)
        try:
            answer = parse_answer(question, text, options)
        except UnreadableAnswerError as error:
            console.show(console.paper.paragraph(str(error)))
            continue
        if seconds is None:
            first, seconds = answer, time.monotonic() - since
            if not isinstance(answer, str) and not same(answer, question.answer, question.tolerance):
                console.show(screens.missed(question, answer, console.paper))
                continue
            answer = ""
        before = drill.level
        verdict = drill.answer(question, first, seconds)
        console.show(screens.judged(verdict, drill, console.paper, again=answer))
        console.show(screens.moved(drill, before, console.paper))
        return verdict


def parse_answer(question: Question, text: str, options: list[Answer]) -> Answer | str:
    """Return an answer, or an empty text if none was typed; raises UnreadableAnswerError."""
    if not text:
        return ""
    if not options:
        return read_answer(question, text)
    place = screens.LETTERS.find(text.lower()) if len(text) == 1 else -1
    if not 0 <= place < len(options):
        raise UnreadableAnswerError(f"Type a letter from a to {screens.LETTERS[len(options) - 1]}.")
    return options[place]


def print_questions(drill: Drill, count: int) -> None:
    """Print questions with answers, mistakes and the numbers drawn as one JSON object."""
    questions = []
    for _ in range(count):
        question = drill.next()
        drill.answer(question, question.answer, 0.0)
        questions.append(
            {
                "family": question.family,
                "level": str(question.level),
                "ask": question.ask,
                "code": question.code,
                "answer": question.answer,
                "shown": spelled(question.answer),
                "tolerance": question.tolerance,
                "formula": question.formula,
                "slips": [{"answer": slip.answer, "says": slip.says} for slip in question.slips],
                "facts": dict(question.facts),
            }
        )
    show_json({"schema": "nnprep.drill/1", "seed": drill.seed, "questions": questions})
