"""`nnprep find`: cards by the words of a question or a topic."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from nnprep.answers.card_search import Catalogue, found_for, is_sure
from nnprep.cli.cards.texts import searchable
from nnprep.cli.output import show_json
from nnprep.cli.reading.pages import show
from nnprep.errors import UsageError
from nnprep.screens.find import found_lines, reason
from nnprep.terminal.plain import write_lines


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A question, or the words of a topic.")],
    json: Annotated[
        bool, typer.Option("--json", help="Print a list of objects: id, question, why; the best first.")
    ] = False,
) -> None:
    """Find the cards that answer a question or are about a topic, the best first, and why each one matches.

    If no card clearly answers it, the closest are listed and marked so; in JSON, their reasons begin with perhaps.

    Examples: nnprep find dying ReLU, nnprep find "why scale the attention scores?"
    """
    gc.disable()  # nothing is garbage before the answer, and looking for it takes 4 ms
    question = " ".join(words)
    if not question.strip():
        raise UsageError("There's nothing to search for.", next_step="nnprep find dying ReLU")
    found = found_for(question, Catalogue(searchable()))
    if json:
        doubt = "" if is_sure(found) else "perhaps "
        show_json(
            [
                {"id": each.id, "question": each.text.wordings[0], "why": doubt + reason(each)}
                for each in found
            ]
        )
    elif found:
        show(lambda paper: found_lines(found, paper, sure=is_sure(found)))
    else:
        write_lines(sys.stdout, NONE)


NONE = "No card is about that.\n\nnext   nnprep cards"
