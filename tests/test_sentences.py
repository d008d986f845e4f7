"""The list of everything that a user can read is complete enough to be read instead of the code."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from tests.sentences import ROOT, Sentence, of_code, of_content, of_yaml, sentences

CODE = '''
"""A docstring isn't shown."""

import re
NAME = "an_identifier"
QUERY = "SELECT id FROM event"
PATTERN = re.compile("two words")
WORDS = "list of words".split()
FRAGMENT = "is no" + f" more than {count:>3} of {len(all)}."


@app.command("export")
def export(file: str) -> None:
    """Export everything.

    One event per line.
    """
    typer.echo("Exporting everything")
    raise UsageError(
        f"{file} already exists; "
        "use --force."
    )
'''


def test_code_gives_messages_and_help() -> None:
    """Messages come whole with their placeholders, help texts too; code doesn't."""
    assert list(of_code(CODE, "a.py")) == [
        Sentence("a.py", 9, "is no"),
        Sentence("a.py", 9, "more than {count} of {len(all)}."),
        Sentence("a.py", 14, "Export everything. One event per line."),
        Sentence("a.py", 18, "Exporting everything"),
        Sentence("a.py", 20, "{file} already exists; use --force."),
    ]


def test_yaml_gives_items_with_their_path() -> None:
    """Each text has its path in the file; with keys, only what is under them."""
    text = dedent("""\
        - id: slip
          say: >-
            The mean
            is missing.
          note: Not shown here.
        """)

    assert list(of_yaml(text, "m.yaml", {"say"})) == [
        Sentence("m.yaml", 2, "The mean is missing.", "[0].say")
    ]


@pytest.mark.proof
def test_whole_project_is_listed() -> None:
    """Errors, help, stubs, hints and mistakes are in the list, with the line of each."""
    listed = list(sentences())
    texts = {each.text for each in listed}

    assert "Derive shapes, gradients" in texts
    assert any(text.startswith("There is no {kind} called") for text in texts)
    assert any(text.startswith("The loss returns") for text in texts)
    paths = {each.path.rpartition("/")[2] for each in listed}
    assert {"exercise.yaml", "stub.py", "mistakes.yaml", "checks.py", "reference.py"} <= paths
    assert any(each.item.startswith("parts[0].hints[") for each in listed)
    assert all(each.line > 0 and "\n" not in str(each) for each in listed)


def test_statements_in_hints_end_in_semicolons() -> None:
    """Code in a hint is code: only a def, an if or a loop ends in a colon before `return`."""
    listed = [each for path in ROOT.glob("exercises/*/exercise.yaml") for each in of_content(path, ROOT)]
    hints = [each for each in listed if ".hints[" in each.item]
    statements = [part for each in hints for part in re.split(r"; |\. ", each.text)]
    wrong = [
        part for part in statements if re.match(r"(?!def |if |else|for |while |or ).*\S: return\b", part)
    ]

    assert len(statements) > 500
    assert wrong == []
