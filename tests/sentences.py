"""Lists every sentence that a user can see, to be read from top to bottom: python tests/sentences.py [PREFIX]

One line each, `file:line: text`. From nnprep/ come string literals with more than one word, with {…} for what an
f-string fills in, and the docstrings that are help texts; from exercises/ and solutions/ all prose that is shown. With
PREFIX, only files whose path begins with it.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORDS = re.compile(
    r"[A-Za-z']{2,}[,;:.?!)\"]*\s+\S*[A-Za-z(]|^[A-Z][a-z]+ ?\{|^[A-Z][a-z]+[.?!:]$|\} [a-z]{2,}|[a-z]{2,} \{"
)
"""What a sentence or a part of one has, and an identifier hasn't: two words, or a word beside a placeholder."""
NO_PROSE = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|ATTACH|ALTER|DROP|VACUUM|BEGIN)\b"  # SQL
    r"|.*(\(\?[:P]|\\[bdsw]\b|\[a-z\])"  # a regular expression
    r"|\s*<[a-z]+ "  # markup
    r"|nnprep( [a-z-]+)*$"  # a command to type next
)
NOT_SHOWN = {"re.compile", "import_module", "compile"}
"""Calls whose arguments no user sees."""
PROSE = {"mistakes.yaml": {"say"}}
"""Keys that are shown, for YAML files of which not all is."""


class Sentence(NamedTuple):
    """One text that a user can see."""

    path: str
    """Relative to the project."""
    line: int
    text: str
    """On one line, however it is wrapped in the file."""
    item: str = ""
    """Where it is in a YAML file, such as `parts[0].hints[1]`."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {f'[{self.item}] ' if self.item else ''}{self.text}"


def sentences(root: Path = ROOT) -> Iterator[Sentence]:
    """Yield every sentence of the package and of its exercises, file by file."""
    for path in sorted((root / "nnprep").rglob("*.py")):
        if "_content" not in path.parts:
            yield from of_code(path.read_text(encoding="utf-8"), name_of(path, root))
    for path in sorted((root / "exercises").glob("*/*")):
        yield from of_content(path, root)
    for path in sorted((root / "solutions").glob("*/*")):
        yield from of_content(path, root)


def of_content(path: Path, root: Path) -> Iterator[Sentence]:
    """Yield what is shown of one file of an exercise or a solution."""
    text, name = (path.read_text(encoding="utf-8") if path.is_file() else ""), name_of(path, root)
    if path.suffix == ".yaml":
        yield from of_yaml(text, name, PROSE.get(path.name))
    elif path.name == "checks.py":
        yield from of_code(text, name)
    elif path.suffix == ".py":  # a stub and a reference are shown as they are
        yield from sorted([*docstrings(text, name), *comments(text, name)], key=lambda each: each.line)


def name_of(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def of_code(source: str, name: str) -> Iterator[Sentence]:
    """Yield string literals that are sentences or parts of one, and docstrings that are help texts."""
    tree = ast.parse(source)
    hidden: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.add(node.value)  # a docstring
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in NOT_SHOWN:
            hidden.update(node.args)
        elif isinstance(node, ast.Attribute) and node.attr == "split":
            hidden.add(node.value)  # a list of words
    shown = [
        Sentence(name, node.lineno, text)
        for node, text in literals(tree, hidden)
        if WORDS.search(text) and not NO_PROSE.match(text)
    ]
    shown += [
        Sentence(name, node.body[0].lineno, ast.get_docstring(node) or "") for node in commands(tree, name)
    ]
    for each in sorted(shown, key=lambda each: each.line):
        yield each._replace(text=" ".join(each.text.split()))


def literals(node: ast.AST, hidden: Iterable[ast.AST]) -> Iterator[tuple[ast.expr, str]]:
    """Yield every string with its text; what an f-string fills in is written as its expression in braces."""
    if node in hidden:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (
            f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else part.value  # type: ignore[attr-defined]
            for part in node.values
        )
        yield node, "".join(parts)
    else:
        for child in ast.iter_child_nodes(node):
            yield from literals(child, hidden)


def commands(tree: ast.AST, name: str) -> Iterator[ast.FunctionDef]:
    """Yield the functions whose docstring is a help text: those that take typer's options, and typer's callbacks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            decorated = any(ast.unparse(each).startswith("app.") for each in node.decorator_list)
            named = name.startswith("nnprep/cli/") and node.name == Path(name).stem
            if decorated or named or "typer." in ast.unparse(node.args):
                yield node


def docstrings(source: str, name: str) -> Iterator[Sentence]:
    """Yield all docstrings of a file, paragraph by paragraph."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and (
            text := ast.get_docstring(node)
        ):
            line = node.body[0].lineno
            for paragraph in re.split(r"(\n\s*\n)", text):
                if paragraph.strip():
                    yield Sentence(name, line, " ".join(paragraph.split()))
                line += paragraph.count("\n")


def comments(source: str, name: str) -> Iterator[Sentence]:
    """Yield all comments of a file."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Sentence(name, token.start[0], token.string)


def of_yaml(source: str, name: str, keys: set[str] | None) -> Iterator[Sentence]:
    """Yield the texts of a YAML file that are more than a word; with `keys`, only under these."""

    def visit(node: yaml.Node, item: str, is_shown: bool) -> Iterator[Sentence]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from visit(
                    value, f"{item}.{key.value}".lstrip("."), is_shown or key.value in (keys or ())
                )
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                yield from visit(value, f"{item}[{number}]", is_shown)
        elif is_shown and " " in node.value.strip():
            yield Sentence(name, node.start_mark.line + 1, " ".join(node.value.split()), item)

    root = yaml.compose(source, Loader=yaml.SafeLoader)
    if root is not None:
        yield from visit(root, "", keys is None)


def main() -> None:
    """Print the list."""
    prefix = sys.argv[1] if len(sys.argv) > 1 else ""
    sys.stdout.writelines(f"{each}\n" for each in sentences() if each.path.startswith(prefix))


if __name__ == "__main__":
    main()
